"""Values of the desk."""

from dataclasses import dataclass

from clauseway.web.components import Link, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCard:
    """One management system; `rows` has a line per standard, none when no standard was chosen yet."""

    name: str
    href: str
    rows: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCard:
    """One organization: its name, systems, and what falls due next there."""

    name: str
    link: Link
    systems: tuple[SystemCard, ...]
    duties: str
    next_due: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    clients: tuple[ClientCard, ...]
    new_href: str
    guest_of: tuple[Link, ...] = ()
