"""Who approves what: laws of a round."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.approval import (
    AGREES,
    APPROVAL,
    CHANGES,
    LEFT,
    NOT_ASKED,
    NOT_YET,
    OWN_TEXT,
    REVIEW,
    Asked,
    may_answer,
    needs_look,
    outcome,
)
from clauseway.rules.lifecycle import DOCUMENT

DAY = date(2026, 3, 1)
PEOPLE = ["a", "b", "c"]
ASKED = st.builds(
    Asked,
    person=st.sampled_from(PEOPLE),
    part=st.sampled_from([REVIEW, APPROVAL]),
    answer=st.sampled_from(["", AGREES, CHANGES]),
    left_on=st.sampled_from([None, DAY, date(2026, 4, 1)]),
)
ROUND = st.lists(ASKED, max_size=6, unique_by=lambda one: (one.person, one.part))


@given(ROUND, st.integers(1, 3))
def test_nothing_is_approved_without_the_quorum(asked: list[Asked], quorum: int) -> None:
    found = outcome(asked, quorum, DAY)
    agreed = {one.person for one in asked if one.part == APPROVAL and one.answer == AGREES}
    if found.stage == "approved":
        assert len(agreed) >= quorum
        assert not any(one.answer == CHANGES or (one.part == REVIEW and not one.answer) for one in asked)
    assert set(found.gone) <= set(found.waiting)


@given(ROUND, st.integers(1, 3), st.sampled_from(PEOPLE), st.booleans())
def test_whoever_wrote_it_never_reviews_and_approves_only_where_allowed(
    asked: list[Asked], quorum: int, person: str, allowed: bool
) -> None:
    for part in (REVIEW, APPROVAL):
        code = may_answer(person, part, asked, {person}, own_allowed=allowed, quorum=quorum, as_of=DAY)
        assert code or (allowed and part == APPROVAL)


@given(ROUND, st.integers(1, 3))
def test_the_order_of_those_asked_does_not_matter(asked: list[Asked], quorum: int) -> None:
    one, two = outcome(asked, quorum, DAY), outcome(asked[::-1], quorum, DAY)
    assert (one.stage, set(one.waiting), one.short) == (two.stage, set(two.waiting), two.short)


def test_the_codes_of_refusal() -> None:
    asked = [Asked("a", REVIEW), Asked("b", APPROVAL), Asked("c", APPROVAL, left_on=DAY)]
    plain = {"own_allowed": False, "quorum": 1, "as_of": DAY}
    assert may_answer("x", APPROVAL, asked, (), **plain) == NOT_ASKED  # type: ignore[arg-type]
    assert may_answer("b", APPROVAL, asked, (), **plain) == NOT_YET  # type: ignore[arg-type]
    assert may_answer("c", APPROVAL, asked, (), **plain) == LEFT  # type: ignore[arg-type]
    assert may_answer("a", REVIEW, asked, {"a"}, **plain) == OWN_TEXT  # type: ignore[arg-type]
    assert outcome(asked[1:], 2, DAY).short == 1
    with pytest.raises(ValueError, match="at least one"):
        outcome(asked, 0, DAY)


def test_only_authors_approved_asks_for_a_look() -> None:
    assert needs_look(["a"], {"a", "b"})
    assert not needs_look(["a", "c"], {"a", "b"})
    assert not needs_look([], {"a"})


def test_nothing_that_ended_comes_back_and_nothing_skips_approval() -> None:
    """The machine itself: every way into force passes an approval that is independent and signed where asked."""
    for state in DOCUMENT.states:
        into = [m for m in DOCUMENT.moves if m.target == "effective" and m.source == state]
        assert all(m.source in ("approval", "approved") for m in into)
    for ended in ("superseded", "withdrawn"):
        assert DOCUMENT.targets(ended) == ("archived",)
    assert DOCUMENT.final("archived")
    assert DOCUMENT.may("draft", "effective").code == "approve-first"
