"""Address of the desk."""

from django.urls import path

from clauseway.web.desk import views

urlpatterns = [path("desk/", views.index, name="desk")]
