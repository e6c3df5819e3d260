"""Suppliers and purchases of the year: the register, the ERP's list of orders, criteria, certificates and two evaluations."""

import uuid
from datetime import timedelta
from decimal import Decimal

from clauseway.cli.demo_year import company
from clauseway.cli.demo_year.stage import Stage, chance
from clauseway.kernel.folding import fold
from clauseway.resources.models import Supplier
from clauseway.resources.operations.evaluations import Judged, Limits, evaluate_supplier, set_criteria
from clauseway.resources.operations.purchases import Bought, bought, take_purchases
from clauseway.resources.operations.sheets import SheetRow
from clauseway.resources.operations.suppliers import (
    Held,
    add_certificate,
    change_supplier,
    provide,
    write_suppliers,
)
from clauseway.rules.suppliers import CERTIFICATE, Criteria, Criterion

CRITERIA = Criteria(
    (
        Criterion("quality", "Quality of what was delivered", 4, must=True),
        Criterion("delivery", "Delivery on the promised day", 3),
        Criterion("answers", "Answers to complaints within a week", 2),
        Criterion("certificate", "Certified for what we buy", 1, CERTIFICATE),
    ),
    approve_from=75,
    conditional_from=50,
)
LIMITS = Limits(late_percent=10, bad_percent=5, complaints=2, window_days=730)
CRITERIA_ON, ORDERS_ON, FILES_ON, EVALUATED_ON = -98, -60, -57, -52


def register(stage: Stage) -> None:
    """The suppliers of the first day, from the list of purchases."""
    rows = [
        SheetRow({"name": name, "criticality": level, "live_from": stage.day(-since), "origin": "purchases"})
        for name, level, since in company.SUPPLIERS
        if since > 300
    ]
    stage.do("purchasing", write_suppliers, rows)


def first_order(stage: Stage, name: str, day: int) -> str:
    """A supplier that appears in the list of orders first; the buyer then takes it into the register, and nobody has evaluated it."""
    order = bought(f"PO-{6000 - day}", name, stage.day(day), amount=Decimal("4180.00"), currency="EUR")
    stage.do("purchasing", take_purchases, [order])
    supplier = Supplier.objects.get(fold=fold(name))  # the population learns of it when the day's work is settled
    stage.do("purchasing", change_supplier, supplier.id, version=supplier.version, criticality="high")
    return str(supplier.id)


def criteria(stage: Stage) -> None:
    stage.do("purchasing", set_criteria, CRITERIA, limits=LIMITS, reason="Agreed with production and the laboratory.")


def orders(stage: Stage) -> None:
    """The ERP's list of the last two months: three orders of each supplier."""
    rows: list[Bought] = []
    names = [name for name, _level, since in company.SUPPLIERS if since > 300]
    for number, name in enumerate(names):
        for turn in range(3):
            dice = chance("order", name, turn)
            ordered = stage.day(ORDERS_ON - 15 - 14 * turn)
            due = ordered + timedelta(days=10)
            late = name == "Kabelwerk Oost" and turn < 2
            row = bought(
                f"PO-{5000 + 3 * number + turn}",
                name,
                ordered,
                amount=Decimal(dice.randrange(9_000, 900_000)) / 100,
                currency="EUR",
                due_on=due,
                delivered_on=due + timedelta(days=3 if late else 0),
            )
            rows.append(row)
    stage.do("purchasing", take_purchases, rows)


def files(stage: Stage) -> None:
    """What two suppliers provide, how it is controlled, and a certificate that covers one of the two things a transporter does for us."""
    steel, transport = (_key(stage.ref("supplier", name)) for name in ("Schelde Staal", "Duin Transport"))
    stage.do("purchasing", provide, steel, category="Machined housings", control="Inspection of each lot on arrival")
    stage.do("purchasing", provide, transport, category="Warehousing", control="Visit once a year")
    stage.do(
        "purchasing", provide, transport, category="Transport of calibrated instruments", control="Shock indicators"
    )
    held = Held(
        "ISO 9001:2015",
        "Warehousing of industrial goods at the port of Vlissingen",
        ("Warehousing",),
        stage.day(-400),
        stage.day(330),
    )
    stage.do("purchasing", add_certificate, transport, held)


def evaluations(stage: Stage) -> None:
    steel, transport = (_key(stage.ref("supplier", name)) for name in ("Schelde Staal", "Duin Transport"))
    day = stage.day(EVALUATED_ON)
    good = Judged(on=day, marks={"quality": 4, "delivery": 4, "answers": 3}, result="approved")
    stage.do("purchasing", evaluate_supplier, steel, good)
    fair = Judged(
        on=day,
        marks={"quality": 3, "delivery": 3, "answers": 2},
        result="conditional",
        conditions="Shock indicators on every instrument; looked at again after the summer.",
        conditions_until=stage.day(120),
        notes={"quality": "Two dented crates this year."},
    )
    stage.do("purchasing", evaluate_supplier, transport, fair)


def _key(ref: str) -> uuid.UUID:
    return uuid.UUID(ref)
