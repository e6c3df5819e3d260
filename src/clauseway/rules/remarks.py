"""What is said beside the answer: the weakest grade behind it, and what was recorded late, in heaps, or on a close topic."""

from collections.abc import Sequence
from datetime import date

from clauseway.rules.facts import Asked, Claim, Expectation
from clauseway.rules.sifting import RANK
from clauseway.rules.weight import NOTE, Tally

LATE_DAYS = 30
BULK_CLAIMS, BULK_DAYS = 5, 7


def remark(asked: Asked, expectation: Expectation, held: Sequence[Claim], tally: Tally) -> None:
    """Add to the tally what the claims that hold an expectation up have to be said of."""
    done = expectation.facet != "defined" and not expectation.person
    close = late = heap = False
    weakest, topics = tally.weakest, asked.topics
    for claim in held:
        rank = RANK[claim.grade]
        if rank < weakest:  # noqa: PLR1730 (min() is a call, and this is the innermost loop)
            weakest = rank
        if claim.topic and claim.topic not in topics:
            close = True
        if done:
            if claim.entered != claim.valid_from and (claim.entered - claim.valid_from).days > LATE_DAYS:
                late = True
            if claim.heap:
                heap = True
    tally.weakest = weakest
    if close:
        tally.say(expectation, NOTE, "close-topic", {})
    if late:
        _late(expectation, held, tally)
    if done and (heap or len(held) - len({claim.entered for claim in held}) >= BULK_CLAIMS - 1):
        _bulk(expectation, held, tally)


def _late(expectation: Expectation, held: Sequence[Claim], tally: Tally) -> None:
    days = {claim.id: (claim.entered - claim.valid_from).days for claim in held}
    ids = sorted(key for key, age in days.items() if age > LATE_DAYS)
    tally.say(expectation, NOTE, "recorded-late", {"claims": ids[:20], "days": max(days.values()), "count": len(ids)})


def _bulk(expectation: Expectation, held: Sequence[Claim], tally: Tally) -> None:
    """Say when what happened over more than a week was entered by one person on one day, in a heap."""
    heaps: dict[tuple[date, str], dict[str, Claim]] = {}
    for claim in held:
        heaps.setdefault((claim.entered, claim.filed_by), {})[claim.id] = claim
    for (day, _by), heap in sorted(heaps.items(), key=lambda pair: pair[0]):
        days = [claim.valid_from for claim in heap.values()]
        here = len(heap) if (max(days) - min(days)).days > BULK_DAYS else 0
        count = max(here, *(claim.heap for claim in heap.values()))
        if count >= BULK_CLAIMS:
            tally.say(expectation, NOTE, "recorded-in-bulk", {"on": day.isoformat(), "count": count})
