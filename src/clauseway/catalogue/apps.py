from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "clauseway.catalogue"
    label = "catalogue"
