"""The interview: what is asked, what is known already, and what was posted."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.choosing import choosing, guessed, understand
from clauseway.organization.queries import current
from clauseway.rules import choosing as rule
from clauseway.systems.models import Interview
from clauseway.web.choosing import words
from clauseway.web.choosing.page import Asked
from clauseway.web.components import Option
from clauseway.web.frame import Place

OTHER = "-other"
"""What the field of a question is called in which other standards are typed."""
MOST_TYPED = 1000

Answers = dict[str, list[str]]


def posted(values: Any) -> tuple[Answers, Answers]:
    """Answers and typed names from a form. What is no answer is left out; "nothing applies" beside another tick gives way to it."""
    answers: Answers = {}
    typed: Answers = {}
    for question in choosing().book.questions:
        allowed = _allowed(question)
        ticked = [one for one in values.getlist(question.key) if one in allowed]
        if question.kind == rule.STANDARDS:
            names = _names(values.get(question.key + OTHER, ""))
            found = understand(names)
            ticked += found.slugs
            if names:
                typed[question.key] = names
        real = [one for one in ticked if one != rule.NONE]
        if real or ticked:
            answers[question.key] = list(dict.fromkeys(real or ticked))
    return answers, typed


def _allowed(question: rule.Question) -> set[str]:
    if question.kind == rule.STANDARDS:
        return {*choosing().offered, rule.NONE}
    return {*(option.key for option in question.options), rule.NONE}


def _names(text: str) -> list[str]:
    parts = text[:MOST_TYPED].replace(";", ",").replace("\n", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


def known(place: Place) -> tuple[Answers, dict[str, str]]:
    """Before the first answer: what was said about the organization elsewhere, and a note where each is from."""
    question = choosing().book.question("sector")
    sector = current(place.context).sector
    guess = guessed(question, sector)
    if not guess:
        return {}, {}
    return {"sector": [guess]}, {"sector": _("From what you said of your trade: “%s”.") % sector}


def asked(
    answers: Mapping[str, Sequence[str]], typed: Mapping[str, Sequence[str]], notes: Mapping[str, str]
) -> tuple[Asked, ...]:
    """The questions with what is ticked and typed."""
    return tuple(
        _asked(
            number, question, answers.get(question.key, ()), typed.get(question.key, ()), notes.get(question.key, "")
        )
        for number, question in enumerate(choosing().book.questions, 1)
    )


def _asked(number: int, question: rule.Question, ticked: Sequence[str], typed: Sequence[str], note: str) -> Asked:
    standards = question.kind == rule.STANDARDS
    if standards:
        offered = [(slug, words.name(slug), words.title(slug)) for slug in choosing().offered]
    else:
        offered = [(option.key, option.label, "") for option in question.options]
    options = [Option(value=v, label=label, note=hint, selected=v in ticked) for v, label, hint in offered]
    if question.kind != rule.ONE:
        options.append(Option(value=rule.NONE, label=_none(question), selected=rule.NONE in ticked))
    else:
        options.append(Option(value="", label=_("I leave this open"), selected=not ticked))
    return Asked(
        number=number,
        name=question.key,
        ask=question.ask,
        help=question.help,
        type="radio" if question.kind == rule.ONE else "checkbox",
        options=tuple(options),
        other=_typed(ticked, typed) if standards else None,
        known=note,
    )


def _none(question: rule.Question) -> str:
    if question.demand:
        return _("None: nobody asks")
    return _("None")


def _typed(ticked: Sequence[str], typed: Sequence[str]) -> str:
    """What was typed, and standards that were answered some other way and have no tick."""
    meant = set(understand(typed).slugs)
    more = [words.name(slug) for slug in ticked if slug not in (*choosing().offered, *meant, rule.NONE)]
    return ", ".join([*typed, *more])


def of_interview(interview: Interview) -> tuple[Answers, Answers]:
    return interview.answers, interview.typed
