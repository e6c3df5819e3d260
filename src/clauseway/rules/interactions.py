"""Do the processes of a map fit together? What nobody takes, what nobody gives, who stands alone.

A cycle without a start is fine: improvement feeds planning feeds improvement. A free text is no interaction: only a flow says who gives and who takes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

PROCESS = "process"
UNTAKEN, UNGIVEN, TAKER_ENDED, GIVER_ENDED = "output-untaken", "input-ungiven", "taker-ended", "giver-ended"
NO_INPUT, NO_OUTPUT, NO_OWNER = "no-input", "no-output", "owner-missing"
BROKEN = frozenset({UNTAKEN, UNGIVEN, TAKER_ENDED, GIVER_ENDED})
"""Findings that contradict an interaction that is said to be settled: a hand-over is stated and its other end is missing."""


@dataclass(frozen=True, slots=True)
class Step:
    """A live process of the map, and whether somebody owns it."""

    ref: str
    owned: bool


@dataclass(frozen=True, slots=True)
class End:
    """One end of a flow: `kind` is process, customer, supplier or party, "" while nobody is named; `ref` names a process."""

    kind: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Something handed over: from whom, to whom."""

    ref: str
    giver: End
    taker: End


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What does not fit: a code, the process it is about, the flow ("" when it is about none)."""

    code: str
    process: str
    flow: str = ""


def findings(steps: Iterable[Step], flows: Iterable[Flow]) -> list[Finding]:
    """Everything that does not fit, sorted; empty for a map that fits. The order of what is given never matters."""
    live = {step.ref: step for step in steps}
    receives: set[str] = set()
    gives: set[str] = set()
    found: set[Finding] = set()
    for flow in flows:
        giver, taker = _state(flow.giver, live), _state(flow.taker, live)
        if giver == "live" and taker != "ended":
            gives.add(flow.giver.ref)
        if taker == "live" and giver != "ended":
            receives.add(flow.taker.ref)
        if giver == "live" and taker in _OUT:
            found.add(Finding(_OUT[taker], flow.giver.ref, flow.ref))
        if taker == "live" and giver in _IN:
            found.add(Finding(_IN[giver], flow.taker.ref, flow.ref))
    found |= {Finding(NO_INPUT, ref) for ref in live.keys() - receives}
    found |= {Finding(NO_OUTPUT, ref) for ref in live.keys() - gives}
    found |= {Finding(NO_OWNER, step.ref) for step in live.values() if not step.owned}
    return sorted(found)


_OUT = {"open": UNTAKEN, "ended": TAKER_ENDED}
_IN = {"open": UNGIVEN, "ended": GIVER_ENDED}


def _state(end: End, live: dict[str, Step]) -> str:
    """live and ended for processes, open for nobody, outside for everybody else."""
    if not end.kind:
        return "open"
    if end.kind != PROCESS:
        return "outside"
    return "live" if end.ref in live else "ended"


def broken(found: Iterable[Finding]) -> list[Finding]:
    """The findings that contradict."""
    return [one for one in found if one.code in BROKEN]


def settled(steps: Iterable[Step], flows: Iterable[Flow]) -> bool:
    """Whether the interaction of the processes is settled: at least two, each with something in and something out, no end left open.

    Whether each has an owner is another question, and asked elsewhere.
    """
    known = list(steps)
    return len(known) > 1 and all(one.code == NO_OWNER for one in findings(known, flows))
