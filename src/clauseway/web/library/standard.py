"""One standard for a newcomer: what it is for, who needs it, what it asks beyond the shared topics, its editions, names and relatives."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.library import Family, Listed
from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import CompiledEdition
from clauseway.web.components import Item, Link, Stat, State
from clauseway.web.library import editions, judged, words
from clauseway.web.library.asking import Share, beyond, kept_and_recorded, populations, share
from clauseway.web.library.clauses import clauses_of, told
from clauseway.web.library.doing import actions, exports_of
from clauseway.web.library.facts import facts_of
from clauseway.web.library.linking import linked
from clauseway.web.library.page import NameRow, StandardPage
from clauseway.web.library.related import related, terms_of
from clauseway.web.library.seat import Seat, crumbs
from clauseway.web.tables import Sign


def edition_page(
    seat: Seat, family: Family, row: Edition, edition: CompiledEdition, rows: Mapping[str, Edition]
) -> StandardPage:
    """A standard with a complete pack, in one edition. `rows` are the editions that are loaded, by slug."""
    q = str(seat.request.GET.get("q", "")).strip()[:200]
    shared = share(edition)
    clauses = clauses_of(seat, edition, shared, q)
    kept, records = kept_and_recorded(edition)
    summary = " ".join(str(row.facts.get("summary", "")).split())
    return StandardPage(
        crumbs=crumbs(seat, Link(label=edition.name, href="", current=True)),
        overline=(edition.name, words.sector_word(family.sector)),
        signs=_signs(seat, row),
        title=edition.title,
        lead=linked(summary, seat.term),
        needed=words.needed_by(family.slug),
        actions=actions(seat, edition, row),
        exports=exports_of(seat, edition.slug),
        facts=facts_of(seat, edition, row),
        stats=_stats(edition, shared, kept, records),
        shares=_shares(shared),
        own=beyond(edition, shared),
        clauses=clauses,
        q=q,
        found=told(clauses, q),
        href=seat.standard(seat.request.resolver_match.kwargs["standard"]),
        populations=populations(edition),
        kept=kept,
        records=records,
        editions=editions.rows(seat, family, row.slug, rows),
        editions_note=editions.note(seat, family, row.slug),
        names=names_of(family),
        related=relatives(seat, family),
        words=_terms(seat, family),
        sources=tuple(map(str, row.facts.get("sources") or ())),
        warning=editions.warning(row, rows),
        ways=judged.views(seat, edition.slug, judged=False),
    )


def entry_page(seat: Seat, entry: Family | Listed) -> StandardPage:
    """A standard without a pack here: what it is, whether one can be certified, what to do instead."""
    about = entry.about if isinstance(entry, Listed) else ""
    return StandardPage(
        crumbs=crumbs(seat, Link(label=entry.ref, href="", current=True)),
        overline=(entry.ref, words.sector_word(entry.sector)),
        signs=_entry_signs(entry),
        title=entry.title,
        lead=linked(about, seat.term),
        needed=words.needed_by(entry.slug),
        actions=(),
        exports=(),
        facts=facts_of(seat, None, entry),
        names=names_of(entry),
        related=relatives(seat, entry),
        words=_terms(seat, entry),
        sources=_memory(entry),
        warning=_("This standard belongs to those kept here completely, but it is not loaded yet.")
        if isinstance(entry, Family)
        else "",
    )


def _memory(entry: Family | Listed) -> tuple[str, ...]:
    if isinstance(entry, Family):
        return ()
    told = [_("How sure this entry is: %s") % words.confidence_note(entry.confidence)]
    if entry.memory:
        told.append(_("From memory alone: %s") % entry.memory)
    return tuple(told)


def _signs(seat: Seat, row: Edition) -> tuple[Sign, ...]:
    made = []
    applied = seat.where_applied(row.slug)
    if applied:
        made.append(
            Sign(state=State.SHOWN, word=_("applied in %s") % ", ".join(link.label for link in applied), tag=True)
        )
    if row.status != "current":
        state = State.NOT_APPLICABLE if row.status == "withdrawn" else State.SOON
        made.append(Sign(state=state, word=words.status_word(row.status), tag=True))
    made.append(
        Sign(state=State.INFO, word=words.certificate_word("certifiable" if row.certifiable else "guidance"), tag=True)
    )
    return tuple(made)


def _entry_signs(entry: Family | Listed) -> tuple[Sign, ...]:
    made = [Sign(state=State.INFO, word=words.certificate_word(words.certificate_kind(entry)), tag=True)]
    if isinstance(entry, Listed) and entry.status == "withdrawn":
        made.insert(0, Sign(state=State.NOT_APPLICABLE, word=_("withdrawn"), tag=True))
    return tuple(made)


def _stats(
    edition: CompiledEdition, shared: Mapping[str, Share], kept: Sequence[object], records: Sequence[object]
) -> tuple[Stat, ...]:
    judged = [r for r in edition.requirements.values() if r.judged]
    controls = sum(1 for r in judged if r.kind == "control")
    requirements = len(judged) - controls
    made = [Stat(value=str(requirements), label=ngettext("requirement", "requirements", requirements))]
    if controls:
        made.append(
            Stat(value=str(controls), label=ngettext("control to decide on", "controls to decide on", controls))
        )
    own = sum(len(one.own) for one in shared.values())
    made.append(Stat(value=str(own), label=_("things to show that only it asks")))
    made.append(Stat(value=str(len(kept)), label=_("documents to keep")))
    made.append(Stat(value=str(len(records)), label=_("kinds of records")))
    return tuple(made)


def _shares(shared: Mapping[str, Share]) -> str:
    alone = sum(1 for one in shared.values() if one.beyond)
    told = _(
        "Of %(all)s requirements %(shared)s ask nothing but what every standard of this family asks: do it once, for all. "
        "%(own)s ask something more; in bold what no shared topic covers."
    )
    return told % {"all": len(shared), "shared": len(shared) - alone, "own": alone}


def names_of(entry: Family | Listed) -> tuple[NameRow, ...]:
    """Every name people use, the plain ones first."""
    order = ("same", "short", "loosely", "outdated", "wrong")
    rows = sorted(entry.names, key=lambda name: order.index(name.kind))
    return tuple(NameRow(name=name.name, sign=words.name_sign(name.kind), say=name.say) for name in rows)


def relatives(seat: Seat, entry: Family | Listed) -> tuple[Item, ...]:
    return items(seat, related(entry))


def items(seat: Seat, entries: Iterable[Family | Listed]) -> tuple[Item, ...]:
    """Standards as rows that lead to their pages."""
    return tuple(
        Item(
            state=State.INFO,
            title=f"{one.ref} {one.title}",
            note=words.certificate_word(words.certificate_kind(one)),
            href=seat.standard(one.slug),
        )
        for one in entries
    )


def _terms(seat: Seat, entry: Family | Listed) -> tuple[Link, ...]:
    return tuple(Link(label=term.term, href=seat.term(term.slug)) for term in terms_of(entry))
