"""Addresses of cost and time."""

from django.urls import path

from clauseway.web.costing import views

urlpatterns = [
    path("cost/", views.costing, name="cost"),
    path("cost/rates/", views.rates, name="cost-rates"),
    path("cost/rates/forget/", views.forget, name="cost-rates-forget"),
]
