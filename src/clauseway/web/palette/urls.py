from django.urls import path

from clauseway.web.palette import views

urlpatterns = [
    path("o/<slug:organization>/s/<slug:system>/palette", views.in_a_system, name="palette"),
    path("o/<slug:organization>/palette", views.without_system, name="palette-organization"),
]
