"""Values of the frame around a page: who and where I am, the ways through the product, messages."""

from dataclasses import dataclass

from clauseway.web.components import Action, Link, State, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """``go`` is the letter that, typed after ``g``, goes there; ``hot`` says that the count is something contrary."""

    label: str
    href: str
    count: int | None = None
    count_label: str = ""  # read out after the figure, e.g. "gaps or not shown"
    hot: bool = False
    current: bool = False
    go: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NavGroup:
    """Ways under one heading. Compared by identity: the same reader gets the same groups, and what is drawn of them is found by them on every page."""

    label: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    text: Text
    state: State = State.SHOWN
    href: str = ""
    href_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything ``shell.html`` prints. ``switch`` lists the organizations and systems one may go to."""

    organization: str
    system: str
    home_href: str
    groups: tuple[NavGroup, ...]
    palette_href: str
    person: str
    initials: str
    sign_out_href: str
    sign_in_path: str = "/accounts/login/"
    switch: tuple[Link, ...] = ()
    switch_more: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()
    toasts: tuple[Toast, ...] = ()
    notice: Text = ""  # a banner on every page, such as a demo database or an as-of date
    notice_action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteItem:
    label: Text
    href: str
    note: str = ""
    state: State | None = None
    icon: str = "go"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteGroup:
    label: str
    items: tuple[PaletteItem, ...]
