"""Does a text cite a requirement, and which ones does it mean?

"9001 8.4", "27001 a.5.9", "A.5.9", "ISO 9001:2026, clause 8.4.1" and "8.4 of 9001" do.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NOISE = re.compile(
    r"\b(?:iso|iec|ieee|en|din|iatf|ts|clause|clauses|section|control|requirement|of|in|annex)\b|[§,;/()]",
    re.IGNORECASE,
)
_STANDARD = re.compile(r"^(?P<number>\d{4,5}(?:-\d)?)(?::(?P<year>\d{4}))?$")
_REF = re.compile(r"^(?P<annex>[a-z])?\.?(?P<numbers>\d{1,2}(?:\.\d{1,2}){0,4})\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a text cites. `standard` is a number such as "9001" ("" when none is named), `year` that of an edition, `ref` as the standards write it."""

    standard: str
    year: str
    ref: str


def cited(text: str) -> Cited | None:
    """The requirement a text cites and nothing else; None for any other text. A bare number such as "8" cites only beside a standard."""
    words = _NOISE.sub(" ", text.strip()).split()
    if not 1 <= len(words) <= 4:
        return None
    named = [found for word in words if (found := _STANDARD.match(word))]
    rest = [word for word in words if not _STANDARD.match(word)]
    if len(rest) == 2 and re.fullmatch(r"[a-zA-Z]\.?", rest[0]):
        rest = ["".join(rest)]
    found = _REF.match(rest[0]) if len(rest) == 1 else None
    if found is None or len(named) > 1 or (not named and not found["annex"] and "." not in found["numbers"]):
        return None
    annex = f"{found['annex'].upper()}." if found["annex"] else ""
    standard, year = (named[0]["number"], named[0]["year"] or "") if named else ("", "")
    return Cited(standard, year, f"{annex}{found['numbers']}")


def below(ref: str, asked: str) -> bool:
    """Whether a reference is the one asked for or stands below it: 8.4.1 below 8.4, never 8.40."""
    return ref == asked or ref.startswith(f"{asked}.")


def meant(asked: Cited, editions: Iterable[tuple[str, str, Iterable[str]]]) -> list[tuple[str, str]]:
    """Which (edition, reference) are meant, of editions as (slug, name such as "ISO/IEC 27001:2022", references): the exact ones first, then those below."""
    found = []
    for slug, name, refs in editions:
        digits = re.findall(r"\d{4,5}(?:-\d)?", name)
        number = digits[0] if digits else ""
        if asked.standard and number != asked.standard and not number.startswith(f"{asked.standard}-"):
            continue
        if asked.year and asked.year not in digits[1:]:
            continue
        found += [(slug, ref) for ref in refs if below(ref, asked.ref)]
    return sorted(found, key=lambda pair: pair[1] != asked.ref)
