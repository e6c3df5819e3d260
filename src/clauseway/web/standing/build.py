"""The look back: counts of a day, and what changed since with the reason that changed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.conformity.judging import reasons_as_json
from clauseway.conformity.queries import UNDECLARED, Line
from clauseway.rules.facts import Verdict
from clauseway.rules.stages import blocks
from clauseway.web.components import Empty, Field, Item, Standing
from clauseway.web.frame import Place
from clauseway.web.requirements import places
from clauseway.web.requirements.listing import Entry
from clauseway.web.standing.moment import LookBack
from clauseway.web.standing.page import StandingPage
from clauseway.web.wording import phrases
from clauseway.web.wording.lines import ANSWERS, answer_word, sentence

MOST = 100
_ORDER = {"gap": 0, "unknown": 1, "not-applicable": 2, "conforming": 3}
Judged = Mapping[uuid.UUID, tuple[CompiledRequirement, Verdict]]


def line_of(requirement: CompiledRequirement, verdict: Verdict) -> Line:
    """A verdict judged anew, as lists need it."""
    reasons = reasons_as_json(verdict)
    why = next((r for weight in ("gap", "unknown") for r in reasons if r["weighs"] == weight), None)
    return Line(
        requirement.id,
        requirement.edition,
        verdict.answer,
        verdict.facets,
        blocks(verdict.answer, verdict.facets, verdict.grade, stage1=requirement.stage1),
        verdict.grade,
        verdict.next_change_on,
        bool(reasons) and reasons[0]["code"] == UNDECLARED,
        why,
        False,
        False,
    )


def entries_at(judged: Judged) -> list[Entry]:
    """Every verdict of a look back, by standard and clause."""
    rows = [Entry(requirement, line_of(requirement, verdict)) for requirement, verdict in judged.values()]
    return sorted(rows, key=lambda e: (e.requirement.edition_name, e.requirement.sort_key))


def ask_page(place: Place) -> StandingPage:
    """The page before a date is asked for."""
    return StandingPage(
        headline=_("How did we stand on a date?"),
        lead=_(
            "Choose a day. Two questions have two answers: what could be known then, and what we know about that day now."
        ),
        field=_field(place, None),
        known="",
        said="",
        empty=Empty(
            title=_("Choose a day"),
            text=_("Every fact carries when it happened and when it was entered, so any day can be judged again."),
            example=_("The day of the last audit, or the end of a quarter."),
        ),
    )


def _field(place: Place, moment: LookBack | None) -> Field:
    today = place.context.today.isoformat()
    value = moment.on.isoformat() if moment else place.request.GET.get("on", "")[:10] or today
    return Field(name="on", label=_("Day"), type="date", value=value, maximum=today, required=True)


def standing_page(place: Place, moment: LookBack, then: Sequence[Entry], now: Sequence[Line]) -> StandingPage:
    """Counts of that day and what is different today."""
    changes = _changes(place, moment, then, {line.requirement: line for line in now})
    number = len(changes)
    if not then:
        headline = _("No standard was applied on %s") % phrases.day(moment.on)
    elif not number:
        headline = _("On %s we stood as today") % phrases.day(moment.on)
    else:
        told = ngettext("%(n)s answer has changed since", "%(n)s answers have changed since", number) % {"n": number}
        headline = _("On %(day)s: %(told)s") % {"day": phrases.day(moment.on), "told": told}
    lead = (
        _("Judged from what was on file at the end of that day, nothing entered later.")
        if moment.known == "then"
        else _("Judged from everything known today about that day, late entries included.")
    )
    return StandingPage(
        headline=headline,
        lead=lead,
        field=_field(place, moment),
        known=moment.known,
        said=moment.said,
        rows=_counts(place, moment, then),
        changes=tuple(changes[:MOST]),
        unchanged=_("Every answer of that day is the answer of today.") if then and not number else "",
        more=_("and %s more") % (number - MOST) if number > MOST else "",
    )


def _counts(place: Place, moment: LookBack, rows: Sequence[Entry]) -> tuple[Standing, ...]:
    by_edition: dict[str, list[Entry]] = {}
    for entry in rows:
        by_edition.setdefault(entry.requirement.edition_slug, []).append(entry)
    made = []
    for slug, mine in by_edition.items():
        carried = {"standard": slug, "on": moment.on.isoformat(), "known": moment.known}

        def count(answer: str, of: Sequence[Entry] = mine) -> int:
            return sum(1 for e in of if e.line.answer == answer and not e.line.undeclared)

        undecided = sum(1 for e in mine if e.line.undeclared)
        note = ngettext("%(n)s requirement", "%(n)s requirements", len(mine)) % {"n": len(mine)}
        if undecided:
            note += ", " + ngettext("%(n)s control not decided", "%(n)s controls not decided", undecided) % {
                "n": undecided
            }
        made.append(
            Standing(
                name=mine[0].requirement.edition_name,
                note=note,
                shown=count("conforming"),
                gaps=count("gap"),
                unknown=count("unknown"),
                href=places.index(place, **carried),
                shown_href=places.index(place, view="shown", **carried),
                gaps_href=places.index(place, view="gaps", **carried),
                unknown_href=places.index(place, view="open", **carried),
            )
        )
    return tuple(made)


def _changes(place: Place, moment: LookBack, then: Sequence[Entry], now: Mapping[uuid.UUID, Line]) -> list[Item]:
    found = []
    for entry in then:
        line = now.get(entry.requirement.id)
        if line is not None and line.answer != entry.line.answer:
            found.append((entry, line))
    found.sort(
        key=lambda pair: (_ORDER[pair[1].answer], pair[0].requirement.edition_name, pair[0].requirement.sort_key)
    )
    return [_change(place, moment, entry, line) for entry, line in found]


def _change(place: Place, moment: LookBack, entry: Entry, now: Line) -> Item:
    requirement = entry.requirement
    before = _told(entry.line, requirement)
    after = _told(now, requirement)
    told = _("then: %(before)s · today: %(after)s") % {
        "before": phrases.lowered(before),
        "after": phrases.lowered(after),
    }
    return Item(
        state=ANSWERS[now.answer],
        title=f"{requirement.ref} {requirement.title}",
        note=told,
        href=f"{places.requirement(place.base, requirement)}/{moment.query}",
        aside=_("%(before)s → %(after)s")
        % {"before": phrases.lowered(_word(entry.line)), "after": phrases.lowered(_word(now))},
    )


def _word(line: Line) -> str:
    return _("not decided") if line.undeclared else answer_word(line.answer)


def _told(line: Line, requirement: CompiledRequirement) -> str:
    if line.answer == "conforming":
        return _("everything asked is shown")
    return sentence(line.why, requirement) if line.why else answer_word(line.answer)


def verdict_row(requirement: CompiledRequirement, verdict: Verdict) -> dict[str, Any]:
    """A verdict judged anew in the shape of a stored one."""
    line = line_of(requirement, verdict)
    return {
        "answer": verdict.answer,
        "reasons": reasons_as_json(verdict),
        "blocks": line.blocks,
        "grade": verdict.grade,
        "next_change_on": verdict.next_change_on.isoformat() if verdict.next_change_on else None,
        "judged_at": None,
        "digest": "",
    }
