"""The web child: Granian with a few worker processes, each of which dies with it. Run as a module."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from clauseway.installation.environment import configuration
from clauseway.installation.tether import die_with_parent

APPLICATION = "clauseway.installation.wsgi:application"
KILL_SECONDS = 3
COLLECT_AFTER = (10_000, 20, 50)
"""Net allocations before the cyclic garbage is looked for. At Python's own 700 a page of fifty rows pays for three looks, a fifth of its time, and finds
next to nothing: what a request makes is freed by counting. Cycles still go, some dozen requests later."""

TURN_SECONDS = 0.03
"""How long a thread may compute before others get their turn. A page computes for some milliseconds and waits for the database in between, which is turn
enough; at Python's own 5 ms threads interrupt each other in the middle of pages, and eight connections got a quarter fewer of them."""

ON_EVERY_PAGE = ("base.html", "shell.html", "plain.html", "ui.html", "refused.html", "500.html")


class WorkerLoader:
    """Gives a worker process the application that its parent loaded; before that it ties the worker to the server process.

    Granian's workers survive a killed server otherwise and keep the port.
    """

    def __init__(self, application: Callable[..., Any]) -> None:
        self.server = os.getpid()
        self.application = application

    def __call__(self) -> Callable[..., Any]:
        die_with_parent(signal.SIGKILL)
        if os.getppid() != self.server:
            os._exit(1)
        return self.application


def loaded() -> Callable[..., Any]:
    """The application with all its pages and what every page is drawn with, once for all workers: they are forked from this process.

    What is loaded by now is frozen out of the search for garbage, so that workers go on sharing its memory.
    """
    from django.template.loader import get_template
    from django.urls import get_resolver

    from clauseway.installation.wsgi import application

    get_resolver()._populate()
    for template in ON_EVERY_PAGE:
        get_template(template, using="jinja2")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(TURN_SECONDS)
    return application


def main() -> None:
    """Serve until SIGTERM."""
    settings = configuration()
    server = Server(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    )
    server.serve(target_loader=WorkerLoader(loaded()), wrap_loader=False)


if __name__ == "__main__":
    main()
