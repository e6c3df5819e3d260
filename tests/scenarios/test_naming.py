"""Words of the field: what people write is understood where it means one thing, and answered with the near ones where it does not."""

from pathlib import Path

import pytest

from clauseway.catalogue.vocabulary import VocabularyError, read_vocabulary, vocabulary
from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.naming import find_kind, find_rhythm, find_word, nearest
from clauseway.cli.scenarios.reading import parse
from clauseway.cli.scenarios.story import StoryError


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("internal audit performed", "audit.performed"),
        ("Management review held", "management-review.held"),
        ("supplier re-evaluated", "supplier.evaluated"),
        ("emergency drill", "emergency.exercised"),
        ("statement of applicability approved", "applicability.stated"),
        ("warning tried", "warning.tried"),
    ],
)
def test_what_people_say_means_a_word(said: str, meant: str) -> None:
    found = find_word(said)
    assert found is not None
    assert found.name == meant


@pytest.mark.parametrize("said", ["management review", "training held", "risk assessment", "complaint handled"])
def test_what_may_mean_several_things_is_asked_back(said: str) -> None:
    assert find_word(said) is None
    known = [plain(word.label) for word in vocabulary().words.values()]
    assert "did you mean" in nearest(said, known)


def test_shared_words_are_nearer_than_letters() -> None:
    known = [plain(word.label) for word in vocabulary().words.values()]
    assert "“supplier evaluated”" in nearest("supplier audit", known)
    assert "“management review held”" in nearest("minutes of management review", known)


def test_a_fact_written_as_a_step_is_told_how_to_be_filed() -> None:
    text = "title: T\nstandards: [X]\ngiven:\n  - {on: 2026-01-05, emergency drill: {about: Fire}}\n"
    with pytest.raises(StoryError, match=r"as a record: .word: response tried out,"):
        parse(f"{text}expect:\n  - {{requirement: '1', answer: gap}}\n")


def test_rhythms_and_kinds_have_other_names_too() -> None:
    assert find_rhythm("internal audits") == "internal-audit"
    assert find_rhythm("emergency drill") == "emergency-exercise"
    assert find_kind("vendors") == "supplier"
    assert find_kind("aspects") == "aspect"
    assert find_kind("moon") == ""


def test_a_name_that_means_two_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "subjects.yaml").write_text("{}", encoding="utf-8")
    word = "{label: %s, says: S, facet: done}"
    (tmp_path / "words.yaml").write_text(f"a.b: {word % 'A'}\nc.d: {word % 'C'}\n", encoding="utf-8")
    (tmp_path / "also.yaml").write_text("words: {a.b: [said], c.d: [Said]}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"means a\.b and c\.d"):
        read_vocabulary(tmp_path)
    (tmp_path / "also.yaml").write_text("words: {x.y: [said]}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"has no 'x\.y'"):
        read_vocabulary(tmp_path)
