"""What processes can prove: which processes there are (the population) and which of them are determined."""

from collections.abc import Iterable

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source
from clauseway.processes.models import Process


def register() -> None:
    register_population("process", origin="process-map", members=_members)
    register_source("process", words=["process.determined"], keys=_keys, claims=_claims)


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Process.objects.values_list("id", flat=True)]


def _members(context: Context) -> list[DraftSubject]:
    return [
        DraftSubject(str(p.id), p.name, p.live_from, p.live_until, {"kind": p.kind, "activity": p.activity})
        for p in Process.objects.all()
    ]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """A process is determined when it has an owner, what goes in and what comes out."""
    process = Process.objects.filter(id=key).first()
    if process is None or not (process.owner_id and process.inputs and process.outputs):
        return []
    return [
        DraftClaim(
            kind="process.determined",
            code="sheet",
            valid_from=process.live_from,
            valid_until=process.live_until,
            collected_at=process.recorded_at,
            subject_kind="process",
            subject_ref=str(process.id),
        )
    ]
