"""Suppliers with purchases of two years, instruments with calibrations, assets."""

from datetime import timedelta
from typing import Any

from bench.registers.stage import WORDS, Stage


def suppliers(stage: Stage) -> None:
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
        valid_from=stage.before(750),
        decided_by_id=stage.me,
        **stage.mine,
    )
    results = ("approved", "approved", "conditional", "rejected", "")
    stage.supplier = stage.save(
        Supplier,
        (
            Supplier(
                name=f"{WORDS[n % 10]} works {n:04d}",
                fold=f"{WORDS[n % 10].lower()} works {n:04d}",
                criticality=("high", "medium", "low", "")[n % 4],
                owner_id=stage.people[n % 100] if n % 3 else None,
                number=f"V-{n:05d}",
                live_from=stage.before(700),
                last_result=results[n % 5],
                last_on=stage.before(20 + n % 500) if results[n % 5] else None,
                **stage.mine,
            )
            for n in range(stage.size.suppliers)
        ),
    )
    provided = ("parts", "service")
    for row in provided:
        stage.save(
            Provision,
            (
                Provision(
                    supplier_id=s.id, category=row, fold=row, control="Inspection", control_on=s.live_from,
                    live_from=s.live_from, **stage.mine,
                )
                for s in stage.supplier
            ),
        )  # fmt: skip
    stage.save(
        SupplierCertificate,
        (
            SupplierCertificate(
                supplier_id=s.id, standard="ISO 9001:2015", scope="Parts", covers=["parts"], valid_from=stage.before(500),
                valid_until=stage.before(500 - 1095), **stage.mine,
            )
            for s in stage.supplier
        ),
    )  # fmt: skip
    stage.save(
        SupplierEvaluation,
        (
            SupplierEvaluation(
                supplier_id=s.id, criteria_id=criteria.id, on=day, by_id=stage.people[3], marks={"quality": 3}, percent=75,
                result=s.last_result, conditions="Watch" if s.last_result == "conditional" else "",
                categories=["parts", "service"], **stage.mine,
            )
            for s in stage.supplier
            if s.last_on
            for day in (s.last_on, s.last_on - timedelta(days=180))
        ),
    )  # fmt: skip
    stage.save(Purchase, (_purchase(stage, Purchase, n) for n in range(stage.size.purchases)))


def _purchase(stage: Stage, model: Any, n: int) -> Any:
    supplier = stage.supplier[n % len(stage.supplier)]
    ordered = stage.before(10 + (n * 37) % 690)
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
        **stage.mine,
    )


def instruments(stage: Stage) -> None:
    """Instruments with three calibrations each; some are set aside."""
    from clauseway.resources.models import Calibration, Equipment, EquipmentSpell

    rows = [
        Equipment(
            name=f"Gauge {n:04d}",
            fold=f"gauge {n:04d}",
            identifier=f"G-{n:04d}",
            measures="length",
            location=f"Hall {n % 9}",
            owner_id=stage.people[n % 100],
            interval_days=365,
            state="quarantined" if n % 20 == 3 else "in-use",
            last_on=stage.before(n % 400),
            last_result="within-limits",
            due_on=stage.before(n % 400 - 365),
            live_from=stage.before(1500),
            **stage.mine,
        )
        for n in range(stage.size.instruments)
    ]
    stage.instrument = stage.save(Equipment, rows)
    stage.save(
        Calibration,
        (
            Calibration(
                equipment_id=row.id, on=row.last_on - timedelta(days=360 * k), laboratory="Laboratory", number=f"C-{k}",
                traceable_to="National standard", found="within", left="within", result="within-limits",
                due_on=row.last_on - timedelta(days=360 * k - 365), **stage.mine,
            )
            for row in stage.instrument
            for k in range(3)
        ),
    )  # fmt: skip
    aside = (r for r in stage.instrument if r.state == "quarantined")
    stage.save(
        EquipmentSpell,
        (
            EquipmentSpell(
                equipment_id=r.id,
                state="quarantined",
                begins=r.last_on,
                because="Waits for the laboratory",
                **stage.mine,
            )
            for r in aside
        ),
    )


def assets(stage: Stage) -> None:
    from clauseway.resources.models import Asset

    kinds, levels = ("information", "hardware", "software", "service"), ("public", "internal", "confidential")
    rows = (
        Asset(
            name=f"Asset {n:04d} {WORDS[n % 10]}",
            fold=f"asset {n:04d} {WORDS[n % 10].lower()}",
            kind=kinds[n % 4],
            number=f"A-{n:04d}",
            owner_id=stage.people[n % 100],
            owner_since=stage.before(600),
            classification=levels[n % 3],
            classified_on=stage.before(600),
            live_from=stage.before(600),
            **stage.mine,
        )
        for n in range(stage.size.assets)
    )
    stage.asset = stage.save(Asset, rows)
