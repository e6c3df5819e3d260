"""The measured quality of suggestions never gets worse unnoticed: a figure may only go up, and is then recorded."""

import json
from pathlib import Path

import pytest
from tests.matching import measure

RATCHET = json.loads((Path(__file__).parent / "ratchet.json").read_text())


@pytest.fixture(scope="module")
def figures() -> dict[str, object]:
    """The figures on the unseen half, measured once."""
    return measure.measure()


@pytest.mark.parametrize("name", ["precision", "precision_strong", "recall_at_pool"])
def test_the_unseen_half_is_at_least_as_good_as_recorded(figures: dict[str, dict[str, float]], name: str) -> None:
    """Below the recorded figure is a regression; above it, `ratchet.json` is raised in the same commit."""
    assert figures["unseen"][name] >= RATCHET[name], f"{name} fell below {RATCHET[name]}; see script/measure-matching"


def test_nearly_every_suggestion_on_the_unseen_half_was_judged(figures: dict[str, dict[str, float]]) -> None:
    """A precision over few judged suggestions says little: when too many are new, label them first."""
    assert figures["unseen"]["judged"] >= 0.8 * figures["unseen"]["suggested"]


def test_labels_are_kept_and_name_passages_that_exist() -> None:
    """Labels are only added, and each still stands on a passage and a requirement."""
    known = measure.labels()
    places = {(one.document, one.heading, one.part) for one in measure.corpus()}
    refs = {query.ref for query in measure.queries()}
    assert len(known) >= RATCHET["labels"] >= 250
    assert not [at for at in known if at[:3] not in places or at[3] not in refs]
    assert set(known.values()) == {"describes", "touches", "unrelated"}


def test_unseen_documents_exist_and_are_half() -> None:
    """The split is by document and names real files."""
    names = {path.name for path in measure.FILLED.glob("*.md")}
    assert measure.unseen() < names
    assert len(measure.unseen()) == len(names) // 2
