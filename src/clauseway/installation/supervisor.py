"""`clauseway serve`: one parent with three children - database, web, worker - that never outlive it.

A child that dies is started again, later and later. An orderly stop takes less than ten seconds: first web and worker,
then the database. When the parent is killed the kernel ends the children (`tether`), PostgreSQL with a clean shutdown.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from clauseway.installation import roles
from clauseway.installation.datafolder import write_private
from clauseway.installation.environment import Configuration
from clauseway.installation.postgres import EmbeddedServer
from clauseway.installation.problem import InstallationError
from clauseway.installation.tether import tethered

STOP_SECONDS = 5.0
LOOK_SECONDS = 0.2
LONG_LOOK_SECONDS = 5.0
LONGEST_WAIT = 30.0
STEADY_SECONDS = 60.0
WEB_PORT_TRIES = 50
PATIENCE_SECONDS = 30.0

Say = Callable[[str], None]


class Stopped(BaseException):
    """Somebody asked for an orderly stop (SIGTERM, SIGINT or SIGHUP)."""


@dataclass
class Backoff:
    """When a child that died may be started again: after 1, 2, 4 … 30 seconds; at once after a steady minute."""

    failures: int = 0
    since: float = 0.0
    due: float | None = None

    def started(self) -> None:
        self.since = time.monotonic()
        self.due = None

    def died(self) -> float:
        """Note the death once; the seconds to wait from then."""
        now = time.monotonic()
        self.failures = 1 if now - self.since > STEADY_SECONDS else self.failures + 1
        wait = min(LONGEST_WAIT, 2.0 ** (self.failures - 1))
        self.due = now + wait
        return wait


@dataclass
class Child:
    """One supervised process of ours, in a session of its own so that Ctrl-C reaches the parent only."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    backoff: Backoff = field(default_factory=Backoff)

    def start(self) -> None:
        self.backoff.started()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=tethered(signal.SIGKILL),  # noqa: PLW1509 (it calls nothing but prctl)
        )

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def terminate(self) -> None:
        if self.alive() and self.process is not None:
            self.process.terminate()

    def finish(self, until: float) -> None:
        """Wait for the end until this monotonic time, then kill."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Runs one installation until it is told to stop. Use it from the main thread, once."""

    def __init__(
        self, configuration: Configuration, *, migrate: bool = True, worker: bool = True, say: Say = print
    ) -> None:
        self.configuration = configuration
        self.migrate = migrate
        self.with_worker = worker
        self.say = say
        self.database = None if configuration.external else EmbeddedServer(configuration.data_dir)
        self.database_backoff = Backoff()
        self.children: list[Child] = []
        self.url = configuration.base_url
        self.announced = self.complained = False
        self.web_since = self.look_again = 0.0

    def run(self) -> int:
        """Start everything, keep it running, stop it. Returns 0 after an orderly stop; raises InstallationError."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _stop)
        try:
            self._start()
            while True:
                self._look_after()
                time.sleep(LOOK_SECONDS)
        except Stopped:
            return 0
        finally:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            self._stop_all()

    def _start(self) -> None:
        self.configuration.folder.prepare()
        if self.database is not None:
            self._start_database(self.database)
        port = free_web_port(self.configuration.host, self.configuration.port)
        environment = self._environment(port)
        if self.migrate:
            self._run_migrations(environment)
        self.children = [Child("web", [sys.executable, "-m", "clauseway.installation.webserver"], environment)]
        if self.with_worker:
            self.children.append(Child("worker", [sys.executable, "-m", "clauseway", "worker"], environment))
        for child in self.children:
            child.start()
        self.web_since = time.monotonic()

    def _start_database(self, database: EmbeddedServer) -> None:
        self.database_backoff.started()
        database.start()
        roles.prepare(database.admin_url, roles.stored_passwords(database.folder))

    def _environment(self, port: int) -> dict[str, str]:
        """What the children are told: this folder, this port, and the address that goes with it."""
        told = {"CLAUSEWAY_DATA": str(self.configuration.data_dir), "CLAUSEWAY_PORT": str(port)}
        if port != self.configuration.port:
            self.say(f"Port {self.configuration.port} is taken by another program; using {port} instead.")
            old = f":{self.configuration.port}"
            if self.url.endswith(old) and "CLAUSEWAY_BASE_URL" not in os.environ:
                self.url = self.url.removesuffix(old) + f":{port}"
        return {**os.environ, **told, "PYTHONUNBUFFERED": "1"}

    def _run_migrations(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "clauseway", "migrate", "--quiet"]
        child = Child("migrations", command, environment)
        self.children = [child]
        child.start()
        if child.process is not None and child.process.wait() != 0:
            raise InstallationError("The database could not be brought to this release; see the messages above.")

    def _look_after(self) -> None:
        if self.database is not None and not self.database.running():
            self._revive_database(self.database)
        for child in self.children:
            if not child.alive():
                self._revive(child)
        if not self.announced and time.monotonic() >= self.look_again:
            self._announce()

    def _announce(self) -> None:
        """Say once that the pages answer, or once that they do not."""
        waited = time.monotonic() - self.web_since
        self.look_again = time.monotonic() + (LOOK_SECONDS if waited < 10 else LONG_LOOK_SECONDS)
        if not self._answers():
            if not self.complained and waited > PATIENCE_SECONDS:
                self.complained = True
                self.say("The web pages do not answer yet; the messages above may say why. Still trying.")
            return
        self.announced = True
        told = {"pid": os.getpid(), "url": self.url}
        write_private(self.configuration.folder.run / "serve.json", json.dumps(told) + "\n")
        self.say(f"Clauseway is ready at {self.url} (data in {self.configuration.data_dir}). Ctrl-C stops it.")

    def _revive(self, child: Child) -> None:
        if child.backoff.due is None:
            code = child.process.returncode if child.process else None
            wait = child.backoff.died()
            self.say(f"The {child.name} process ended ({_reason(code)}); starting it again in {wait:.0f} s.")
        elif time.monotonic() >= child.backoff.due:
            child.start()

    def _revive_database(self, database: EmbeddedServer) -> None:
        """Start the database again, and the worker after it: it may still listen on a connection that is gone."""
        if self.database_backoff.due is None:
            wait = self.database_backoff.died()
            self.say(f"The database ended; starting it again in {wait:.0f} s. Its log is {database.log}.")
        elif time.monotonic() >= self.database_backoff.due:
            database.stop()
            try:
                self._start_database(database)
            except InstallationError as error:
                self.say(str(error))
                return
            for child in self.children:
                if child.name == "worker":
                    child.terminate()

    def _answers(self) -> bool:
        port = int(self.children[0].environment["CLAUSEWAY_PORT"])
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.configuration.host, self.configuration.host)  # noqa: S104
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _stop_all(self) -> None:
        until = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.finish(until)
        if self.database is not None:
            self.database.stop()
        (self.configuration.folder.run / "serve.json").unlink(missing_ok=True)


def free_web_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one above that nobody listens on. Raises InstallationError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, min(wanted + WEB_PORT_TRIES, 65536)):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError as error:
                raise InstallationError(
                    f"This user may not listen on port {port}. Set CLAUSEWAY_PORT to 1024 or more."
                ) from error
            except OSError:
                continue
            return port
    raise InstallationError(
        f"Clauseway cannot listen on {host}, ports {wanted} to {wanted + WEB_PORT_TRIES - 1}. "
        "Set CLAUSEWAY_HOST to an address of this machine and CLAUSEWAY_PORT to a free port."
    )


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _reason(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
