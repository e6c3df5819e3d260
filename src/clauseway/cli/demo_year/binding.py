"""What binds the company and what it changes on purpose: the register, three evaluations, and changes from the asking to their effect."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from clauseway.cli.demo_year import company
from clauseway.cli.demo_year.stage import Stage
from clauseway.systems.operations.changes import approve_change, ask_change, begin_change, finish_change, review_change
from clauseway.systems.operations.obligations import (
    Found,
    add_obligation,
    decide_obligation,
    evaluate_compliance,
    finish_breach,
)


@dataclass(frozen=True, slots=True)
class Bond:
    """What an obligation asks, where it is written, who sees to it and how."""

    asks: str
    source: str
    owner: str
    met_by: str
    kind: str = "law"
    jurisdiction: str = "NL"


BONDS: Mapping[str, Bond] = dict(
    zip(
        company.OBLIGATIONS,
        (
            Bond("Housings above the limit are tested and documented", "Directive 2014/68/EU", "design", "Test plan 12", "law", "EU"),
            Bond("Instruments for explosive areas keep their type approval", "Directive 2014/34/EU", "design", "Design checklist", "law", "EU"),
            Bond("Personal data are kept as long as needed and no longer", "Regulation (EU) 2016/679", "manager", "Yearly clean-out", "law", "EU"),
            Bond("Serious incidents are reported in time", "National law on network security", "it", "Incident procedure"),
            Bond("Work is safe and people are told how", "Working conditions act", "hr", "Round of the works every quarter"),
            Bond("Old instruments are taken back", "Rules on waste equipment", "purchasing", "Contract with a recycler"),
            Bond("Drawings are encrypted; incidents told within a day", "Contract 2211, annex 4", "sales", "Rules for handling", "contract"),
            Bond("Visitors to the site carry a permit", "Contract 1908, annex 2", "lab", "Checklist for visits", "contract"),
        ),
        strict=True,
    )
)  # fmt: skip
EVALUATED_ON, SETTLED_ON = -140, -120
PURPOSES = {
    "Move of the order system to new servers": ("Support for the old servers ends", "A weekend without orders", "New servers, two days of IT"),
    "Second shift in assembly": ("Orders of the autumn", "Evenings without a lead on site", "Four fitters, one lead"),
    "Depot takes over repairs of FlowPilot": ("Repairs nearer to customers", "Calibration at a second place", "Bench, training of two people"),
}  # fmt: skip
CARRIED = ("change.planned", "change.reviewed")


def register(stage: Stage) -> None:
    """The register on its first day, with the decision that each of them applies."""
    for name, bond in BONDS.items():
        row = stage.do(
            "manager",
            add_obligation,
            name=name,
            live_from=stage.day(-372),
            kind=bond.kind,
            asks=bond.asks,
            source=bond.source,
            jurisdiction=bond.jurisdiction,
            owner_id=stage.person(bond.owner),
            met_by=bond.met_by,
        )
        stage.kept[f"obligation {name}"] = row.id
        stage.do("manager", decide_obligation, row.id, applies=True)


def evaluations(stage: Stage) -> None:
    """Three of them evaluated: two are kept, of one there was a breach with an answer."""
    data, contract, safe = (stage.kept[f"obligation {company.OBLIGATIONS[n]}"] for n in (2, 6, 4))
    for key, basis in ((data, "List of personal data, deletions of the year"), (contract, "Ten transfers sampled")):
        stage.do("manager", evaluate_compliance, key, Found(complies=True, basis=basis))
    breach = Found(
        complies=False,
        basis="Round of the works with the safety officer",
        finding="Two fitters worked at the press without being told about its light curtain.",
        response="Both are told and the round asks for it from now on",
        response_due=stage.moment.date() + timedelta(days=30),
    )
    stage.kept["breach"] = stage.do("manager", evaluate_compliance, safe, breach).id


def breach_settled(stage: Stage) -> None:
    stage.do("manager", finish_breach, stage.kept["breach"])


def asked(stage: Stage, name: str, day: int) -> str:
    """Somebody asks for a change."""
    purpose, consequences, resources = PURPOSES[name]
    row = stage.do(
        "manager",
        ask_change,
        name=name,
        live_from=stage.day(day),
        purpose=purpose,
        consequences=consequences,
        resources=resources,
        responsible_id=stage.person("production"),
        review_on=stage.day(day + 60),
    )
    return str(row.id)


def carry(stage: Stage, ref: str, word: str, day: int) -> None:
    """The director agrees; or the change is made and somebody looks at its effect."""
    change = uuid.UUID(ref)
    if word == "change.planned":
        stage.do("director", approve_change, change)
        return
    stage.do("manager", begin_change, change, on=stage.day(day + 20))
    stage.do("manager", finish_change, change, on=stage.day(day + 40))
    told = "Output and complaints of six weeks compared with before; nothing got worse."
    stage.do("manager", review_change, change, result="held", finding=told)
