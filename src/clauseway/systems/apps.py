from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "clauseway.systems"
    label = "systems"

    def ready(self) -> None:
        from clauseway.systems import duties, sources

        sources.register()
        duties.register()
