from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "clauseway.web"
    label = "web"

    def ready(self) -> None:
        from clauseway.web import speaking

        speaking.install()
