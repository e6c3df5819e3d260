"""The documented information the applied standards ask for, entry by entry, and what is said to serve each. It says what is written, not what conforms."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement, topic_slug
from clauseway.documents.models import Document, Drawn, Form, Serving, Suggestion
from clauseway.documents.template_packs import REGISTER, SORTS, pack
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.systems.queries import applicability, applied_editions

IN_FORCE, IN_WORK, OFFERED, NOTHING = "in-force", "in-work", "offered", "nothing"
STATES = (NOTHING, OFFERED, IN_WORK, IN_FORCE)
ENDED = ("superseded", "withdrawn", "archived")
ANYTHING = frozenset({"evidence", "forms", "documents", "plan", "reading"})
"""Registers that hold all kinds of things: that something is in them says nothing about one entry, so a person has to say so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of documented information a requirement asks for: `sort` maintain or retain, `position` in its list, `key` the fingerprint of its text.

    `templates` and `registers` are what the packs offer for it, by key; `by_topic` when only a shared topic says so.
    """

    requirement: CompiledRequirement
    sort: str
    position: int
    text: str
    key: str
    templates: tuple[str, ...]
    registers: tuple[str, ...]
    by_topic: bool = False

    @property
    def part(self) -> str:
        """How an address names it within its requirement."""
        return f"{self.sort}-{self.position}"

    @property
    def ident(self) -> tuple[uuid.UUID, str, str]:
        return (self.requirement.id, self.sort, self.key)


def key_of(text: str) -> str:
    """The fingerprint of an entry's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_known: dict[tuple[uuid.UUID, str], tuple[Entry, ...]] = {}


def entries_of(edition: CompiledEdition) -> tuple[Entry, ...]:
    """All entries of an edition, in its order; worked out once a process and digest."""
    held = _known.get((edition.id, edition.digest))
    if held is None:
        serving, found = pack().serving, []
        for requirement in edition.requirements.values():
            for sort in SORTS:
                names = serving.get((edition.slug, requirement.ref, sort), ())
                for position, text in enumerate(map(str, requirement.words.get(sort) or ()), start=1):
                    mine = names[position - 1] if position <= len(names) else None
                    found.append(_entry(requirement, sort, position, text, mine, edition.standard))
        for key in [key for key in list(_known) if key[0] == edition.id]:  # a copy: other threads read theirs meanwhile
            _known.pop(key, None)
        held = _known[edition.id, edition.digest] = tuple(found)
    return held


def _entry(
    requirement: CompiledRequirement, sort: str, position: int, text: str, names: Sequence[str] | None, standard: str
) -> Entry:
    by_topic = names is None
    if names is None:
        topics = {topic_slug(topic) for topic, strength, _p, _c in requirement.trunk_topics if strength != "partial"}
        every = pack().templates.values()
        names = [one.key for one in every if topics & set(one.topics) and one.serves([standard])]
    return Entry(
        requirement,
        sort,
        position,
        text,
        key_of(text),
        tuple(one for one in names if not one.startswith(REGISTER)),
        tuple(one.removeprefix(REGISTER) for one in names if one.startswith(REGISTER)),
        by_topic,
    )


def entries(context: Context, system: uuid.UUID) -> list[Entry]:
    """What the editions a system applies ask for, except where a requirement was decided not to apply; two statements."""
    decided = applicability(context, system)
    out = {key for key, one in decided.items() if one.decision == "out"}
    applied = applied_editions(context, system)
    return [one for each in applied for one in entries_of(each.edition) if one.requirement.id not in out]


def entry_of(context: Context, system: uuid.UUID, requirement: uuid.UUID, sort: str, key: str) -> Entry:
    """One entry of an applied edition, by the fingerprint of its text or by its place (`1`, `2`); NotFound otherwise."""
    for each in applied_editions(context, system):
        if requirement in each.edition.requirements:
            for one in entries_of(each.edition):
                if one.requirement.id == requirement and one.sort == sort and key in (one.key, str(one.position)):
                    return one
    raise NotFound("entry.not-found", _("No standard applied here asks for this."))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it serves: the revision to open, in force or in work, and since when it holds."""

    line: uuid.UUID
    id: uuid.UUID
    title: str
    identifier: str
    state: str
    since: date | None
    template: str = ""

    @property
    def in_force(self) -> bool:
        return self.state == "effective"

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Served:
    """That something serves an entry: a document, a form (id and name) or a register (key)."""

    id: uuid.UUID
    paper: Paper | None = None
    form: tuple[uuid.UUID, str, bool] | None = None
    register: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What is said to serve each entry; by template the papers begun from it, by requirement those a passage of which was accepted for it."""

    served: Mapping[tuple[uuid.UUID, str, str], tuple[Served, ...]]
    drawn: Mapping[str, tuple[Paper, ...]]
    describing: Mapping[uuid.UUID, tuple[Paper, ...]]

    def of(self, entry: Entry) -> tuple[Served, ...]:
        return self.served.get(entry.ident, ())

    def offered(self, entry: Entry) -> tuple[Paper, ...]:
        """Documents begun from one of its templates, or (for what is kept up to date) describing the requirement, that nobody has said to serve it."""
        mine = {one.paper.line for one in self.of(entry) if one.paper}
        every = [paper for key in entry.templates for paper in self.drawn.get(key, ())]
        every += self.describing.get(entry.requirement.id, ()) if entry.sort == "maintain" else ()
        return tuple(dict.fromkeys(paper for paper in every if paper.line not in mine and not paper.ended))

    def kept_in(self, entry: Entry, kept: Mapping[str, int]) -> tuple[str, ...]:
        """Registers made for it that hold something and that nobody has said to serve it yet."""
        mine = {one.register for one in self.of(entry)}
        return tuple(one for one in entry.registers if kept.get(one) and one not in mine and one not in ANYTHING)

    def state(self, entry: Entry, kept: Mapping[str, int]) -> str:
        """Where an entry stands; `kept` counts what is in each register."""
        states = {_standing(one, kept) for one in self.of(entry)}
        if IN_FORCE in states:
            return IN_FORCE
        if IN_WORK in states:
            return IN_WORK
        return OFFERED if self.offered(entry) or self.kept_in(entry, kept) else NOTHING


def _standing(one: Served, kept: Mapping[str, int]) -> str:
    if one.paper is not None:
        return NOTHING if one.paper.ended else IN_FORCE if one.paper.in_force else IN_WORK
    if one.form is not None:
        return IN_FORCE if one.form[2] else IN_WORK
    return IN_FORCE if kept.get(one.register) else IN_WORK


def holding(context: Context, system: uuid.UUID) -> Holding:
    """What serves what in a system; four statements whatever their number."""
    rows = list(
        Serving.objects.filter(system_id=system, ended_on=None).select_related("form").order_by("recorded_at", "id")
    )
    drawn = dict(Drawn.objects.filter(document__system_id=system).values_list("document_id", "template"))
    accepted = Suggestion.objects.filter(system_id=system, state="accepted").order_by().distinct()
    pairs = [
        (requirement, line or key)
        for requirement, key, line in accepted.values_list("requirement_id", "document_id", "document__line_id")
    ]
    lines = {*drawn, *(line for _requirement, line in pairs), *(row.document_id for row in rows if row.document_id)}
    papers = papers_of(context, lines, drawn)
    served: dict[tuple[uuid.UUID, str, str], list[Served]] = {}
    for row in rows:
        form: Form | None = row.form
        made = Served(
            row.id,
            paper=papers.get(row.document_id) if row.document_id else None,
            form=(form.id, form.name, form.current > 0 and form.retired_on is None) if form else None,
            register=row.target.partition(":")[2] if row.target.startswith("register:") else "",
        )
        served.setdefault((row.requirement_id, row.sort, row.entry_key), []).append(made)
    by_template: dict[str, list[Paper]] = {}
    for line, template in drawn.items():
        if line in papers:
            by_template.setdefault(template, []).append(papers[line])
    describing: dict[uuid.UUID, dict[Paper, None]] = {}
    for requirement, line in pairs:
        if line in papers:
            describing.setdefault(requirement, {})[papers[line]] = None
    return Holding(
        {key: tuple(value) for key, value in served.items()},
        {key: tuple(value) for key, value in by_template.items()},
        {key: tuple(value) for key, value in describing.items()},
    )


def papers_of(
    context: Context, lines: Iterable[uuid.UUID | None], drawn: Mapping[uuid.UUID, str] | None = None
) -> dict[uuid.UUID, Paper]:
    """Documents by their line: the revision in force, else the one in work, else the last that ended; one statement."""
    keys = [one for one in lines if one]
    values = ("id", "line_id", "title", "identifier", "state", "effective_from", "number")
    rows = Document.objects.filter(Q(id__in=keys) | Q(line_id__in=keys)).order_by("number").values_list(*values)
    found: dict[uuid.UUID, tuple[int, Paper]] = {}
    for key, line, title, identifier, state, since, _number in rows if keys else ():
        rank = 3 if state == "effective" else 1 if state in ENDED else 2
        root = line or key
        if root not in found or found[root][0] <= rank:
            found[root] = (rank, Paper(root, key, title, identifier, state, since, (drawn or {}).get(root, "")))
    return {key: paper for key, (_rank, paper) in found.items()}


def choosable(context: Context, system: uuid.UUID, limit: int = 1000) -> list[Any]:
    """Documents one may say to serve an entry: those the register lists that have not ended."""
    rows = Document.objects.filter(system_id=system, shown=True).exclude(state__in=ENDED).order_by("fold", "id")
    return list(rows.values_list("id", "identifier", "title", "state")[:limit])
