"""Suggestions: proposed by matching, decided by people, each decision guarded against another made meanwhile."""

import re
import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from clauseway.catalogue.models import Requirement
from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require
from clauseway.rules import matching, passages
from clauseway.systems.queries import applied_editions

LIVING = ("draft", "approved", "effective")
CHOSEN = "person"


@operation
def suggest_passages(context: Context, system: uuid.UUID) -> int:
    """Bring the open suggestions of a system in line with what matching finds now; returns how many wait for a person.

    Every living document's passages are matched against each applied edition, the other editions' words telling what is common.
    What a person decided stays as it is, a pair once rejected is not proposed again, and a passage accepted for a requirement
    of an edition gets no further proposals for that edition.
    """
    require(context, "evidence.file")
    editions = [applied.edition for applied in applied_editions(context, system)]
    texts = _passages(system)
    known = {
        (row.passage_id, row.requirement_id): row
        for row in Suggestion.objects.filter(system_id=system).select_related("requirement")
    }
    settled = {(p, row.requirement.edition_id) for (p, _r), row in known.items() if row.state == "accepted"}
    fresh: list[Suggestion] = []
    changed: list[Suggestion] = []
    kept: set[uuid.UUID] = set()
    for edition in editions:
        for found in _found(edition, editions, [passage for _row, passage in texts.values()]):
            row, _passage = texts[found.passage.ref]
            requirement = edition.by_ref[found.requirement]
            old = known.get((row.id, requirement.id))
            if old is None and (row.id, edition.id) not in settled:
                fresh.append(_proposal(row, requirement, found, system))
            elif old is not None and old.state == "proposed" and (row.id, edition.id) not in settled:
                kept.add(old.id)
                if (old.score, old.strength, old.matched) != (found.score, found.strength, list(found.terms)):
                    old.score, old.strength, old.matched = found.score, found.strength, list(found.terms)
                    changed.append(old)
    gone = [row.id for row in known.values() if row.state == "proposed" and row.id not in kept]
    Suggestion.objects.filter(id__in=gone, state="proposed").delete()
    Suggestion.objects.bulk_update(changed, ["score", "strength", "matched"], batch_size=500)
    Suggestion.objects.bulk_create(fresh, batch_size=500)
    return len(kept) + len(fresh)


def _passages(system: uuid.UUID) -> dict[str, tuple[Passage, passages.Passage]]:
    rows = Passage.objects.filter(document__system_id=system, document__state__in=LIVING)
    found = {}
    for row in rows.order_by("document_id", "position"):
        path = tuple(part for part in row.heading.split(" > ") if part)
        passage = passages.Passage(str(row.document_id), path, row.position, row.position, row.text)
        found[passage.ref] = (row, passage)
    return found


def _found(
    edition: CompiledEdition, editions: Iterable[CompiledEdition], texts: list[passages.Passage]
) -> Iterable[matching.Suggestion]:
    others = [query for other in editions if other.id != edition.id for query in queries_of(other)]
    return matching.suggest(texts, queries_of(edition), catalogue=others)


def queries_of(edition: CompiledEdition) -> list[matching.Query]:
    """What passages are sought for: every requirement of an edition that is judged, in the pack's own words."""
    number = re.search(r"\d{4,5}", edition.code)
    standard = number.group() if number else ""
    return [
        matching.Query(
            r.ref, r.title, str(r.words.get("explain", "")), tuple(r.words.get("terms") or ()), standard, edition.year
        )
        for r in edition.requirements.values()
        if r.judged
    ]


def _proposal(
    row: Passage, requirement: CompiledRequirement, found: matching.Suggestion, system: uuid.UUID
) -> Suggestion:
    return Suggestion(
        organization_id=row.organization_id,
        passage=row,
        document_id=row.document_id,
        system_id=system,
        requirement_id=requirement.id,
        score=found.score,
        strength=found.strength,
        matched=list(found.terms),
    )


@operation
def decide(context: Context, suggestion: uuid.UUID, verdict: str, *, seen: int | None = None) -> Suggestion:
    """Accept or reject a suggestion. `seen` is the version that was shown: Conflict when somebody else decided meanwhile.

    The same decision by the same person again changes nothing (a form sent twice).
    """
    require(context, "passages.decide")
    if verdict not in ("accepted", "rejected"):
        raise Refusal("suggestion.verdict", _("A suggestion is accepted or rejected."), field="verdict")
    row = _locked(suggestion)
    if row.state == verdict and row.decided_by_id == context.person:
        return row
    _guard(context, row, seen)
    if row.state != "proposed":
        raise Refusal("suggestion.decided", _("This was decided already; take that back first."))
    if verdict == "accepted":
        _refuse_ended(row.document)
    return _decided(context, row, verdict)


@operation
def move(context: Context, suggestion: uuid.UUID, requirement: uuid.UUID, *, seen: int | None = None) -> Suggestion:
    """The passage describes another requirement: the suggestion is rejected and the passage accepted there. Returns that one."""
    require(context, "passages.decide")
    row = _locked(suggestion)
    _guard(context, row, seen)
    if row.state != "proposed":
        raise Refusal("suggestion.decided", _("This was decided already; take that back first."))
    if row.requirement_id == requirement:
        return decide(context, suggestion, "accepted", seen=row.version)
    _refuse_ended(row.document)
    chosen = _chosen(context, row, requirement)
    _decided(context, row, "rejected")
    return chosen


@operation
def accept_also(context: Context, suggestion: uuid.UUID, requirement: uuid.UUID) -> Suggestion:
    """An accepted passage describes a further requirement as well, such as the same topic of another standard."""
    require(context, "passages.decide")
    row = _locked(suggestion)
    if row.state != "accepted":
        raise Refusal(
            "suggestion.not-accepted", _("Accept the passage for its first requirement before a further one.")
        )
    _refuse_ended(row.document)
    return _chosen(context, row, requirement)


@operation
def undo(context: Context, suggestion: uuid.UUID, *, seen: int | None = None) -> Suggestion:
    """Take a decision back. A moved passage goes back to where it was suggested; what a person chose is taken back, not proposed."""
    require(context, "passages.decide")
    row = _locked(suggestion)
    if row.state in ("proposed", "withdrawn"):
        return row
    _guard(context, row, seen)
    if row.state == "rejected":
        for moved in Suggestion.objects.select_for_update(of=("self",)).filter(came_from=row, state="accepted"):
            _decided(context, moved, _before(moved))
    return _decided(context, row, _before(row))


def _before(row: Suggestion) -> str:
    return "withdrawn" if row.strength == CHOSEN else "proposed"


def _chosen(context: Context, origin: Suggestion, requirement: uuid.UUID) -> Suggestion:
    """The passage accepted for the requirement a person chose; a suggestion for that pair is used when there is one."""
    if not Requirement.objects.filter(id=requirement).exclude(kind="heading").exists():
        raise NotFound("requirement.not-found", _("There is no such requirement."))
    row = (
        Suggestion.objects.select_for_update(of=("self",))
        .filter(passage_id=origin.passage_id, requirement_id=requirement)
        .first()
    )
    if row is None:
        row = Suggestion(
            organization_id=origin.organization_id,
            passage_id=origin.passage_id,
            document_id=origin.document_id,
            system_id=origin.system_id,
            requirement_id=requirement,
            score=0,
            strength=CHOSEN,
            version=0,
        )
    elif row.state == "accepted":
        return row
    row.came_from = origin
    return _decided(context, row, "accepted")


def _decided(context: Context, row: Suggestion, state: str) -> Suggestion:
    row.state, row.version = state, row.version + 1
    row.decided_by_id = None if state == "proposed" else context.person
    row.decided_on = None if state == "proposed" else context.today
    row.decided_at = None if state == "proposed" else context.now
    row.save()
    touch("document", row.document_id)
    return row


def _locked(suggestion: uuid.UUID) -> Suggestion:
    found = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("document", "decided_by")
        .filter(id=suggestion)
        .first()
    )
    if found is None:
        raise NotFound("suggestion.not-found", _("There is no such suggestion any more."))
    return found


def _guard(context: Context, row: Suggestion, seen: int | None) -> None:
    if seen is None or row.version == seen:
        return
    who = row.decided_by.name if row.decided_by else _("Somebody")
    told = {
        "accepted": _("%s accepted this meanwhile. Nothing was changed; look at it again."),
        "rejected": _("%s rejected this meanwhile. Nothing was changed; look at it again."),
    }.get(row.state, _("%s changed this meanwhile. Nothing was changed; look at it again."))
    raise Conflict("suggestion.changed", told % who, details={"version": row.version, "state": row.state})


def _refuse_ended(document: Document) -> None:
    if document.state not in LIVING:
        raise Refusal("document.ended", _("This document was replaced or withdrawn; it can show nothing new."))
