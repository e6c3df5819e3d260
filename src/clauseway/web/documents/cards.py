"""From suggestions to the cards a person decides on."""

import uuid
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement, same_topic
from clauseway.documents.deciding import Queue, first_suggestions, queue
from clauseway.documents.models import Suggestion
from clauseway.documents.queries import accepted_elsewhere
from clauseway.systems.queries import applied_editions
from clauseway.web.components import Action, Empty
from clauseway.web.documents import words
from clauseway.web.documents.build import crumb, system_of
from clauseway.web.documents.marking import marked
from clauseway.web.documents.page import Card, Further, Left, ReviewPage, Target
from clauseway.web.frame import Place
from clauseway.web.jinja import clock, day

AT_ONCE = 12
MOST_DOCUMENTS = 200
"""Documents offered to choose from; the queue itself holds all."""


class Known:
    """The requirements of the applied editions, by id."""

    def __init__(self, place: Place) -> None:
        self.editions: list[CompiledEdition] = [a.edition for a in applied_editions(place.context, system_of(place))]
        self.by_id: Mapping[uuid.UUID, CompiledRequirement] = {
            key: one for edition in self.editions for key, one in edition.requirements.items()
        }
        self.codes = {edition.id: edition for edition in self.editions}

    def slug_of(self, requirement: CompiledRequirement) -> str:
        return self.codes[requirement.edition].slug


def review_page(place: Place, document: uuid.UUID | None) -> ReviewPage:
    """A page of the queue; the same few statements whatever waits."""
    context, system = place.context, system_of(place)
    known = Known(place)
    found = first_suggestions(context, system, document, AT_ONCE + 1)
    waiting = queue(context, system, document, MOST_DOCUMENTS)
    here = f"{place.base}/documents/review/" + (f"?document={document}" if document else "")
    return ReviewPage(
        crumbs=crumb(place, (_("Review"), "")),
        cards=tuple(card(place, row, known) for row in found[:AT_ONCE] if row.requirement_id in known.by_id),
        left=_left(waiting),
        documents=tuple(
            (str(one.document), f"{one.title} ({one.count})", one.document == document) for one in waiting.documents
        ),
        targets=tuple(targets(known)),
        empty=_empty(place, document),
        here=here,
        next_href=here if len(found) > AT_ONCE else "",
        again=Action(label=_("Look for more"), href=f"{place.base}/documents/review/again", method="post")
        if place.may("evidence.file")
        else None,
        may_decide=place.may("passages.decide"),
    )


def left(place: Place, document: uuid.UUID | None) -> Left:
    return _left(queue(place.context, system_of(place), document))


def _left(waiting: Queue) -> Left:
    counts = waiting.counts
    return Left(open=counts.get("proposed", 0), accepted=counts.get("accepted", 0), rejected=counts.get("rejected", 0))


def targets(known: Known) -> Iterable[Target]:
    """Everything a passage may be moved to."""
    for edition in known.editions:
        for one in edition.requirements.values():
            if one.judged:
                yield Target(id=str(one.id), ref=one.ref, title=one.title, edition=edition.name)


def _empty(place: Place, document: uuid.UUID | None) -> Empty:
    if document is not None:
        return Empty(
            title=_("Nothing is left to decide in this document"),
            text=_("What it was accepted for stands on its page."),
            action=Action(label=_("All suggestions"), href=f"{place.base}/documents/review/", primary=True),
        )
    return Empty(
        title=_("Nothing waits for a decision"),
        text=_("Passages that may describe a requirement are suggested after documents were imported."),
        example=_("“The owner of each system reviews access rights every quarter” may describe A.5.18 Access rights."),
        action=Action(label=_("Import documents"), href=f"{place.base}/documents/import/", primary=True, icon="upload")
        if place.may("evidence.file")
        else None,
    )


def card(place: Place, row: Suggestion, known: Known, message: str = "") -> Card:
    """One suggestion as it stands now."""
    requirement = known.by_id[row.requirement_id]
    state, word = words.state_sign(row.document)
    decided = row.state in ("accepted", "rejected")
    return Card(
        id=str(row.id),
        key=f"suggestion-{row.id}",
        state=row.state,
        version=row.version,
        document=row.document.title,
        document_href=f"{place.base}/documents/{row.document_id}/#p{row.passage.position}",
        document_state=state,
        document_word=word,
        heading=_heading(row),
        passage=marked(row.passage.text, row.matched) if not decided else "",
        ref=requirement.ref,
        title=requirement.title,
        edition=requirement.edition_name,
        requirement_href=f"{place.base}/requirements/{known.slug_of(requirement)}/{requirement.ref}/",
        explain=str(requirement.words.get("explain", "")),
        strength=words.strength_word(row.strength),
        strong=row.strength == "strong",
        terms=tuple(words.quoted_terms(row.matched)),
        shows=words.will_show(row.document.state),
        href=f"{place.base}/documents/review/{row.id}/decide",
        move_href=f"{place.base}/documents/review/{row.id}/",
        decided=_decided(row, requirement, known) if decided else "",
        further=_further(place, row, requirement, known) if row.state == "accepted" else (),
        message=message,
        may_decide=place.may("passages.decide"),
        chosen=row.strength == "person",
    )


def _heading(row: Suggestion) -> str:
    parts = [part for part in row.passage.heading.split(" > ") if part and part != row.document.title]
    return " › ".join(parts)


def _decided(row: Suggestion, requirement: CompiledRequirement, known: Known) -> str:
    who = row.decided_by.name if row.decided_by else _("Somebody")
    if row.state == "rejected":
        moved = Suggestion.objects.filter(came_from=row, state="accepted").first()
        there = known.by_id.get(moved.requirement_id) if moved else None
        if there is not None:
            return _("Moved to %(ref)s %(title)s") % {"ref": there.ref, "title": there.title}
        return _("Rejected for %(ref)s %(title)s") % {"ref": requirement.ref, "title": requirement.title}
    told = _("Accepted for %(ref)s %(title)s") % {"ref": requirement.ref, "title": requirement.title}
    when = f"{day(row.decided_at)}, {clock(row.decided_at)}"
    return f"{told} · {who}, {when}"


def _further(place: Place, row: Suggestion, requirement: CompiledRequirement, known: Known) -> tuple[Further, ...]:
    """The same topic in the other standards, where the acceptance does not speak for them already."""
    taken = accepted_elsewhere(place.context, row.passage_id)
    found = []
    for other, strength, _provenance, _confidence in same_topic(requirement, known.editions):
        if strength != "same" or other.edition == requirement.edition or other.id in taken or not other.judged:
            continue
        if other.claim_topic == requirement.claim_topic:
            continue
        found.append(Further(id=str(other.id), label=f"{other.edition_name} {other.ref} {other.title}"))
    return tuple(found[:3])
