"""The embedded PostgreSQL: a child process on 127.0.0.1 with passwords, ended with its parent.

One server a data folder. It listens on one TCP port of the loopback interface (remembered), has no socket file,
and asks everybody for a password. PostgreSQL itself handles the pid file of a server that was killed.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg

from clauseway.installation import binaries
from clauseway.installation.datafolder import DataFolder
from clauseway.installation.environment import ADMIN_ROLE, database_url
from clauseway.installation.problem import InstallationError
from clauseway.installation.roles import PLANNER
from clauseway.installation.systemuser import SystemUser, ancestors, database_user
from clauseway.installation.tether import tethered

READY_SECONDS = 120.0
FAST_STOP_SECONDS = 5.0
LOG_BYTES = 10_000_000

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "128MB",
    "max_connections": "60",
    **PLANNER,
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServerError(InstallationError):
    """The embedded database could not be started; the message says why and what to do."""


class AlreadyRunning(EmbeddedServerError):
    """Another process runs the database of this data folder."""


class VersionMismatch(EmbeddedServerError):
    """The data folder was written by another major version of PostgreSQL."""


class EmbeddedServer:
    """The server of one data folder. `fast` gives up safety against power loss, for tests only."""

    def __init__(self, data_dir: Path, *, fast: bool = False) -> None:
        self.folder = DataFolder(data_dir)
        self.fast = fast
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def admin_url(self) -> str:
        """The superuser's address; only `roles` and the backup commands use it."""
        return self.url("postgres")

    def url(self, database: str) -> str:
        """The superuser's address of one database."""
        password = self.folder.secret("database-admin")
        return database_url(ADMIN_ROLE, password, "127.0.0.1", self.folder.database_port, database)

    @property
    def log(self) -> Path:
        return self.folder.run / "database.log"

    def start(self) -> None:
        """Start and wait until it answers. Call it from the main thread: the child dies with the calling thread.

        Raises AlreadyRunning, VersionMismatch, EmbeddedServerError, or another InstallationError.
        """
        self.folder.prepare()
        self._lock = _take_lock(self.folder)
        try:
            user = database_user()
            if user is not None:
                self._hand_over(user)
            programs = binaries.reachable(binaries.embedded(), user, self.folder.path / "postgres-binaries")
            self._refuse_other_version(programs)
            if not self._initialized():
                self._initialize(programs, user)
            _await_predecessor(self.folder.postgres)
            self.process = self._spawn(programs, user)
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def running(self) -> bool:
        """Whether the process that this object started is alive."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End the server: first fast (connections are closed, nothing is lost), then harder. Takes 10 s at most."""
        if self.process is not None:
            for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                if self.process.poll() is not None:
                    break
                self.process.send_signal(order)
                try:
                    self.process.wait(FAST_STOP_SECONDS if order == signal.SIGINT else 2)
                except subprocess.TimeoutExpired:
                    continue
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _hand_over(self, user: SystemUser) -> None:
        """Let the database's user pass through the data folder to its own part, and nowhere else."""
        path = self.folder.path
        os.chown(path, 0, user.gid)
        path.chmod(0o710)
        closed = user.first_closed(ancestors(path))
        if closed is not None:
            raise EmbeddedServerError(
                f"The database runs as the system user {user.name}, which cannot enter {closed}. Clauseway does not "
                "open other people's folders: choose a data folder that is not below a private one "
                "(CLAUSEWAY_DATA=/var/lib/clauseway), or start Clauseway as an ordinary user."
            )
        if self._initialized() and self.folder.postgres.stat().st_uid != user.uid:
            _give(self.folder.postgres, user)

    def _initialized(self) -> bool:
        return (self.folder.postgres / "PG_VERSION").is_file()

    def _refuse_other_version(self, programs: binaries.Binaries) -> None:
        if not self._initialized():
            return
        found = (self.folder.postgres / "PG_VERSION").read_text().strip()
        if found == str(programs.major):
            return
        raise VersionMismatch(
            f"The database in {self.folder.postgres} was written by PostgreSQL {found}; this release of Clauseway "
            f"brings PostgreSQL {programs.version} and does not touch it.\n"
            "Carry the data over in four steps:\n"
            "  1. with the release of Clauseway that wrote it: clauseway backup clauseway.tar\n"
            f"  2. keep the old folder: mv {self.folder.path} {self.folder.path}.postgres-{found}\n"
            "  3. with this release: clauseway restore clauseway.tar\n"
            "  4. clauseway doctor; delete the old folder when all is well"
        )

    def _initialize(self, programs: binaries.Binaries, user: SystemUser | None) -> None:
        """Run initdb beside the final place and move it there when whole, so that no half-made database stays."""
        unfinished = self.folder.path / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=self.folder.path, prefix=".initdb-") as password:
            password.write(self.folder.secret("database-admin") + "\n")
            password.flush()
            if user is not None:
                os.chown(unfinished, user.uid, user.gid)
                os.chown(password.name, user.uid, user.gid)
            command = [
                programs.program("initdb"),
                f"--pgdata={unfinished}",
                f"--username={ADMIN_ROLE}",
                f"--pwfile={password.name}",
                "--auth-local=scram-sha-256",
                "--auth-host=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                *(["--no-sync"] if self.fast else []),
            ]
            done = subprocess.run(command, check=False, capture_output=True, text=True, **_options(user, unfinished))
        if done.returncode:
            raise EmbeddedServerError(f"The database could not be created. initdb said:\n{done.stderr.strip()[-2000:]}")
        unfinished.rename(self.folder.postgres)

    def _spawn(self, programs: binaries.Binaries, user: SystemUser | None) -> subprocess.Popen[bytes]:
        port = _free_port(self.folder.database_port)
        self.folder.remember_database_port(port)
        settings = {**SETTINGS, **(FAST_SETTINGS if self.fast else {}), "port": str(port)}
        command = [programs.program("postgres"), "-D", str(self.folder.postgres)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            os.fchmod(log.fileno(), 0o600)
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=tethered(signal.SIGINT),  # noqa: PLW1509 (it calls nothing but prctl)
                **_options(user, self.folder.postgres),
            )

    def _await_ready(self) -> None:
        """Wait for the first answered query; recovery after a crash may take a while."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            if not self.running():
                raise EmbeddedServerError(
                    f"The database stopped while starting. Its log ({self.log}) ends:\n{self._tail()}"
                )
            if answers(self.admin_url):
                return
            time.sleep(0.05)
        raise EmbeddedServerError(f"The database did not answer within {READY_SECONDS:.0f} s. Its log is {self.log}.")

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def answers(url: str) -> bool:
    """Whether a query on this address is answered."""
    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            connection.execute("SELECT 1")
        return True
    except psycopg.Error:
        return False


def lock_holder(folder: DataFolder) -> int | None:
    """The process that runs the database of this folder, or None."""
    try:
        with (folder.run / "database.lock").open("r+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(lock.read().strip() or 0)
    except FileNotFoundError:
        pass
    return None


@contextmanager
def running_server(data_dir: Path, *, fast: bool = False) -> Iterator[EmbeddedServer]:
    """The server of this data folder: the one that runs already, or one started now and stopped at the end."""
    server = EmbeddedServer(data_dir, fast=fast)
    try:
        server.start()
    except AlreadyRunning:
        end = time.monotonic() + READY_SECONDS
        while not answers(server.admin_url):
            if time.monotonic() > end or lock_holder(server.folder) is None:
                raise
            time.sleep(0.1)
    try:
        yield server
    finally:
        server.stop()


def _take_lock(folder: DataFolder) -> IO[str]:
    lock = os.fdopen(os.open(folder.run / "database.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = lock.read().strip()
        lock.close()
        raise AlreadyRunning(
            f"Clauseway is already running on the data folder {folder.path} (process {holder}). "
            "Stop that one first, or name another folder in CLAUSEWAY_DATA."
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _await_predecessor(cluster: Path, seconds: float = 15.0) -> None:
    """Wait for a server whose parent was killed to finish; drop a pid file whose process is something else by now.

    PostgreSQL itself takes a pid file for stale when no process, or another user's, has the pid. In a container the pid
    often belongs to another process of the *same* user after a restart; only that case is decided here.
    """
    file = cluster / "postmaster.pid"
    end = time.monotonic() + seconds
    while file.exists():
        pid = file.read_text().split("\n", 1)[0].strip()
        if not pid.isdigit() or not Path(f"/proc/{pid}").exists():
            return
        if not _is_postgres(pid, cluster):
            file.unlink(missing_ok=True)
            return
        if time.monotonic() > end:
            raise AlreadyRunning(
                f"A PostgreSQL server (process {pid}) still runs on {cluster} without Clauseway. "
                f"End it with `kill -INT {pid}` and start again."
            )
        time.sleep(0.1)


def _is_postgres(pid: str, cluster: Path) -> bool:
    """Whether the process is a server of this cluster (a zombie is none)."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return command[0].rsplit(b"/", 1)[-1] == b"postgres" and os.fsencode(cluster) in command


def _free_port(wanted: int) -> int:
    """The wanted port when nobody has it, else any free one of the loopback interface."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port if port > 1023 else 0))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EmbeddedServerError("No TCP port of 127.0.0.1 is free.")


def _options(user: SystemUser | None, cwd: Path) -> dict[str, Any]:
    """The user, a working folder it can enter, and a small environment of its own."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
    return {"cwd": cwd, "env": environment, **(user.popen_options() if user else {})}


def _give(folder: Path, user: SystemUser) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.uid, user.gid, follow_symlinks=False)
