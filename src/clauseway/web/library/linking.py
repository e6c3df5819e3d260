"""Words of the field in a text become links to the glossary: each once, the longest name first, never a word inside another."""

import functools
import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from clauseway.catalogue.library import library

SHORTEST = 5
COMMON = frozenset(
    {
        *(
            "audit",
            "objective",
            "process",
            "record",
            "records",
            "scope",
            "risk",
            "interface",
            "requirement",
            "standard",
        ),
        *(
            "document",
            "finding",
            "clause",
            "control",
            "policy",
            "competence",
            "improvement",
            "organization",
            "certificate",
        ),
        *(
            "measure",
            "boundary",
            "section",
            "edition",
            "version",
            "procedure",
            "documentation",
            "transfer",
            "cause",
            "dispute",
        ),
        *("client", "major", "minor", "specialist", "programme", "upgrade", "framework", "withdrawal", "cancellation"),
    }
)
"""Words that stand in every sentence: a link at each would only be noise."""


@functools.cache
def _names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for every term and every synonym as good, and the slug of each in small letters."""
    known: dict[str, str] = {}
    for term in library().terms:
        names = [term.term, *(name.name for name in term.synonyms if name.kind == "same" and not name.say)]
        for name in names:
            plain = name.lower()
            if len(plain) >= SHORTEST and plain not in COMMON and "(" not in plain:
                known.setdefault(plain, term.slug)
    longest = sorted(known, key=lambda name: (-len(name), name))
    return re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")(s?)\b", re.IGNORECASE), known


def linked(text: str, href: Callable[[str], str], *, own: str = "") -> Markup:
    """A text with the first mention of each term linked to `href(slug)`. `own`: the term whose text this is; it is not linked to itself."""
    pattern, known = _names()
    seen = {own}
    made, end = [], 0
    for found in pattern.finditer(text):
        slug = known[found.group(1).lower()]
        if slug in seen:
            continue
        seen.add(slug)
        made += [
            escape(text[end : found.start()]),
            Markup('<a class="term" href="{}">{}</a>').format(href(slug), found.group(0)),
        ]
        end = found.end()
    return Markup("").join([*made, escape(text[end:])])
