from django.urls import path

from clauseway.web.standing import views

urlpatterns = [
    path("standing/", views.index, name="standing"),
]
