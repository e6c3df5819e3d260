"""What the map can prove: that the processes fit together, and the contrary."""

from collections.abc import Iterable
from datetime import date

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source
from clauseway.processes.models import Flow, Process
from clauseway.processes.queries.flows import drawn
from clauseway.rules import interactions as rule

MAP = "map"
WORDS = ("process-interaction.determined", "process-interaction.broken")


def register() -> None:
    register_source("process-map", words=WORDS, keys=_keys, claims=_claims)


def _keys(context: Context) -> Iterable[str]:
    return [MAP]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """One claim that all fits, from the day on which the map became what it is; or one for each hand-over that is left open."""
    if key != MAP:
        return []
    rows = {str(row.id): row for row in Flow.objects.all()}
    if not rows:
        return []
    seen, processes = drawn(context), {str(row.id): row for row in Process.objects.all()}
    drafts = []
    for finding in rule.broken(seen.findings):
        flow, process = rows[finding.flow], processes[finding.process]
        ended = [processes[str(end)].live_until for end in (flow.giver_id, flow.taker_id) if end is not None]
        days = [day for day in ended if day is not None and day <= context.today]
        drafts.append(
            DraftClaim(
                kind="process-interaction.broken",
                code=f"{finding.code}|{finding.flow}",
                stance=-1,
                valid_from=max(flow.since, process.live_from, *days),
                collected_at=flow.recorded_at,
                facets={"finding": finding.code, "process": process.name, "what": flow.what},
                rationale=f"{process.name}: {flow.what}",
            )
        )
    if not drafts and rule.settled(seen.steps, seen.flows):
        days = _days(context, rows.values(), processes.values())
        collected = max(row.recorded_at for row in rows.values())
        drafts.append(
            DraftClaim(kind="process-interaction.determined", code=MAP, valid_from=max(days), collected_at=collected)
        )
    return drafts


def _days(context: Context, flows: Iterable[Flow], processes: Iterable[Process]) -> list[date]:
    """The days on which the map changed, today at the latest."""
    found = [day for flow in flows for day in (flow.since, flow.live_until)]
    found += [day for row in processes for day in (row.live_from, row.live_until)]
    return [day for day in found if day is not None and day <= context.today]
