"""What changed between two texts: nothing is lost, nothing invented, quickly, and told as people see a change."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.redline import ADDED, REMOVED, SAME, Piece, changed_words, redline

TEXTS = st.text(alphabet="ab \n.", max_size=120) | st.text(max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_come_back_to_the_letter(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != two.kind for one, two in pairwise(pieces))


@given(TEXTS)
def test_the_same_text_has_not_changed(text: str) -> None:
    assert changed_words(redline(text, text)) == (0, 0)


def test_a_changed_phrase_is_told_as_one() -> None:
    """Not word by word with the spaces kept between."""
    found = redline("Access is removed on their last day.\nMore.\n", "Access is removed at once.\nMore.\n")
    assert found == (
        Piece(SAME, "Access is removed "),
        Piece(REMOVED, "on their last day"),
        Piece(ADDED, "at once"),
        Piece(SAME, ".\nMore.\n"),
    )
    assert changed_words(found) == (4, 2)


def test_texts_of_fifty_pages_come_back_too() -> None:
    """With a change in every line, with none in common, and of two words only: what a naive comparison would never finish."""
    draw = random.Random(7)
    words = [f"word{n}" for n in range(3000)]
    text = [draw.choice(words) for _ in range(25_000)]
    other = [draw.choice(words) if n % 12 == 0 else word for n, word in enumerate(text)]
    strange = [draw.choice(words) for _ in range(25_000)]
    for left, right in ((text, other), (text, strange), (["a", "b"] * 12_500, ["b", "a", "c"] * 8_000)):
        old, new = ("\n".join(" ".join(one[n : n + 90]) for n in range(0, len(one), 90)) for one in (left, right))
        pieces = redline(old, new)
        assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
        assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new
