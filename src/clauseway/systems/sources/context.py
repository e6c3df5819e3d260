"""What the context can prove: issues of both sides, a decision on climate change, reviews, parties with their needs and what was decided about each; and
the contraries: a decision the list of issues contradicts, a change that a review found and nobody took up, an obligation that was dropped.

Whether a review is recent enough is the judge's question: it asks the organization's own rhythm, and shows nothing without one.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from clauseway.kernel.context import Context
from clauseway.kernel.registry import (
    DraftClaim,
    DraftSubject,
    Tokens,
    register_population,
    register_settler,
    register_source,
)
from clauseway.rules import context_review as rule
from clauseway.systems.models import ClimateDecision, ContextReview, InterestedParty, Issue, PartyNeed, System
from clauseway.systems.queries.context import needs_of, obligation_gone

ISSUE_WORDS = (
    *("issue.determined", "climate-change.considered", "climate-change.contradicted"),
    *("context.reviewed", "context.change-left-open"),
)
PARTY_WORDS = ("interested-party.determined", "interested-party.need-decided", "interested-party.need-dropped")


def register() -> None:
    register_source("issues", words=ISSUE_WORDS, keys=_systems, claims=_issues)
    register_source("party", words=PARTY_WORDS, keys=_parties, claims=_party, many=many_parties)
    register_population("party", origin="parties", members=_members)
    register_settler(obligations_changed, first=True)


def obligations_changed(context: Context, tokens: Tokens) -> Tokens:
    """When an obligation changed, look again at the parties whose need became it."""
    keys = [uuid.UUID(key) for source, key in tokens if source == "obligation"]
    if not keys:
        return tokens
    rows = PartyNeed.objects.filter(obligation_id__in=keys).values_list("party_id", flat=True)
    return tokens | {("party", str(key)) for key in rows.distinct()}


def _systems(context: Context) -> Iterable[str]:
    return [str(key) for key in System.objects.values_list("id", flat=True)]


def _parties(context: Context) -> Iterable[str]:
    return [str(key) for key in InterestedParty.objects.values_list("id", flat=True)]


def _members(context: Context, which: Q) -> list[DraftSubject]:
    return [DraftSubject(str(p.id), p.name, p.live_from, p.live_until) for p in InterestedParty.objects.filter(which)]


def _issues(context: Context, key: str) -> list[DraftClaim]:
    """Per side, as long as at least one issue of it is alive; what was decided about climate change; each review until the next."""
    system = uuid.UUID(key)
    rows = list(Issue.objects.filter(system_id=system).order_by("live_from", "recorded_at", "id"))
    drafts: list[DraftClaim] = []
    for side in ("internal", "external"):
        of_side = [row for row in rows if row.side == side]
        drafts += _lives("issue.determined", side, of_side, system, {"side": side})
    climate = [row for row in rows if row.about_climate]
    drafts += _lives("climate-change.considered", "climate", climate, system, {})
    drafts += _climate(system, climate)
    return drafts + _reviews(system)


def _life(row: Issue) -> rule.Span:
    return rule.Span(row.live_from, row.live_until)


def _lives(
    kind: str, code: str, rows: Sequence[Issue], system: uuid.UUID, facets: dict[str, str]
) -> Iterable[DraftClaim]:
    """One claim per stretch in which some of the issues are alive; it was entered with the first of them."""
    for number, span in enumerate(rule.covered(_life(row) for row in rows)):
        entered = min(row.recorded_at for row in rows if row.live_from == span.begins)
        yield DraftClaim(
            kind=kind,
            code=f"{code}|{span.begins}" if number else code,
            valid_from=span.begins,
            valid_until=span.ends,
            collected_at=entered,
            system=system,
            facets=facets,
        )


def _climate(system: uuid.UUID, issues: Sequence[Issue]) -> list[DraftClaim]:
    """Each decision until the next; and where the list of issues says the opposite of it."""
    rows = {str(row.id): row for row in ClimateDecision.objects.filter(system_id=system)}
    values = [
        rule.Decision(ref, row.on, row.relevant)
        for ref, row in sorted(rows.items(), key=lambda pair: _entered(pair[1]))
    ]
    drafts = []
    for one, ends in rule.standing(values):
        row = rows[one.ref]
        drafts.append(
            DraftClaim(
                kind="climate-change.considered",
                code=f"decision|{one.ref}",
                valid_from=one.on,
                valid_until=ends,
                collected_at=row.recorded_at,
                system=system,
                rationale=row.because,
                filed_by=str(row.by_id or ""),
            )
        )
    for span in rule.opposed(values, [_life(row) for row in issues]):
        drafts.append(
            DraftClaim(
                kind="climate-change.contradicted",
                code=f"contradicted|{span.code}|{span.begins}",
                valid_from=span.begins,
                valid_until=span.ends,
                collected_at=max(_entered(row) for row in rows.values() if row.on <= span.begins),
                stance=-1,
                system=system,
                facets={"why": span.code},
            )
        )
    return drafts


def _entered(row: ClimateDecision) -> datetime:
    return row.recorded_at


def _reviews(system: uuid.UUID) -> list[DraftClaim]:
    rows = ContextReview.objects.filter(system_id=system, withdrawn_on=None).order_by("on", "recorded_at", "id")
    by_day = {row.on: row for row in rows}
    ordered = [by_day[day] for day in sorted(by_day)]
    drafts = []
    for number, row in enumerate(ordered):
        ends = ordered[number + 1].on if number + 1 < len(ordered) else None
        more: dict[str, Any] = {"valid_from": row.on, "valid_until": ends, "collected_at": row.recorded_at}
        more |= {"system": system, "rationale": row.changed, "filed_by": str(row.by_id or "")}
        standards = {"standards": row.standards} if row.standards else {}
        drafts.append(DraftClaim(kind="context.reviewed", code=f"review|{row.id}", facets=standards, **more))
        if row.outcome == "left-open":
            drafts.append(
                DraftClaim(kind="context.change-left-open", code=f"open|{row.id}", stance=-1, facets=standards, **more)
            )
    return drafts


def _party(context: Context, key: str) -> list[DraftClaim]:
    return many_parties(context, [key]).get(key, [])


def many_parties(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some parties: two reads, however many they are."""
    ids = [uuid.UUID(key) for key in keys]
    needs = needs_of(context, ids)
    return {
        str(party.id): [*_determined(party, needs[party.id]), *_decided(context, party, needs[party.id])]
        for party in InterestedParty.objects.filter(id__in=ids)
    }


def _about(
    party: InterestedParty, kind: str, code: str, begins: date, ends: date | None, **more: Any
) -> list[DraftClaim]:
    """A claim about a party while it is one; none when nothing of the time is left."""
    begins = max(begins, party.live_from)
    until = min((day for day in (ends, party.live_until) if day is not None), default=None)
    if until is not None and until <= begins:
        return []
    about: dict[str, Any] = {"subject_kind": "party", "subject_ref": str(party.id)}
    return [DraftClaim(kind=kind, code=code, valid_from=begins, valid_until=until, **about, **more)]


def _determined(party: InterestedParty, needs: Sequence[PartyNeed]) -> list[DraftClaim]:
    """A party whose relevant needs are written down is determined; a bare name is not."""
    kind = "interested-party.determined"
    if party.needs:
        return _about(party, kind, "needs", party.live_from, None, collected_at=party.recorded_at)
    drafts = []
    for span in rule.covered(rule.Span(need.live_from, need.live_until) for need in needs):
        entered = min(need.recorded_at for need in needs if need.live_from == span.begins)
        drafts += _about(party, kind, f"needs|{span.begins}", span.begins, span.ends, collected_at=entered)
    return drafts


def _decided(context: Context, party: InterestedParty, needs: Sequence[PartyNeed]) -> list[DraftClaim]:
    """All needs of today decided: since the last decision, for the editions every one of them names. An obligation that went is the contrary."""
    alive = [need for need in needs if need.live_until is None or need.live_until > context.today]
    days = [need.decided_on for need in alive if need.decided_on is not None]
    drafts = []
    if alive and len(days) == len(alive):
        standards = sorted(set.intersection(*(set(need.standards) for need in alive)))
        drafts += _about(
            party,
            "interested-party.need-decided",
            f"decided|{max(days)}",
            max(days),
            None,
            collected_at=max(need.recorded_at for need in alive),
            facets={"standards": standards} if standards else {},
        )
    for need in needs:
        gone = obligation_gone(need) if need.decision == "obligation" else None
        if gone is not None and need.decided_on is not None:
            kind, code = "interested-party.need-dropped", f"dropped|{need.id}"
            begins = max(gone, need.decided_on)
            more = {"stance": -1, "collected_at": need.recorded_at, "facets": {"statement": need.text}}
            drafts += _about(party, kind, code, begins, need.live_until, **more)
    return drafts
