from django.urls import path

from clauseway.web.several import views

urlpatterns = [path("several/<slug:several>/", views.change, name="several")]
