"""All that is on file about some processes, in a fixed number of reads."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from clauseway.evidence.models import Record
from clauseway.processes.models import (
    Characteristic,
    Control,
    ControlCheck,
    Flow,
    OutsourcedCheck,
    Outsourcing,
    Process,
    Reading,
    ReadingAction,
)
from clauseway.processes.queries.sheets import limits_of

ACCEPTED_RECORDS = ("outsourced-process.controlled", "outsourced-process.safety-settled", "operation.planned")
"""Records by which people may say, instead of here, how an outsourced process is controlled."""


@dataclass(slots=True)
class File:
    """A process with what is known about it. `lines` are those of its sheets that are live and state a limit; `acted` are readings acted on."""

    process: Process
    flows: list[Flow] = field(default_factory=list)
    outsourcing: Outsourcing | None = None
    checks: list[OutsourcedCheck] = field(default_factory=list)
    lines: list[Characteristic] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    acted: dict[uuid.UUID, date] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    proofs: dict[uuid.UUID, list[ControlCheck]] = field(default_factory=dict)
    recorded: list[date] = field(default_factory=list)


def files_of(keys: Sequence[str]) -> dict[str, File]:
    """The files of the processes with these ids, by id; those that do not exist are left out."""
    ids = [uuid.UUID(key) for key in keys]
    files = {row.id: File(row) for row in Process.objects.filter(id__in=ids).select_related("owner")}
    for flow in Flow.objects.filter(Q(giver_id__in=ids) | Q(taker_id__in=ids), live_until=None):
        for end in (flow.giver_id, flow.taker_id):
            if end in files:
                files[end].flows.append(flow)
    for agreed in Outsourcing.objects.filter(process_id__in=ids):
        files[agreed.process_id].outsourcing = agreed
    for check in OutsourcedCheck.objects.filter(process_id__in=ids).order_by("on", "recorded_at", "id"):
        files[check.process_id].checks.append(check)
    _sheets(files)
    _controls(files)
    for ref, day in _records(keys):
        files[uuid.UUID(ref)].recorded.append(day)
    return {str(key): file for key, file in files.items()}


def _sheets(files: dict[uuid.UUID, File]) -> None:
    for line in Characteristic.objects.filter(process_id__in=files, live_until=None).order_by("live_from", "id"):
        if limits_of(line).stated:
            files[line.process_id].lines.append(line)
    for reading in Reading.objects.filter(process_id__in=files).order_by("on", "recorded_at", "id"):
        files[reading.process_id].readings.append(reading)
    actions = ReadingAction.objects.filter(reading__process_id__in=files).order_by("-on")
    for reading_id, process_id, on in actions.values_list("reading_id", "reading__process_id", "on"):
        files[process_id].acted[reading_id] = on


def _controls(files: dict[uuid.UUID, File]) -> None:
    owners: dict[uuid.UUID, uuid.UUID] = {}
    for control in Control.objects.filter(process_id__in=files, live_until=None).order_by("live_from", "id"):
        assert control.process_id is not None
        files[control.process_id].controls.append(control)
        owners[control.id] = control.process_id
    for proof in ControlCheck.objects.filter(control_id__in=owners).order_by("on", "recorded_at", "id"):
        files[owners[proof.control_id]].proofs.setdefault(proof.control_id, []).append(proof)


def _records(keys: Sequence[str]) -> list[tuple[str, date]]:
    rows = Record.objects.filter(word__in=ACCEPTED_RECORDS, subject_ref__in=list(keys)).exclude(ended_how="withdrawn")
    return [(ref, day) for ref, day in rows.values_list("subject_ref", "happened_on")]
