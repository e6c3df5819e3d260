"""What documents can prove, and no more than that.

*Defined*: where a person accepted a passage of a document in force, that this requirement is described. Never done, never that it works.

*Under control*, per document: only where a named person confirmed it in force here. Then it is identified (title, file, digest of its content),
approved (by whom, when), to be found by every member in the valid version, kept from unnoticed change, and superseded by its successor.
A text that merely states its approver shows that it was approved, not that this copy is the valid one or is kept: that is no control.

A text only its author approved, under the named policy of its kind, is under control by declaration until a second person looked at it.

*Reviewed*, per document: the day of its approval (a review with it) and each review recorded since, each until the next.

*Approved by top management*, where a requirement asks it of the policy: see `directing`.

*Against*: a superseded copy found at work, or a text worked by that nobody approved, from the day it was found until it is settled.
That somebody read a document shows nothing: nobody knows what they understood of it.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from clauseway.catalogue.queries import claim_topic
from clauseway.documents.directing import APPROVED, approved_at_the_top
from clauseway.documents.models import Document, DocumentReview, Misuse, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source

EFFECTIVE = "documented-information.effective"
CONTROLLED = "documented-information.controlled"
REVIEWED = "documented-information.reviewed"
AGAINST = {"superseded": "document.superseded-copy-in-use", "unapproved": "document.in-use-without-approval"}
NOT_YET = ("draft", "review", "approval")


def register() -> None:
    register_source(
        "document",
        words=[EFFECTIVE, CONTROLLED, REVIEWED, APPROVED, *AGAINST.values()],
        keys=_keys,
        claims=_claims,
        vanished="retracted",
    )
    register_population("document", origin="documents", members=_members)


def _keys(context: Context) -> Iterable[str]:
    accepted = Suggestion.objects.filter(state="accepted").values_list("document_id", flat=True)
    confirmed = Document.objects.filter(confirmed_at__isnull=False).values_list("id", flat=True)
    misused = Misuse.objects.values_list("document_id", flat=True)
    return sorted({str(key) for key in (*accepted, *confirmed, *misused)})


def _claims(context: Context, key: str) -> list[DraftClaim]:
    document = Document.objects.filter(id=key).first()
    if document is None:
        return []
    against = _against(document)
    since = document.effective_from if document.state not in NOT_YET else None
    if since is None and document.state not in NOT_YET:
        return against
    if since is not None and document.effective_until is not None and document.effective_until <= since:
        return against
    control = [*_control(context, document, since), *approved_at_the_top(context, document, since)]
    return [*_described(document, since), *control, *against]


def _against(document: Document) -> list[DraftClaim]:
    """What was found against its control; nothing that was settled on the day it was found."""
    return [
        DraftClaim(
            kind=AGAINST[row.kind],
            code=str(row.id),
            valid_from=row.found_on,
            valid_until=row.settled_on,
            collected_at=row.recorded_at,
            stance=-1,
            subject_kind="document",
            subject_ref=str(document.id),
            facets={"statement": row.statement},
            rationale=row.statement,
            filed_by=str(row.found_by_id or ""),
        )
        for row in Misuse.objects.filter(document=document).order_by("found_on", "id")
        if row.settled_on is None or row.settled_on > row.found_on
    ]


def _described(document: Document, since: date | None) -> list[DraftClaim]:
    """One claim per accepted passage, on the requirement's topic. A draft gives draft claims, which show nothing."""
    rows = Suggestion.objects.filter(document=document, state="accepted").select_related(
        "requirement__edition", "passage"
    )
    drafts = []
    for row in rows.order_by("id"):
        accepted = row.decided_at or document.recorded_at
        known = max(accepted, document.confirmed_at) if document.confirmed_at else accepted
        drafts.append(
            DraftClaim(
                kind=EFFECTIVE,
                code=str(row.id),
                valid_from=since or row.decided_on or document.recorded_at.date(),
                valid_until=document.effective_until,
                collected_at=known,
                grade="recorded" if since is not None else "draft",
                system=document.system_id,
                topic=uuid.UUID(claim_topic(row.requirement)),
                item=document.item_id,
                facets={"standards": [row.requirement.edition.slug], "passage": str(row.passage_id)},
                rationale=row.passage.heading[:200],
                filed_by=str(row.decided_by_id or ""),
            )
        )
    return drafts


def _control(context: Context, document: Document, since: date | None) -> list[DraftClaim]:
    """Control and review of one document, where it was approved here or a person confirmed it in force. They hold for every system: a document is
    controlled once."""
    if since is None or document.confirmed_at is None or document.approved_on is None:
        return []
    zone = ZoneInfo(context.zone)
    looked = document.looked_at.astimezone(zone).date() if document.looked_at else None
    start = max(since, document.approved_on)
    stretches: list[_Stretch] = []
    if document.own_policy:
        stretches.append((CONTROLLED, f"{CONTROLLED}:own", start, looked, document.confirmed_at, "declared"))
        if looked is not None and document.looked_at is not None:
            stretches.append((CONTROLLED, CONTROLLED, max(start, looked), None, document.looked_at, "recorded"))
    else:
        stretches.append((CONTROLLED, CONTROLLED, start, None, document.confirmed_at, "recorded"))
    reviews = list(DocumentReview.objects.filter(document=document).order_by("on", "recorded_at", "id"))
    days = [(document.approved_on, document.confirmed_at, REVIEWED)]
    days += [(row.on, row.recorded_at, f"{REVIEWED}:{row.id}") for row in reviews]
    if not reviews and document.reviewed_on and document.reviewed_on > document.approved_on:
        days.append((document.reviewed_on, document.confirmed_at, f"{REVIEWED}:last"))
    for position, (day, known, code) in enumerate(days):
        following = days[position + 1][0] if position + 1 < len(days) else None
        stretches.append((REVIEWED, code, day, following, known, "recorded"))
    return [_stretch(document, stretch) for stretch in stretches if _lasts(document, stretch)]


_Stretch = tuple[str, str, date, date | None, datetime, str]


def _lasts(document: Document, stretch: _Stretch) -> bool:
    _kind, _code, start, end, _known, _grade = stretch
    ends = [day for day in (end, document.effective_until) if day is not None]
    return not ends or start < min(ends)


def _stretch(document: Document, stretch: _Stretch) -> DraftClaim:
    kind, code, start, end, known, grade = stretch
    return DraftClaim(
        kind=kind,
        code=code,
        valid_from=start,
        valid_until=min((day for day in (end, document.effective_until) if day is not None), default=None),
        collected_at=known,
        grade=grade,
        subject_kind="document",
        subject_ref=str(document.id),
        item=document.item_id,
        rationale=document.own_policy[:200] if grade == "declared" else "",
        filed_by=str(document.confirmed_by_id or ""),
    )


def _members(context: Context, which: Q) -> list[DraftSubject]:
    """Documents that are or were in force are what document control has to control. A draft that never was is none."""
    rows = Document.objects.filter(which, effective_from__isnull=False).exclude(state__in=NOT_YET)
    values = rows.order_by("id").values_list("id", "title", "effective_from", "effective_until")
    return [
        DraftSubject(str(key), title[:240], since, until)
        for key, title, since, until in values
        if since is not None and (until is None or until > since)
    ]
