"""Values of the document pages."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Field, Item, Link, Moment, Progress, State, Text
from clauseway.web.tables import Table, View


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """The register: what waits to be decided stands above it."""

    lead: Text
    table: Table
    actions: tuple[Action, ...] = ()
    waiting: str = ""
    waiting_action: Action | None = None
    ways: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DropPage:
    """Where files are given. `limits` is read by the script before it sends; the server checks again."""

    crumbs: tuple[Link, ...]
    href: str
    token: str
    accept: str
    note: str
    max_files: int
    max_bytes: int
    recent: tuple[Item, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What became of one file, in a sentence."""

    state: State
    word: str
    name: str
    sentence: Text
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """One drop while it is read and afterwards."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    progress: Progress | None
    stats: tuple[tuple[str, str], ...]
    files: tuple[FileResult, ...]
    views: tuple[Link, ...]
    previous: Link | None = None
    next: Link | None = None
    actions: tuple[Action, ...] = ()
    failed: str = ""
    again: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A requirement one may choose, for moving a passage there."""

    id: str
    ref: str
    title: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """The same topic in another standard, to accept the passage there as well."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One suggestion: the passage, the requirement, why, and what accepting will show; or what was decided."""

    id: str
    key: str
    state: str
    version: int
    document: str
    document_href: str
    document_state: State
    document_word: str
    heading: str
    passage: Text
    ref: str
    title: str
    edition: str
    requirement_href: str
    explain: str
    strength: str
    strong: bool
    terms: tuple[str, ...]
    shows: str
    href: str
    move_href: str
    decided: str = ""
    further: tuple[Further, ...] = ()
    message: str = ""
    may_decide: bool = True
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How much is left: counters above the queue, exchanged after each decision."""

    open: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The queue: a page of suggestions, of one document or of all."""

    crumbs: tuple[Link, ...]
    cards: tuple[Card, ...]
    left: Left
    documents: tuple[tuple[str, str, bool], ...]
    targets: tuple[Target, ...]
    empty: Empty
    here: str
    next_href: str = ""
    again: Action | None = None
    may_decide: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the document's text with what it was accepted or suggested for."""

    anchor: str
    heading: str
    text: Text
    shows: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """One document: state and why, control, what it describes, its text."""

    crumbs: tuple[Link, ...]
    title: str
    name: str
    state: State
    word: str
    context: tuple[str, ...]
    lead: str
    why_title: str
    reasons: tuple[Item, ...]
    facts: tuple[tuple[str, Text], ...]
    described: tuple[Item, ...]
    pieces: tuple[Piece, ...]
    history: tuple[Moment, ...] = ()
    review_action: Action | None = None
    confirm: tuple[Field, ...] = ()
    confirm_href: str = ""
    confirm_title: str = ""
    confirm_errors: tuple[str, ...] = ()
    confirm_refused: str = ""
    notice: Text = ""
    notice_state: State = State.INFO
    notice_actions: tuple[Action, ...] = ()
    withdraw: tuple[Field, ...] = ()
    withdraw_href: str = ""
    reviewed: tuple[Action, ...] = ()
    download: Action | None = None
    version: int = 1
    acts: tuple[Action, ...] = ()
    more: tuple[Action, ...] = ()
    revisions: tuple[Item, ...] = ()
    languages: tuple[Item, ...] = ()
    stamp: str = ""
    found: tuple[Item, ...] = ()
    readers: tuple[Item, ...] = ()
    readers_told: str = ""
    readers_act: Action | None = None
    circles: tuple[Action, ...] = ()
    refers: tuple[Item, ...] = ()
    read_act: Action | None = None
    asked: tuple[Item, ...] = ()
    asked_act: Action | None = None
