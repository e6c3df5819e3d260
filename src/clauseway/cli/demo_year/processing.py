"""The process map of the year: who hands what to whom, who coats for us, the sheet of the test bench, and a handful of controls."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from clauseway.cli.demo_year.stage import SECURITY, Stage
from clauseway.processes.models import Characteristic, Control, Process, Reading
from clauseway.processes.operations.controls import add_control, prove_control
from clauseway.processes.operations.flows import NOBODY, End, Stated, add_flows
from clauseway.processes.operations.outsourcing import check_outsourced, settle_outsourcing
from clauseway.processes.operations.sheets import Read, act_on_reading, add_characteristic, record_reading

CUSTOMERS, AUTHORITIES, SUPPLIERS = "customer Customers", "party Authorities", "supplier Suppliers"
SALES, DESIGN, BUYING, PLANNING = "Sales", "Design and development", "Purchasing", "Production planning"
MAKING, TESTING, CALIBRATION = "Mechanical manufacturing", "Assembly and test", "Calibration"
STORE, SERVICE, IMPROVEMENT = "Warehouse and dispatch", "Field service and repair", "Complaints and improvement"
DIRECTION, SYSTEM, PEOPLE = "Direction and planning", "Management system", "People and competence"
IT, PREMISES, COATING = "Information technology", "Premises and maintenance", "Surface coating (outsourced)"

HANDED: Sequence[tuple[str, str, str]] = (
    ("Enquiry and order", CUSTOMERS, SALES), ("Confirmed order", SALES, PLANNING), ("Wishes and field experience", SALES, DESIGN),
    ("Drawings and parts lists", DESIGN, MAKING), ("Test plans", DESIGN, TESTING), ("Work orders", PLANNING, MAKING), ("Assembly orders", PLANNING, TESTING),
    ("Needs for material", PLANNING, BUYING), ("Orders to suppliers", BUYING, SUPPLIERS), ("Deliveries", SUPPLIERS, STORE), ("Material", STORE, MAKING),
    ("Machined housings", MAKING, COATING), ("Coated housings", COATING, TESTING), ("Machined parts", MAKING, TESTING), ("Tested instruments", TESTING, STORE),
    ("Calibrated equipment", CALIBRATION, TESTING), ("Equipment to calibrate", TESTING, CALIBRATION), ("Returned instruments", CUSTOMERS, SERVICE),
    ("Repaired instruments", SERVICE, CUSTOMERS), ("Failures seen in the field", SERVICE, IMPROVEMENT), ("Complaints", CUSTOMERS, IMPROVEMENT),
    ("Corrective actions", IMPROVEMENT, SYSTEM), ("Rules and duties", AUTHORITIES, SYSTEM), ("Results and findings", SYSTEM, DIRECTION),
    ("Objectives and resources", DIRECTION, SYSTEM), ("Staffing plan", DIRECTION, PEOPLE), ("Competent people", PEOPLE, TESTING),
    ("Needs for systems", DIRECTION, IT), ("Running systems", IT, SALES), ("Machine list", MAKING, PREMISES),
)  # fmt: skip
OPEN = ("Service reports", SERVICE)
"""What the service writes since spring, and nobody reads."""

LINES = (
    ("Tightening torque of the flange", "process", "Nm", "22", "26", "TW-01"),
    ("Insulation resistance", "product", "MΩ", "100", None, "MU-01"),
    ("Deviation at half level", "product", "mm", "-1.5", "1.5", "LR-01"),
)
READ = (
    (-90, "24.1", "480", "0.4"),
    (-48, "26.9", "510", "-0.7"),
    (-20, "23.8", "495", "1.1"),
    (-6, "24.4", "470", "2.1"),
)
CONTROLS = (
    ("Restore test of the order system", "it", "A restored copy is compared with the day before, by two people", 180, "A.8.13", IT),
    ("Review of administrators' rights", "it", "The list of rights is compared with the list of people every quarter", 90, "A.8.2", IT),
    ("Release of the first assembled instrument", "production", "The first of each order is tested in full before the second is begun", 90, "", TESTING),
    ("Visitors sign and are accompanied", "manager", "The reception keeps the book; who visits them stays with them", 365, "A.7.2", PREMISES),
)  # fmt: skip
PROVEN = (
    (-150, 0, "effective"),
    (-140, 1, "effective"),
    (-100, 2, "effective"),
    (-60, 1, "corrected"),
    (-28, 2, "not-effective"),
    (-24, 3, "effective"),
)


def _process(name: str) -> Process:
    return Process.objects.get(name=name)


def _end(name: str) -> End:
    kind, _space, rest = name.partition(" ")
    if kind in ("customer", "supplier", "party"):
        return End(kind, name=rest)
    return End("process", _process(name).id)


def draw(stage: Stage) -> None:
    """The hand-overs, from a workshop with all process owners."""
    stage.do("manager", add_flows, [Stated(what, _end(giver), _end(taker)) for what, giver, taker in HANDED])


def left_open(stage: Stage) -> None:
    stage.do("lab", add_flows, [Stated(OPEN[0], _end(OPEN[1]), NOBODY)])


def coating(stage: Stage) -> None:
    stage.do(
        "purchasing",
        settle_outsourcing,
        _process(COATING).id,
        supplier_ref=stage.ref("supplier", "Brinkman Coating"),
        control_kind="lot",
        control="Thickness report with each lot; three housings of each lot measured on arrival with CT-01.",
        criteria="Layer of 20 to 30 µm; no bare edges; back within five working days.",
        evaluation="Evaluated once a year by the criteria for suppliers; line visited every second year.",
    )


def looked(stage: Stage, found: str) -> None:
    stage.do("purchasing", check_outsourced, _process(COATING).id, result="as-agreed", looked_at=found)


def sheet(stage: Stage) -> None:
    for name, kind, unit, lower, upper, instrument in LINES:
        stage.do(
            "production",
            add_characteristic,
            _process(TESTING).id,
            name=name,
            sheet=kind,
            unit=unit,
            instrument=instrument,
            lower=Decimal(lower),
            upper=Decimal(upper) if upper else None,
        )


def read(stage: Stage, number: int) -> None:
    """Three readings of one order; the first one outside was acted on at once, the last one waits."""
    offset, *values = READ[number]
    site = stage.ref("site", "Works Vlissingen")
    for (name, *_line), value in zip(LINES, values, strict=True):
        line = Characteristic.objects.get(name=name)
        found = Read(Decimal(value), lot=f"Order {4100 - offset}", site=site)
        stage.do("production", record_reading, line.id, found, on=stage.day(offset))


def acted(stage: Stage) -> None:
    row = Reading.objects.filter(outside=True).earliest("on")
    what = "Wrench set anew and checked; the four flanges of the order loosened and tightened again."
    stage.do("production", act_on_reading, row.id, what=what)


def controls(stage: Stage) -> None:
    for name, owner, runs, days, ref, process in CONTROLS:
        asked = [str(stage.editions[SECURITY].by_ref[ref].id)] if ref else []
        stage.do(
            "manager",
            add_control,
            name=name,
            owner_id=stage.person(owner),
            operation=runs,
            test_days=days,
            requirements=asked,
            process_id=_process(process).id,
        )


def proven(stage: Stage, number: int, result: str) -> None:
    name, owner, *_rest = CONTROLS[number]
    method = "Two of ten orders were begun without release." if result == "not-effective" else "Tried; protocol kept."
    stage.do(owner, prove_control, Control.objects.get(name=name).id, result=result, method=method)


def tell(stage: Stage) -> list[tuple[int, Callable[[Stage], None]]]:
    """What happens on which day."""
    told: list[tuple[int, Callable[[Stage], None]]] = [
        (-340, draw),
        (-336, coating),
        (-300, partial(looked, found="Line visited; bath log and three lots looked at.")),
        (-120, partial(looked, found="Reports of eleven lots; six housings measured by us.")),
        (-110, sheet),
        (-160, controls),
        (-30, left_open),
        (-43, acted),
    ]
    told += [(offset + 1, partial(read, number=number)) for number, (offset, *_values) in enumerate(READ)]
    told += [(day, partial(proven, number=number, result=result)) for day, number, result in PROVEN]
    return told
