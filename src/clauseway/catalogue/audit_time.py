"""The tables of audit time that ship with Clauseway (`content/audit-time/`), read once a process into the values that `rules.audit_time` asks for."""

import functools
import itertools
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from clauseway.catalogue.content import folder
from clauseway.rules.rulebook import (
    CONFIDENCES,
    Band,
    EnergyComplexity,
    Figure,
    Matrix,
    Rulebook,
    Ruling,
    Source,
    Table,
)


class RulebookError(Exception):
    """The files of audit time contradict each other; the message names file and place."""


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def exact(value: Any) -> Fraction:
    """A figure without the error of floating point: 0.6 is 3/5, "1/3" a third."""
    return Fraction(str(value))


def source(row: Mapping[str, Any], where: str) -> Source:
    """The source of a table or figure. RulebookError when its confidence is none we know."""
    if row["confidence"] not in CONFIDENCES:
        raise RulebookError(f"{where}: {row['confidence']!r} is no confidence; use {', '.join(CONFIDENCES)}")
    return Source(
        document=row["document"],
        place=row.get("place", ""),
        confidence=row["confidence"],
        issue=str(row.get("issue", "")),
        date=str(row.get("date") or ""),
        checked_against=tuple(row.get("checked_against") or ()),
        note=str(row.get("note", "")).strip(),
    )


def _bands(rows: list[list[Any]], where: str) -> tuple[Band, ...]:
    found: list[Band] = []
    for low, high, *days in rows:
        expected = found[-1].high + 1 if found and found[-1].high is not None else low
        if low != expected or (high is not None and high < low):
            raise RulebookError(f"{where}: the band from {low} does not follow the one before")
        found.append(Band(low, high, tuple(exact(day) for day in days)))
    for before, after in itertools.pairwise(found):
        if any(b > a for b, a in zip(before.days, after.days, strict=True)):
            raise RulebookError(f"{where}: fewer days from {after.low} people on")
    return tuple(found)


def _energy(row: Mapping[str, Any] | None) -> EnergyComplexity | None:
    if row is None:
        return None
    factors = {
        name: tuple((None if limit is None else exact(limit), exact(factor)) for limit, factor in row[name])
        for name in ("energy", "types", "uses")
    }
    weights = {name: exact(weight) for name, weight in row["weights"].items()}
    return EnergyComplexity(weights, factors, exact(row["levels"]["low_below"]), exact(row["levels"]["high_above"]))


def _table(path: Path) -> Table:
    row = _load(path)
    axes = {
        business: {it: (exact(cell[0]), exact(cell[1])) for it, cell in cells.items()}
        for business, cells in (row.get("axes") or {}).items()
    }
    by_column = [{name: exact(v) for name, v in row[key].items()} if key in row else None for key in ("base", "study")]
    return Table(
        key=row["table"],
        kind=row["kind"],
        source=source(row, path.name),
        columns=tuple(row["columns"]),
        bands=_bands(row["bands"], path.name),
        axes=axes,
        complexity=_energy(row.get("complexity")),
        base=by_column[0],
        study=by_column[1],
        usual=str(row.get("usual", "")),
    )


def _ruling(standard: str, row: Mapping[str, Any], tables: Mapping[str, Table]) -> Ruling:
    if row["table"] not in tables:
        raise RulebookError(f"standards.yaml: {standard} names the table {row['table']!r}, which is not there")
    return Ruling(
        standard=standard,
        name=row["name"],
        editions=tuple(str(edition) for edition in row["editions"]),
        table=row["table"],
        counts=row["counts"],
        sampling=row["sampling"],
        usual=str(row.get("usual", "")),
        proxy=bool(row.get("proxy")),
        note=str(row.get("note", "")),
    )


def read_rulebook(home: Path) -> Rulebook:
    """Read the files of a folder. RulebookError names what is wrong."""
    rules, standards = _load(home / "rules.yaml"), _load(home / "standards.yaml")
    paths = sorted(path for path in home.glob("*.yaml") if path.stem not in ("rules", "standards"))
    tables = {table.key: table for table in map(_table, paths)}
    figures = {
        name: Figure(exact(row["value"]), row["says"], source(row, f"rules.yaml, {name}"))
        for name, row in rules["figures"].items()
    }
    md11 = rules["md11"]
    rows = {int(able): tuple(int(cell) for cell in row) for able, row in md11["ability"].items()}
    return Rulebook(
        tables=tables,
        rulings={key: _ruling(key, row, tables) for key, row in standards["standards"].items()},
        figures=figures,
        matrix=Matrix(source(md11, "rules.yaml, md11"), tuple(md11["integration"]), rows),
        elsewhere={key: (row["name"], row["why"]) for key, row in standards["elsewhere"].items()},
    )


@functools.cache
def rulebook() -> Rulebook:
    """The rulebook that ships with this installation."""
    return read_rulebook(folder() / "audit-time")
