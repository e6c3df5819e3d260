"""The embedded server: closed to others, one a data folder, and honest about every way it cannot start."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from clauseway.installation import binaries
from clauseway.installation.postgres import (
    AlreadyRunning,
    EmbeddedServer,
    EmbeddedServerError,
    VersionMismatch,
    lock_holder,
    running_server,
)
from clauseway.installation.systemuser import database_user

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the database as another user")


def test_server_answers_and_keeps_to_the_loopback_interface(shared_server: EmbeddedServer) -> None:
    with psycopg.connect(shared_server.admin_url) as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()
            for name in ("listen_addresses", "unix_socket_directories", "server_encoding", "password_encryption", "jit")
        }
    assert shown == {
        "listen_addresses": ("127.0.0.1",),
        "unix_socket_directories": ("",),
        "server_encoding": ("UTF8",),
        "password_encryption": ("scram-sha-256",),
        "jit": ("off",),
    }


def test_nobody_comes_in_without_the_password(shared_server: EmbeddedServer) -> None:
    port = shared_server.folder.database_port
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres:guess@127.0.0.1:{port}/postgres")


def test_no_password_stands_in_the_process_list(shared_server: EmbeddedServer) -> None:
    assert shared_server.process is not None
    command = Path(f"/proc/{shared_server.process.pid}/cmdline").read_bytes().decode()
    assert shared_server.folder.secret("database-admin") not in command


def test_database_files_are_closed_to_others(shared_server: EmbeddedServer) -> None:
    assert stat.S_IMODE(shared_server.folder.postgres.stat().st_mode) == 0o700
    assert stat.S_IMODE(shared_server.folder.path.stat().st_mode) & 0o007 == 0
    assert not list(shared_server.folder.path.glob(".initdb-*"))


def test_second_start_says_who_runs_it(shared_server: EmbeddedServer) -> None:
    with pytest.raises(AlreadyRunning, match=rf"already running.*process {os.getpid()}"):
        EmbeddedServer(shared_server.folder.path).start()
    assert shared_server.running()
    assert lock_holder(shared_server.folder) == os.getpid()


def test_commands_use_the_server_that_runs(shared_server: EmbeddedServer) -> None:
    with running_server(shared_server.folder.path) as other:
        assert other.process is None
        with psycopg.connect(other.admin_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert shared_server.running()


def test_data_and_port_are_the_same_after_a_restart(server: EmbeddedServer) -> None:
    port = server.folder.database_port
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    assert not server.running()
    server.start()
    assert server.folder.database_port == port
    with psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_another_port_is_taken_when_somebody_has_the_remembered_one(server: EmbeddedServer) -> None:
    port = server.folder.database_port
    server.stop()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        server.start()
        assert server.folder.database_port != port


def test_start_after_a_crash_of_the_server(server: EmbeddedServer) -> None:
    server.stop()
    server.fast = False
    server.start()
    assert server.process is not None
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    assert (server.folder.postgres / "postmaster.pid").exists()
    server.stop()
    server.start()
    with psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


@pytest.mark.parametrize("whose", ["gone", "ours"])
def test_stale_pid_file_does_not_hinder_the_start(server: EmbeddedServer, whose: str) -> None:
    """After a restart of a container the number in the pid file often belongs to something else by now."""
    server.stop()
    sleeper = subprocess.Popen(["sleep", "60"], **_as_database_user(server))
    if whose == "gone":
        sleeper.kill()
        sleeper.wait()
    file = server.folder.postgres / "postmaster.pid"
    file.write_text(
        f"{sleeper.pid}\n{server.folder.postgres}\n1700000000\n{server.folder.database_port}\n\n127.0.0.1\n"
    )
    owner = server.folder.postgres.stat()
    os.chown(file, owner.st_uid, owner.st_gid)
    try:
        server.start()
        assert server.running()
    finally:
        sleeper.kill()
        sleeper.wait()


def _as_database_user(server: EmbeddedServer) -> dict[str, object]:
    user = database_user()
    return {**user.popen_options(), "cwd": "/"} if user else {}


def test_other_version_is_refused_with_instructions_and_untouched(server: EmbeddedServer) -> None:
    server.stop()
    version = server.folder.postgres / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(VersionMismatch) as caught:
        server.start()
    for word in ("PostgreSQL 16", "clauseway backup", "clauseway restore", "mv "):
        assert word in str(caught.value)
    assert version.read_text() == "16\n"
    assert lock_holder(server.folder) is None


def test_broken_database_says_what_the_server_said(server: EmbeddedServer) -> None:
    server.stop()
    (server.folder.postgres / "postgresql.conf").write_text("no such thing\n")
    with pytest.raises(EmbeddedServerError, match=r"postgresql\.conf"):
        server.start()


def test_half_made_database_is_made_again(folder: Path) -> None:
    (folder / "data").mkdir(mode=0o700)
    one = EmbeddedServer(folder / "data", fast=True)
    one.folder.prepare()
    (folder / "data" / "postgres.new").mkdir()
    (folder / "data" / "postgres.new" / "PG_VERSION").write_text("18\n")
    one.start()
    one.stop()
    assert not (folder / "data" / "postgres.new").exists()


@as_root
def test_closed_parent_is_named_and_not_opened(folder: Path) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    with pytest.raises(EmbeddedServerError, match=f"cannot enter {private}"):
        EmbeddedServer(private / "data").start()
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@as_root
def test_closed_binaries_are_copied(folder: Path) -> None:
    """A Python environment below somebody's private home: the wheel's programs cannot be run from there."""
    user = database_user()
    home = folder / "home"
    home.mkdir(mode=0o700)
    wheel = binaries.embedded().folder.parents[2]
    for name in (binaries.PACKAGE, f"{binaries.PACKAGE}.libs"):
        if (wheel / name).exists():
            (home / name).symlink_to(wheel / name)
    installed = home / binaries.PACKAGE / binaries.embedded().folder.parent.name / "bin"
    copied = binaries.reachable(binaries.Binaries(installed, "18.4"), user, folder / "copies")
    assert copied.folder.is_relative_to(folder / "copies" / "18.4")
    said = subprocess.run(
        [copied.program("initdb"), "--version"], capture_output=True, text=True, cwd="/", **user.popen_options()
    )
    assert "18." in said.stdout
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.processes
def test_server_ends_cleanly_when_its_parent_is_killed(folder: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom clauseway.installation.postgres import EmbeddedServer\n"
        "one = EmbeddedServer(Path(sys.argv[1]), fast=True)\none.start()\n"
        "print(one.process.pid, flush=True)\ntime.sleep(60)\n"
    )
    source = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "data")], stdout=subprocess.PIPE, text=True, env=source
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    end = time.monotonic() + 5
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < end, "the database survived its parent"
        time.sleep(0.05)
    assert not (folder / "data" / "postgres" / "postmaster.pid").exists()
    with running_server(folder / "data", fast=True) as again:
        assert again.running()
