"""Merkle roots: the same rows give the same root, and any change of any row gives another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules import merkle

ROWS = st.lists(st.lists(st.one_of(st.integers(), st.text(max_size=8), st.none()), min_size=1, max_size=4), max_size=20)


def leaves(rows: list[list[object]]) -> list[bytes]:
    return [merkle.leaf(row) for row in rows]  # type: ignore[arg-type]


@given(ROWS)
def test_the_same_rows_give_the_same_root(rows: list[list[object]]) -> None:
    assert merkle.root(leaves(rows)) == merkle.root(leaves(rows))


@given(ROWS.filter(bool), st.data())
def test_a_changed_row_gives_another_root_and_can_be_told(rows: list[list[object]], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    changed = [list(row) for row in rows]
    changed[place] = [*changed[place], "more"]
    assert merkle.root(leaves(rows)) != merkle.root(leaves(changed))
    assert merkle.differing(leaves(rows), leaves(changed)) == place


@given(ROWS.filter(bool))
def test_a_missing_last_row_gives_another_root(rows: list[list[object]]) -> None:
    assert merkle.root(leaves(rows)) != merkle.root(leaves(rows[:-1]))
    assert merkle.differing(leaves(rows), leaves(rows[:-1])) == len(rows) - 1


def test_values_do_not_run_into_each_other() -> None:
    """("ab", "c") is not ("a", "bc")."""
    assert merkle.leaf(["ab", "c"]) != merkle.leaf(["a", "bc"])


def test_a_node_cannot_pose_as_a_leaf() -> None:
    """A tree of two leaves has another root than the one leaf made of their digests."""
    one, two = leaves([[1], [2]])
    assert merkle.root([one, two]) != merkle.root([merkle.leaf([(one + two).hex()])])


@pytest.mark.parametrize(
    "change",
    [{"number": 3}, {"first": 2}, {"last": 9}, {"rows": 1}, {"organization": "other"}],
    ids=lambda c: next(iter(c)),
)
def test_a_head_binds_what_the_seal_says(change: dict[str, object]) -> None:
    said = {"organization": "one", "number": 2, "first": 1, "last": 8, "rows": 5}
    assert merkle.head("p", "r", **said) != merkle.head("p", "r", **{**said, **change})  # type: ignore[arg-type]


def test_a_head_binds_the_one_before() -> None:
    said = {"organization": "one", "number": 2, "first": 1, "last": 8, "rows": 5}
    assert merkle.head("p", "r", **said) != merkle.head("q", "r", **said)  # type: ignore[arg-type]


def test_the_short_form_names_the_seal() -> None:
    assert merkle.short(12, "3f9a1c04e7b2d881" + "0" * 48) == "12:3f9a1c04e7b2d881"
