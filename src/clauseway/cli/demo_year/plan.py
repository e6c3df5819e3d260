"""The work ahead: actions with owners, dates, effort and what they wait for; milestones; what the forecast assumes."""

from dataclasses import dataclass
from decimal import Decimal

from clauseway.actions.operations import create_action, move_action, set_forecast, set_milestone
from clauseway.cli.demo_year.stage import Stage

STAGE_1, STAGE_2 = 107, 152


@dataclass(frozen=True, slots=True)
class Planned:
    """An action: planned on a day, started and due on days (all from today), effort in days of one person (least, likely, most), wait in days."""

    key: str
    title: str
    kind: str
    owner: str
    planned: int
    start: int
    due: int
    effort: tuple[str, str, str]
    closes: tuple[str, ...]
    after: tuple[str, ...] = ()
    wait: tuple[int, str] = (0, "")
    cost: int | None = None
    state: str = "open"
    resources: str = ""
    stage: str = "stage2"


ACTIONS = (
    Planned(
        "obligations",
        "Put the register of laws and contract duties in force",
        "documentation",
        "manager",
        -8,
        12,
        55,
        ("3", "5", "9"),
        ("27001:A.5.31",),
        wait=(14, "answer of the lawyer"),
        cost=1200,
        stage="stage1",
    ),
    Planned(
        "systems",
        "Second round of the systems nobody looks after: web shop, payroll, calibration database",
        "infrastructure",
        "it",
        -7,
        8,
        50,
        ("5", "8", "14"),
        (
            "27001:A.5.16",
            "27001:A.5.18",
            "27001:A.8.2",
            "27001:A.8.5",
            "27001:A.8.8",
            "27001:A.8.9",
            "27001:A.8.13",
            "27001:A.8.15",
        ),
    ),
    Planned(
        "survey",
        "Evaluate the customer survey and the knowledge of the three who retire",
        "other",
        "sales",
        -6,
        2,
        35,
        ("2", "3", "4"),
        ("9001:9.1.2", "9001:7.1.6"),
    ),
    Planned(
        "two factors",
        "Switch on two factors for every user",
        "infrastructure",
        "it",
        -140,
        -138,
        -75,
        ("6", "9", "14"),
        ("27001:A.8.5",),
        cost=4200,
        state="done",
    ),
    Planned(
        "awareness",
        "Awareness talks at the depot and for the evening shift",
        "training",
        "hr",
        -70,
        -60,
        -10,
        ("2", "3", "5"),
        ("9001:7.3", "27001:7.3", "27001:A.6.3"),
        state="doing",
    ),
    Planned(
        "new suppliers",
        "Evaluate the two new critical suppliers",
        "other",
        "purchasing",
        -30,
        -20,
        -3,
        ("1", "2", "4"),
        ("9001:8.4.1", "9001:8.4.2"),
    ),
    Planned(
        "adhesive",
        "Validate gluing with the new adhesive",
        "procedure",
        "production",
        -33,
        -25,
        26,
        ("3", "5", "8"),
        ("9001:8.5.1",),
        wait=(21, "ageing test at the adhesive maker"),
        state="doing",
        cost=1800,
    ),
    Planned(
        "audit programme",
        "Audit Calibration, Purchasing and Sales by somebody independent",
        "other",
        "auditor",
        -22,
        4,
        38,
        ("3", "4", "6"),
        ("9001:9.2.1", "9001:9.2.2", "27001:9.2.1", "27001:9.2.2"),
    ),
    Planned(
        "process sheets",
        "Complete outputs and criteria of two processes",
        "documentation",
        "manager",
        -28,
        -5,
        12,
        ("0.5", "1", "2"),
        ("9001:4.4.1", "27001:4.4"),
        stage="stage1",
    ),
    Planned(
        "torque wrench",
        "Send TW-07 to calibration and borrow a replacement",
        "other",
        "lab",
        -8,
        -6,
        7,
        ("0.25", "0.5", "1"),
        ("9001:7.1.5.2",),
        wait=(5, "accredited laboratory"),
        cost=160,
    ),
    Planned(
        "treatment plan",
        "Put dates and owners on the whole risk treatment plan",
        "documentation",
        "it",
        -15,
        1,
        30,
        ("1", "2", "3"),
        ("27001:6.1.3", "27001:8.3"),
        stage="stage1",
    ),
    Planned(
        "supplier security",
        "Assess and sign security terms with important suppliers",
        "other",
        "it",
        -14,
        6,
        60,
        ("4", "7", "12"),
        ("27001:A.5.19", "27001:A.5.20", "27001:8.1"),
        after=("new suppliers",),
        wait=(20, "answers of the suppliers"),
    ),
    Planned(
        "cryptography",
        "Decide and put in force the rules for encryption",
        "policy",
        "it",
        -8,
        10,
        45,
        ("2", "3", "5"),
        ("27001:A.8.24",),
    ),
    Planned(
        "sites",
        "Draw the zones of the depot and put site security in force",
        "policy",
        "production",
        -11,
        14,
        70,
        ("4", "6", "10"),
        ("27001:A.7.1", "27001:A.7.2", "27001:A.7.3", "27001:A.7.10", "27001:A.7.11", "27001:A.7.13", "27001:A.7.14"),
        cost=2500,
    ),
    Planned(
        "site checks",
        "First round of physical checks at both sites",
        "infrastructure",
        "production",
        -11,
        71,
        98,
        ("3", "5", "8"),
        ("27001:A.7.4", "27001:A.7.5", "27001:A.7.8"),
        after=("sites",),
    ),
    Planned(
        "incident exercise",
        "Play through the incident plan with two deputies",
        "training",
        "it",
        -14,
        20,
        31,
        ("1", "1.5", "3"),
        ("27001:A.5.24",),
    ),
    Planned(
        "classification",
        "Agree levels of classification and label what needs it",
        "policy",
        "manager",
        -9,
        15,
        80,
        ("5", "8", "15"),
        ("27001:A.5.12", "27001:A.5.13", "27001:A.5.14"),
    ),
    Planned(
        "second review",
        "Management review of security with complete inputs",
        "other",
        "director",
        -13,
        75,
        90,
        ("1", "1.5", "2"),
        ("27001:9.3.2",),
        after=("treatment plan", "audit programme"),
        wait=(14, "results of three months of treatment"),
    ),
    Planned(
        "undecided",
        "Decide on the ten controls nobody has decided yet",
        "documentation",
        "manager",
        -7,
        3,
        24,
        ("1", "1.5", "3"),
        ("27001:6.1.3",),
        stage="stage1",
    ),
)


def plan(stage: Stage, action: Planned) -> None:
    """Put one action into the plan."""
    low, likely, high = (Decimal(days) for days in action.effort)
    made = stage.do(
        "manager",
        create_action,
        system_id=stage.system,
        title=action.title,
        kind=action.kind,
        owner_id=stage.person(action.owner),
        start_on=stage.day(action.start),
        due_on=stage.day(action.due),
        effort_low=low,
        effort_days=likely,
        effort_high=high,
        wait_days=action.wait[0],
        wait_reason=action.wait[1],
        cost=action.cost,
        resources=action.resources,
        stage=action.stage,
        closes=[stage.requirement(name).id for name in action.closes],
        after=[stage.kept[f"action {key}"] for key in action.after],
    )
    stage.kept[f"action {action.key}"] = made.id


def take_up(stage: Stage, action: Planned) -> None:
    """The owner begins, and for a finished one ends, the work."""
    key = stage.kept[f"action {action.key}"]
    stage.do("manager", move_action, key, state="doing")


def finish(stage: Stage, action: Planned) -> None:
    stage.do("manager", move_action, stage.kept[f"action {action.key}"], state="done")


def book_audits(stage: Stage) -> None:
    """The certification body has named its dates."""
    stage.do("manager", set_milestone, system_id=stage.system, kind="stage1", on_date=stage.day(STAGE_1))
    stage.do("manager", set_milestone, system_id=stage.system, kind="stage2", on_date=stage.day(STAGE_2))
    stage.do(
        "manager",
        set_milestone,
        system_id=stage.system,
        kind="own",
        name="All process owners have walked their gaps",
        on_date=stage.day(40),
    )


def assume(stage: Stage) -> None:
    """What the forecast is to assume about this company."""
    stage.do(
        "manager",
        set_forecast,
        system_id=stage.system,
        pace_low=Decimal("1.0"),
        pace_high=Decimal("2.5"),
        operation_days=90,
        lead_time_low=35,
        lead_time_high=70,
    )
