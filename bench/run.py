"""Measure the whole stack on this machine. `./script/bench [--quick] [--only PART ...] [--json FILE] [--keep FOLDER]`.

Everything happens in throw-away data folders and on 127.0.0.1. Exit code 1 when a promise does not hold.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent.parent / "src")]

from bench import children, installation, load, memory, table, yardstick  # noqa: E402 (the path comes first)
from bench.pages import PAGES, address  # noqa: E402

PARTS = ("packs", "inside", "pages", "demo")
ROOMS = ("rooms", "documents")
"""Parts with a data set of their own, made by the module of that name; measured only where they are named."""
WARM_SECONDS = 2.0
"""Of the load that is measured, before it is: every connection of the pages to the database plans a page's statements at its first few visits."""


def main() -> int:
    asked = _arguments()
    base = Path(asked.keep or tempfile.mkdtemp(prefix="clauseway-bench-"))
    base.mkdir(parents=True, exist_ok=True)
    base.chmod(0o755)  # started by root, the database runs as a user of its own, who must be able to walk through
    found: dict[str, Any] = {"machine": machine(), "quick": asked.quick}
    try:
        measure(asked, base, found)
    finally:
        if not asked.keep:
            shutil.rmtree(base, ignore_errors=True)
    told, holds = table.printed(found)
    sys.stdout.write(told)
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if holds else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure the whole stack on this machine.")
    parser.add_argument(
        "--quick", action="store_true", help="a small data set and few requests: a smoke test, not a measurement"
    )
    parser.add_argument("--only", nargs="*", choices=(*PARTS, *ROOMS), default=PARTS, help="measure only some parts")
    parser.add_argument("--json", metavar="FILE", help="write every figure to FILE")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="make the data set in FOLDER, keep it, and use it again when it is there"
    )
    return parser.parse_args()


def measure(asked: argparse.Namespace, base: Path, found: dict[str, Any]) -> None:
    """All parts asked for, into `found`."""
    figures = found.setdefault("figures", {})
    for part in ROOMS:
        if part in asked.only:
            room(asked, base / part, part, found)
    if not set(PARTS) & set(asked.only):
        return
    data = base / "data"
    told = data_set(asked, data, figures)
    found["world"] = {key: value for key, value in told.items() if key not in ("session", "email")}
    if "inside" in asked.only:
        say("statements, judge, effect, report, import")
        with installation.database(data, fast=False):
            inside = children.step("inside", _django(data), json.dumps(told))
        found["pages"] = inside.pop("pages")
        found["rows"] = inside.pop("rows")
        figures.update(inside)
    if "pages" in asked.only:
        pages(asked, data, told, found)
    if "demo" in asked.only:
        say("installation to first page")
        figures.update(installation.first_page(base / "demo"))


def room(asked: argparse.Namespace, data: Path, part: str, found: dict[str, Any]) -> None:
    """The pages of one part with its own data set: statements of a warm page, then latency over HTTP."""
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o755)
    note = data / "world.json"
    if not note.is_file():
        say(f"{part}: data set")
        with installation.database(data, fast=True):
            children.step("packs", _django(data, "owner"))
            told = children.step(part, _django(data), *(["--quick"] if asked.quick else []))
            settle(data)
        note.write_text(json.dumps(told), encoding="utf-8")
    told = json.loads(note.read_text(encoding="utf-8"))
    with installation.database(data, fast=False):
        pages = children.step("counted", _django(data), json.dumps(told))["pages"]
        if told.get("figures"):
            found["figures"].update(children.step(part, _django(data), "--figures", json.dumps(told["figures"])))
    found.setdefault("rooms", {}).update(pages)
    with installation.served(data) as (port, pid):
        for page, path in told["pages"].items():
            if pages[page] is None:
                continue
            times = load.latency(port, path, told["session"], 30 if asked.quick else 100)
            used = memory.processor_seconds(pid)
            _per_second, requests = load.throughput(port, path, told["session"], 1)
            cpu_ms = (memory.processor_seconds(pid) - used) / requests * 1000
            pages[page] |= {"p50_ms": times.p50_ms, "p95_ms": times.p95_ms, "cpu_ms": cpu_ms}
            say(f"{page}: p50 {times.p50_ms:.1f} ms, p95 {times.p95_ms:.1f} ms, {pages[page]['statements']} statements")


def data_set(asked: argparse.Namespace, data: Path, figures: dict[str, Any]) -> dict[str, Any]:
    """What the steps need to know of the data set; made first when it is not there."""
    note = data.parent / "world.json"
    if note.is_file():
        kept = json.loads(note.read_text(encoding="utf-8"))
        assert isinstance(kept, dict)
        return kept
    with installation.database(data, fast=True):
        say("standards into an empty catalogue")
        packs = children.step("packs", _django(data, "owner"))
        figures.update({key: value for key, value in packs.items() if key.endswith("_s")})
        say("data set")
        started = time.perf_counter()
        told = children.step("world", _django(data), *(["--quick"] if asked.quick else []))
        figures["world_s"] = time.perf_counter() - started
        settle(data)
    note.write_text(json.dumps(told), encoding="utf-8")
    return told


def settle(data: Path) -> None:
    """Bring the database into the state of one that has run a while: statistics and visibility maps."""
    import psycopg

    from clauseway.installation.postgres import EmbeddedServer

    with psycopg.connect(EmbeddedServer(data).url("clauseway"), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def pages(asked: argparse.Namespace, data: Path, told: Mapping[str, Any], found: dict[str, Any]) -> None:
    """Latency, throughput and memory of the pages over HTTP."""
    entries = found.setdefault("pages", {})
    with installation.served(data) as (port, pid):
        for page in PAGES:
            path = address(told["slug"], told["system_slug"], page)
            try:
                machine_ms = [yardstick.milliseconds()]
                times = load.latency(port, path, told["session"], 30 if asked.quick else 300)
                load.throughput(port, path, told["session"], 0.2 if asked.quick else WARM_SECONDS)
                used = memory.processor_seconds(pid)
                per_second, requests = load.throughput(port, path, told["session"], 1 if asked.quick else 4)
                cpu_ms = (memory.processor_seconds(pid) - used) / requests * 1000
                machine_ms.append(yardstick.milliseconds())
            except RuntimeError as error:
                say(f"{page}: {str(error)[:90]}")
                entries.setdefault(page, None)
                continue
            entry = entries.get(page) or {}
            measured = {name: getattr(times, name) for name in times.__slots__}
            entries[page] = {
                **entry,
                **measured,
                "per_second": per_second,
                "cpu_ms": cpu_ms,
                "yardstick_ms": sum(machine_ms) / len(machine_ms),
            }
            say(
                f"{page}: p50 {times.p50_ms:.1f} ms, p95 {times.p95_ms:.1f} ms, {per_second:.0f}/s, {cpu_ms:.1f} ms of processor"
            )
        workers = memory.web_processes(pid)
    found["web_processes"] = workers
    found["figures"]["web_mb"] = max(worker["pss_mb"] for worker in workers)


def _django(data: Path, role: str = "app") -> dict[str, str]:
    return children.environment(
        data, DJANGO_SETTINGS_MODULE="clauseway.installation.settings", CLAUSEWAY_DATABASE_ROLE=role
    )


def machine() -> dict[str, Any]:
    """What it ran on. The load says whether something else was running."""
    return {
        "processors": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "system": platform.machine(),
        "load_before": round(os.getloadavg()[0], 2),
        "on": time.strftime("%Y-%m-%d"),
    }


def say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
