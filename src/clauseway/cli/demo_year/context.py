"""The context of the company through the year: headings and quadrants, climate, a review, roles, who answers for what, and what is communicated."""

import uuid
from collections.abc import Callable

from clauseway.cli.demo_year import company
from clauseway.cli.demo_year.stage import QUALITY, Stage
from clauseway.systems.models import Issue, PartyNeed
from clauseway.systems.operations import change_issue
from clauseway.systems.operations.communication import hold_communication, plan_communication
from clauseway.systems.operations.context import decide_climate, review_context
from clauseway.systems.operations.parties import add_needs, decide_need
from clauseway.systems.operations.responsibilities import Subject, add_role, assign, hold_role, make_known

Event = Callable[[Stage], None]
STANDINGS = (
    ("economic", "helpful"), ("technological", "helpful"), ("environmental", "harmful"), ("social", "harmful"),
    ("social", "harmful"), ("technological", "harmful"), ("", ""),
)  # fmt: skip
HOLDERS = {
    "Managing director": "director",
    "Quality and security manager": "manager",
    "Buyer": "purchasing",
    "Account manager": "sales",
}
AUTHORITY = {
    "Managing director": "Decides on policy, people and money",
    "Quality and security manager": "May stop a delivery; reports to the director directly",
    "Buyer": "Signs orders below 25,000 euro",
}
MATRIX = (
    ("Sales", "Account manager", "R"), ("Sales", "Quality and security manager", "C"), ("Purchasing", "Buyer", "R"),
    ("Management system", "Quality and security manager", "AR"), ("Management system", "Managing director", "I"),
    ("Complaints and improvement", "Account manager", "C"),
)  # fmt: skip
PLAN = (
    ("Results of the quarter", "Everybody knows where we stand", "First Monday of a quarter", 100,
     "internal", "All employees", "Meeting in the canteen", "director"),
    ("Changes of delivery dates", "Customers can plan", "As soon as we know", None,
     "external", "The customer concerned", "Call, then mail", "sales"),
    ("Rules for drawings of customers", "Suppliers keep them confidential", "With the yearly contract", 370,
     "both", "Suppliers who get drawings", "Letter with receipt", ""),
)  # fmt: skip
HELD = ("Results of the quarter", (-260, -170, -80))


def roles(stage: Stage) -> None:
    """The roles of the company, and who holds the four that answer for something."""
    for name in company.ROLES:
        row = stage.do("hr", add_role, name=name, authority=AUTHORITY.get(name, ""), live_from=stage.day(-372))
        stage.kept[f"role {name}"] = row.id
        if name in HOLDERS:
            stage.do("hr", hold_role, row.id, person=stage.person(HOLDERS[name]), on=stage.day(-372))


def standings(stage: Stage) -> None:
    """Each issue under its heading; whether the second site helps or harms is left to be said. And climate change is decided."""
    for (text, *_rest), (heading, influence) in zip(company.ISSUES, STANDINGS, strict=True):
        row = Issue.objects.get(system_id=stage.system, text=text)
        stage.do("manager", change_issue, row.id, version=row.version, heading=heading, influence=influence)
    because = "Hot summers reach the laboratory, high water the depot; both stand in the list of issues."
    stage.do("manager", decide_climate, stage.system, relevant=True, because=because)


def reviewed(stage: Stage) -> None:
    found = "Read with the heads of departments. The recovery of the order system moved up; the customers' deadline is nearer."
    stage.do("manager", review_context, stage.system, outcome="taken-up", changed=found)


def needs(stage: Stage) -> None:
    """One party's needs one by one; of the last nobody decided yet."""
    party = next(iter(company.PARTIES))
    key = uuid.UUID(stage.ref("party", party))
    listed = ("On the promised day", "Instruments that measure right", "An answer to a complaint within two days")
    stage.do("manager", add_needs, key, needs=listed)
    for row in list(PartyNeed.objects.filter(party_id=key).order_by("recorded_at", "id"))[:2]:
        stage.do("manager", decide_need, row.id, version=1, decision="taken-up", standards=(QUALITY,))


def answers(stage: Stage) -> None:
    """Who answers for the tasks of the system, and a first part of the matrix."""
    standards = (QUALITY,)
    for task, role in (("system-conforms", "Quality and security manager"), ("customer-focus", "Account manager")):
        subject = Subject(kind="task", ref=task, system=stage.system, standards=standards)
        stage.do("manager", assign, subject, letters="A", role=stage.kept[f"role {role}"])
    stage.do("manager", make_known, kind="task", system=stage.system, how="Role sheets, signed")
    for process, role, letters in MATRIX:
        subject = Subject(kind="process", ref=stage.ref("process", process))
        stage.do("manager", assign, subject, letters=letters, role=stage.kept[f"role {role}"])


def plan(stage: Stage) -> None:
    """The communication plan; the last line has nobody yet who sees to it."""
    for what, why, when, days, side, audience, how, owner in PLAN:
        row = stage.do(
            "manager",
            plan_communication,
            stage.system,
            what=what,
            why=why,
            when_text=when,
            days=days,
            side=side,
            audience=audience,
            how=how,
            owner_id=stage.person(owner) if owner else None,
        )
        stage.kept[f"communication {what}"] = row.id


def held(stage: Stage) -> None:
    stage.do(
        "manager", hold_communication, stage.kept[f"communication {HELD[0]}"], note="Questions about the second shift"
    )


def tell() -> list[tuple[int, Event]]:
    """What happens on which day of the year."""
    told: list[tuple[int, Event]] = [(-362, standings), (-340, answers), (-330, plan), (-160, reviewed), (-60, needs)]
    return told + [(day, held) for day in HELD[1]]
