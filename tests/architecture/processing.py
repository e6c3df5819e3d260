"""`n` of everything the process map keeps, for the walks over tables and addresses."""

import uuid
from decimal import Decimal

from clauseway.kernel.context import Context
from clauseway.processes.operations import add_process
from clauseway.processes.operations.controls import add_control, prove_control
from clauseway.processes.operations.flows import End, add_flow
from clauseway.processes.operations.outsourcing import check_outsourced, settle_outsourcing
from clauseway.processes.operations.sheets import Read, act_on_reading, add_characteristic, record_reading


def steer(context: Context, n: int, ids: dict[str, uuid.UUID]) -> None:
    """Hand-overs, an outsourced process with its control, sheets with readings, controls with proofs."""
    for i in range(n):
        process = ids["process"]
        bought = add_process(context, name=f"Coating {i}", kind="outsourced", owner_id=ids["person"])
        ids["flow"] = add_flow(
            context, what=f"Housings {i}", giver=End("process", process), taker=End("process", bought.id)
        ).id
        settle_outsourcing(
            context, bought.id, provider=f"Coater {i}", control_kind="output", control="Measured", criteria="20 µm"
        )
        check_outsourced(context, bought.id, result="as-agreed", looked_at="Three lots")
        line = add_characteristic(context, process, name=f"Current {i}", upper=Decimal(120), unit="A")
        ids["characteristic"] = line.id
        ids["reading"] = record_reading(context, line.id, Read(Decimal(130 + i))).id
        act_on_reading(context, ids["reading"], what="Adjusted")
        control = add_control(
            context, name=f"Control {i}", owner_id=ids["person"], process_id=process, operation="Done", test_days=90
        )
        ids["control"] = control.id
        prove_control(context, control.id, result="effective", method="Tried")
