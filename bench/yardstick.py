"""How fast the machine is at this moment: a fixed piece of Python, so that two tables can be compared.

A processor that is shared with strangers, or throttles, computes half as fast at one hour as at another, and memory that strangers use answers later still.
The piece visits objects that lie scattered over more memory than a processor keeps at hand, as a page does. What changes by the same factor as the
yardstick is the machine; what does not is us.
"""

import random
import time
from functools import cache

OBJECTS = 400_000
VISITS = 100_000
RUNS = 5


def milliseconds() -> float:
    """Processor time of the fixed piece, the median of five runs, in ms."""
    return sorted(_once() for _run in range(RUNS))[RUNS // 2]


def _once() -> float:
    places = _scattered()
    started = time.process_time()
    total = 0
    for name, number in places[:VISITS]:
        total += len(name) + number
    return (time.process_time() - started) * 1000


@cache
def _scattered() -> tuple[tuple[str, int], ...]:
    """Some 60 MB of small objects in an order that has nothing to do with where they lie."""
    made = [(f"an object {number}", number) for number in range(OBJECTS)]
    random.Random(7).shuffle(made)
    return tuple(made)
