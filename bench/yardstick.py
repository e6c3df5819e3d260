"""How fast the machine is at this moment: a fixed piece of Python, so that two tables can be compared.

A processor that is shared with strangers, or throttles, computes half as fast at one hour as at another. What changes by the same factor as the yardstick
is the machine; what does not is us.
"""

import time

TURNS = 300_000
RUNS = 3


def milliseconds() -> float:
    """Processor time of the fixed piece, the best of three runs, in ms; about 20 on a server's processor of 2023."""
    return min(_once() for _run in range(RUNS))


def _once() -> float:
    started = time.process_time()
    kept: dict[int, str] = {}
    total = 0
    for number in range(TURNS):
        kept[number & 1023] = "a page of fifty rows"
        total += len(kept)
    return (time.process_time() - started) * 1000
