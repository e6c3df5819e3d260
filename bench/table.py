"""The printed table: each figure beside its target, and whether it holds."""

from collections.abc import Mapping
from typing import Any

from bench.pages import TOLD_ONLY
from bench.targets import FIGURES, PAGE, ROOM, SEARCH, Target

PAGE_COLUMNS = ("p50_ms", "p95_ms", "p99_ms", "per_second", "statements", "cpu_ms", "yardstick_ms")


def printed(found: Mapping[str, Any]) -> tuple[str, bool]:
    """The table as Markdown, and whether every promise held that was measured."""
    lines = [
        f"{found['machine']['processors']} processors, Python {found['machine']['python']}, load before {found['machine']['load_before']}"
        + (", quick: not a measurement" if found["quick"] else ""),
        "",
    ]
    holds = True
    if found.get("pages"):
        told, fine = _pages(found["pages"])
        lines += [*told, ""]
        holds &= fine
    if found.get("rooms"):
        told, fine = _rooms(found["rooms"])
        lines += [*told, ""]
        holds &= fine
    if any(found["figures"].get(key) is not None for key in FIGURES):
        lines += ["| figure | measured | target | |", "|---|---:|---:|---|"]
    for key, (name, target) in FIGURES.items():
        value = found["figures"].get(key)
        if value is not None:
            holds &= target.holds(value)
            lines.append(f"| {name} | {value:,.{digits(value)}f} {target.unit} | {target} | {_mark(target, value)} |")
    return "\n".join(lines) + "\n", holds


def _pages(pages: Mapping[str, Any]) -> tuple[list[str], bool]:
    lines = [
        "| page | p50 ms | p95 ms | p99 ms | requests/s | statements | processor ms | yardstick ms | kB | |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    lines.append(
        "| *target* | "
        + " | ".join(_short(PAGE.get(key)) for key in ("p50_ms", "p95_ms", "", "per_second", "statements", "", "", ""))
        + " | |"
    )
    fine = True
    for page, entry in pages.items():
        if entry is None:
            lines.append(f"| {page} | | | | | | | | | not there yet |")
            continue
        wrong = [key for key, target in PAGE.items() if key in entry and not target.holds(entry[key])]
        cells = [_cell(entry, key) for key in PAGE_COLUMNS]
        size = f"{entry['bytes'] / 1000:.0f}" if "bytes" in entry else ""
        fine &= not wrong or page in TOLD_ONLY
        lines.append(
            f"| {page} | {' | '.join(cells)} | {size} | {'holds' if not wrong else 'MISSES ' + ', '.join(wrong)} |"
        )
    return lines, fine


def _rooms(pages: Mapping[str, Any]) -> tuple[list[str], bool]:
    lines = ["| page | p50 ms | p95 ms | statements | processor ms | kB | |", "|---|---:|---:|---:|---:|---:|---|"]
    lines.append(f"| *target* | | {_short(ROOM['p95_ms'])} | {_short(ROOM['statements'])} | | | |")
    fine = True
    for page, entry in pages.items():
        if entry is None:
            lines.append(f"| {page} | | | | | | not there |")
            fine = False
            continue
        targets = SEARCH if page.startswith("search") else ROOM
        wrong = [key for key, target in targets.items() if key in entry and not target.holds(entry[key])]
        cells = [_cell(entry, key) for key in ("p50_ms", "p95_ms", "statements", "cpu_ms")]
        said = f"MISSES {', '.join(wrong)}" if wrong else "holds"
        lines.append(f"| {page} | {' | '.join(cells)} | {entry['bytes'] / 1000:.0f} | {said} |")
        fine &= not wrong
    return lines, fine


def _short(target: Target | None) -> str:
    return str(target).removesuffix(f" {target.unit}") if target else ""


def _cell(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return "" if value is None else f"{value:,.{0 if isinstance(value, int) else digits(value)}f}"


def digits(value: float) -> int:
    """As many digits as say something."""
    return 0 if value >= 100 else 1


def _mark(target: Target, value: float) -> str:
    return "holds" if target.holds(value) else "MISSES"
