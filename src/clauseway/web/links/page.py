"""Values of the page a colleague sees without an account."""

from dataclasses import dataclass

from clauseway.web.components import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: what the requirement is about in our words, what is asked, the answer so far."""

    id: str
    href: str
    about: str
    explained: str
    text: str
    answered: str
    attached: str
    fields: tuple[Field, ...]
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """All questions of one round."""

    title: str
    lead: str
    questions: tuple[Asked, ...]
    done: bool
    thanks: str = ""
