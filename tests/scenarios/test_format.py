"""The format of stories: what is understood, and what a mistake is answered with (line, step, the words that are allowed)."""

from pathlib import Path
from textwrap import dedent

import pytest

from clauseway.cli.scenarios import words
from clauseway.cli.scenarios.reading import parse
from clauseway.cli.scenarios.story import Story, StoryError

ROOT = Path(__file__).resolve().parents[2]
EXPECT = "expect:\n  - {requirement: 9.3.3, answer: gap}\n"


def story(given: str, expect: str = EXPECT) -> Story:
    return parse(f"title: T\nstandards: [ISO 9001:2026]\ngiven:\n{given}{expect}")


def mistakes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(StoryError) as caught:
        parse(dedent(text))
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_on_is_a_word_and_clauses_are_texts() -> None:
    """YAML would read `on` as yes and 9.2 as a number."""
    found = story("  - on: 2026-03-02\n    opportunity: {requirement: 10.1, statement: S}\n")
    assert found.steps[0].on.isoformat() == "2026-03-02"
    assert found.steps[0].values["requirement"] == ["10.1"]


@pytest.mark.parametrize("word", ["audit performed", "Audit Performed", "audit.performed", "AUDIT-PERFORMED"])
def test_a_word_is_found_by_label_or_name_in_any_letter_case(word: str) -> None:
    found = story(f"  - on: 2026-03-02\n    record: {{word: {word}, about: Sales, impartial: no}}\n")
    assert found.steps[0].values["word"] == "audit.performed"
    assert found.steps[0].values["facets"] == {"impartial": False}


def test_a_choice_may_be_written_with_spaces() -> None:
    found = story(
        "  - on: 2026-03-02\n    record: {word: objective evaluated, about: X, outcome: missed and acted on}\n"
    )
    assert found.steps[0].values["facets"] == {"outcome": "missed-and-acted-on"}


def test_steps_are_replayed_in_the_order_in_which_they_were_entered() -> None:
    found = story(
        "  - {on: 2026-03-02, entered: 2026-05-01, record: {word: policy approved}}\n"
        "  - {on: 2026-04-02, record: {word: policy approved}}\n"
    )
    assert [step.number for step in found.steps] == [2, 1]
    assert (found.start.isoformat(), found.today.isoformat()) == ("2026-03-02", "2026-05-01")


def test_kinds_of_subjects_stand_in_the_head_by_their_plural() -> None:
    found = parse("title: T\nstandards: ISO 9001:2026\nstart: 2026-01-05\nsuppliers: [Castings Ltd]\n" + EXPECT)
    assert found.groups == (("supplier", {"name": "Castings Ltd"}),)


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    found = mistakes(
        """\
        title: T
        standards: [ISO 9001:2026]
        given:
          - on: 2026-03-02
            recrod: {word: audit performed}
          - record: {word: audit perfomed}
          - on: yesterday
            site: Oslo
        expect:
          - {requirement: 9.2.2, answer: maybe}
        """
    )
    assert [line for line, _message in found] == [5, 6, 6, 7, 7, 10]
    text = "\n".join(message for _line, message in found)
    for part in (
        "Step 1: “recrod” is no word; did you mean “record”?",
        "“audit perfomed” is no word of the vocabulary; did you mean “audit performed”",
        "Step 2 needs its date (on: 2026-03-02).",
        "“on” is a date such as 2026-03-02, not “yesterday”.",
        "“answer” cannot be “maybe”; allowed: conforming, gap, not applicable",
    ):
        assert part in text


CASES = {
    "no mapping": ("- a\n- b\n", 1, "A story is a mapping"),
    "no yaml": ("title: [unclosed\n", 2, "This is not YAML"),
    "twice": ("title: T\ntitle: U\n", 2, "“title” stands twice."),
    "no title": ("standards: ISO 9001:2026\nstart: 2026-01-05\n" + EXPECT, 1, "needs “title”"),
    "no standards": ("title: T\nstart: 2026-01-05\n" + EXPECT, 1, "needs “standards”"),
    "no date": ("title: T\nstandards: ISO 9001:2026\n" + EXPECT, 1, "names no date"),
    "nothing expected": ("title: T\nstandards: X\nstart: 2026-01-05\nexpect: []\n", 4, "Expect at least one thing."),
    "expected nothing of it": (
        "title: T\nstandards: X\nstart: 2026-01-05\nexpect:\n  - {requirement: 9.2.2}\n",
        5,
        "Say what is expected",
    ),
    "unknown reason": (
        "title: T\nstandards: X\nstart: 2026-01-05\nexpect:\n  - {requirement: 9.2.2, reasons: [laspsed]}\n",
        5,
        "“laspsed” is no reason; did you mean “lapsed”?",
    ),
    "unknown kind": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, none exist: {kind: suplier, reason: R}}\n" + EXPECT,
        4,
        "“suplier” is no kind of subject; did you mean “supplier”?",
    ),
    "unknown rhythm": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, criterion: {rhythm: internal audti, days: 9}}\n" + EXPECT,
        4,
        "did you mean “internal audit”",
    ),
    "days no number": (
        "title: T\nstandards: X\ncriteria: {internal audit: a year}\nstart: 2026-01-05\n" + EXPECT,
        3,
        "“internal audit” is a number of days",
    ),
    "unknown facet": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, record: {word: audit performed, impartal: no}}\n"
        + EXPECT,
        4,
        "“Audit performed” has no “impartal”; did you mean “impartial”",
    ),
    "facet of the wrong type": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, record: {word: audit performed, impartial: 3}}\n"
        + EXPECT,
        4,
        "“impartial” is yes or no, not “3”.",
    ),
    "choice not offered": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, record: {word: supplier evaluated, result: fine}}\n"
        + EXPECT,
        4,
        "“result” cannot be “fine”; allowed: approved, conditional, rejected.",
    ),
    "comma in a text": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, close: {record: R, because: done, and checked}}\n"
        + EXPECT,
        4,
        "put a text with a comma or a colon in quotes",
    ),
    "two words in a step": (
        "title: T\nstandards: X\ngiven:\n  - {on: 2026-01-05, site: Oslo, person: Ada}\n" + EXPECT,
        4,
        "needs exactly one word, not 2 (site, person)",
    ),
}


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_a_mistake_is_named_with_its_line_and_what_is_allowed(case: str) -> None:
    text, line, part = CASES[case]
    found = mistakes(text)
    assert any(line == where and part in message for where, message in found), found


def test_the_page_explains_every_word_and_every_field() -> None:
    """docs/reference/scenarios.md and the table of words are held together."""
    page = (ROOT / "docs/reference/scenarios.md").read_text(encoding="utf-8")
    told = {part for chunk in page.split("`")[1::2] for part in chunk.split(", ")}
    deeds = {**words._ROOMS, **words._DEEDS}
    for more in words._MORE:
        deeds |= more.WORDS
    wanted = set(deeds) | set(words.TOP_FIELDS) | set(words.EXPECT_FIELDS) | set(words.STEP_FIELDS)
    wanted |= words.REASON_CODES | set(words.REASON_FIELDS)
    wanted |= {name for word in deeds.values() for name in word.fields}
    assert sorted(wanted - told) == []
