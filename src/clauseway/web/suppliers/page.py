"""Values of the suppliers' pages."""

from dataclasses import dataclass

from clauseway.web.components import Action, Item
from clauseway.web.one import OnePage


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPage(OnePage):
    """One supplier. `link` is the address of a questionnaire just asked, shown this once."""

    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaCard:
    """The criteria in force for one purpose, and the versions before."""

    title: str
    about: str
    items: tuple[Item, ...]
    limits: tuple[Item, ...]
    since: str
    set: Action | None
    history: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """A questionnaire as the supplier sees it."""

    title: str
    lead: str
    thanks: str = ""
    errors: tuple[str, ...] = ()
    fields: tuple[object, ...] = ()
    submit: str = ""
