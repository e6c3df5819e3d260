"""A redline as tracked changes: both texts can be read out of it, and paragraphs stay what they are."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.keeping import kept_until
from clauseway.rules.redline import redline
from clauseway.rules.tracked import tracked

ON = date(2026, 3, 4)
SPAN = re.compile(r"\[((?:[^\[\]])*)\]\{\.(insertion|deletion) [^}]*\}")


def shown(old: str, new: str) -> str:
    return tracked(redline(old, new), author='Ilse "B"', on=ON)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# Rule\n\nLock it.\n", "# Rule\n\nLock it twice.\n", ["[ twice]{.insertion"]),
        ("- one\n- two\n", "- one\n- three\n", ["- [two]{.deletion", "[three]{.insertion"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 3 |\n", ["| 1 | [2]{.deletion"]),
        ("See [1\n", "See [2\n", ["{.deletion", "{.insertion"]),
    ],
    ids=["words", "a list keeps its sign", "a table keeps its bars", "a lone bracket"],
)
def test_what_changed_is_marked(old: str, new: str, expected: list[str]) -> None:
    text = shown(old, new)
    for part in expected:
        assert part in text, text


def test_the_author_and_the_day_are_named_and_cannot_break_the_mark() -> None:
    assert 'author="Ilse  B" date="2026-03-04T00:00:00Z"' in shown("a b", "a c")


LINES = st.lists(st.text(alphabet="abcdefg ", min_size=1, max_size=12), max_size=8).map("\n".join)


@given(LINES, LINES)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    """Leaving out what was inserted gives the words of the old text, leaving out what was deleted those of the new one."""
    text = shown(old, new)
    before = SPAN.sub(lambda found: found[1] if found[2] == "deletion" else "", text)
    after = SPAN.sub(lambda found: found[1] if found[2] == "insertion" else "", text)
    assert before.replace("\n", "").replace(" ", "") == old.replace("\n", "").replace(" ", "")
    assert after.replace("\n", "").replace(" ", "") == new.replace("\n", "").replace(" ", "")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 1200))
def test_keeping_counts_calendar_months(ended: date, months: int) -> None:
    """The day of the month stays, or is the last of a shorter month; more months never end earlier."""
    until = kept_until(ended, months)
    assert until >= ended
    assert (until.year * 12 + until.month) - (ended.year * 12 + ended.month) == months
    assert until.day <= ended.day
    assert kept_until(ended, months + 1) > until
