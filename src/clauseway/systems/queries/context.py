"""Reading the context: issues, decisions on climate change, reviews, interested parties with their needs."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.systems.models import (
    AppliedEdition,
    ClimateDecision,
    ContextReview,
    InterestedParty,
    Issue,
    PartyNeed,
)


def alive(day: date) -> Q:
    """What is there on a day."""
    return Q(live_from__lte=day) & (Q(live_until=None) | Q(live_until__gt=day))


def live_issues(system: uuid.UUID, day: date) -> QuerySet[Issue]:
    return Issue.objects.filter(alive(day), system_id=system)


def live_parties(day: date) -> QuerySet[InterestedParty]:
    return InterestedParty.objects.filter(alive(day))


def editions_on(system: uuid.UUID, day: date) -> list[str]:
    """The names of the editions a system applies on a day."""
    rows = AppliedEdition.objects.filter(system_id=system, valid_from__lte=day).exclude(valid_until__lte=day)
    return sorted(rows.values_list("edition__slug", flat=True))


def get_issue(context: Context, system: uuid.UUID, issue: uuid.UUID) -> Issue:
    """One issue of a system; NotFound for one that is not here."""
    found = Issue.objects.filter(id=issue, system_id=system).first()
    if found is None:
        raise NotFound("issue.not-found", _("There is no such issue."))
    return found


def climate_decisions(context: Context, system: uuid.UUID) -> QuerySet[ClimateDecision]:
    """All decisions on climate change, the newest first."""
    rows = ClimateDecision.objects.filter(system_id=system).select_related("by")
    return rows.order_by("-on", "-recorded_at", "-id")


def reviews(context: Context, system: uuid.UUID) -> QuerySet[ContextReview]:
    """All reviews, those withdrawn too, the newest first."""
    rows = ContextReview.objects.filter(system_id=system).select_related("by")
    return rows.order_by("-on", "-recorded_at", "-id")


def last_review(context: Context, system: uuid.UUID) -> ContextReview | None:
    return reviews(context, system).filter(withdrawn_on=None).first()


def get_review(context: Context, system: uuid.UUID, review: uuid.UUID) -> ContextReview:
    """One review of a system; NotFound for one that is not here."""
    found = reviews(context, system).filter(id=review).first()
    if found is None:
        raise NotFound("context-review.not-found", _("There is no such review."))
    return found


def get_party(context: Context, party: uuid.UUID) -> InterestedParty:
    """One interested party; NotFound for one that is not here."""
    found = InterestedParty.objects.filter(id=party).first()
    if found is None:
        raise NotFound("party.not-found", _("There is no such interested party."))
    return found


def needs_of(context: Context, parties: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[PartyNeed]]:
    """The needs of some parties in the order of their entry, those that ended too: one statement."""
    found: dict[uuid.UUID, list[PartyNeed]] = {key: [] for key in parties}
    rows = PartyNeed.objects.filter(party_id__in=found).select_related("obligation", "decided_by")
    for row in rows.order_by("live_from", "recorded_at", "id"):
        found[row.party_id].append(row)
    return found


def get_need(context: Context, need: uuid.UUID) -> PartyNeed:
    """One need with its party and obligation; NotFound for one that is not here."""
    found = PartyNeed.objects.filter(id=need).select_related("party", "obligation", "decided_by").first()
    if found is None:
        raise NotFound("need.not-found", _("There is no such need."))
    return found


def obligation_gone(need: PartyNeed) -> date | None:
    """Since when the obligation a need became no longer binds us; None while it does (or there is none)."""
    row = need.obligation
    if row is None:
        return None
    days = [row.live_until, row.decided_on if row.applies is False else None]
    return min((day for day in days if day is not None), default=None)
