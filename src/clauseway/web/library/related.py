"""What belongs together: standards that name each other, terms of a standard. From the library alone, made once a process."""

import functools
import re
from collections.abc import Mapping

from clauseway.catalogue.library import Family, Listed, Term, library
from clauseway.kernel.folding import natural_key


def number_of(entry: Family | Listed) -> str:
    """What a text calls a standard when it names it: its number without who publishes it."""
    return re.sub(r"^(ISO/IEC/IEEE|ISO/IEC TS|ISO/IEC TR|ISO/IEC|ISO/TS|ISO/TR|ISO|IATF|AQAP|EN|IEC)\s+", "", entry.ref)


def _says(entry: Family | Listed) -> str:
    names = " ".join(f"{name.name} {name.say}" for name in entry.names)
    about = f"{entry.about} {entry.instead} {entry.successor}" if isinstance(entry, Listed) else ""
    return f"{entry.title} {about} {names}"


@functools.cache
def _mentions() -> Mapping[str, frozenset[str]]:
    """By slug, what the texts of an entry name."""
    entries = library().standards
    patterns = {e.slug: re.compile(rf"(?<![\d-]){re.escape(number_of(e))}(?![\d]|-\d)") for e in entries}
    return {
        e.slug: frozenset(slug for slug, pattern in patterns.items() if slug != e.slug and pattern.search(_says(e)))
        for e in entries
    }


def related(entry: Family | Listed, most: int = 10) -> tuple[Family | Listed, ...]:
    """What names each other first, then what is named or names it, certifiable ones first; then others of its sector, when that says something."""
    mentions = _mentions()
    known = {one.slug: one for one in library().standards}
    here = mentions.get(entry.slug, frozenset())
    back = {slug for slug, named in mentions.items() if entry.slug in named}
    order = [*_sorted(known[slug] for slug in here & back), *_sorted(known[slug] for slug in here ^ back)]
    if len(order) < 3 and not entry.sector.startswith("general"):
        order += [one for one in library().standards if one.sector == entry.sector and one.slug != entry.slug]
    return tuple(dict.fromkeys(order))[:most]


def _sorted(entries: object) -> list[Family | Listed]:
    return sorted(entries, key=lambda e: (not isinstance(e, Family), not e.certifiable, natural_key(e.ref)))  # type: ignore[call-overload, no-any-return]


def terms_of(entry: Family | Listed) -> tuple[Term, ...]:
    """The terms that come from a standard."""
    return tuple(term for term in library().terms if term.source == entry.ref)
