"""What the demo organization consists of: sites, processes, suppliers, equipment, systems and the rest of its populations. All fictional."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAME = "Noordzee Instruments"
SECTOR = "Measuring instruments (a fictional company)"
SYSTEM = "Integrated management system"
WHY = (
    "Noordzee Instruments is a fictional maker of level and flow instruments. Two large customers ask for certificates from next year on, "
    "one for quality, one for information security, and complaints about late deliveries have shown that we rely too much on a few heads."
)
AIMS = (
    "Keep the two customers who ask for certificates. Halve the complaints about late deliveries. Know within an hour whether we can restore "
    "what a customer has entrusted to us. One system for both standards, carried by the process owners and not by the quality office."
)
TEAM = "Ilse Brandsma leads; Jeroen Kuipers (information security), Rosa Almeida (audits), all process owners; Claire Dubois advises."
SCOPE = (
    "Development, production, calibration, sale and servicing of level and flow instruments and the information entrusted to us by customers, "
    "at the works in Vlissingen and the service depot in Zwolle, with all people, systems and premises used for it."
)
EXCLUSIONS = "Nothing is left out of the quality standard. Software development is not part of what we do: instruments use a bought module."

SITES = (
    ("Works Vlissingen", "Loskade 12, Vlissingen (fictional)"),
    ("Service depot Zwolle", "Marsweg 80, Zwolle (fictional)"),
)


@dataclass(frozen=True, slots=True)
class ProcessSheet:
    """A process with its owner's account key; an empty output is one of the two that are still missing."""

    name: str
    kind: str
    activity: str
    owner: str
    inputs: str
    outputs: str


PROCESSES = (
    ProcessSheet(
        "Direction and planning",
        "management",
        "other",
        "director",
        "Context, results, expectations",
        "Policy, objectives, resources",
    ),
    ProcessSheet(
        "Management system",
        "management",
        "other",
        "manager",
        "Standards, findings, suggestions",
        "Documents, audit programme, reviews",
    ),
    ProcessSheet("Sales", "core", "sales", "sales", "Enquiries, tenders, orders", "Reviewed orders, confirmed changes"),
    ProcessSheet(
        "Design and development",
        "core",
        "design",
        "design",
        "Market needs, rules, field experience",
        "Approved drawings, parts lists, test plans",
    ),
    ProcessSheet(
        "Purchasing",
        "support",
        "purchasing",
        "purchasing",
        "Needs from planning, approved suppliers",
        "Orders, verified deliveries",
    ),
    ProcessSheet(
        "Production planning",
        "core",
        "other",
        "production",
        "Confirmed orders, stock, capacity",
        "Released work orders",
    ),
    ProcessSheet(
        "Mechanical manufacturing",
        "core",
        "production",
        "production",
        "Work orders, material, drawings",
        "Machined parts with inspection status",
    ),
    ProcessSheet(
        "Assembly and test",
        "core",
        "production",
        "production",
        "Parts, test plans, calibrated equipment",
        "Tested instruments with serial numbers",
    ),
    ProcessSheet(
        "Calibration", "support", "other", "lab", "Equipment list, due dates", "Calibrated equipment, certificates"
    ),
    ProcessSheet("Warehouse and dispatch", "support", "other", "purchasing", "Deliveries, released instruments", ""),
    ProcessSheet(
        "Field service and repair",
        "core",
        "service",
        "lab",
        "Service contracts, returned instruments",
        "Repaired instruments, service reports",
    ),
    ProcessSheet(
        "Complaints and improvement",
        "management",
        "other",
        "manager",
        "Complaints, nonconformities, ideas",
        "Corrections, causes, actions with effect",
    ),
    ProcessSheet(
        "People and competence",
        "support",
        "other",
        "hr",
        "Needs of the units, leavers and joiners",
        "Competent people, records of training",
    ),
    ProcessSheet(
        "Information technology",
        "support",
        "other",
        "it",
        "Needs of the units, risks",
        "Running systems, backups, access",
    ),
    ProcessSheet("Premises and maintenance", "support", "other", "production", "Machine list, inspections", ""),
    ProcessSheet(
        "Surface coating (outsourced)",
        "outsourced",
        "other",
        "purchasing",
        "Machined housings, coating order",
        "Coated housings with thickness report",
    ),
)

# name, criticality, since when it is bought from (days before today), what is bought
SUPPLIERS: Sequence[tuple[str, str, int]] = (
    ("Schelde Staal", "high", 372), ("Brinkman Coating", "high", 372), ("Elektra Modules", "high", 372), ("Polder Cloud Hosting", "high", 372),
    ("Zeeland Sensors", "high", 372), ("Meridiaan Metrology", "medium", 372), ("Kabelwerk Oost", "medium", 372), ("Duin Transport", "medium", 372),
    ("Veerhuis Gaskets", "medium", 372), ("Noorderlicht Displays", "medium", 372), ("Hanze Printed Circuits", "medium", 372),
    ("Stuurman Valves", "medium", 372), ("Lichtschip Security", "medium", 372), ("Waal Payroll", "medium", 372), ("Kade Packaging", "low", 372),
    ("Boei Cleaning", "low", 372), ("Anker Office Supplies", "low", 372), ("Tij Tools", "low", 372), ("Golf Fasteners", "low", 372),
    ("Mast Lubricants", "low", 372), ("Zeil Workwear", "low", 372), ("Kompas Travel", "low", 372),
    ("Maasvlakte Precision Optics", "high", 38), ("Baken Firmware Services", "high", 24),
)  # fmt: skip
NEW_SUPPLIERS = ("Maasvlakte Precision Optics", "Baken Firmware Services")

EQUIPMENT = (
    "TW-01 Torque wrench 5-25 Nm", "TW-04 Torque wrench 20-100 Nm", "TW-07 Torque wrench 40-200 Nm", "CA-02 Digital caliper 150 mm",
    "CA-03 Digital caliper 300 mm", "MM-01 Micrometer 0-25 mm", "MM-02 Micrometer 25-50 mm", "PG-01 Pressure gauge 0-10 bar",
    "PG-02 Pressure gauge 0-40 bar", "PC-01 Pressure calibrator", "MU-01 Bench multimeter", "MU-02 Hand multimeter", "TC-01 Temperature bath",
    "FR-01 Flow reference rig", "LR-01 Level reference column", "SC-01 Balance 30 kg", "CT-01 Coating thickness gauge", "RH-01 Hygrometer laboratory",
)  # fmt: skip
TORQUE_WRENCH = "TW-07 Torque wrench 40-200 Nm"

PRODUCTS = (
    "LevelGuide 200",
    "LevelGuide 400 Ex",
    "FlowPilot 50",
    "FlowPilot 80",
    "Calibration service",
    "Repair and spare parts",
)
CUSTOMERS = (
    "Havenkracht Terminals", "Delta Drinking Water", "Rijnmond Chemicals", "Polder Breweries", "Norrland Pulp", "Atlas Shipyards",
    "Municipal Works Oosterzand",
)  # fmt: skip
DESIGN_PROJECTS = (
    ("LevelGuide 400 Ex, second generation", 372),
    ("FlowPilot 80 display", 300),
    ("Wireless gateway LG-W", 95),
)
OBJECTIVES = (
    "Deliver 95 of 100 orders on the promised day", "Fewer than 8 complaints a year", "Rejects in assembly below 1.5 %",
    "Restore the order system within 4 hours", "Every user signs in with two factors", "Answer every enquiry within two working days",
)  # fmt: skip
OBJECTIVE_MISSED = OBJECTIVES[0]
OBLIGATIONS = (
    "Pressure equipment rules", "Explosion protection rules (ATEX)", "Data protection law", "Network and information security law",
    "Working conditions law", "Waste electrical equipment rules", "Contract: Delta Drinking Water, security annex", "Contract: Rijnmond Chemicals, site rules",
)  # fmt: skip
INFORMATION_SYSTEMS = (
    "Order and stock system", "File server", "Mail and calendar", "Drawing archive", "Calibration database", "Service tickets", "Payroll (hosted)",
    "Web shop for spare parts", "Backup system",
)  # fmt: skip
ROLES = (
    "Managing director", "Quality and security manager", "Process owner", "Internal auditor", "Assembly technician", "Machinist", "Service engineer",
    "Calibration technician", "Design engineer", "Buyer", "Account manager", "System administrator",
)  # fmt: skip
ASSETS: Sequence[tuple[str, str]] = (
    ("Customer drawings and specifications", "information"), ("Own design files", "information"), ("Calibration records", "information"),
    ("Personnel files", "information"), ("Contracts and tenders", "information"), ("Order system licence", "software"),
    ("Drawing software licences", "software"), ("Office suite licences", "software"), ("Test bench software", "software"),
    ("Mail hosting", "service"), ("Payroll service", "service"), ("Web shop hosting", "service"), ("Server room Vlissingen", "facility"),
    ("Laboratory", "facility"), ("Host server A", "hardware"), ("Host server B", "hardware"), ("Backup appliance", "hardware"),
    ("Firewall Vlissingen", "hardware"), ("Laptops of the field service", "hardware"), ("System administrators", "people"),
)  # fmt: skip
RISKS = (
    "Customer drawings leave through a lost laptop", "Ransomware stops order system and file server", "A supplier with remote access is compromised",
    "An administrator leaves and keeps access", "Backup cannot be restored in time", "Phishing of the order desk", "Water in the server room",
    "Web shop is altered by strangers", "Calibration records are changed unnoticed", "Hosted payroll is unavailable at month end",
)  # fmt: skip
CHANGES = (
    ("Move of the order system to new servers", 170),
    ("Second shift in assembly", 130),
    ("Depot takes over repairs of FlowPilot", 70),
)
PARTIES: Mapping[str, tuple[str, bool]] = {
    "Customers": ("Instruments on the promised day that measure right; their drawings kept confidential", False),
    "Delta Drinking Water": ("Proof of information security by certificate from next year on", True),
    "Employees": ("Safe work, clear tasks, training before new work", False),
    "Owners": ("Steady return, no surprises, certificates for the tenders", False),
    "Suppliers": ("Clear orders, payment in time, notice of changes", False),
    "Authorities": ("Explosion protection, pressure equipment and data protection rules are kept", True),
    "Neighbours of the works": ("No noise at night, no spills", False),
}
ISSUES = (
    ("Two customers ask for certificates from next year on", "external", "Chance and deadline at once", False),
    ("Ports move to remote maintenance, and ask about cyber security", "external", "New product, new risks", False),
    (
        "Hotter summers and high water: laboratory climate and access to the depot",
        "external",
        "Relevant: cooling and delivery plans",
        True,
    ),
    ("Few skilled technicians in the region", "external", "Training of our own people", False),
    ("Much knowledge sits with three people close to retirement", "internal", "Knowledge must be passed on", False),
    ("Order system without a tested recovery until this year", "internal", "Restore tests, recovery objectives", False),
    ("A second site that works by habits of its own", "internal", "Same checks at both sites", False),
)


def facets(kind: str, name: str) -> dict[str, Any]:
    """What a member of a population says of itself."""
    if kind == "asset":
        return {"kind": dict(ASSETS)[name]}
    if kind == "supplier":
        return {"criticality": next(level for known, level, _since in SUPPLIERS if known == name)}
    return {}
