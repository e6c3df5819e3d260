"""`clauseway serve`: everything starts, what dies is started again, and nothing is left behind however it ends."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.installation.commands import clean_environment

from clauseway.installation.supervisor import Backoff, free_web_port

pytestmark = [pytest.mark.processes, pytest.mark.slow, pytest.mark.xdist_group("supervisor")]

READY_SECONDS = 60


class Served:
    """One running `clauseway serve`."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.output = data.parent / "output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "clauseway", "serve"],
                env=clean_environment(data, CLAUSEWAY_PORT=str(port), CLAUSEWAY_EMAIL_URL="none:"),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.url = self._await()

    def _await(self) -> str:
        file = self.data / "run" / "serve.json"
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if file.exists() and (told := json.loads(file.read_text()))["pid"] == self.process.pid:
                return str(told["url"])
            time.sleep(0.1)
        self.process.terminate()
        self.process.wait(15)
        pytest.fail(f"not ready:\n{self.said()}")

    def said(self) -> str:
        """The end of what it printed."""
        return "\n".join(self.output.read_text().splitlines()[-30:])

    def tree(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, words: str, other_than: int = 0, within: float = 15.0) -> psutil.Process:
        """The living child whose command holds these words, waited for."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            for child in alive(psutil.Process(self.process.pid).children()):
                if words in command_of(child) and child.pid != other_than:
                    return child
            time.sleep(0.1)
        pytest.fail(f"no {words} child:\n{self.said()}")

    def answers(self, within: float = 15.0) -> bool:
        end = time.monotonic() + within
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url + "/health", timeout=5) as answer:
                    return answer.status < 500
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return True
            except OSError:
                pass
            time.sleep(0.2)
        return False


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and status_of(one) not in {psutil.STATUS_ZOMBIE, None}]


def status_of(process: psutil.Process) -> str | None:
    try:
        return process.status()
    except psutil.NoSuchProcess:
        return None


def command_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def await_end(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    end = time.monotonic() + seconds
    while alive(processes) and time.monotonic() < end:
        time.sleep(0.05)
    return alive(processes)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def migrated(shared_folder: Path) -> Path:
    """A data folder at this release, copied for each test."""
    command = [sys.executable, "-m", "clauseway", "migrate", "--quiet"]
    subprocess.run(command, env=clean_environment(shared_folder / "data"), check=True, timeout=120)
    return shared_folder / "data"


@pytest.fixture
def data(migrated: Path, folder: Path) -> Path:
    subprocess.run(["cp", "-a", migrated, folder / "data"], check=True)
    return folder / "data"


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    one = Served(data, free_port())
    yield one
    everything = one.tree() if one.process.poll() is None else []
    one.process.terminate()
    one.process.wait(15)
    for left in alive(everything):
        left.kill()


def test_nothing_is_left_after_kill_9(served: Served) -> None:
    everything = served.tree()
    names = " ".join(map(command_of, everything))
    assert "postgres" in names
    assert "webserver" in names
    assert "worker" in names
    served.process.send_signal(signal.SIGKILL)
    served.process.wait()
    assert await_end(everything, 5) == []
    assert not (served.data / "postgres" / "postmaster.pid").exists()
    again = Served(served.data, free_port())
    try:
        assert again.answers()
    finally:
        again.process.terminate()
        again.process.wait(15)


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_orderly_stop_takes_less_than_ten_seconds(served: Served, order: signal.Signals) -> None:
    everything = served.tree()
    begin = time.monotonic()
    served.process.send_signal(order)
    assert served.process.wait(10) == 0
    assert time.monotonic() - begin < 10
    assert alive(everything) == []
    assert not (served.data / "run" / "serve.json").exists()


def test_what_dies_is_started_again(served: Served) -> None:
    web = served.child("webserver")
    workers = web.children()
    assert workers
    web.kill()
    assert await_end([web, *workers], 5) == [], "Granian's workers outlived their server"
    assert served.answers()
    database = served.child("postgres")
    database.kill()
    assert await_end([database], 5) == []
    assert served.answers()
    worker = served.child("clauseway worker")
    worker.kill()
    assert served.child("clauseway worker", other_than=worker.pid)
    assert "ended" in served.output.read_text()


def test_second_start_says_that_it_runs(served: Served) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "clauseway", "serve"],
        env=clean_environment(served.data),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode == 3
    assert "already running" in second.stderr
    assert "Traceback" not in second.stderr
    assert served.answers()


def test_taken_port_is_told_and_the_next_one_used(data: Path) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        one = Served(data, port)
        try:
            assert one.url != f"http://127.0.0.1:{port}"
            assert f"Port {port} is taken" in one.output.read_text()
        finally:
            one.process.terminate()
            one.process.wait(15)


def test_other_users_cannot_look_into_the_data_folder(served: Served) -> None:
    for path in [served.data, *served.data.iterdir()]:
        if path.name != "postgres-binaries":
            assert path.stat().st_mode & 0o007 == 0, path


def test_waits_grow_and_start_over_after_a_steady_minute() -> None:
    backoff = Backoff()
    waits = []
    for _ in range(7):
        backoff.started()
        waits.append(backoff.died())
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    backoff.started()
    backoff.since -= 61
    assert backoff.died() == 1


def test_free_port_is_the_wanted_one() -> None:
    port = free_port()
    assert free_web_port("127.0.0.1", port) == port
