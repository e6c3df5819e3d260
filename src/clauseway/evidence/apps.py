from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "clauseway.evidence"
    label = "evidence"

    def ready(self) -> None:
        from clauseway.evidence import carrying, excluding, sources
        from clauseway.evidence.ledger import settle
        from clauseway.kernel.registry import register_settler

        sources.register()
        carrying.register()
        excluding.register()
        register_settler(settle)
        register_settler(carrying.settle)
