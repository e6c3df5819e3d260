"""A change of edition: every requirement has one fate, and proof goes over only where nothing more is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseway.rules.correspondence import STRENGTHS, Link, Stand, Stated
from clauseway.rules.transition import (
    CHANGES,
    Step,
    Way,
    change_of_edition,
    decision_carries,
    goes_over,
    remaining,
)

laws = settings(max_examples=80, deadline=None)
REFS = ("4.1", "4.2", "5.1", "6.1")


@st.composite
def changes(draw: Callable[..., Any]) -> tuple[list[Stand], list[Stand], list[Stated]]:
    def edition(name: str) -> list[Stand]:
        refs = draw(st.lists(st.sampled_from(REFS), unique=True, max_size=4))
        return [Stand(name, ref, ref, tuple(draw(link) for _ in range(draw(st.integers(0, 1))))) for ref in refs]

    link = st.builds(Link, st.sampled_from(["a", "b"]), st.sampled_from(STRENGTHS))
    stated = [
        Stated(
            "old",
            draw(st.sampled_from(REFS)),
            "new",
            draw(st.sampled_from(REFS)),
            draw(st.sampled_from(["unchanged", "reworded", "moved"])),
            draw(st.sampled_from(STRENGTHS)),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    stated += [
        Stated("old", "", "new", ref, "new", "partial") for ref in draw(st.sets(st.sampled_from(REFS), max_size=1))
    ]
    stated += [Stated("old", ref, "new", "", "dropped", "") for ref in draw(st.sets(st.sampled_from(REFS), max_size=1))]
    return edition("old"), edition("new"), stated


@laws
@given(changes())
def test_every_requirement_of_both_editions_has_one_fate(given_: Any) -> None:
    old, new, stated = given_
    gone = {each.ref_from for each in stated if each.relation == "dropped"}
    found = change_of_edition(old, new, stated)
    assert [step.ref for step in found.steps] == [stand.ref for stand in new]
    answered = {pair.ref_a for step in found.steps for pair in step.before}
    assert {step.ref for step in found.dropped} == {stand.ref for stand in old} - (answered - gone)
    assert sum(found.counts().values()) == len(new) + len(found.dropped)
    assert set(found.counts()) == set(CHANGES)


@laws
@given(changes())
def test_what_is_unchanged_carries_whole_and_what_is_new_carries_nothing(given_: Any) -> None:
    for step in change_of_edition(*given_).steps:
        if step.change == "unchanged":
            assert step.carries == "all"
        assert (step.change == "new") == (step.carries == "")
        assert step.before or step.change == "new"
        assert bool(step.answers) == (step.carries == "all")


def test_without_a_statement_topics_decide_and_a_number_alone_does_nothing() -> None:
    old = [Stand("old", "4.1", "Context", (Link("context", "same"),)), Stand("old", "9.9", "Gone")]
    new = [Stand("new", "5.1", "Context", (Link("context", "same"),)), Stand("new", "9.9", "Something else")]
    found = change_of_edition(old, new)
    assert [(step.ref, step.change, step.carries) for step in found.steps] == [
        ("5.1", "moved", "all"),
        ("9.9", "new", ""),
    ]
    assert [step.ref for step in found.dropped] == ["9.9"]


def test_a_statement_stands_alone_where_topics_would_say_more() -> None:
    """6.1.2 and 6.1.3 of the new edition share a topic with the old 6.1.2, but somebody said how far each goes."""
    old = [Stand("old", "6.1.2", "Planning action", (Link("action", "same"),))]
    new = [Stand("new", ref, ref, (Link("action", "same"),)) for ref in ("6.1.2", "6.1.3")]
    stated = [Stated("old", "6.1.2", "new", ref, "moved", "partial") for ref in ("6.1.2", "6.1.3")]
    assert [step.carries for step in change_of_edition(old, new, stated).steps] == ["some", "some"]


def test_stated_as_new_it_is_new_though_something_before_overlaps_it() -> None:
    """Planning of changes is new in a new edition, and the old operation clause touched on it."""
    old = [
        Stand("old", "8.1", "Operation", (Link("changes", "same"),)),
        Stand("old", "9.9", "Gone", (Link("x", "same"),)),
    ]
    new = [
        Stand("new", "6.3", "Changes", (Link("changes", "same"),)),
        Stand("new", "9.8", "Else", (Link("x", "same"),)),
    ]
    stated = [
        Stated("old", "", "new", "6.3", "new", "partial", "facts", "likely"),
        Stated("old", "8.1", "new", "6.3", "moved", "partial"),
        Stated("old", "9.9", "new", "", "dropped", ""),
    ]
    found = change_of_edition(old, new, stated)
    assert [(s.ref, s.change, s.carries, len(s.before)) for s in found.steps] == [
        ("6.3", "new", "", 1),
        ("9.8", "new", "", 0),
    ]
    assert [step.ref for step in found.dropped] == ["9.9"]


def way(strength: str = "same") -> Way:
    return Way(
        "old/8.4", "new/8.4", "old", "new", strength, frozenset({"supplier.evaluated"}), frozenset({"audit.performed"})
    )


CARRIED = [
    ("a fact about the requirement", "same", ("supplier.evaluated", 1, "old/8.4", ()), True),
    ("a fact about another one", "same", ("supplier.evaluated", 1, "old/8.5", ()), False),
    ("a fact that names the old edition", "same", ("supplier.evaluated", 1, "", ("old",)), True),
    ("one that names both", "same", ("supplier.evaluated", 1, "", ("new", "old")), False),
    ("one that names neither counts by itself", "same", ("supplier.evaluated", 1, "", ()), False),
    ("a word nobody asks for there", "same", ("policy.approved", 1, "", ("old",)), False),
    ("an audit of the old edition", "same", ("audit.performed", 1, "old/8.4", ()), False),
    ("proof where more is asked", "close", ("supplier.evaluated", 1, "old/8.4", ()), False),
    ("a contrary fact where more is asked", "close", ("contrary.observed", -1, "old/8.4", ()), True),
    ("a contrary fact where the texts only overlap", "partial", ("contrary.observed", -1, "old/8.4", ()), False),
]


@pytest.mark.parametrize(("strength", "claim", "expected"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED])
def test_what_of_the_proof_goes_over(strength: str, claim: Any, expected: bool) -> None:
    assert goes_over(way(strength), *claim) is expected


def step(carries: str = "all", *before: str) -> Step:
    from clauseway.rules.correspondence import Pair

    pairs = tuple(Pair(ref, "8.4", "same", "", "") for ref in before)
    return Step("8.4", "Suppliers", "unchanged", pairs, carries, True)


DECIDED = [
    ("out goes over", step("all", "8.4"), {"8.4": False}, True, False),
    ("out is not inherited where nothing may be left out", step("all", "8.4"), {"8.4": False}, False, None),
    ("in goes over", step("all", "8.4"), {"8.4": True}, False, True),
    ("two that disagree decide nothing", step("all", "8.4", "8.5"), {"8.4": True, "8.5": False}, True, None),
    ("one of two decides nothing", step("all", "8.4", "8.5"), {"8.4": False}, True, None),
    ("nothing was decided", step("all", "8.4"), {}, True, None),
]


@pytest.mark.parametrize(("of", "decisions", "may", "expected"), [c[1:] for c in DECIDED], ids=[c[0] for c in DECIDED])
def test_which_decision_on_applicability_goes_over(of: Step, decisions: Any, may: bool, expected: Any) -> None:
    assert decision_carries(of, decisions, may_be_left_out=may) is expected


@pytest.mark.parametrize(
    ("of", "before", "after", "expected"),
    [
        (step("all", "8.4"), ["conforming"], "conforming", False),
        (step("all", "8.4"), ["conforming"], "unknown", True),
        (step("all", "8.4"), ["gap"], "gap", False),
        (step("some"), ["gap"], "gap", True),
        (step(""), [], "unknown", True),
        (step(""), [], "not-applicable", False),
    ],
)
def test_the_gap_that_the_change_leaves(of: Step, before: Any, after: str, expected: bool) -> None:
    assert remaining(of, before, after) is expected
