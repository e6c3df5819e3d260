"""`n` sets of answers to the interview and `n` benefits, for the walks over tables and addresses."""

import uuid

from clauseway.kernel.context import Context
from clauseway.systems.choosing import Expected, answer_interview, expect_benefit


def expect(context: Context, n: int, ids: dict[str, uuid.UUID]) -> None:
    """Answers that differ, so that each is a version, and benefits of a year from today."""
    for i in range(n):
        answers = {"customers": ["iso-9001"], "hazards": ["heavy" if i % 2 else "office"]}
        typed = {"customers": [f"Standard {i}"]}
        ids["interview"] = answer_interview(context, answers=answers, typed=typed, after=i).id
    for i in range(n):
        expected = Expected(
            title=f"Benefit {i}", measure="Counted", unit="", direction="less", baseline=i + 2, target=i + 1
        )
        ids["benefit"] = expect_benefit(context, expected).id
