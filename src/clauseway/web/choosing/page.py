"""Values of the pages of choosing."""

from dataclasses import dataclass

from clauseway.web.components import Action, Empty, Field, Item, Link, Option, State
from clauseway.web.tables import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question. `type`: radio or checkbox; `other`: what was typed besides the ticks, None without such a field; `known`: where a given tick is from."""

    number: int
    name: str
    ask: str
    help: str
    type: str
    options: tuple[Option, ...]
    other: str | None = None
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPage:
    """The interview. `after`: the version that was looked at; `conflict`: somebody answered meanwhile, with the way to their version."""

    tabs: tuple[View, ...]
    crumbs: tuple[Link, ...]
    href: str
    questions: tuple[Asked, ...]
    after: int
    may: bool
    lead: str
    conflict: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason in a sentence; who or what says so, and how sure."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One recommendation: its place in the order, what to do, why, what speaks against it, where to go on."""

    number: int
    name: str
    title: str
    state: State
    level: str
    how: str
    sure: str
    why: tuple[Why, ...]
    against: tuple[Why, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An earlier set of answers: when, by whom, what came out."""

    label: str
    note: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """The recommendation. `old`: it is an earlier version's; `names`: what is right about names that were typed; `open`: what could not be told."""

    tabs: tuple[View, ...]
    crumbs: tuple[Link, ...]
    headline: str
    lead: str
    sure: str
    first: tuple[Card, ...] = ()
    later: tuple[Card, ...] = ()
    kept: tuple[Card, ...] = ()
    refused: tuple[Card, ...] = ()
    not_now: tuple[Card, ...] = ()
    together: str = ""
    names: tuple[Why, ...] = ()
    open: tuple[Why, ...] = ()
    versions: tuple[Version, ...] = ()
    old: str = ""
    source: str = ""
    change: Action | None = None
    next: tuple[Link, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands of one way in one row: a text or figure, a note below it, or a list."""

    text: str = ""
    note: str = ""
    figure: bool = False
    items: tuple[str, ...] = ()
    state: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a comparison: what is compared, and its cell for each way."""

    label: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Ways side by side: `ways` are the heads of the columns."""

    title: str
    about: str
    ways: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysPage:
    """Comply or certify, alone or with help."""

    tabs: tuple[View, ...]
    crumbs: tuple[Link, ...]
    href: str
    fields: tuple[Field, ...]
    errors: tuple[str, ...]
    about: str = ""
    comparisons: tuple[Comparison, ...] = ()
    fits: tuple[Item, ...] = ()
    source: str = ""
    cost_href: str = ""
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitRow:
    """A benefit: then, target, now, and what came of it."""

    title: str
    measure: str
    then: str
    then_on: str
    target: str
    due: str
    href: str
    now: str = ""
    now_on: str = ""
    finding: str = ""
    state: State = State.UNKNOWN
    said: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitsPage:
    """All benefits, proposals to begin from, and the form."""

    tabs: tuple[View, ...]
    crumbs: tuple[Link, ...]
    href: str
    rows: tuple[BenefitRow, ...]
    proposals: tuple[Link, ...]
    fields: tuple[Field, ...]
    errors: tuple[str, ...]
    how: str
    may: bool
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitPage:
    """One benefit, to look back at."""

    tabs: tuple[View, ...]
    crumbs: tuple[Link, ...]
    row: BenefitRow
    fields: tuple[Field, ...]
    errors: tuple[str, ...]
    give_up: Action
    back: str
    may: bool
