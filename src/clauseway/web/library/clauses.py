"""An edition clause by clause in our words, to read and to search."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.kernel.folding import fold
from clauseway.web.jinja import number
from clauseway.web.library.asking import Share
from clauseway.web.library.linking import linked
from clauseway.web.library.page import Clause, ClauseLine
from clauseway.web.library.seat import Seat


def clauses_of(seat: Seat, edition: CompiledEdition, shared: Mapping[str, Share], q: str) -> tuple[Clause, ...]:
    """Every main clause; with a search only what holds all of its words, and opened."""
    groups: dict[str, list[CompiledRequirement]] = {}
    for requirement in sorted(edition.requirements.values(), key=lambda r: r.sort_key):
        groups.setdefault(main_clause(requirement.ref), []).append(requirement)
    applied = seat.where_applied(edition.slug)
    root = applied[0].href if applied else ""
    made = []
    for ref, group in groups.items():
        head = edition.by_ref.get(ref)
        chosen = [one for one in group if not q or _holds(one, q)]
        if chosen:
            asked = sum(1 for one in group if one.judged)
            own = sum(1 for one in group if one.ref in shared and shared[one.ref].beyond)
            note = ngettext("%s asked", "%s asked", asked) % number(asked)
            note += ", " + _("%s with things of their own") % number(own) if own else ""
            made.append(
                Clause(
                    anchor=f"clause-{ref}",
                    ref=ref,
                    title=head.title if head else "",
                    note=note,
                    open=bool(q),
                    lines=tuple(_line(seat, one, shared, root) for one in chosen),
                )
            )
    return tuple(made)


def main_clause(ref: str) -> str:
    """The clause of the first level: 8 of 8.5.1, A.5 of A.5.14, 4 of 4."""
    parts = ref.split(".")
    return ".".join(parts[:2]) if parts[0] == "A" and len(parts) > 1 else parts[0]


def _holds(requirement: CompiledRequirement, q: str) -> bool:
    words = requirement.words
    texts = (
        words.get("explain"),
        *(words.get("maintain") or ()),
        *(words.get("retain") or ()),
        *(words.get("terms") or ()),
    )
    asks = (one.says for one in requirement.expectations.values())
    text = fold(" ".join(map(str, (requirement.ref, requirement.title, *filter(None, texts), *asks))))
    return all(word in text for word in fold(q).split())


def _line(seat: Seat, requirement: CompiledRequirement, shared: Mapping[str, Share], root: str) -> ClauseLine:
    words = requirement.words
    return ClauseLine(
        anchor=f"c-{requirement.ref}",
        ref=requirement.ref,
        title=requirement.title,
        heading=not requirement.judged,
        explain=linked(" ".join(str(words.get("explain") or "").split()), seat.term),
        keep=tuple(map(str, words.get("maintain") or ())),
        records=tuple(map(str, words.get("retain") or ())),
        asks=tuple(_(one.says) for one in requirement.expectations.values()) if requirement.judged else (),
        own=requirement.ref in shared and shared[requirement.ref].beyond,
        ours=words.get("title_by") == "ours",
        href=f"{root}{requirement.ref}/" if root and requirement.judged else "",
    )


def told(clauses: Sequence[Clause], q: str) -> str:
    """What the search found, in a sentence; "" without one."""
    if not q:
        return ""
    found = sum(len(clause.lines) for clause in clauses)
    if not found:
        return _("Nothing here holds “%s”.") % q
    return ngettext("%(n)s place holds “%(q)s”.", "%(n)s places hold “%(q)s”.", found) % {"n": number(found), "q": q}
