"""The sentences of this journey: why a text is a draft, what became of a file, how sure a suggestion is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.documents.models import Document
from clauseway.documents.problems import SENTENCES
from clauseway.web.components import State
from clauseway.web.jinja import day, filesize


def reason_sentence(code: str, detail: str) -> str:
    """Why a text is in force or a draft, in one sentence; `detail` is what was found in the text."""
    sentences = {
        "template": _("It says that it is a template: “%s”."),
        "placeholder": _("A placeholder is not filled in: %s"),
        "to-be-determined": _("Something is still to be determined: %s"),
        "blank-line": _("There are blank lines to fill in."),
        "empty-table": _("A table is empty: %s"),
        "empty-cells": _("Many table cells are empty: %s."),
        "unticked-form": _("It is a form in which nothing is ticked."),
        "draft-status": _("It calls itself a draft: %s"),
        "draft-version": _("Its version is below 1: %s."),
        "withdrawn": _("It says that it is %s."),
        "not-dated": _("It states neither an approval nor a day from which it applies."),
        "approver-without-date": _("It names who approved it (%s), but not when."),
        "date-without-approver": _("It names when it was approved (%s), but not by whom."),
        "effective-later": _("It applies only from %s."),
        "expired": _("By its own words it was valid until %s."),
        "empty": _("It has no text."),
        "effective-date": _("The text says that it applies since %s."),
        "approved": _("The text names its approval: %s."),
        "confirmed": _("Its approval was confirmed here."),
        "approved-here": _("It was reviewed and approved here."),
    }
    sentence = sentences.get(code, code)
    if code in ("effective-later", "expired", "effective-date", "date-without-approver"):
        detail = _day(detail)
    return sentence % detail if "%s" in sentence else sentence


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def problem_sentence(code: str, params: Mapping[str, Any]) -> str:
    """What was wrong with a file, with sizes a person can read."""
    sizes = {"too-large": ("size", "limit"), "total-too-large": ("limit",), "expands-too-much": ("limit",)}
    values = dict(params)
    for name in sizes.get(code, ()):
        if str(values.get(name, "")).isdigit():
            values[name] = filesize(int(values[name]))
    sentence = _(SENTENCES.get(code, code))
    sentence = (
        sentence.replace("{size} bytes", "{size}").replace("{limit} bytes", "{limit}") if code in sizes else sentence
    )
    try:
        return sentence.format_map(values)
    except (KeyError, ValueError):
        return sentence


def told(problem: Mapping[str, Any]) -> str:
    """The notices of a file that was read all the same."""
    return " ".join(problem_sentence(one["code"], one.get("params", {})) for one in problem.get("told", ()))


def state_sign(document: Document) -> tuple[State, str]:
    """Glyph and word of a document's state."""
    return {
        "effective": (State.SHOWN, _("in force")),
        "draft": (State.UNKNOWN, _("draft")),
        "review": (State.SOON, _("in review")),
        "approval": (State.SOON, _("waits for approval")),
        "approved": (State.INFO, _("approved")),
        "archived": (State.NOT_APPLICABLE, _("archived")),
        "superseded": (State.NOT_APPLICABLE, _("replaced")),
        "withdrawn": (State.NOT_APPLICABLE, _("withdrawn")),
    }[document.state]


def strength_word(strength: str) -> str:
    words = {"strong": _("strong match"), "fair": _("fair match"), "person": _("chosen by a person")}
    return words.get(strength, strength)


def will_show(document_state: str) -> str:
    """What accepting a passage will show, and never more."""
    if document_state == "draft":
        return _("This document is a draft: accepted, it shows nothing until the document is in force.")
    return _("Accepted, it shows that this is defined, and never more: not that it is done, not that it works.")


def quoted_terms(terms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(terms))[:8]
