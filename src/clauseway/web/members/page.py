"""Values of the members' page."""

from dataclasses import dataclass

from clauseway.web.components import Action, Field, State, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role of a member, with the button that takes it away (None for a reader who may not)."""

    label: str
    since: str
    take: Action | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    name: str
    email: str
    you: bool
    roles: tuple[Role, ...]
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An invitation nobody answered yet."""

    email: str
    role: str
    until: str
    by: str
    withdraw: Action | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A permission and, per role in the order of `MembersPage.roles`, whether it has it."""

    label: str
    held: tuple[State, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage:
    organization: str
    members: tuple[Member, ...]
    waiting: tuple[Waiting, ...]
    roles: tuple[str, ...]
    rights: tuple[Right, ...]
    may_manage: bool
    invite_href: str
    roles_href: str
    invite: tuple[Field, ...]
    give: tuple[Field, ...]
    errors: tuple[str, ...] = ()
    give_errors: tuple[str, ...] = ()
    fresh: Text = ""  # the address of the invitation just made, shown this once
