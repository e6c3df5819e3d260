"""What processes can prove: which there are (the population), which are determined, by what they are steered, how they run; and the contrary."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source
from clauseway.processes.models import Characteristic, Control, OutsourcedCheck, Outsourcing, Process
from clauseway.processes.sources.files import ACCEPTED_RECORDS, File, files_of
from clauseway.processes.sources.running import running

WORDS = (
    *("process.determined", "process.criteria-set", "operation.planned", "operation.controlled"),
    *("production.monitored", "reading.outside", "process-control.failed"),
    *("outsourced-process.controlled", "outsourced-process.uncontrolled", "outsourced-process.failed"),
)


def register() -> None:
    register_population("process", origin="process-map", members=_members)
    register_source("process", words=WORDS, keys=_keys, claims=_claims, many=many_claims, reads=ACCEPTED_RECORDS)


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Process.objects.values_list("id", flat=True)]


def _members(context: Context, which: Q) -> list[DraftSubject]:
    return [
        DraftSubject(str(p.id), p.name, p.live_from, p.live_until, {"kind": p.kind, "activity": p.activity})
        for p in Process.objects.filter(which)
    ]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    return many_claims(context, [key]).get(key, [])


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some processes: a fixed number of reads, however many they are."""
    files = files_of(keys)
    return {key: [draft for draft in _of(file) if _stands(draft)] for key, file in files.items()}


def _stands(draft: DraftClaim) -> bool:
    return draft.valid_until is None or draft.valid_until > draft.valid_from


def _of(file: File) -> list[DraftClaim]:
    process = file.process
    drafts = [*_determined(file)]
    steered = criteria_from(file)
    if steered is not None:
        drafts.append(draft(process, "process.criteria-set", "criteria", steered[0], steered[1]))
    planned = planned_from(file)
    if planned is not None:
        drafts.append(draft(process, "operation.planned", "plan", planned[0], planned[1]))
    drafts += running(file, planned[0] if planned else None)
    if process.kind == "outsourced":
        drafts += _outsourced(file)
    return drafts


def draft(process: Process, word: str, code: str, since: date, entered: datetime, **more: Any) -> DraftClaim:
    """A claim about a process; it ends with the process at the latest."""
    ends = [day for day in (more.pop("valid_until", None), process.live_until) if day is not None]
    return DraftClaim(
        kind=word,
        code=code,
        valid_from=max(since, process.live_from),
        valid_until=min(ends, default=None),
        collected_at=entered,
        subject_kind="process",
        subject_ref=str(process.id),
        **more,
    )


def _determined(file: File) -> list[DraftClaim]:
    """A process is determined when it has an owner who is here, what goes in and what comes out: as a text or as hand-overs."""
    process = file.process
    taken = [flow.since for flow in file.flows if flow.taker_id == process.id]
    given = [flow.since for flow in file.flows if flow.giver_id == process.id]
    if not process.owner_id or not (process.inputs or taken) or not (process.outputs or given):
        return []
    days = [min(days) for text, days in ((process.inputs, taken), (process.outputs, given)) if not text]
    since = max([process.live_from, *days])
    left = process.owner.live_until if process.owner is not None else None
    return [draft(process, "process.determined", "sheet", since, process.recorded_at, valid_until=left)]


Stated = tuple[date, datetime]


def criteria_from(file: File) -> Stated | None:
    """Since when the process is steered by criteria, and when that was entered: lines of its sheet with limits, or what was agreed with a provider."""
    found = [_line(line) for line in file.lines if line.sheet == "process"]
    agreed = file.outsourcing
    if file.process.kind == "outsourced" and agreed is not None and agreed.criteria.strip():
        found.append((agreed.since, agreed.recorded_at))
    return min(found, default=None)


def _line(line: Characteristic) -> Stated:
    return line.limited_from or line.live_from, line.recorded_at


def planned_from(file: File) -> Stated | None:
    """Since when there are criteria and controls: a control that somebody owns and whose running is described, or the settled control of a provider."""
    steered = criteria_from(file)
    if steered is None:
        return None
    found = [_control(control) for control in file.controls if control.runs_from]
    agreed = file.outsourcing
    if file.process.kind == "outsourced" and agreed is not None and settled(agreed) is not None:
        found.append((settled(agreed) or agreed.since, agreed.recorded_at))
    if not found:
        return None
    controlled = min(found)
    return max(steered[0], controlled[0]), max(steered[1], controlled[1])


def _control(control: Control) -> Stated:
    return control.runs_from or control.live_from, control.recorded_at


def settled(row: Outsourcing) -> date | None:
    """Since when it is settled how a provider is controlled, None while it is not."""
    return row.settled_on if row.control_kind and row.control and row.provider else None


def _outsourced(file: File) -> list[DraftClaim]:
    """How somebody else's running of a process is controlled. A look before the control was settled is a look by nobody's criteria."""
    process, agreed = file.process, file.outsourcing
    since = settled(agreed) if agreed is not None else None
    drafts = _uncontrolled(file, since)
    checks = file.checks
    for position, check in enumerate(checks):
        following = checks[position + 1].on if position + 1 < len(checks) else None
        more: dict[str, Any] = {"valid_until": following, "filed_by": str(check.by_id or "")}
        more["rationale"] = check.looked_at[:300]
        if check.result == "not-as-agreed":
            word = "outsourced-process.failed"
            drafts.append(
                _checked(process, word, check, stance=-1, facets={"statement": check.looked_at[:300]}, **more)
            )
        elif since is not None and check.on >= since:
            drafts.append(_checked(process, "outsourced-process.controlled", check, **more))
            if planned_from(file) is not None and not file.lines:
                drafts.append(_checked(process, "operation.controlled", check, **more))
    return drafts


def _checked(process: Process, word: str, check: OutsourcedCheck, **more: Any) -> DraftClaim:
    return draft(process, word, f"{word}|{check.id}", check.on, check.recorded_at, **more)


def _uncontrolled(file: File, since: date | None) -> list[DraftClaim]:
    """Contrary: the days on which it was settled neither here nor in a record how the provider is controlled."""
    process, agreed = file.process, file.outsourcing
    if agreed is not None and since is None:
        begins, ends, entered = agreed.since, None, agreed.recorded_at
    else:
        begins, entered = process.live_from, process.recorded_at
        ends = min([day for day in (since, *file.recorded) if day is not None], default=None)
    more = {"valid_until": ends, "stance": -1, "facets": {"provider": agreed.provider if agreed else ""}}
    return [draft(process, "outsourced-process.uncontrolled", "uncontrolled", begins, entered, **more)]
