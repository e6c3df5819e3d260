"""Where the job queue meets the application: tasks of the rooms are imported here so that the worker knows them."""

import importlib

import procrastinate
from procrastinate.contrib.django import procrastinate_app

TASK_MODULES = (
    "clauseway.organization.tasks",
    "clauseway.documents.tasks",
    "clauseway.conformity.tasks",
    "clauseway.web.reports.tasks",
    "clauseway.web.documents.tasks",
)


def on_app_ready(app: procrastinate.App) -> None:
    """Import every room's tasks once the queue is ready.

    The queue's proxy still points to its placeholder while this is called; tasks made on that could not be deferred, so it is turned over first.
    """
    procrastinate_app.current_app = app
    for module in TASK_MODULES:
        importlib.import_module(module)
