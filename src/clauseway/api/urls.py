"""Every address for machines."""

from django.urls import path

from clauseway.api import readings

urlpatterns = [path("api/indicators/<uuid:indicator>/readings", readings.take, name="api-readings")]
