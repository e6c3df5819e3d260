"""What if we added a standard? Its requirements beside those at work, each judged by what is on file today, without applying it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.conformity.judging import reasons_as_json
from clauseway.conformity.supposing import Supposed
from clauseway.kernel.folding import fold
from clauseway.rules.correspondence import Added, Pair
from clauseway.web.comparing.build import address, apply_action, strength_sign
from clauseway.web.comparing.page import AddingPage
from clauseway.web.components import Action, Empty, Link, Stat, State
from clauseway.web.frame import Place
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.tables import Cell, Filter, Row, Sign, Table, View
from clauseway.web.wording.lines import ANSWERS, answer_word, sentence

SORTS = ("clause", "strength", "answer")
FILTERS = ("view", "strength")
_ORDER = {"same": 0, "close": 1, "partial": 2, "": 3}
_ANSWERS = {"gap": 0, "unknown": 1, "conforming": 2, "not-applicable": 3}


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement of the edition: how what is applied answers it, and how it would be judged today."""

    requirement: CompiledRequirement
    pair: Pair | None
    supposed: Supposed

    @property
    def strength(self) -> str:
        return self.pair.strength if self.pair else ""

    @property
    def answer(self) -> str:
        return self.supposed.verdict.answer

    @property
    def why(self) -> Mapping[str, Any] | None:
        reasons = reasons_as_json(self.supposed.verdict)
        return next((r for weight in ("gap", "unknown") for r in reasons if r["weighs"] == weight), None)


def adding_page(
    place: Place,
    edition: CompiledEdition,
    at_work: Sequence[CompiledEdition],
    texts: Added,
    judged: Mapping[uuid.UUID, Supposed],
) -> AddingPage:
    """The whole page."""
    rows = [
        Line(requirement, texts.best.get(requirement.ref), judged[requirement.id])
        for requirement in sorted(edition.requirements.values(), key=lambda r: r.sort_key)
        if requirement.id in judged
    ]
    shown = sum(1 for line in rows if line.answer == "conforming")
    names = {"name": edition.name, "n": texts.total}
    first = ngettext("%(name)s asks %(n)s requirement", "%(name)s asks %(n)s requirements", texts.total) % names
    return AddingPage(
        crumbs=(
            Link(label=_("Standards side by side"), href=f"{place.base}/compare/"),
            Link(label=edition.name, href="", current=True),
        ),
        headline=_("What if we added %s?") % edition.name,
        lead=_("%(first)s; what you have on file today shows %(shown)s of them already. Nothing is applied by looking.")
        % {"first": first, "shown": shown},
        texts=_texts(texts, bool(at_work)),
        judged=_judged(rows, shown),
        note=_(
            "A text that is the same may still need evidence of its own: a policy, an audit or a review must name the standard."
        ),
        actions=_actions(place, edition, at_work),
        table=_table(place, edition, rows),
    )


def _texts(texts: Added, compared: bool) -> tuple[Stat, ...]:
    if not compared:
        return (Stat(value=str(texts.total), label=_("requirements, nothing is applied yet")),)
    return (
        Stat(value=str(texts.same), label=_("asked already, the same")),
        Stat(value=str(texts.close), label=_("asked already, closely")),
        Stat(value=str(texts.partial), label=_("overlap only")),
        Stat(value=str(texts.new), label=_("asked by nothing here")),
    )


def _judged(rows: Sequence[Line], shown: int) -> tuple[Stat, ...]:
    undecided = sum(1 for line in rows if line.supposed.undeclared)
    gaps = sum(1 for line in rows if line.answer == "gap")
    unknown = sum(1 for line in rows if line.answer == "unknown") - undecided
    made = [
        Stat(value=str(shown), label=_("shown today"), state=State.SHOWN if shown else None),
        Stat(value=str(gaps), label=_("gaps"), state=State.GAP if gaps else None),
        Stat(value=str(unknown), label=_("not shown yet")),
    ]
    if undecided:
        made.append(Stat(value=str(undecided), label=_("controls to decide on")))
    return tuple(made)


def _actions(place: Place, edition: CompiledEdition, at_work: Sequence[CompiledEdition]) -> tuple[Action, ...]:
    made = []
    if place.may("system.manage"):
        made.append(apply_action(place))
    if at_work:
        slugs = [*(each.slug for each in at_work), edition.slug]
        made.append(Action(label=_("Side by side"), href=address(place, slugs)))
    return tuple(made)


def _table(place: Place, edition: CompiledEdition, rows: Sequence[Line]) -> Table:
    asked = listing(place.request, sorts=SORTS, filters=FILTERS)
    chosen = _ordered([line for line in rows if _fits(line, asked)], asked)
    start, end = asked.slice(len(chosen))
    href = f"{place.base}/compare/adding/{edition.slug}/"
    view = asked.filters.get("view", "")
    return Table(
        id="added",
        caption=_("What it asks"),
        href=href,
        columns=columns(
            asked,
            ("clause", _("Clause"), "ref"),
            ("title", _("Requirement"), "main"),
            ("by", _("Answered by"), "short"),
            ("strength", _("How close"), "short"),
            ("answer", _("Answer today"), "short"),
            ("why", _("What is missing first"), "text"),
            sortable=SORTS,
        ),
        rows=tuple(_row(line) for line in chosen[start:end]),
        pager=pager(asked, len(chosen)),
        empty=Empty(title=_("Nothing is asked"), text=_("This standard has no requirement of its own.")),
        search=asked.q,
        search_label=_("Search number or title"),
        filters=(_strengths(asked),),
        views=_views(asked, rows),
        kept=(*asked.kept, *((("view", view),) if view else ())),
        filtered=bool(rows),
        clear_href=href,
    )


def _fits(line: Line, asked: Listing) -> bool:
    if not _in_view(line, asked.filters.get("view", "")):
        return False
    wanted = asked.filters.get("strength")
    if wanted is not None and (line.strength or "none") != wanted:
        return False
    told = fold(f"{line.requirement.ref} {line.requirement.title}")
    return all(word in told for word in fold(asked.q).split())


def _in_view(line: Line, view: str) -> bool:
    return {
        "shown": line.answer == "conforming",
        "gaps": line.answer == "gap",
        "open": line.answer == "unknown" and not line.supposed.undeclared,
        "undecided": line.supposed.undeclared,
    }.get(view, True)


def _ordered(rows: list[Line], asked: Listing) -> list[Line]:
    if asked.sort == "strength":
        rows = sorted(rows, key=lambda line: _ORDER[line.strength])
    elif asked.sort == "answer":
        rows = sorted(rows, key=lambda line: (_ANSWERS[line.answer], line.supposed.undeclared))
    return rows[::-1] if asked.descending else rows


def _row(line: Line) -> Row:
    requirement, why = line.requirement, line.why
    word = _("Not decided") if line.supposed.undeclared else answer_word(line.answer)
    told = sentence(why, requirement) if why and not line.supposed.undeclared else ""
    return Row(
        key=requirement.ref,
        label=f"{requirement.ref} {requirement.title}",
        cells=(
            Cell(text=requirement.ref),
            Cell(text=requirement.title),
            Cell(text=line.pair.ref_b if line.pair else ""),
            Cell(signs=(strength_sign(line.strength),)),
            Cell(signs=(Sign(state=ANSWERS[line.answer], word=word, tag=True),)),
            Cell(text=told),
        ),
    )


def _strengths(asked: Listing) -> Filter:
    given = [
        ("same", _("The same is asked already")),
        ("close", _("Asked closely")),
        ("partial", _("Overlaps only")),
        ("none", _("Asked by nothing here")),
    ]
    return choose(asked, "strength", _("How close"), _("However close"), given)


def _views(asked: Listing, rows: Sequence[Line]) -> tuple[View, ...]:
    named: tuple[tuple[str, str, State | None], ...] = (
        ("", _("All"), None),
        ("shown", _("Shown today"), State.SHOWN),
        ("gaps", _("Gaps"), State.GAP),
        ("open", _("Not shown"), State.UNKNOWN),
        ("undecided", _("Controls to decide on"), None),
    )
    made = []
    for key, label, state in named:
        count = sum(1 for line in rows if _in_view(line, key))
        if count or key != "undecided":
            current = asked.filters.get("view", "") == key
            made.append(View(label=label, href=asked.href(view=key, page=1), count=count, current=current, state=state))
    return tuple(made)
