"""What readings and proofs of controls say about how a process runs."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clauseway.kernel.registry import DraftClaim
from clauseway.processes.models import Process
from clauseway.processes.sources.controls import failures
from clauseway.processes.sources.files import File
from clauseway.rules import sheets as rule
from clauseway.rules.control_tests import FAILED, Test


def running(file: File, planned: date | None) -> Iterator[DraftClaim]:
    """The claims of readings, by site, and of failed controls. `planned`: since when there are criteria and controls, None when there are not."""
    yield from _outside(file)
    yield from _failed(file)
    proven = _proven(file)
    for site in sorted({reading.site for reading in file.readings}):
        found = _summary(file, site)
        if found is None or not (found.complete or found.result == rule.OUTSIDE):
            continue
        here = [reading for reading in file.readings if reading.site == site]
        entered = max(here, key=lambda reading: reading.recorded_at)
        facets = {"result": found.result, **({"sites": [site]} if site else {})}
        yield _claim(file.process, "production.monitored", f"sheet|{site}", found.on, entered, facets=facets)
        if planned is not None and proven is not None and found.result != rule.OUTSIDE:
            ran = min(found.on, proven)
            if ran >= planned:
                extent = {"sites": [site]} if site else {}
                yield _claim(file.process, "operation.controlled", f"run|{site}", ran, entered, facets=extent)


def _summary(file: File, site: str) -> rule.Summary | None:
    readings = [
        rule.Reading(str(row.characteristic_id), row.on, row.outside, row.id in file.acted)
        for row in file.readings
        if row.site == site
    ]
    return rule.summary((str(line.id) for line in file.lines), readings)


def _proven(file: File) -> date | None:
    """The day since which every control of the process has been proven to run or to hold; None when one has not, or none is there."""
    days = []
    for control in file.controls:
        good = [proof.on for proof in file.proofs.get(control.id, ()) if proof.result != FAILED]
        if not good:
            return None
        days.append(max(good))
    return min(days, default=None)


def _outside(file: File) -> Iterator[DraftClaim]:
    """Contrary: each reading outside its limits, until somebody acted on it. A later good reading heals nothing."""
    for row in file.readings:
        if row.outside:
            facets = {"statement": row.note, **({"sites": [row.site]} if row.site else {})}
            until = file.acted.get(row.id)
            yield _claim(
                file.process, "reading.outside", f"outside|{row.id}", row.on, row, stance=-1, until=until, facets=facets
            )


def _failed(file: File) -> Iterator[DraftClaim]:
    """Contrary: from the day a control of the process failed its test until it is tested again."""
    for control in file.controls:
        proofs = {str(row.id): row for row in file.proofs.get(control.id, ()) if row.kind == "tested"}
        tests = [Test(row.on, row.result, ref) for ref, row in proofs.items()]
        for span in failures(tests, control.test_days):
            row = proofs[span.test.ref]
            facets = {"statement": f"{control.name}: {row.method}"[:300]}
            code = f"control|{row.id}"
            yield _claim(
                file.process, "process-control.failed", code, row.on, row, stance=-1, until=span.ends, facets=facets
            )


def _claim(
    process: Process,
    word: str,
    code: str,
    since: date,
    row: Any,
    *,
    facets: Mapping[str, object],
    stance: int = 1,
    until: date | None = None,
) -> DraftClaim:
    ends = [day for day in (until, process.live_until) if day is not None]
    return DraftClaim(
        kind=word,
        code=code,
        stance=stance,
        valid_from=max(since, process.live_from),
        valid_until=min(ends, default=None),
        collected_at=row.recorded_at,
        subject_kind="process",
        subject_ref=str(process.id),
        facets=facets,
        filed_by=str(row.by_id or ""),
    )
