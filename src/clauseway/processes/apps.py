from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "clauseway.processes"
    label = "processes"

    def ready(self) -> None:
        from clauseway.processes import sources

        sources.register()
