"""From the dossier of a requirement to one step of the walk."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.rules.facts import FACETS
from clauseway.web import jinja, once
from clauseway.web.components import Action, Field, Link, Option
from clauseway.web.documents.words import strength_word
from clauseway.web.frame import Place
from clauseway.web.gap.page import Note, Passage, Step
from clauseway.web.requirements import build, places
from clauseway.web.requirements.dossier import Dossier
from clauseway.web.requirements.find import Found
from clauseway.web.requirements.judging import owns_it
from clauseway.web.requirements.page import Expectation
from clauseway.web.wording import phrases
from clauseway.web.wording.lines import ANSWERS, answer_word
from clauseway.web.wording.lookup import Lookup
from clauseway.web.wording.setting import Setting


class Stop(NamedTuple):
    """A requirement on the walk, and whether somebody has looked at it."""

    requirement: CompiledRequirement
    walked: bool


def stops(walked: Mapping[uuid.UUID, bool], editions: Iterable[CompiledEdition]) -> list[Stop]:
    """The walk, edition by edition, in the order of the text."""
    return [
        Stop(requirement, walked[key])
        for edition in editions
        for key, requirement in edition.requirements.items()
        if key in walked
    ]


def step_href(place: Place, entry: Stop | Found) -> str:
    return f"{place.base}/gap/{entry.requirement.edition_slug}/{entry.requirement.ref}/"


def next_open(rows: Sequence[Stop], after: int) -> Stop | None:
    """The next requirement nobody has looked at, going on from a position and round to the start; None when all are."""
    return next((e for e in [*rows[after + 1 :], *rows[: after + 1]] if not e.walked), None)


def position_of(rows: Sequence[Stop], found: Found) -> int:
    return next((i for i, e in enumerate(rows) if e.requirement.id == found.requirement.id), 0)


def step(
    place: Place, found: Found, rows: Sequence[Stop], held: Dossier, lookup: Lookup, note: Mapping[str, Any]
) -> Step:
    """One step. `note` overrides the stored note after a conflict or a refusal: text, theirs, mine, error."""
    requirement = found.requirement
    here = step_href(place, found)
    page_here = places.requirement(place.base, requirement)
    setting = Setting(requirement, lookup, place.base, page_here, place.may, filled=False)
    verdict = held.verdict or {"answer": "unknown", "reasons": [], "blocks": ""}
    return Step(
        **_head(place, found, rows, verdict),
        expectations=_in_order(build.expectations(requirement)),
        facets=build.facets(verdict, setting) + build.breaks_next(verdict, requirement),
        passages=tuple(_passage(place, row, here) for row in held.passages),
        note=_note(held, note, here),
        judgements=tuple(build.judgement(row) for row in held.judgements[:2]),
        judge_href=f"{page_here}/judge/?back=gap" if place.may("judge") else "",
        judge_fields=_judge_fields(lookup),
        token=once.token(),
        declared_why=owns_it(place, found) if place.may("judge") else "",
        actions=_actions(place, found, held, page_here),
        work=build.work(place, held),
        questions=tuple(requirement.words.get("questions") or ()),
        page_href=f"{page_here}/",
        walked=_walked(held),
    )


def _head(place: Place, found: Found, rows: Sequence[Stop], verdict: Mapping[str, Any]) -> dict[str, Any]:
    """Where we are in the walk, and what the requirement is."""
    requirement = found.requirement
    position = position_of(rows, found)
    blocking = build.blocks_word(verdict.get("blocks") or "")
    return {
        "crumbs": (
            Link(label=_("Gap analysis"), href=f"{place.base}/gap/"),
            Link(label=found.edition.name, href=places.standard(place, found.edition.slug)),
            Link(label=requirement.ref, href="", current=True),
        ),
        "ref": requirement.ref,
        "title": requirement.title,
        "words": requirement.words.get("explain", ""),
        "answer": ANSWERS[verdict["answer"]],
        "answer_word": answer_word(verdict["answer"]),
        "context": tuple(part for part in (found.edition.name, blocking) if part),
        "looked_at": sum(1 for e in rows if e.walked),
        "total": len(rows),
        "previous": _link(place, rows, position - 1),
        "next": _link(place, rows, position + 1),
    }


def _in_order(rows: Sequence[Expectation]) -> tuple[Expectation, ...]:
    """Defined before done before works; the order within a facet stays."""
    names = [build.facet_name(facet) for facet in FACETS]
    return tuple(sorted(rows, key=lambda row: names.index(row.facet)))


def _link(place: Place, rows: Sequence[Stop], position: int) -> Link | None:
    if not 0 <= position < len(rows):
        return None
    requirement = rows[position].requirement
    return Link(label=f"{requirement.ref} {requirement.title}", href=step_href(place, rows[position]))


def _walked(held: Dossier) -> str:
    row = held.walk
    if row is None or not row["walked_at"]:
        return ""
    on = jinja.day(dt.datetime.fromisoformat(row["walked_at"]))
    return _("looked at by %(name)s on %(on)s") % {"name": row["name"] or _("somebody"), "on": on}


def _note(held: Dossier, override: Mapping[str, Any], here: str) -> Note:
    row = held.walk or {"note": "", "version": 0, "name": ""}
    return Note(
        text=override.get("text", row["note"]),
        version=override.get("version", row["version"]),
        by=row["name"] or "",
        href=f"{here}note/",
        theirs=override.get("theirs", ""),
        mine=override.get("mine", ""),
        error=override.get("error", ""),
    )


def _passage(place: Place, row: Mapping[str, Any], here: str) -> Passage:
    may = place.may("passages.decide")
    accepted = row["state"] == "accepted"
    draft = (
        _("the document is a draft: it shows nothing before it is in force") if row["document_state"] == "draft" else ""
    )
    decide = f"{here}passages/{row['id']}/"
    return Passage(
        quote=jinja.markdown(row["text"]),
        source=row["title"],
        href=f"{place.base}/documents/{row['document']}/",
        heading=row["heading"],
        strength=strength_word(str(row["strength"])),
        matched=", ".join(map(str, (row["matched"] or [])[:6])),
        accepted=accepted,
        shows=accepted and row["document_state"] == "effective",
        note=draft,
        accept=Action(label=_("Accept"), href=f"{decide}accepted/", method="post", key="a")
        if may and not accepted
        else None,
        reject=Action(label=_("Reject"), href=f"{decide}rejected/", method="post", key="r")
        if may and not accepted
        else None,
    )


def _judge_fields(lookup: Lookup) -> tuple[Field, ...]:
    """The small form in place: the evidence behind the verdict is what one may have looked at."""
    seen: dict[str, Option] = {}
    for claim in lookup.claims.values():
        value = f"record:{claim.code}" if claim.source == "record" else (f"item:{claim.item}" if claim.item else "")
        if value and value not in seen:
            seen[value] = Option(value=value, label=claim.title, note=phrases.day(claim.on))
    answers = (("shown", _("Shown")), ("partly", _("Partly shown")), ("gap", _("Gap")))
    made = [
        Field(
            name="answer",
            label=_("Your judgement"),
            type="radio",
            required=True,
            options=tuple(Option(value=value, label=label) for value, label in answers),
        ),
        Field(name="rationale", label=_("Why"), type="textarea", rows=2, required=True),
    ]
    if seen:
        made.append(
            Field(
                name="basis", label=_("What you looked at"), type="multiselect", options=tuple(list(seen.values())[:12])
            )
        )
    return tuple(made)


def _actions(place: Place, found: Found, held: Dossier, page_here: str) -> tuple[Action, ...]:
    requirement = found.requirement
    made = []
    decide = build.applicability_action(place, requirement, held, page_here)
    if decide is not None:
        made.append(decide)
    if place.may("actions.edit"):
        made.append(
            Action(label=_("Plan an action"), href=f"{place.base}/plan/new/?closes={requirement.id}", icon="plus")
        )
    if place.may("judge"):
        made.append(
            Action(
                label=_("Ask a colleague"), href=f"{place.base}/gap/ask/?requirement={requirement.id}", icon="person"
            )
        )
    return tuple(made)
