"""What controls can prove of the requirements they are about: that they ran, that they hold, and the contrary until they are tested again."""

import uuid
from collections.abc import Iterable
from datetime import date

from clauseway.catalogue.models import Requirement
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, register_source
from clauseway.processes.models import Control, ControlCheck
from clauseway.rules.control_tests import FAILED, Span, Test, spans

WORDS = ("control.operated", "control.tested", "contrary.observed")


def register() -> None:
    register_source("control", words=WORDS, keys=_keys, claims=_claims)


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Control.objects.values_list("id", flat=True)]


def _claims(context: Context, key: str) -> list[DraftClaim]:
    """For each requirement the control is about, what its proofs say. A control nobody runs by stated words proves nothing."""
    control = Control.objects.filter(id=key).first()
    if control is None or not control.requirements or not control.operation:
        return []
    topics = dict(Requirement.objects.filter(id__in=control.requirements).values_list("id", "private_topic_id"))
    checks = {str(row.id): row for row in ControlCheck.objects.filter(control_id=control.id).order_by("on", "id")}
    tests = [Test(row.on, row.result, ref) for ref, row in checks.items() if row.kind == "tested"]
    drafts = []
    for span in spans(tests, control.test_days):
        row = checks[span.test.ref]
        if span.test.result == FAILED:
            drafts += _each(control, topics, row, "contrary.observed", span.ends)
        else:
            drafts += _each(control, topics, row, "control.tested", span.ends)
    ran = [row for row in checks.values() if row.kind == "operated"]
    for position, row in enumerate(ran):
        following = ran[position + 1].on if position + 1 < len(ran) else None
        drafts += _each(control, topics, row, "control.operated", following)
    return drafts


def _each(
    control: Control, topics: dict[uuid.UUID, uuid.UUID], row: ControlCheck, word: str, until: date | None
) -> list[DraftClaim]:
    ends = [day for day in (until, control.live_until) if day is not None]
    end = min(ends, default=None)
    if end is not None and end <= row.on:
        return []
    against = word == "contrary.observed"
    facets = {"statement": f"{control.name}: {row.method}"[:300]} if against else {}
    facets |= {"result": row.result} if word == "control.tested" else {}
    return [
        DraftClaim(
            kind=word,
            code=f"{row.id}|{requirement}",
            stance=-1 if against else 1,
            valid_from=row.on,
            valid_until=end,
            collected_at=row.recorded_at,
            topic=topic,
            item=row.item_id,
            facets={**facets, **({"sites": [row.site]} if row.site else {})},
            rationale=row.method[:300],
            filed_by=str(row.by_id or ""),
        )
        for requirement, topic in sorted(topics.items())
        if topic is not None
    ]


def failures(tests: Iterable[Test], every_days: int | None) -> list[Span]:
    """The stretches of days in which the last test of a control was a failure."""
    return [span for span in spans(tests, every_days) if span.test.result == FAILED]
