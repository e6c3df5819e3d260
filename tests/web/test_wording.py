"""Every reason the judge can give has a sentence; what it offers leads to a form that exists."""

import ast
from pathlib import Path

import pytest

from clauseway import rules
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.web.wording import doing, lines, phrases, reasons
from clauseway.web.wording.setting import Because, Setting

from .heart import Heart

JUDGE = ("verdict", "support", "sifting", "remarks", "population", "members", "weight")
"""Modules of the rules in which reasons arise."""


def codes_of_the_judge() -> set[str]:
    """Every text in the judge's modules that is given as a reason, or is a known reason code, read from their source."""
    known = set(reasons.SENTENCES)
    said: set[str] = set()
    for path in (Path(rules.__file__).with_name(f"{name}.py") for name in JUDGE):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else ():
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Reason"
                and node.args
            ):
                said |= _texts(node.args[0])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_say":
                said |= _texts(node.args[3]) if len(node.args) > 3 else set()
            if isinstance(node, ast.Constant) and node.value in known:
                said.add(node.value)
    return said


def _texts(node: ast.expr) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_code_of_the_judge_has_a_sentence_and_no_sentence_is_without_a_code() -> None:
    """The list closes in both directions."""
    assert codes_of_the_judge() == set(reasons.SENTENCES)


def test_words_with_phrases_of_their_own_are_words_of_the_vocabulary() -> None:
    """A phrase for a word that was renamed would never be said."""
    words, subjects = vocabulary().words, vocabulary().subjects
    assert set(phrases.NOT_YET) <= set(words)
    assert set(phrases.RECORD) <= set(words)
    assert set(doing.KEPT_AT) <= set(words)
    assert set(phrases.POPULATIONS) <= set(subjects)


@pytest.mark.parametrize("number", [1, 2])
def test_phrases_are_made_for_one_and_for_many(number: int) -> None:
    """Every phrase can be counted."""
    assert all(made(number) for made in (*phrases.NOT_YET.values(), *phrases.RECORD.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(reasons.SENTENCES))
def test_every_code_can_be_said_with_and_without_references(code: str) -> None:
    """A sentence never fails for a reference that is missing, and never shows a code or a reference."""
    requirement = Heart.edition().by_ref["9.2.2"]
    expectation = next(c for c, e in requirement.expectations.items() if e.per == "process")
    full = {
        "population": "process",
        "subjects": ["0192-gone"],
        "of": 18,
        "shown": 17,
        "rhythm": "internal-audit",
        "field": "impartial",
        "lapsed_on": "2026-01-02",
        "on": "2026-01-01",
        "until": "2026-12-31",
        "days": 40,
        "count": 3,
        "claims": ["0192-gone"],
        "kind": "audit.performed",
    }
    for asked in (expectation, "audit-programmed", ""):
        for refs in ({}, full, {**full, "population": ""}, {"population": "process"}):
            raw = {"code": code, "weighs": "gap", "expectation": asked, "facet": "done", "refs": refs}
            said = reasons.say(Because(raw, Setting(requirement)))
            assert said.sentence
            assert "0192" not in said.sentence + said.detail
            assert "-" not in code or code not in said.sentence
            lines.line(raw, Setting(requirement, base="/o/x/s/y", here="/o/x/s/y/requirements/e/r", may=lambda p: True))


@pytest.mark.parametrize(
    ("days", "said"),
    [(365, "12 months"), (730, "2 years"), (30, "1 month"), (1, "1 day"), (45, "45 days"), (91, "3 months")],
)
def test_days_are_said_as_people_say_them(days: int, said: str) -> None:
    """A rhythm of 365 days is twelve months."""
    assert phrases.span(days) == said


def test_lists_of_names_stay_short() -> None:
    """Three names are named, more are counted."""
    assert phrases.listed(["A", "B", "C"]) == "A, B and C"
    assert phrases.listed(["A", "B", "C", "D"]) == "A, B and 2 more"
    assert phrases.listed([]) == ""
