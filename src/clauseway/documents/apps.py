from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "clauseway.documents"
    label = "documents"

    def ready(self) -> None:
        from clauseway.documents import acknowledging, sources

        sources.register()
        acknowledging.register()
