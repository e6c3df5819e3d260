from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "clauseway.resources"
    label = "resources"

    def ready(self) -> None:
        from clauseway.resources import duties, sources

        sources.register()
        duties.register()
