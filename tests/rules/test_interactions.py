"""Do processes fit together? A table of maps, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.interactions import End, Finding, Flow, Step, broken, findings, settled

A, B, C = (End("process", name) for name in "abc")
OUT, NOBODY = End("customer", "x"), End()
STEPS = (Step("a", True), Step("b", True))
CIRCLE = (Flow("1", A, B), Flow("2", B, A))


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        pytest.param(CIRCLE, [], id="a cycle without a start is fine"),
        pytest.param((*CIRCLE, Flow("3", A, NOBODY)), [Finding("output-untaken", "a", "3")], id="nobody takes it"),
        pytest.param((*CIRCLE, Flow("3", NOBODY, B)), [Finding("input-ungiven", "b", "3")], id="nobody gives it"),
        pytest.param((*CIRCLE, Flow("3", A, C)), [Finding("taker-ended", "a", "3")], id="the taker is gone"),
        pytest.param((*CIRCLE, Flow("3", C, B)), [Finding("giver-ended", "b", "3")], id="the giver is gone"),
        pytest.param((*CIRCLE, Flow("3", C, NOBODY)), [], id="between the gone and nobody is nothing"),
        pytest.param((Flow("1", OUT, A), Flow("2", A, B), Flow("3", B, OUT)), [], id="from customer to customer"),
        pytest.param((Flow("1", A, B), Flow("2", B, OUT)), [Finding("no-input", "a")], id="something out of nothing"),
        pytest.param((Flow("1", OUT, A), Flow("2", A, B)), [Finding("no-output", "b")], id="something into nothing"),
    ],
)
def test_what_does_not_fit(flows: tuple[Flow, ...], expected: list[Finding]) -> None:
    assert findings(STEPS, flows) == expected
    assert settled(STEPS, flows) == (not expected)


def test_a_missing_owner_is_found_and_leaves_the_interaction_settled() -> None:
    steps = (Step("a", True), Step("b", False))
    assert findings(steps, CIRCLE) == [Finding("owner-missing", "b")]
    assert settled(steps, CIRCLE)
    assert not broken(findings(steps, CIRCLE))


def test_one_process_interacts_with_nobody() -> None:
    assert not settled((Step("a", True),), (Flow("1", OUT, A), Flow("2", A, OUT)))


ends = st.sampled_from([NOBODY, OUT, A, B, C])
flows_ = st.lists(st.builds(Flow, st.uuids().map(str), ends, ends), max_size=8)
steps_ = st.sets(st.sampled_from("abc")).map(lambda names: [Step(name, name != "c") for name in sorted(names)])


@given(steps_, flows_, st.randoms())
def test_order_never_matters(steps: list[Step], flows: list[Flow], dice: object) -> None:
    mixed = list(flows)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert findings(steps, flows) == findings(list(reversed(steps)), mixed)


@given(steps_, flows_)
def test_an_open_end_never_lets_a_map_pass(steps: list[Step], flows: list[Flow]) -> None:
    """Whatever else is drawn: with an open end at a live process it is not settled."""
    assert not settled(steps, [*flows, Flow("open", A, NOBODY)]) or "a" not in {step.ref for step in steps}


@given(steps_, flows_)
def test_what_contradicts_is_never_settled(steps: list[Step], flows: list[Flow]) -> None:
    assert not (broken(findings(steps, flows)) and settled(steps, flows))
