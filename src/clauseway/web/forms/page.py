"""Values of the pages of records."""

from dataclasses import dataclass

from clauseway.web.one import OnePage


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One field of a record as it was filled in. `href` opens a file; `outside`: a number beyond its limits."""

    label: str
    text: str
    href: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage(OnePage):
    """A form, a record or a list for disposal: what must be said first, then answers and cards."""

    warning_href: str = ""
    answers: tuple[Answer, ...] = ()
