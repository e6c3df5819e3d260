from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "clauseway.organization"
    label = "organization"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clauseway.organization import sources

        sources.register()
