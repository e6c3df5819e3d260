"""Values of the search page."""

from dataclasses import dataclass

from clauseway.web.components import Empty, Link, Text
from clauseway.web.tables import Filter, Pager, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found. `text` is the stretch that holds the words, marked; `served` what a requirement is shown by; `when` its day."""

    title: Text
    href: str
    note: Text = ""
    text: Text = ""
    when: str = ""
    signs: tuple[Sign, ...] = ()
    served: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind: how many there are, the first of them (or a page), and the way to all."""

    key: str
    label: str
    total: int
    hits: tuple[Hit, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`said` tells how much was found in a sentence, `empty` what to do where nothing was; `elsewhere` leads to the same search in the other systems."""

    q: str
    href: str
    filters: tuple[Filter, ...]
    since: str
    until: str
    filtered: bool
    groups: tuple[Group, ...]
    said: str
    pager: Pager | None
    elsewhere: tuple[Link, ...]
    empty: Empty | None
