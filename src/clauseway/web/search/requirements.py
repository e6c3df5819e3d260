"""Requirements by what cites them ("9001 8.4", "A.5.9") or by words of their titles and our terms; with their verdict and what serves them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.conformity.queries import lines
from clauseway.kernel.folding import fold, natural_key
from clauseway.rules.citing import Cited, cited, meant
from clauseway.systems.queries import applied_editions
from clauseway.web.components import Link
from clauseway.web.documents.marking import emphasized
from clauseway.web.frame import Place
from clauseway.web.search.asking import Asked
from clauseway.web.search.page import Hit
from clauseway.web.search.serving import Serving
from clauseway.web.tables import Sign
from clauseway.web.wording.lines import ANSWERS, answer_word

SERVED = 6
"""How many links to what serves a requirement are shown."""


def fits(query: str, text: str) -> bool:
    """Whether every word occurs."""
    return all(word in fold(text) for word in fold(query).split())


def ranked(editions: Iterable[CompiledEdition], query: str) -> list[CompiledRequirement]:
    """The requirements of some editions that a text cites or describes, the likeliest first."""
    known = list(editions)
    asked = cited(query)
    if asked is not None and (found := _cited(known, asked)):
        return found
    scored = [
        (rank, one.sort_key, one)
        for edition in known
        for one in edition.requirements.values()
        if (rank := _rank(query, one)) is not None
    ]
    return [one for _rank_, _key, one in sorted(scored, key=lambda row: row[:2])]


def _cited(editions: Sequence[CompiledEdition], asked: Cited) -> list[CompiledRequirement]:
    by_slug = {edition.slug: edition for edition in editions}
    ordered = [(e.slug, e.name, [r.ref for r in sorted(e.requirements.values(), key=_order)]) for e in editions]
    return [by_slug[slug].by_ref[ref] for slug, ref in meant(asked, ordered)]


def _order(requirement: CompiledRequirement) -> str:
    return requirement.sort_key


def _rank(query: str, requirement: CompiledRequirement) -> int | None:
    """0 the reference itself, 1 below it, 2 in the title, 3 in our terms; None when it does not fit."""
    words = fold(query).split()
    digits = "".join(c for c in requirement.edition_name if c.isdigit() or c.isspace() or c == ":")
    named = [word for word in words if word.isdigit() and len(word) >= 4]
    rest = " ".join(word for word in words if word not in named)
    if not rest or (named and not all(word in digits for word in named)):
        return None
    key = natural_key(rest)
    if requirement.sort_key == key:
        return 0
    if requirement.sort_key.startswith(key) and key[-1].isdigit():
        return 1
    if fits(rest, requirement.title):
        return 2
    return 3 if fits(rest, " ".join(requirement.words.get("terms") or ())) else None


@dataclass(frozen=True, slots=True)
class Requirements:
    """How many requirements fit, those to show, and the verdict of each that has one."""

    total: int
    shown: tuple[CompiledRequirement, ...]
    answers: Mapping[uuid.UUID, str]

    def hits(self, place: Place, asked: Asked, serving: Serving) -> tuple[Hit, ...]:
        return tuple(_hit(place, asked, one, self.answers.get(one.id, ""), serving.links(one.id)) for one in self.shown)


def found(place: Place, asked: Asked) -> Requirements:
    """The requirements that fit, of the editions the system applies. Two statements."""
    assert place.system is not None
    editions = [one.edition for one in applied_editions(place.context, place.system.id)]
    judged = [one for one in ranked(editions, asked.q) if one.judged]
    if not judged:
        return Requirements(0, (), {})
    answers = {line.requirement: line.answer for line in lines(place.context, place.system.id)}
    if asked.state:
        judged = [one for one in judged if answers.get(one.id) == asked.state]
    start, end = asked.part(len(judged))
    return Requirements(len(judged), tuple(judged[start:end]), answers)


def _hit(place: Place, asked: Asked, one: CompiledRequirement, answer: str, served: Sequence[Link]) -> Hit:
    title = f"{one.ref} {one.title}"
    return Hit(
        title=title if asked.cited else emphasized(title, asked.q),
        href=f"{place.base}/requirements/{one.edition_slug}/{one.ref}/",
        note=one.edition_name,
        signs=(Sign(state=ANSWERS[answer], word=answer_word(answer), tag=True),) if answer in ANSWERS else (),
        served=tuple(served[:SERVED]),
    )
