from django.apps import AppConfig


class ConformityConfig(AppConfig):
    name = "clauseway.conformity"
    label = "conformity"

    def ready(self) -> None:
        from clauseway.conformity import sources
        from clauseway.conformity.operations import settle
        from clauseway.kernel.registry import register_settler

        sources.register()
        register_settler(settle)
