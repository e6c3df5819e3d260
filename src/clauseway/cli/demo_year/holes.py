"""What is deliberately not as it should be, each with its story. Everything else is in order: a gap of the demo is one of these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from clauseway.cli.demo_year import company
from clauseway.cli.demo_year.people import ACCOUNTS, colleagues

UNDECIDED_RHYTHMS = frozenset(
    {"classification-review", "labelling-check", "information-transfer-check", "privacy-review"}
)
"""Nobody has said yet how often: the judge cannot tell whether what was done still holds."""

_UNIT = {name: unit for name, _job, unit in colleagues()} | {account.name: account.unit for account in ACCOUNTS}
_PEOPLE = sorted(_UNIT, key=lambda name: (_UNIT[name] not in ("Service", "Warehouse", "Production"), name))
NOT_REACHED = frozenset(_PEOPLE[:28])
"""The depot and the evening shift: 28 of 86 people were not reached by this year's awareness talks."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Records of a word that are missing for some members ("" for the system), were last made too long ago, or say something that does not fit."""

    story: str
    word: str
    whom: Callable[[str], bool] = lambda name: True
    last: int | None = None
    says: Mapping[str, Any] = field(default_factory=dict)


def _one(*names: str) -> Callable[[str], bool]:
    return lambda name: name in names


def _unit(*units: str) -> Callable[[str], bool]:
    return lambda name: _UNIT.get(name) in units


HOLES = (
    Hole("The awareness talks have not reached the depot and the evening shift.", "awareness.reached", NOT_REACHED.__contains__),
    Hole("Warehouse people work with the new scanner; nobody has confirmed yet that they can.", "competence.shown", _unit("Warehouse")),
    Hole("The customer survey came back three weeks ago and has not been evaluated.", "customer-satisfaction.evaluated"),
    Hole("What the three people close to retirement know has not been compared with what is needed.", "knowledge.reviewed"),
    Hole("Nobody has looked yet whether people do what is said about quality.", "quality-culture.observed"),
    Hole("A change of colour for Norrland Pulp did not reach assembly.", "order-change.processed", _one("Norrland Pulp"), says={"outcome": "not-passed-on"}),
    Hole(
        "Delivery on the promised day was missed; a second dispatch round was decided.",
        "objective.evaluated",
        _one(company.OBJECTIVE_MISSED),
        says={"outcome": "missed-and-acted-on"},
    ),
    Hole("The calibration of one torque wrench lapses in nine days.", "measuring-equipment.calibrated", _one(company.TORQUE_WRENCH), last=-356),
    Hole("Restoring the drawing archive took longer than its owner allows.", "backup.restored", _one("Drawing archive"), says={"result": "complete-late"}),
    Hole("The web shop's scan was forgotten when its provider moved it.", "vulnerability.scanned", _one("Web shop for spare parts"), last=-44),
    Hole("The web shop's access list came back unread.", "access-rights.reviewed", _one("Web shop for spare parts"), last=-187),
    Hole("Nobody reads the log of the calibration database.", "log.reviewed", _one("Calibration database")),
    Hole("The incident plan has not been played through; it is planned for next month.", "incident-plan.exercised"),
    Hole("The payroll provider has not sent its list of administrators.", "privileged-access.reviewed", _one("Payroll (hosted)")),
    Hole("The calibration database cannot do two factors; the exception has not been decided.", "authentication.configured", _one("Calibration database")),
    Hole("Recovery was tried for the large systems only.", "ict-recovery.tested", _one("Service tickets", "Web shop for spare parts", "Payroll (hosted)")),
    Hole("Screening of technicians hired before the rules came is not made up for.", "screening.performed", _unit("Service")),
    Hole("Field engineers work from anywhere without an agreement.", "remote-working.settled", _unit("Service")),
    Hole("The accounts of the service tickets were matched in spring and not since.", "identity.reconciled", _one("Service tickets"), last=-189),
    Hole("Two systems went live before the baseline existed.", "hardening.applied", _one("Calibration database", "Service tickets")),
    Hole("Where the modules of two systems come from was never asked.", "ict-supply-chain.traced", _one("Calibration database", "Web shop for spare parts")),
    Hole("The independent review is planned for the weeks before stage 1.", "independent-review.performed"),
    Hole("The treatment of three risks has no result yet.", "risk-treatment.evaluated", _one(*company.RISKS[6:9])),
    Hole("Three risk owners have not accepted what remains.", "residual-risk.accepted", _one(*company.RISKS[6:9])),
)  # fmt: skip
LATE = {"environment.checked": 41, "infrastructure.maintained": 36}
"""Days later than usual: the binder with these records was found when the depot moved its office."""


def missing(word: str, name: str) -> bool:
    """Whether this was never done for this member."""
    return any(hole.word == word and hole.whom(name) and hole.last is None and not hole.says for hole in HOLES)


def last_time(word: str, name: str, today: date) -> date | None:
    """When it was done for the last time, where a hole names the day."""
    days = [hole.last for hole in HOLES if hole.word == word and hole.last is not None and hole.whom(name)]
    return today + timedelta(days=days[0]) if days else None


def instead(word: str, name: str) -> Mapping[str, Any]:
    """What the record says where it does not say what would fit."""
    return next((hole.says for hole in HOLES if hole.word == word and hole.says and hole.whom(name)), {})


def late_by(word: str) -> int:
    """How many days later than usual it is entered."""
    return LATE.get(word, 0)
