"""Values the components print: what a template needs to know and nothing else.

Every ``href`` is a finished address; every text is a finished sentence in the reader's language, ``str`` (escaped) or
``Markup`` (made with ``format_html``; the only tags in use are ``<b>``, ``<u>`` and ``<a href>``). Lists are tuples.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

Text = str | Markup


class State(StrEnum):
    """What a mark or tag says; the glyph and the word come from ``templates/components/mark.html``."""

    SHOWN = "shown"
    GAP = "gap"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    SOON = "soon"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str
    href: str
    note: str = ""
    current: bool = False
    icon: str = ""
    dialog: str = ""  # id of a <dialog> on the page that opens instead; href stays the way without script


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done here. ``method`` other than "get" makes a small form with the CSRF token."""

    label: str
    href: str
    method: str = "get"
    primary: bool = False
    danger: bool = False
    confirm: str = ""  # what it destroys, in one sentence; asked before it is done
    key: str = ""  # one letter that does it while its row is the current one
    icon: str = ""
    dialog: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """An empty state teaches: what this is for, one example, one button."""

    title: str
    text: Text
    example: Text = ""
    action: Action | None = None
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    value: str
    label: str
    state: State | None = None
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One ledger item or claim under a reason. ``against`` marks a counter-claim."""

    title: str
    href: str = ""
    note: Text = ""
    when: str = ""
    quote: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line of a verdict: glyph, sentence, detail, and at the right either what to do or a word."""

    state: State
    sentence: Text
    detail: Text = ""
    word: str = ""
    action: Action | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row in a card: "Next for you", the same topic elsewhere, actions, findings."""

    state: State
    title: Text
    note: Text = ""
    href: str = ""
    aside: str = ""
    late: bool = False
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A card of one thing's page: a sentence before the rows, the rows, what an empty one means, what can be done."""

    title: str
    items: tuple[Item, ...]
    none: str = ""
    do: tuple[Action, ...] = ()
    lead: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A row of counts. Never a percentage. An ``*_href`` makes its figure a link to the filtered list."""

    name: str
    note: str
    shown: int
    gaps: int
    unknown: int
    href: str = ""
    shown_href: str = ""
    gaps_href: str = ""
    unknown_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An entry of a timeline. ``when`` is the wording ("Today", "12 Oct"), ``at`` its machine-readable date."""

    when: str
    text: Text
    at: dt.date | dt.datetime | None = None
    state: State = State.UNKNOWN
    note: Text = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Long work. While ``done`` is False the component asks ``href`` every second and is replaced by the answer."""

    id: str
    href: str
    label: str
    current: int
    total: int | None
    note: str = ""
    done: bool = False
    failed: bool = False
    after: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str
    note: str = ""
    selected: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A form field with its label, help, errors and what was typed (kept whatever happens).

    ``type``: text, email, password, number, date, datetime-local, time, month, url, tel, search, color, file, hidden,
    textarea, select, multiselect (ticks), checkbox, radio, cards (radio as cards), combo (text with suggestions).
    """

    name: str
    label: str
    type: str = "text"
    value: str = ""
    help: Text = ""
    errors: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    required: bool = False
    readonly: bool = False
    disabled: bool = False
    multiple: bool = False
    placeholder: str = ""
    autocomplete: str = ""
    unit: str = ""
    minimum: str = ""
    maximum: str = ""
    step: str = ""
    maxlength: int | None = None
    accept: str = ""
    rows: int = 4
    autofocus: bool = False
    id: str = ""  # "field-<name>" when empty

    @property
    def dom_id(self) -> str:
        return self.id or f"field-{self.name}"
