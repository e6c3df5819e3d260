from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "clauseway.actions"
    label = "actions"
