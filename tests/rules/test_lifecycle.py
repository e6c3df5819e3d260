"""An action changes its state only where a move leads, when its conditions hold; a refusal says why."""

from datetime import date

import pytest

from clauseway.rules.lifecycle import ACTION, Answer, Machine, Move, action_may

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("source", "target", "given"),
    [
        pytest.param("open", "doing", {}, id="start"),
        pytest.param("doing", "open", {}, id="put-back"),
        pytest.param("doing", "done", {"done_on": DAY}, id="finish"),
        pytest.param("doing", "done", {"done_on": TODAY}, id="finish-today"),
        pytest.param("open", "done", {"done_on": DAY}, id="finish-without-having-said-it-was-started"),
        pytest.param("open", "cancelled", {"reason": "merged"}, id="drop"),
        pytest.param("done", "doing", {"reason": "the record was wrong"}, id="back-from-done"),
        pytest.param("cancelled", "open", {"reason": "needed after all"}, id="back-from-cancelled"),
    ],
)
def test_moves_that_may_be_made(source: str, target: str, given: dict[str, object]) -> None:
    assert action_may(source, target, as_of=TODAY, **given) == Answer(True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "target", "given", "code", "missing"),
    [
        pytest.param("doing", "doing", {}, "already-there", (), id="same-state"),
        pytest.param("doing", "finished", {}, "no-such-state", (), id="unknown-state"),
        pytest.param("doing", "done", {}, "condition-missing", ("day",), id="done-without-a-day"),
        pytest.param(
            "doing",
            "done",
            {"done_on": date(2026, 11, 24)},
            "condition-missing",
            ("day-not-to-come",),
            id="done-tomorrow",
        ),
        pytest.param(
            "open",
            "done",
            {"done_on": DAY, "not_done_before": ["b", "a"]},
            "condition-missing",
            ("before-done",),
            id="waits",
        ),
        pytest.param("done", "doing", {"reason": "  "}, "condition-missing", ("reason",), id="back-without-reason"),
        pytest.param("open", "cancelled", {}, "condition-missing", ("reason",), id="dropped-without-reason"),
        pytest.param("cancelled", "open", {}, "condition-missing", ("reason",), id="reopened-without-reason"),
        pytest.param("done", "open", {"reason": "x"}, "goes-back-to-work-first", (), id="done-to-open"),
        pytest.param("done", "cancelled", {"reason": "x"}, "done-is-not-cancelled", (), id="done-to-cancelled"),
        pytest.param("cancelled", "done", {"done_on": DAY}, "reopen-first", (), id="cancelled-to-done"),
    ],
)
def test_refusals_say_why(
    source: str, target: str, given: dict[str, object], code: str, missing: tuple[str, ...]
) -> None:
    answer = action_may(source, target, as_of=TODAY, **given)  # type: ignore[arg-type]
    assert (answer.may, answer.code, answer.missing) == (False, code, missing)
    assert answer.refs == ({"before-done": ("a", "b")} if missing == ("before-done",) else {})


def test_no_pair_of_states_is_left_without_an_answer() -> None:
    """Every pair is a move, or a refusal with its own code; nothing falls to the general "no such move"."""
    answers = {(a, b): ACTION.may(a, b) for a in ACTION.states for b in ACTION.states if a != b}
    assert "no-such-move" not in {answer.code for answer in answers.values()}
    assert not any(ACTION.final(state) for state in ACTION.states)
    assert ACTION.targets("done") == ("doing",)
    assert ACTION.needs("done", "doing") == ("reason",)
    assert ACTION.needs("done", "open") == ()


@pytest.mark.parametrize(
    ("states", "moves", "refusals", "fault"),
    [
        pytest.param(("a", "b"), (Move("a", "c"), Move("a", "b")), {}, "unknown state 'c'", id="unknown-state"),
        pytest.param(("a", "b"), (Move("a", "b"), Move("a", "b", ("x",))), {}, "twice", id="move-twice"),
        pytest.param(("a", "b"), (Move("b", "a"),), {}, "'b' cannot be reached", id="unreachable"),
        pytest.param(("a", "b"), (Move("a", "a"), Move("a", "b")), {}, "moves to itself", id="to-itself"),
        pytest.param(
            ("a", "b"), (Move("a", "b"),), {("a", "b"): "no"}, "both a move and refused", id="allowed-and-refused"
        ),
    ],
)
def test_a_wrong_machine_fails_when_it_is_declared(
    states: tuple[str, ...], moves: tuple[Move, ...], refusals: dict[tuple[str, str], str], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        Machine("demo", states, "a", moves, refusals)


def test_another_room_declares_its_own_machine() -> None:
    """A document: draft, in force, withdrawn; withdrawn is the end."""
    machine = Machine(
        "document",
        ("draft", "in-force", "withdrawn"),
        "draft",
        (Move("draft", "in-force", ("approved",)), Move("in-force", "withdrawn")),
    )
    assert machine.may("draft", "in-force").missing == ("approved",)
    assert machine.may("draft", "in-force", {"approved"}).may
    assert machine.may("draft", "withdrawn").code == "no-such-move"
    assert machine.final("withdrawn")
