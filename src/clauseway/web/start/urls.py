"""Addresses of the start."""

from django.urls import path

from clauseway.web.account.views import profile
from clauseway.web.start import views

urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("accounts/", profile, name="account-profile"),
    path("o/<slug:organization>/", views.organization, name="organization"),
    path("o/<slug:organization>/new-system/", views.new_system, name="new-system"),
]
