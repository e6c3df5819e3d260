"""A small, bounded load on a server of this machine: one connection for latency, eight for throughput.

The client shares the two processors with the server, so it does as little as it can: a fixed request, an answer read by its length.
"""

import socket
import statistics
import threading
import time
from dataclasses import dataclass

MOST_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one page at one connection."""

    p50_ms: float
    p95_ms: float
    p99_ms: float


class Visitor:
    """One connection that asks for one page again and again. RuntimeError for any answer but 200."""

    def __init__(self, port: int, path: str, session: str) -> None:
        self.port = port
        self.request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={session}\r\nAccept: text/html\r\n\r\n".encode()
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> float:
        """One request; its milliseconds."""
        started = time.perf_counter()
        self.connection.sendall(self.request)
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        head = answer[:end].lower()
        if b" 200 " not in head[:16]:
            raise RuntimeError(f"not 200: {head[:200]!r}")
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        missing = length - (len(answer) - end - 4)
        while missing > 0:
            missing -= len(self._more())
        return (time.perf_counter() - started) * 1000

    def _more(self) -> bytes:
        data = self.connection.recv(262_144)
        if not data:
            raise RuntimeError("the server closed the connection")
        return data

    def close(self) -> None:
        self.connection.close()


def latency(port: int, path: str, session: str, requests: int) -> Latency:
    """Percentiles over some requests, after a warm-up."""
    visitor = Visitor(port, path, session)
    try:
        for _ in range(20):
            visitor.ask()
        times, until = [], time.monotonic() + MOST_SECONDS
        while len(times) < requests and time.monotonic() < until:
            times.append(visitor.ask())
    finally:
        visitor.close()
    cut = statistics.quantiles(times, n=100)
    return Latency(statistics.median(times), cut[94], cut[98])


def throughput(port: int, path: str, session: str, seconds: float, connections: int = 8) -> tuple[float, int]:
    """Requests a second over all connections, and how many there were."""
    counts = [0] * connections
    until = time.monotonic() + min(seconds, MOST_SECONDS)
    failures: list[Exception] = []

    def visit(number: int) -> None:
        visitor = Visitor(port, path, session)
        try:
            while time.monotonic() < until:
                visitor.ask()
                counts[number] += 1
        except (OSError, RuntimeError) as error:
            failures.append(error)
        finally:
            visitor.close()

    started = time.monotonic()
    threads = [threading.Thread(target=visit, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{len(failures)} of {connections} connections failed: {failures[0]}")
    return sum(counts) / (time.monotonic() - started), sum(counts)
