"""The people of the demo organization: 86, all of them fictional, eleven with an account, and two visitors."""

from dataclasses import dataclass

DOMAIN = "noordzee.example"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in. `role` "" for a guest, who gets a grant instead."""

    key: str
    name: str
    email: str
    role: str
    job: str
    unit: str = ""
    told: str = ""


ACCOUNTS = (
    Account(
        "manager",
        "Ilse Brandsma",
        f"ilse.brandsma@{DOMAIN}",
        "manager",
        "Quality and security manager",
        "Quality",
        "Management-system manager",
    ),
    Account(
        "director",
        "Hendrik Osei",
        f"hendrik.osei@{DOMAIN}",
        "top-management",
        "Managing director",
        "Management",
        "Top management",
    ),
    Account(
        "production",
        "Aylin Demir",
        f"aylin.demir@{DOMAIN}",
        "process-owner",
        "Head of production",
        "Production",
        "Process owner",
    ),
    Account(
        "auditor",
        "Rosa Almeida",
        f"rosa.almeida@{DOMAIN}",
        "internal-auditor",
        "Internal auditor",
        "Quality",
        "Internal auditor",
    ),
    Account(
        "employee", "Daan Visser", f"daan.visser@{DOMAIN}", "employee", "Assembly technician", "Production", "Employee"
    ),
    Account("it", "Jeroen Kuipers", f"jeroen.kuipers@{DOMAIN}", "risk-owner", "Head of IT", "IT", "Risk owner"),
    Account("sales", "Sanne Verwoerd", f"sanne.verwoerd@{DOMAIN}", "process-owner", "Head of sales", "Sales"),
    Account(
        "purchasing", "Tomasz Nowak", f"tomasz.nowak@{DOMAIN}", "process-owner", "Head of purchasing", "Purchasing"
    ),
    Account(
        "lab",
        "Pieter Hoekstra",
        f"pieter.hoekstra@{DOMAIN}",
        "process-owner",
        "Head of the calibration laboratory",
        "Laboratory",
    ),
    Account("design", "Mei-Lin Tan", f"mei-lin.tan@{DOMAIN}", "process-owner", "Head of development", "Development"),
    Account("hr", "Fatima El Idrissi", f"fatima.elidrissi@{DOMAIN}", "process-owner", "Head of people", "People"),
)
CONSULTANT = Account(
    "consultant",
    "Claire Dubois",
    "claire.dubois@dubois-advies.example",
    "consultant",
    "Consultant",
    "",
    "Consultant, two clients",
)
GUEST = Account(
    "guest",
    "Marcus Lindqvist",
    "marcus.lindqvist@fjordmark.example",
    "",
    "Lead auditor",
    "",
    "External auditor (guest)",
)
SECOND_MANAGER = Account(
    "bakker",
    "Johanna Bakker",
    "johanna.bakker@duinrand.example",
    "manager",
    "Owner",
    "",
    "Manager of the consultant's other client",
)

UNITS = (
    ("Production", "Assembly technician", 18),
    ("Production", "Machinist", 9),
    ("Production", "Team lead assembly", 2),
    ("Service", "Service engineer", 9),
    ("Service", "Repair technician", 4),
    ("Laboratory", "Calibration technician", 5),
    ("Development", "Design engineer", 6),
    ("Development", "Electronics engineer", 3),
    ("Sales", "Account manager", 5),
    ("Sales", "Order desk", 4),
    ("Purchasing", "Buyer", 2),
    ("Warehouse", "Warehouse worker", 4),
    ("IT", "System administrator", 2),
    ("Quality", "Quality inspector", 1),
    ("Finance", "Bookkeeper", 1),
)

GIVEN = (  # noqa: SIM905
    "Noor Lars Amina Bram Yusuf Eline Kofi Marit Sven Leila Ruben Anouk Emre Femke Igor Hanna Tijn Zeynep Wouter Maja "
    "Omar Lotte Gijs Priya Niels Isabel Joris Nadia Koen Olena Stijn Chloe Sami Fleur Dmitri Roos Ali Janneke Luca Esther "
    "Viktor Myrthe Hassan Saskia Andrei Lieke Kwame Tessa Rafael Irene Mehmet Julia Sander Ana Thijs Salma Milan Greet "
    "Idris Nienke Pavel Carmen Floor Bilal Wendy Mateo Sofie Arjun Karin Elias Dewi Jelle Marta Hugo Naomi"
).split()
FAMILY = (  # noqa: SIM905
    "Jansen;Bakker;Haddad;de Wit;Yilmaz;van Dijk;Mensah;Postma;Lindberg;Rahimi;Smit;Dekker;Kaya;Bos;Petrov;Mulder;Vos;Aydin;"
    "Peters;Kowalska;Farah;Hendriks;van Leeuwen;Sharma;Kok;Moreno;Prins;Benali;Schouten;Kovalenko;Huisman;Laurent;Nasser;"
    "Kuiper;Volkov;Veenstra;Hosseini;Willems;Rossi;Maas;Novak;van Dam;Said;Groen;Popescu;Timmer;Boateng;Molenaar;Costa;"
    "Scholten;Ozturk;Horvat;Brouwer;Silva;Dijkstra;Amrani;Jovanovic;Hermans;Bello;Wiersma;Dvorak;Ortega;Zijlstra;Malik;"
    "Verhoeven;Gomez;Claes;Patel;Meijer;Johansson;Wijaya;Hoekman;Pereira;Martin;Adeyemi"
).split(";")


def colleagues() -> list[tuple[str, str, str]]:
    """Everybody without an account, as (name, job, unit)."""
    jobs = [(job, unit) for unit, job, count in UNITS for _ in range(count)]
    names = [f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)]
    return [(name, job, unit) for name, (job, unit) in zip(names, jobs, strict=True)]


PASSWORD = "noordzee-demo"  # noqa: S105 (the demo's, printed on purpose)
EVERYBODY = (*ACCOUNTS, CONSULTANT, GUEST, SECOND_MANAGER)
SHOWN = tuple(account for account in EVERYBODY if account.told)
"""One account per role, as printed."""
