"""One organization with much in its registers: processes, suppliers with purchases, instruments, assets, obligations, an indicator with very many values.

Written in bulk as the application's role, inside the organization; claims are filed by the ledger's own reconcile and verdicts by the judge. Its pages are
the lists in each of their ways, the map, and one of each kind.
"""

import random
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.children import tell

EDITIONS = ("iso-9001-2026", "iso-14001-2026", "iso-27001-2022")
RHYTHMS = {"supplier-evaluation": 365, "calibration": 365, "compliance-evaluation": 365, "objective-evaluation": 180}
WORDS = ("Metal", "Cable", "Transport", "Paint", "Seal", "Valve", "Sensor", "Timber", "Glass", "Print")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything, in one organization. `values` are the measurements of one indicator; the others have sixty each."""

    processes: int = 500
    suppliers: int = 2_000
    purchases: int = 20_000
    instruments: int = 1_000
    assets: int = 1_000
    obligations: int = 500
    objectives: int = 100
    indicators: int = 200
    values: int = 10_000


QUICK = Size(20, 60, 200, 40, 40, 20, 10, 10, 300)


def main(quick: bool) -> None:
    import django

    django.setup()
    from bench.world import PASSWORD, _session
    from clauseway.organization.models import User

    user = User(email="registers@bench.example", name="Rita Register")
    user.set_password(PASSWORD)
    user.save()
    made = Builder(QUICK if quick else Size(), user).build()
    tell(**made, session=_session(user), email=user.email)


class Builder:
    """Makes the organization. The same each time but for identifiers."""

    def __init__(self, size: Size, user: Any) -> None:
        self.size, self.user = size, user
        self.random = random.Random(7)
        self.now = datetime.now(UTC)
        self.today = self.now.date()

    def build(self) -> dict[str, Any]:
        from clauseway.conformity.judging import judge_requirements
        from clauseway.evidence.ledger import reconcile_all
        from clauseway.kernel.context import Context, system_context, within
        from clauseway.organization.operations import create_organization

        before = Context(None, self.user.id, now=self.now)
        organization, founder = create_organization(before, name="Bench registers", headcount=800, founder=self.user)
        self.mine: dict[str, Any] = {"organization_id": organization.id}
        self.me = founder.person
        context = system_context(organization.id, now=self.now)
        with within(context):
            system = self.ground()
            for fill in (self.processes, self.suppliers, self.instruments, self.assets, self.binding, self.indicators):
                fill()
        with within(context):
            reconcile_all(context)
            judge_requirements(context, system.id, None)
        base = f"/o/{organization.slug}/s/{system.slug}/"
        return {"pages": {name: base + path for name, path in self.pages().items()}}

    def before(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def save(self, model: Any, rows: Iterator[Any] | list[Any]) -> list[Any]:
        return list(model.objects.bulk_create(rows, batch_size=1000))

    def ground(self) -> Any:
        """People, and one system of three standards with its rhythms."""
        from clauseway.catalogue.models import Edition
        from clauseway.kernel.folding import fold
        from clauseway.organization.models import Person
        from clauseway.systems.models import AppliedEdition, Rhythm, System

        since = self.before(800)
        names = [f"Person {n:03d}" for n in range(100)]
        people = (Person(name=n, fold=fold(n), live_from=since, **self.mine) for n in names)
        self.people = [person.id for person in self.save(Person, people)]
        system = System.objects.create(name="Quality", slug="quality", started_on=since, lead_id=self.me, **self.mine)
        for slug in EDITIONS:
            edition = Edition.objects.get(slug=slug)
            AppliedEdition.objects.create(system_id=system.id, edition=edition, valid_from=since, **self.mine)
        for name, days in RHYTHMS.items():
            Rhythm.objects.create(
                system_id=system.id, name=name, days=days, valid_from=since, set_by_id=self.me, **self.mine
            )
        return system

    def processes(self) -> None:
        """Processes with two hand-overs each and a control on every second."""
        from clauseway.processes.models import Control, Flow, Process

        kinds, activities = (
            ("core", "support", "management", "outsourced"),
            ("production", "purchasing", "sales", "other"),
        )
        rows = (
            Process(
                name=f"Process {n:03d} {WORDS[n % 10]}",
                fold=f"process {n:03d} {WORDS[n % 10].lower()}",
                kind=kinds[n % 4],
                activity=activities[n % 4],
                owner_id=self.people[n % 100],
                purpose="So that what was promised is there on the day.",
                position=n,
                live_from=self.before(700),
                **self.mine,
            )
            for n in range(self.size.processes)
        )
        self.process = [row.id for row in self.save(Process, rows)]
        count = len(self.process)
        self.save(
            Flow,
            (
                Flow(
                    what=f"Order {n}",
                    fold=f"order {n}",
                    giver_kind="process",
                    giver_id=self.process[n % count],
                    taker_kind="process",
                    taker_id=self.process[(n * 7 + 1) % count],
                    since=self.before(600),
                    **self.mine,
                )
                for n in range(2 * count)
                if n % count != (n * 7 + 1) % count
            ),
        )
        self.save(
            Control,
            (
                Control(
                    name=f"Check {n}",
                    fold=f"check {n}",
                    operation="The shift lead looks.",
                    owner_id=self.people[n % 100],
                    process_id=self.process[n],
                    test_days=180,
                    live_from=self.before(300),
                    runs_from=self.before(300),
                    **self.mine,
                )
                for n in range(0, count, 2)
            ),
        )

    def suppliers(self) -> None:
        """Suppliers with what they provide, a certificate, two evaluations, and purchases of two years."""
        from clauseway.resources.models import (
            Provision,
            Purchase,
            Supplier,
            SupplierCertificate,
            SupplierCriteria,
            SupplierEvaluation,
        )

        criteria = SupplierCriteria.objects.create(
            criteria=[{"key": "quality", "name": "Quality", "weight": 1, "kind": "judged", "must": False}],
            approve_from=70,
            conditional_from=40,
            late_percent=5,
            valid_from=self.before(750),
            decided_by_id=self.me,
            **self.mine,
        )
        results = ("approved", "approved", "conditional", "rejected", "")
        self.supplier = self.save(
            Supplier,
            (
                Supplier(
                    name=f"{WORDS[n % 10]} works {n:04d}",
                    fold=f"{WORDS[n % 10].lower()} works {n:04d}",
                    criticality=("high", "medium", "low", "")[n % 4],
                    owner_id=self.people[n % 100] if n % 3 else None,
                    number=f"V-{n:05d}",
                    live_from=self.before(700),
                    last_result=results[n % 5],
                    last_on=self.before(20 + n % 500) if results[n % 5] else None,
                    **self.mine,
                )
                for n in range(self.size.suppliers)
            ),
        )
        provided = ("parts", "service")
        for row in provided:
            self.save(
                Provision,
                (
                    Provision(
                        supplier_id=s.id, category=row, fold=row, control="Inspection", control_on=s.live_from,
                        live_from=s.live_from, **self.mine,
                    )
                    for s in self.supplier
                ),
            )  # fmt: skip
        self.save(
            SupplierCertificate,
            (
                SupplierCertificate(
                    supplier_id=s.id, standard="ISO 9001:2015", scope="Parts", covers=["parts"], valid_from=self.before(500),
                    valid_until=self.before(500 - 1095), **self.mine,
                )
                for s in self.supplier
            ),
        )  # fmt: skip
        self.save(
            SupplierEvaluation,
            (
                SupplierEvaluation(
                    supplier_id=s.id, criteria_id=criteria.id, on=day, by_id=self.people[3], marks={"quality": 3}, percent=75,
                    result=s.last_result, conditions="Watch" if s.last_result == "conditional" else "",
                    categories=["parts", "service"], **self.mine,
                )
                for s in self.supplier
                if s.last_on
                for day in (s.last_on, s.last_on - timedelta(days=180))
            ),
        )  # fmt: skip
        self.save(Purchase, (self.purchase(Purchase, n) for n in range(self.size.purchases)))

    def purchase(self, model: Any, n: int) -> Any:
        supplier = self.supplier[n % len(self.supplier)]
        ordered = self.before(10 + (n * 37) % 690)
        return model(
            number=f"PO-{n:06d}",
            fold=f"{supplier.fold} po-{n:06d}",
            supplier_id=supplier.id,
            supplier_name=supplier.name,
            category="parts",
            category_fold="parts",
            ordered_on=ordered,
            due_on=ordered + timedelta(days=7),
            delivered_on=ordered + timedelta(days=6 + n % 4 // 3 * 3),
            inspection="accepted",
            **self.mine,
        )

    def instruments(self) -> None:
        """Instruments with three calibrations each; some are set aside."""
        from clauseway.resources.models import Calibration, Equipment, EquipmentSpell

        rows = [
            Equipment(
                name=f"Gauge {n:04d}",
                fold=f"gauge {n:04d}",
                identifier=f"G-{n:04d}",
                measures="length",
                location=f"Hall {n % 9}",
                owner_id=self.people[n % 100],
                interval_days=365,
                state="quarantined" if n % 20 == 3 else "in-use",
                last_on=self.before(n % 400),
                last_result="within-limits",
                due_on=self.before(n % 400 - 365),
                live_from=self.before(1500),
                **self.mine,
            )
            for n in range(self.size.instruments)
        ]
        self.instrument = self.save(Equipment, rows)
        self.save(
            Calibration,
            (
                Calibration(
                    equipment_id=row.id, on=row.last_on - timedelta(days=360 * k), laboratory="Laboratory", number=f"C-{k}",
                    traceable_to="National standard", found="within", left="within", result="within-limits",
                    due_on=row.last_on - timedelta(days=360 * k - 365), **self.mine,
                )
                for row in self.instrument
                for k in range(3)
            ),
        )  # fmt: skip
        aside = (r for r in self.instrument if r.state == "quarantined")
        self.save(
            EquipmentSpell,
            (
                EquipmentSpell(
                    equipment_id=r.id,
                    state="quarantined",
                    begins=r.last_on,
                    because="Waits for the laboratory",
                    **self.mine,
                )
                for r in aside
            ),
        )

    def assets(self) -> None:
        from clauseway.resources.models import Asset

        kinds, levels = ("information", "hardware", "software", "service"), ("public", "internal", "confidential")
        rows = (
            Asset(
                name=f"Asset {n:04d} {WORDS[n % 10]}",
                fold=f"asset {n:04d} {WORDS[n % 10].lower()}",
                kind=kinds[n % 4],
                number=f"A-{n:04d}",
                owner_id=self.people[n % 100],
                owner_since=self.before(600),
                classification=levels[n % 3],
                classified_on=self.before(600),
                live_from=self.before(600),
                **self.mine,
            )
            for n in range(self.size.assets)
        )
        self.asset = self.save(Asset, rows)

    def binding(self) -> None:
        """Obligations with an evaluation each, objectives with a target and three check-ins."""
        from clauseway.systems.models import (
            ComplianceEvaluation,
            Objective,
            ObjectiveCheckIn,
            ObjectiveTarget,
            Obligation,
        )

        self.obligation = self.save(
            Obligation,
            (
                Obligation(
                    name=f"Act {n:03d} {WORDS[n % 10]}",
                    fold=f"act {n:03d} {WORDS[n % 10].lower()}",
                    kind=("law", "permit", "contract", "voluntary")[n % 4],
                    asks="Keep below the limit.",
                    source=f"Act {n}",
                    jurisdiction=("EU", "Local")[n % 2],
                    owner_id=self.people[n % 100],
                    met_by="Weekly samples",
                    applies=True,
                    decided_by_id=self.me,
                    decided_on=self.before(600),
                    determined_on=self.before(600),
                    answered_on=self.before(600),
                    evaluated_on=self.before(n % 500),
                    processes=[str(self.process[n % len(self.process)])],
                    live_from=self.before(600),
                    **self.mine,
                )
                for n in range(self.size.obligations)
            ),
        )
        self.save(
            ComplianceEvaluation,
            (
                ComplianceEvaluation(
                    obligation_id=row.id, on=row.evaluated_on, complies=n % 9 != 4, basis="Samples", finding="Once above",
                    by_id=self.people[5], **self.mine,
                )
                for n, row in enumerate(self.obligation)
            ),
        )  # fmt: skip
        self.objective = self.save(
            Objective,
            (
                Objective(
                    name=f"Objective {n:03d}",
                    fold=f"objective {n:03d}",
                    measure="Share of orders",
                    unit="%",
                    owner_id=self.people[n % 100],
                    process_refs=[str(self.process[n % len(self.process)])],
                    evaluation="Monthly",
                    defined_on=self.before(300),
                    live_from=self.before(300),
                    **self.mine,
                )
                for n in range(self.size.objectives)
            ),
        )
        targets = [
            ObjectiveTarget(
                objective_id=o.id, value=95, due_on=self.before(-200), valid_from=self.before(300), **self.mine
            )
            for o in self.objective
        ]
        self.save(ObjectiveTarget, targets)
        looks = [
            ObjectiveCheckIn(objective_id=o.id, on=self.before(d), value=90, on_track=True, by_id=self.me, **self.mine)
            for o in self.objective
            for d in (200, 100, 30)
        ]
        self.save(ObjectiveCheckIn, looks)

    def indicators(self) -> None:
        """Indicators with limits; the first has very many values, several a day."""
        from clauseway.processes.models import Indicator, IndicatorEvaluation, IndicatorLimits, Measurement

        self.indicator = self.save(
            Indicator,
            (
                Indicator(
                    name=f"Indicator {n:03d}",
                    fold=f"indicator {n:03d}",
                    definition="Orders on the promised day, of all",
                    unit="%",
                    process_id=self.process[n % len(self.process)],
                    owner_id=self.people[n % 100],
                    every_days=31,
                    last_on=self.before(3),
                    last_value=95,
                    defined_on=self.before(700),
                    live_from=self.before(700),
                    **self.mine,
                )
                for n in range(self.size.indicators)
            ),
        )
        limits = [
            IndicatorLimits(indicator_id=i.id, target=95, lower=90, valid_from=i.live_from, **self.mine)
            for i in self.indicator
        ]
        self.save(IndicatorLimits, limits)
        first = self.indicator[0].id
        self.save(Measurement, (self.value(Measurement, first, 3 + n // 16, n % 16) for n in range(self.size.values)))
        rest = [(i.id, 3 + 11 * k) for i in self.indicator[1:] for k in range(60)]
        self.save(Measurement, (self.value(Measurement, key, days, 0) for key, days in rest))
        looks = [
            IndicatorEvaluation(
                indicator_id=first, on=self.before(30 * k), period_from=self.before(30 * k + 30), result="as-intended",
                finding="As meant", by_id=self.me, **self.mine,
            )
            for k in range(20)
        ]  # fmt: skip
        self.save(IndicatorEvaluation, looks)

    def value(self, model: Any, indicator: uuid.UUID, days: int, part: int) -> Any:
        value = round(self.random.gauss(95, 2), 2)
        return model(
            indicator_id=indicator,
            on=self.before(days),
            label=f"lot {part:02d}" if part else "",
            value=value,
            outside=value < 90,
            by_id=self.me,
            **self.mine,
        )

    def pages(self) -> dict[str, str]:
        """Each page by a name, below the system."""
        one: Callable[[list[Any]], Any] = lambda rows: rows[len(rows) // 2].id  # noqa: E731
        return {
            "suppliers": "suppliers/",
            "suppliers, filtered": "suppliers/?criticality=high&result=approved",
            "suppliers, due": "suppliers/?show=due&sort=-evaluated",
            "suppliers, searched": "suppliers/?q=cable+19",
            "suppliers, deep": "suppliers/?page=38&sort=evaluated",
            "supplier": f"suppliers/{one(self.supplier)}/",
            "purchases": "stocktake/purchases/",
            "map": "processes/",
            "processes": "processes/list/",
            "processes, searched": "processes/list/?q=valve",
            "processes, deep": "processes/list/?page=9",
            "process": f"processes/{self.process[100 % len(self.process)]}/",
            "controls": "controls/",
            "indicators": "indicators/",
            "indicators, not fed": "indicators/?show=late",
            "indicator": f"indicators/{self.indicator[0].id}/",
            "indicator, all values": f"indicators/{self.indicator[0].id}/?chart=all",
            "indicator, deep": f"indicators/{self.indicator[0].id}/?page=190",
            "instruments": "equipment/",
            "instruments, due": "equipment/?show=due",
            "instruments, searched": "equipment/?q=hall+3",
            "instrument": f"equipment/{one(self.instrument)}/",
            "assets": "assets/",
            "assets, searched": "assets/?q=sensor",
            "asset": f"assets/{one(self.asset)}/",
            "obligations": "obligations/",
            "obligations, due": "obligations/?show=due",
            "obligation": f"obligations/{one(self.obligation)}/",
            "objectives": "objectives/",
            "objective": f"objectives/{one(self.objective)}/",
        }


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
