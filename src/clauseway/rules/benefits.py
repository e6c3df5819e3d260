"""Looking back at a benefit: how it was, how it should be, how it is. Pure."""

from dataclasses import dataclass
from decimal import Decimal

REACHED, BETTER, SAME, WORSE = "reached", "better", "same", "worse"
LESS, MORE = "less", "more"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; `share`: of the way from then to the target, in hundredths, never below 0 (it may pass 100)."""

    verdict: str
    share: int


def outcome(direction: str, baseline: Decimal, target: Decimal, found: Decimal) -> Outcome:
    """Compare. `direction`: LESS or MORE is better; the target is better than the baseline (ValueError otherwise)."""
    sign = -1 if direction == LESS else 1
    aim, way = sign * (target - baseline), sign * (found - baseline)
    if aim <= 0:
        raise ValueError("the target must be better than the baseline")
    verdict = REACHED if way >= aim else BETTER if way > 0 else SAME if way == 0 else WORSE
    return Outcome(verdict, max(0, int(way * 100 / aim)))
