"""Throw-away installations: one for the data set, one to time the way from nothing to the first page."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.children import clauseway, environment, stop

START_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


@contextmanager
def database(data: Path, *, fast: bool) -> Iterator[None]:
    """The embedded database of a data folder with its roles, running in the block."""
    from clauseway.installation import roles
    from clauseway.installation.postgres import EmbeddedServer

    server = EmbeddedServer(data, fast=fast)
    server.folder.prepare()
    server.start()
    try:
        roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
        yield
    finally:
        server.stop()


@contextmanager
def served(data: Path) -> Iterator[tuple[int, int]]:
    """`clauseway serve` in the block, without the worker: (port, process id). It listens on this machine alone."""
    port = free_port()
    told = environment(data, CLAUSEWAY_PORT=str(port), CLAUSEWAY_BASE_URL=f"http://127.0.0.1:{port}")
    process = clauseway(told, "serve", "--no-migrate", "--no-worker")
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        stop(process)


def wait_for(port: int, path: str = "/accounts/login/") -> None:
    """Wait until a page answers. TimeoutError after a minute."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    raise TimeoutError(f"no page at {path}")


def first_page(data: Path) -> dict[str, float]:
    """Seconds from nothing to the first page: `clauseway demo --no-serve` into an empty folder, then serving it."""
    port = free_port()
    told = environment(data, CLAUSEWAY_PORT=str(port), CLAUSEWAY_BASE_URL=f"http://127.0.0.1:{port}")
    started = time.perf_counter()
    process = clauseway(told, "demo", "--no-serve", "--data", str(data))
    said, _none = process.communicate()
    if process.returncode:
        raise RuntimeError(f"clauseway demo ended with {process.returncode}:\n{said}")
    made = time.perf_counter()
    server = clauseway(told, "serve", "--no-migrate")
    try:
        wait_for(port)
        return {"first_page_s": time.perf_counter() - started, "demo_s": made - started}
    finally:
        stop(server)
