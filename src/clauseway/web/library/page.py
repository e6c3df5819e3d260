"""Values of the library's pages."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Item, Link, Stat, State, Text
from clauseway.web.exchange.page import Export
from clauseway.web.tables import Sign, Table, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """What a search most likely meant: the standard, the name that was found and what is right about it."""

    ref: str
    title: str
    href: str
    state: State
    told: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Every standard. `words` are terms of the glossary that fit the search."""

    ways: tuple[View, ...]
    headline: str
    counted: str
    lead: str
    best: Best | None
    table: Table
    words: tuple[Item, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what a newcomer asks: the question, the answer, how sure, and where to go on."""

    label: str
    text: Text
    note: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGroup:
    """What a standard asks that no shared topic covers, under one clause."""

    title: str
    lines: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """One requirement or heading in our words. `asks` are the things to be shown; `mark` says how its text stands to the shared topics."""

    anchor: str
    ref: str
    title: str
    heading: bool
    explain: Text
    keep: tuple[str, ...]
    records: tuple[str, ...]
    asks: tuple[str, ...]
    own: bool
    ours: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One main clause with everything below it."""

    anchor: str
    ref: str
    title: str
    note: str
    open: bool
    lines: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition: how it stands, when it came out, and until when certificates to it count."""

    name: str
    href: str
    current: bool
    sign: Sign
    dates: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name people use, what kind of name it is, and what is right."""

    name: str
    sign: Sign
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardPage:
    """One standard for a newcomer. What has no complete pack has no clauses, stats or editions."""

    crumbs: tuple[Link, ...]
    overline: tuple[str, ...]
    signs: tuple[Sign, ...]
    title: str
    lead: Text
    needed: str
    actions: tuple[Action, ...]
    exports: tuple[Export, ...]
    facts: tuple[Fact, ...]
    stats: tuple[Stat, ...] = ()
    shares: str = ""
    own: tuple[OwnGroup, ...] = ()
    clauses: tuple[Clause, ...] = ()
    q: str = ""
    found: str = ""
    href: str = ""
    populations: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    editions: tuple[EditionRow, ...] = ()
    editions_note: str = ""
    names: tuple[NameRow, ...] = ()
    related: tuple[Item, ...] = ()
    words: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()
    warning: str = ""
    ways: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedThing:
    """One thing that must be shown: by what (`sign`), from which rooms, of whom it is shown one by one, and which facts speak against it."""

    says: str
    facet: str
    sign: Sign
    rooms: str
    population: str
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    ref: str
    title: str
    things: tuple[JudgedThing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClause:
    """One main clause: what must be shown below it."""

    ref: str
    title: str
    note: str
    open: bool
    lines: tuple[JudgedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """How one edition is judged. `filters` choose one way; `say` explains the chosen one."""

    crumbs: tuple[Link, ...]
    name: str
    title: str
    ways: tuple[View, ...]
    stats: tuple[Stat, ...]
    filters: tuple[View, ...]
    say: str
    clauses: tuple[JudgedClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCard:
    """A word of the field. `synonyms` are what people say instead; `see` and `seen` lead to other words."""

    slug: str
    term: str
    explain: Text
    synonyms: tuple[NameRow, ...]
    see: tuple[Link, ...]
    source: str
    source_href: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    letter: str
    terms: tuple[TermCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage:
    """The words of the field by letter, or what a search found, best first."""

    ways: tuple[View, ...]
    href: str
    q: str
    found: str
    letters: tuple[Letter, ...]
    empty: Empty | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleCard:
    """One principle, what serves it in practice, and the requirements of the chosen edition that do."""

    slug: str
    number: int
    title: str
    explain: Text
    serves: tuple[str, ...]
    count: str
    requirements: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinciplesPage:
    """The seven quality management principles, for one edition."""

    ways: tuple[View, ...]
    edition: str
    choices: tuple[Link, ...]
    cards: tuple[PrincipleCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditedPage:
    """Who accredits, who certifies, who only writes standards; and what people say wrongly about it."""

    ways: tuple[View, ...]
    wrong: tuple[NameRow, ...]
    terms: tuple[TermCard, ...]
    listed: tuple[Item, ...]
