"""Values of one step of the gap walk."""

from dataclasses import dataclass

from clauseway.web.components import Action, Field, Item, Link, State
from clauseway.web.requirements.page import Expectation, FacetSection, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage that may describe the requirement, with what can be decided about it. `shows`: accepted, and its document is in force."""

    quote: str
    source: str
    href: str
    heading: str
    strength: str
    matched: str
    accepted: bool
    shows: bool
    note: str = ""
    accept: Action | None = None
    reject: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The note of the walk with its guard. `theirs` and `mine` are the two texts when somebody else wrote meanwhile."""

    text: str
    version: int
    by: str
    href: str
    theirs: str = ""
    mine: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One requirement of the walk. `looked_at` counts looking, never what conforms."""

    crumbs: tuple[Link, ...]
    ref: str
    title: str
    words: str
    answer: State
    answer_word: str
    context: tuple[str, ...]
    looked_at: int
    total: int
    previous: Link | None
    next: Link | None
    expectations: tuple[Expectation, ...]
    facets: tuple[FacetSection, ...]
    passages: tuple[Passage, ...]
    note: Note
    judgements: tuple[Judgement, ...]
    judge_href: str
    judge_fields: tuple[Field, ...]
    token: str
    declared_why: str
    actions: tuple[Action, ...]
    work: tuple[Item, ...]
    questions: tuple[str, ...]
    page_href: str
    walked: str = ""
