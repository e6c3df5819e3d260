"""How a standard is judged: for each thing that must be shown whether facts, a document, a record or a person shows it, and of whom."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledEdition
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity.judged_from import Judged, of_edition
from clauseway.rules import judged_from as rule
from clauseway.web.components import Link, Stat, State
from clauseway.web.jinja import number
from clauseway.web.library.clauses import main_clause
from clauseway.web.library.page import JudgedClause, JudgedLine, JudgedPage, JudgedThing
from clauseway.web.library.seat import Seat, crumbs
from clauseway.web.tables import Sign, View
from clauseway.web.wording.lines import facet_name
from clauseway.web.wording.rooms import WAYS, WAYS_SAY, list_words, room_words

STATES = {rule.FACTS: State.INFO, rule.PASSAGE: State.INFO, rule.RECORD: State.UNKNOWN, rule.PERSON: State.UNKNOWN}


def views(seat: Seat, slug: str, judged: bool) -> tuple[View, ...]:
    """The two ways to read a standard."""
    page = seat.standard(slug)
    return (
        View(label=_("What it asks"), href=page, current=not judged),
        View(label=_("How it is judged"), href=f"{page}judged/", current=judged),
    )


def judged_page(seat: Seat, edition: CompiledEdition) -> JudgedPage:
    """Everything, or what is shown in one way (`?by=facts`)."""
    found = of_edition(edition)
    by = str(seat.request.GET.get("by", ""))
    by = by if by in rule.WAYS else ""
    counts = rule.counts(basis for one in found for basis in one.bases)
    page = f"{seat.standard(edition.slug)}judged/"
    chosen = [(one, bases) for one in found if (bases := [b for b in one.bases if not by or b.way == by])]
    return JudgedPage(
        crumbs=crumbs(
            seat,
            Link(label=edition.name, href=seat.standard(edition.slug)),
            Link(label=_("How it is judged"), href="", current=True),
        ),
        name=edition.name,
        title=edition.title,
        ways=views(seat, edition.slug, judged=True),
        stats=_stats(found),
        filters=(
            View(label=_("All"), href=page, count=sum(counts.values()), current=not by),
            *(
                View(label=str(WAYS[way]), href=f"{page}?by={way}", count=counts[way], current=by == way)
                for way in rule.WAYS
            ),
        ),
        say=str(WAYS_SAY[by]) if by else "",
        clauses=_clauses(edition, chosen, bool(by)),
    )


def _stats(found: Sequence[Judged]) -> tuple[Stat, ...]:
    levels = Counter(one.level for one in found)
    return (
        Stat(value=number(levels[rule.WHOLLY]), label=_("from facts and documents alone")),
        Stat(value=number(levels[rule.PARTLY]), label=_("partly, and by what people file or judge")),
        Stat(value=number(levels[rule.NOT]), label=_("only by what people file or judge")),
    )


def _clauses(
    edition: CompiledEdition, chosen: Sequence[tuple[Judged, Sequence[rule.Basis]]], open_: bool
) -> tuple[JudgedClause, ...]:
    groups: dict[str, list[tuple[Judged, Sequence[rule.Basis]]]] = {}
    for one, bases in chosen:
        groups.setdefault(main_clause(one.ref), []).append((one, bases))
    made = []
    for ref, group in groups.items():
        head = edition.by_ref.get(ref)
        things = sum(len(bases) for _one, bases in group)
        itself = sum(1 for _one, bases in group for b in bases if b.way in (rule.FACTS, rule.PASSAGE))
        note = ngettext("%(itself)s of %(n)s thing without filing", "%(itself)s of %(n)s things without filing", things)
        made.append(
            JudgedClause(
                ref=ref,
                title=head.title if head else "",
                note=note % {"itself": number(itself), "n": number(things)},
                open=open_,
                lines=tuple(_line(one, bases) for one, bases in group),
            )
        )
    return tuple(made)


def _line(one: Judged, bases: Sequence[rule.Basis]) -> JudgedLine:
    return JudgedLine(ref=one.ref, title=one.title, things=tuple(_thing(basis) for basis in bases))


def _thing(basis: rule.Basis) -> JudgedThing:
    words = vocabulary()
    rooms = dict.fromkeys(room_words(room) for room in basis.stated_by)
    against = dict.fromkeys(_(words.words[word].label) for word, _room in basis.against)
    subject = words.subjects.get(basis.asked.per)
    return JudgedThing(
        says=_(basis.asked.says),
        facet=facet_name(basis.asked.facet),
        sign=Sign(state=STATES[basis.way], word=str(WAYS[basis.way]), tag=True),
        rooms=", ".join(rooms),
        population=_("%(kind)s: %(list)s") % {"kind": _(subject.plural), "list": list_words(basis.population)}
        if subject
        else "",
        against=", ".join(against),
    )
