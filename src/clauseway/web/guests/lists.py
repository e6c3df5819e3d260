"""The lists a guest reads: the same table component as everywhere, without a single button."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledRequirement, compiled
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity.models import VerdictNow
from clauseway.documents.models import Document
from clauseway.evidence.models import Item, Record, Subject
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.organization.guests import Guesthood
from clauseway.systems.models import AppliedEdition
from clauseway.web.components import Empty, State
from clauseway.web.jinja import day, filesize
from clauseway.web.listing import Listing, choose, columns, pager
from clauseway.web.tables import Cell, Pager, Row, Sign, Table
from clauseway.web.wording.lines import ANSWERS, answer_word, facet_name

_ORDER = {"gap": 0, "unknown": 1, "conforming": 2, "not-applicable": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Every requirement that is judged, and how many stand how: (state, number, word)."""

    table: Table
    counts: tuple[tuple[State, int, str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    system: str
    requirement: CompiledRequirement
    verdict: VerdictNow


def verdicts(context: Context, asked: Listing) -> Standing:
    """The verdicts as they were last judged; what is being judged anew says so. Three statements."""
    applied = AppliedEdition.objects.filter(valid_until=None).select_related("system", "edition")
    systems = {one.system_id: one.system.name for one in applied}
    editions = {one.edition_id: compiled(one.edition_id, one.edition.digest) for one in applied}
    rows = [
        _Line(systems[v.system_id], editions[v.edition_id].requirements[v.requirement_id], v)
        for v in VerdictNow.objects.filter(system__in=list(systems)).order_by("system_id", "edition_id", "sort_key")
        if v.edition_id in editions and v.requirement_id in editions[v.edition_id].requirements
    ]
    chosen = [line for line in rows if _fits(line, asked)]
    if asked.sort == "answer":
        chosen.sort(key=lambda line: _ORDER.get(line.verdict.answer, 9))
    if asked.descending:
        chosen.reverse()
    start, end = asked.slice(len(chosen))
    counts = tuple((ANSWERS[a], sum(line.verdict.answer == a for line in rows), answer_word(a)) for a in _ORDER)
    several = len(editions) > 1 or len(systems) > 1
    shown = [_verdict_row(line, several=several) for line in chosen[start:end]]
    standards = sorted((edition.slug, edition.name) for edition in editions.values())
    named = sorted((str(key), name) for key, name in systems.items())
    return Standing(table=_standing(asked, shown, pager(asked, len(chosen)), standards, named), counts=counts)


def _standing(
    asked: Listing,
    rows: Sequence[Row],
    pages: Pager,
    standards: Sequence[tuple[str, str]],
    systems: Sequence[tuple[str, str]],
) -> Table:
    return Table(
        id="standing",
        caption=_("Where it stands"),
        href=asked.path,
        columns=columns(
            asked,
            ("clause", _("Clause"), "ref"),
            ("title", _("Requirement"), "main"),
            ("answer", _("Answer"), "short"),
            ("facets", _("Defined, done, works"), "marks"),
            ("judged", _("As of"), "short"),
            sortable=("clause", "answer"),
        ),
        rows=tuple(rows),
        pager=pages,
        empty=Empty(title=_("Nothing is judged yet"), text=_("No standard has been chosen here yet.")),
        search=asked.q,
        search_label=_("Search number, title or words"),
        filters=(
            choose(asked, "standard", _("Standard"), _("Every standard"), standards),
            choose(asked, "answer", _("Answer"), _("Every answer"), [(a, answer_word(a)) for a in _ORDER]),
            choose(asked, "system", _("System"), _("Every system"), systems),
        ),
        kept=asked.kept,
        filtered=asked.filtered,
        clear_href=asked.path,
    )


def _fits(line: _Line, asked: Listing) -> bool:
    wanted = asked.filters
    if wanted.get("standard", line.requirement.edition_slug) != line.requirement.edition_slug:
        return False
    if wanted.get("answer", line.verdict.answer) != line.verdict.answer:
        return False
    if wanted.get("system", str(line.verdict.system_id)) != str(line.verdict.system_id):
        return False
    told = fold(f"{line.requirement.ref} {line.requirement.title}")
    return all(word in told for word in fold(asked.q).split())


def _verdict_row(line: _Line, *, several: bool) -> Row:
    requirement, verdict = line.requirement, line.verdict
    states = {"shown": State.SHOWN, "gap": State.GAP}
    return Row(
        key=str(verdict.id),
        label=f"{requirement.ref} {requirement.title}",
        cells=(
            Cell(text=requirement.ref),
            Cell(text=requirement.title, note=f"{requirement.edition_name} · {line.system}" if several else ""),
            Cell(signs=(Sign(state=ANSWERS[verdict.answer], word=answer_word(verdict.answer), tag=True),)),
            Cell(
                signs=tuple(
                    Sign(state=states.get(weight, State.UNKNOWN), word=facet_name(facet))
                    for facet, weight in verdict.facets.items()
                )
            ),
            Cell(text=day(verdict.as_of), note=_("being judged anew") if verdict.stale else ""),
        ),
    )


def document_sign(document: Document) -> Sign:
    """The state of a document as a tag."""
    states = {"effective": State.SHOWN, "draft": State.UNKNOWN}
    words = dict(Document.STATES)
    return Sign(state=states.get(document.state, State.NOT_APPLICABLE), word=str(words[document.state]), tag=True)


def documents(guest: Guesthood, asked: Listing, rows: Sequence[Document], pages: Pager) -> Table:
    return _table(
        asked,
        pages,
        "documents",
        _("Documents"),
        (("title", _("Document"), "main"), ("state", _("State"), "short"), ("since", _("In force since"), "short")),
        ("title", "state", "since"),
        [
            Row(
                key=str(one.id),
                label=one.title,
                cells=(
                    Cell(text=one.title, href=f"/guest/{guest.grant}/documents/{one.id}/", note=one.name),
                    Cell(signs=(document_sign(one),)),
                    Cell(text=day(one.effective_from)),
                ),
            )
            for one in rows
        ],
    )


def records(guest: Guesthood, asked: Listing, rows: Sequence[Record], pages: Pager) -> Table:
    """Records with the names of what they are about; persons are named only by those who may see persons."""
    words = vocabulary().words
    names = dict(
        Subject.objects.filter(ref__in={one.subject_ref for one in rows}, superseded_at=None)
        .exclude(kind="person")
        .values_list("ref", "name")
    )
    made = []
    for one in rows:
        word = words.get(one.word)
        about = names.get(one.subject_ref, _("a person") if one.subject_kind == "person" else "")
        state, said = (
            (State.GAP, _("open")) if word and word.stance < 0 and not one.ended_how else (State.INFO, _("on record"))
        )
        made.append(
            Row(
                key=str(one.id),
                label=word.label if word else one.word,
                cells=(
                    Cell(text=day(one.happened_on)),
                    Cell(text=word.label if word else one.word, note=one.statement[:200]),
                    Cell(text=about),
                    Cell(signs=(Sign(state=state, word=_("closed") if one.ended_how else said, tag=True),)),
                ),
            )
        )
    heads = (
        ("happened", _("Happened"), "short"),
        ("word", _("What"), "main"),
        ("about", _("About"), "text"),
        ("state", _("State"), "short"),
    )
    return _table(asked, pages, "records", _("Records"), heads, ("happened", "word"), made)


def items(guest: Guesthood, asked: Listing, rows: Sequence[Item], pages: Pager) -> Table:
    heads = (("name", _("File"), "main"), ("size", _("Size"), "num"), ("kept", _("Kept"), "short"))
    made = [
        Row(
            key=str(one.id),
            label=one.name,
            cells=(
                Cell(text=one.name, href=f"/guest/{guest.grant}/files/{one.id}/" if one.stored_as else ""),
                Cell(text=filesize(one.size)),
                Cell(text=day(one.recorded_at)),
            ),
        )
        for one in rows
    ]
    return _table(asked, pages, "items", _("Files"), heads, ("name", "kept"), made)


def _table(
    asked: Listing,
    pages: Pager,
    name: str,
    caption: str,
    heads: tuple[tuple[str, str, str], ...],
    sortable: tuple[str, ...],
    rows: Sequence[Row],
) -> Table:
    return Table(
        id=name,
        caption=caption,
        href=asked.path,
        columns=columns(asked, *heads, sortable=sortable),
        rows=tuple(rows),
        pager=pages,
        empty=Empty(title=_("Nothing here yet"), text=_("The organization keeps nothing of this kind so far.")),
        search=asked.q,
        search_label=_("Search"),
        kept=asked.kept,
        filtered=asked.filtered,
        clear_href=asked.path,
    )
