"""The list of a move: every requirement with what became of it, what carries, and how it stands then."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clauseway.conformity.transitions import After, Foreseen, Outlook
from clauseway.kernel.folding import fold
from clauseway.rules.transition import CHANGES, DROPPED, Step
from clauseway.web.components import Empty, State
from clauseway.web.frame import Place
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.tables import Cell, Filter, Row, Sign, Table, View
from clauseway.web.transition import wording
from clauseway.web.transition.find import Move
from clauseway.web.wording.lines import ANSWERS, answer_word, sentence

SORTS = ("clause", "change", "answer")
FILTERS = ("view", "carries", "answer")
_LEFT = "left"
_ORDER = {"gap": 0, "unknown": 1, "conforming": 2, "not-applicable": 3, "": 4}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a step of the new edition with its requirement, or one of the old that was dropped (then `each` is None)."""

    step: Step
    each: Foreseen | None

    @property
    def answer(self) -> str:
        return self.each.answer if self.each else ""

    @property
    def after(self) -> After | None:
        return self.each.after if self.each else None

    @property
    def left(self) -> bool:
        return self.each is not None and self.each.remains


def rows_of(found: Outlook) -> list[Line]:
    """Everything that is counted, in the order of the text; what was dropped comes last."""
    here = [Line(each.step, each) for each in found.steps if each.step.counts]
    return here + [Line(step, None) for step in found.change.dropped if step.counts]


def table(place: Place, move: Move, found: Outlook) -> Table:
    """The list as it is asked for."""
    asked = listing(place.request, sorts=SORTS, filters=FILTERS)
    every = rows_of(found)
    chosen = _ordered([line for line in every if _fits(line, asked)], asked)
    start, end = asked.slice(len(chosen))
    href = f"{place.base}/transition/{move.new.slug}/"
    return Table(
        id="steps",
        caption=_("What became of each requirement"),
        href=href,
        columns=columns(
            asked,
            ("clause", _("Clause"), "ref"),
            ("title", _("Requirement"), "main"),
            ("change", _("What became of it"), "short"),
            ("carries", _("Carries over"), "short"),
            ("answer", _("Answer") if move.row else _("Answer then"), "short"),
            ("why", _("What is missing first"), "text"),
            sortable=SORTS,
        ),
        rows=tuple(_row(href, line) for line in chosen[start:end]),
        pager=pager(asked, len(chosen)),
        empty=Empty(title=_("Nothing changed"), text=_("Both editions ask nothing that could be compared.")),
        search=asked.q,
        search_label=_("Search number or title"),
        filters=_filters(asked),
        views=_views(asked, every),
        kept=(*asked.kept, *((("view", asked.filters["view"]),) if asked.filters.get("view") else ())),
        filtered=bool(every),
        clear_href=href,
    )


def _fits(line: Line, asked: Listing) -> bool:
    wanted = asked.filters
    if not _in_view(line, wanted.get("view", "")):
        return False
    if "carries" in wanted and (line.step.carries or "nothing") != wanted["carries"]:
        return False
    if wanted.get("answer", line.answer) != line.answer:
        return False
    told = fold(f"{line.step.ref} {line.step.title}")
    return all(word in told for word in fold(asked.q).split())


def _in_view(line: Line, view: str) -> bool:
    if view == _LEFT:
        return line.left
    return view not in CHANGES or line.step.change == view


def _ordered(rows: list[Line], asked: Listing) -> list[Line]:
    if asked.sort == "change":
        rows = sorted(rows, key=lambda line: CHANGES.index(line.step.change))
    elif asked.sort == "answer":
        rows = sorted(rows, key=lambda line: _ORDER[line.answer])
    return rows[::-1] if asked.descending else rows


def _row(href: str, line: Line) -> Row:
    step, after = line.step, line.after
    before = ", ".join(pair.ref_a for pair in step.before)
    signs: tuple[Sign, ...] = ()
    if after is not None:
        word = _("Not decided") if after.undeclared else answer_word(after.answer)
        signs = (Sign(state=ANSWERS[after.answer], word=word, tag=True),)
    why = sentence(after.why, line.each.requirement) if after and after.why and line.each and line.left else ""
    return Row(
        key=f"{step.change}-{step.ref}",
        label=f"{step.ref} {step.title}",
        cells=(
            Cell(text=step.ref),
            Cell(
                text=step.title,
                href=f"{href}at/{step.ref}/{'?old=1' if step.change == DROPPED else ''}",
                note=_("before: %s") % before if before not in ("", step.ref) else "",
            ),
            Cell(signs=(Sign(state=wording.STATES[step.change], word=wording.change_word(step.change), tag=True),)),
            Cell(text=wording.carries_word(step.carries) if step.change != DROPPED else ""),
            Cell(signs=signs),
            Cell(text=why),
        ),
    )


def _filters(asked: Listing) -> tuple[Filter, ...]:
    carries = [
        ("all", _("Everything carries over")),
        ("some", _("More is asked")),
        ("nothing", _("Nothing carries over")),
    ]
    answers = [(key, answer_word(key)) for key in ("gap", "unknown", "conforming", "not-applicable")]
    return (
        choose(asked, "carries", _("Carries over"), _("Whatever carries over"), carries),
        choose(asked, "answer", _("Answer"), _("All answers"), answers),
    )


def _views(asked: Listing, rows: Sequence[Line]) -> tuple[View, ...]:
    made = []
    for key, label in (("", _("All")), (_LEFT, _("Left to show")), *((c, wording.change_word(c)) for c in CHANGES)):
        count = sum(1 for line in rows if _in_view(line, key))
        current = asked.filters.get("view", "") == key
        if count or current or key in ("", _LEFT):
            state = State.GAP if key == _LEFT and count else None
            made.append(View(label=label, href=asked.href(view=key, page=1), count=count, current=current, state=state))
    return tuple(made)
