"""What does a text leave to be filled in, and which parts of a template are meant for whom?

A blank is words in square brackets that begin with `Fill in:` or `Choose:`, as in `[Fill in: who keeps this list]` or `[Choose: yes / no]`. It stands for
something only the organization can say, so a text that has one is not finished, wherever it stands (a quotation or an example of a blank counts too:
the one who writes about blanks can write it otherwise, the one who overlooks one must be told).

A part of a template between a line `::: iso-14001, iso-45001` and a line `:::` is meant for those standards only (families, not editions).
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

_BLANK = re.compile(r"\[\s*(?P<how>fill[ \t]+in|choose)\s*:\s*(?P<says>[^\[\]]{0,600})\]", re.IGNORECASE)
_BEGUN = re.compile(r"\[\s*(?:fill[ \t]+in|choose)\s*:", re.IGNORECASE)
_PART = re.compile(r"^:::[ \t]*(?P<whom>[^\n]*?)[ \t]*$")
_VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_.-]{0,40})\s*\}\}")
SHOWN = 6
"""How many blanks a refusal names; how many more there are it counts."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing left open: what is asked for, the answers offered (none for free words), and its line, from 1."""

    says: str
    options: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with the marks of a text, and in which line (from 1)."""

    line: int
    says: str


def blanks(text: str) -> tuple[Blank, ...]:
    """What a text leaves open, in its order. A blank that was begun and never closed counts: it was not filled in either."""
    found = []
    for match in _BEGUN.finditer(text):
        whole = _BLANK.match(text, match.start())
        says = " ".join((whole.group("says") if whole else _rest(text, match.end())).split())
        chosen = whole is not None and whole.group("how").lower() == "choose"
        options = tuple(part.strip() for part in says.split(" / ") if part.strip()) if chosen else ()
        found.append(Blank(says, options, text.count("\n", 0, match.start()) + 1))
    return tuple(found)


def _rest(text: str, start: int) -> str:
    return text[start : start + 60].split("\n", maxsplit=1)[0]


def named(open_: Collection[Blank]) -> tuple[str, int]:
    """The first blanks in words, each once, for a sentence; and how many others there are."""
    every = list(dict.fromkeys(one.says or "?" for one in open_))
    return "; ".join(f"“{says}”" for says in every[:SHOWN]), max(0, len(every) - SHOWN)


def parts_for(text: str, families: Collection[str]) -> str:
    """The text with the parts for none of these families left out, and without the marks of parts."""
    kept: list[str] = []
    meant: frozenset[str] | None = None
    for line in text.split("\n"):
        match = _PART.match(line)
        if match is None:
            if meant is None or meant & frozenset(families):
                kept.append(line)
        else:
            meant = frozenset(_families(match)) or None
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() + "\n"


def families_of(text: str) -> frozenset[str]:
    """The families some part of the text is meant for."""
    return frozenset(one for line in text.split("\n") if (match := _PART.match(line)) for one in _families(match))


def _families(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in match.group("whom").split(",") if part.strip())


def flaws(text: str, *, families: Collection[str], variables: Collection[str]) -> tuple[Flaw, ...]:
    """What is wrong with the marks of a template: parts, blanks and variables, with their lines."""
    found: list[Flaw] = []
    began = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _PART.match(line):
            whom = _families(match)
            if began and whom:
                found.append(
                    Flaw(number, f"a part begins inside the one of line {began}; close that one with ::: first")
                )
            if not began and not whom:
                found.append(Flaw(number, "::: closes a part, and none was begun"))
            found += [Flaw(number, f"there is no standard {one!r}") for one in whom if one not in families]
            began = number if whom else 0
        found += [
            Flaw(number, f"nothing is known for {{{{{name}}}}}")
            for name in _VARIABLE.findall(line)
            if name not in variables
        ]
    if began:
        found.append(Flaw(began, "this part is never closed with :::"))
    for blank in blanks(text):
        if not any(char.isalnum() for char in blank.says):
            found.append(Flaw(blank.line, "a blank says in words what is to be filled in"))
        elif " / " in blank.says and len(blank.options) == 1:
            found.append(Flaw(blank.line, "a choice has two answers at least"))
    return tuple(sorted(found, key=lambda one: one.line))


def with_blanks(text: str, known: Mapping[str, str], asks: Callable[[str], str]) -> str:
    """The text with a blank in the place of each variable nothing is known for; `asks` says in words what to fill in there."""

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        return found.group(0) if known.get(name) else f"[Fill in: {asks(name)}]"

    return _VARIABLE.sub(put, text)
