"""`n` instruments with a calibration, a time set aside and a look at earlier results, and `n` assets, for the walks over tables and addresses."""

import uuid

from clauseway.kernel.context import Context
from clauseway.resources.operations.assets import add_asset
from clauseway.resources.operations.calibrations import Certificate, Looked, assess_impact, record_calibration
from clauseway.resources.operations.equipment import add_equipment, set_aside


def measure(context: Context, n: int, ids: dict[str, uuid.UUID]) -> None:
    """What is measured with, and what is worth protecting."""
    for i in range(n):
        gauge = add_equipment(context, name=f"Gauge {i}", identifier=f"G-{i}", owner_id=ids["person"])
        told = Certificate(context.today, "outside", "within", "National standard")
        made = record_calibration(context, gauge.id, told)
        assess_impact(context, gauge.id, Looked("Final tests", "no-effect", calibration=made.id))
        set_aside(context, gauge.id, because="Dropped")
        ids["instrument"], ids["calibration"] = gauge.id, made.id
        ids["asset"] = add_asset(context, name=f"Asset {i}", kind="information", owner_id=ids["person"]).id
