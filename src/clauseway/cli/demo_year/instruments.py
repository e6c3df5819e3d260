"""Measuring equipment and assets of the year: the registers, certificates of the laboratory, and a pressure gauge that was found out of tolerance."""

import uuid

from clauseway.cli.demo_year import company
from clauseway.cli.demo_year.stage import Stage
from clauseway.resources.operations.assets import write_assets
from clauseway.resources.operations.calibrations import Certificate, Looked, assess_impact, record_calibration
from clauseway.resources.operations.equipment import put_back, set_aside, write_equipment
from clauseway.resources.operations.sheets import SheetRow

MEASURES = {
    "TW": ("torque", "Assembly"),
    "CA": ("length", "Machining"),
    "MM": ("length", "Machining"),
    "PG": ("pressure", "Final test"),
    "PC": ("pressure", "Laboratory"),
    "MU": ("voltage and current", "Final test"),
    "TC": ("temperature", "Laboratory"),
    "FR": ("flow", "Laboratory"),
    "LR": ("level", "Laboratory"),
    "SC": ("mass", "Goods in"),
    "CT": ("coating thickness", "Goods in"),
    "RH": ("humidity", "Laboratory"),
}
OWNERS = {
    "information": "manager",
    "hardware": "it",
    "software": "it",
    "service": "it",
    "facility": "manager",
    "people": "hr",
}
LEVELS = ("confidential", "internal")
CERTIFIED = ("PC-01 Pressure calibrator", "MU-01 Bench multimeter", "FR-01 Flow reference rig", "SC-01 Balance 30 kg")
GAUGE = "PG-02 Pressure gauge 0-40 bar"
CERTIFICATES_ON, FOUND_ON, LOOKED_ON = -96, -74, -68


def register(stage: Stage) -> None:
    """The instruments of the first day, each with its identifier, what it measures and where it is."""
    rows = []
    for name in company.EQUIPMENT:
        mark, *words = name.split()
        measures, location = MEASURES[mark.split("-")[0]]
        values: dict[str, object] = {"name": name, "identifier": mark, "origin": "list"}
        values |= {"measures": measures, "location": location}
        values |= {"owner_id": stage.person("lab"), "live_from": stage.day(-372)}
        values |= {"range": " ".join(words[-2:])} if words[-1] in ("Nm", "mm", "bar", "kg") else {}
        rows.append(SheetRow(values))
    stage.do("lab", write_equipment, rows)


def assets(stage: Stage) -> None:
    """The assets of the first day, each with its owner; information with its level."""
    rows = []
    for number, (name, kind) in enumerate(company.ASSETS):
        values: dict[str, object] = {"name": name, "kind": kind, "number": f"A-{number + 1:03}", "origin": "list"}
        values |= {"owner_id": stage.person(OWNERS[kind]), "live_from": stage.day(-372)}
        values |= {"classification": LEVELS[number % 2]} if kind == "information" else {}
        rows.append(SheetRow(values))
    stage.do("manager", write_assets, rows)


def certificates(stage: Stage) -> None:
    """The certificates that came back from the calibration laboratory."""
    for number, name in enumerate(CERTIFIED):
        told = Certificate(
            stage.day(CERTIFICATES_ON - 2),
            "within",
            "within",
            "National standards, through Meridiaan Metrology",
            "Meridiaan Metrology",
            f"MM-{2210 + number}",
            next_due=stage.day(CERTIFICATES_ON + 363),
        )
        stage.do("lab", record_calibration, _key(stage, name), told)


def out_of_tolerance(stage: Stage) -> None:
    """The gauge reads wrong: it is set aside the same day and adjusted."""
    gauge = _key(stage, GAUGE)
    stage.do("lab", set_aside, gauge, because="Reads 0.6 bar too high at 30 bar")
    told = Certificate(
        *(
            stage.day(FOUND_ON),
            "outside",
            "within",
            "Pressure calibrator PC-01",
            "Own laboratory",
            "P-0117",
            "+0.6 bar",
        ),
        next_due=stage.day(FOUND_ON + 365),
    )
    found = stage.do("lab", record_calibration, gauge, told)
    stage.kept["gauge"] = found.id


def looked_at(stage: Stage) -> None:
    """Which final tests used the gauge since it was last right, and that it may be used again."""
    gauge = _key(stage, GAUGE)
    looked = Looked(
        "Final tests of 31 instruments above 20 bar since the calibration before",
        "acted-on",
        "Four were tested again, none failed; two customers were told.",
        calibration=stage.kept["gauge"],
    )
    stage.do("lab", assess_impact, gauge, looked)
    stage.do("lab", put_back, gauge, because="Adjusted, and earlier results are settled")


def _key(stage: Stage, name: str) -> uuid.UUID:
    return uuid.UUID(stage.ref("equipment", name))
