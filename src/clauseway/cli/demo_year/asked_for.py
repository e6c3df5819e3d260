"""What is written down for what is asked: some entries accepted, and a plan begun from its template that nobody has filled in yet."""

from collections.abc import Callable

from clauseway.cli.demo_year.stage import Stage
from clauseway.documents.documented import Entry, entries, holding
from clauseway.documents.operations import accept_serving, draw_document

KEPT = (
    ("9001:4.1", "maintain", "issues"),
    ("9001:4.2", "maintain", "parties"),
    ("9001:6.2.1", "maintain", "objectives"),
    ("9001:6.2.1", "retain", "objectives"),
    ("9001:7.1.5.2", "maintain", "equipment"),
    ("9001:7.1.5.2", "retain", "equipment"),
    ("9001:8.4.1", "retain", "suppliers"),
    ("27001:A.5.9", "maintain", "assets"),
)
"""Where a register of ours keeps what is asked: standard and reference, sort, register."""
MOST = 24
PLAN = ("communication-plan", "9001:7.4", "What we tell whom, and who does")


def _named(entry: Entry) -> str:
    return f"{entry.requirement.edition_slug.split('-')[1]}:{entry.requirement.ref}"


def _accepted(stage: Stage) -> None:
    """What documents in force describe is accepted for what is to be kept up to date; registers for what they keep."""
    context = stage.context("manager")
    every, held = entries(context, stage.system), holding(context, stage.system)
    documents = [
        (one, paper) for one in every if one.sort == "maintain" for paper in held.offered(one)[:1] if paper.in_force
    ]
    for entry, paper in documents[:MOST]:
        stage.do("manager", accept_serving, stage.system, entry, document=paper.line)
    for name, sort, register in KEPT:
        entry = next(one for one in every if _named(one) == name and one.sort == sort)
        stage.do("manager", accept_serving, stage.system, entry, register=register)


def _begun(stage: Stage) -> None:
    template, name, title = PLAN
    every = entries(stage.context("sales"), stage.system)
    asked = [one for one in every if _named(one) == name and template in one.templates][:1]
    stage.do("sales", draw_document, stage.system, template, title=title, owner_id=stage.person("sales"), entries=asked)


def tell() -> list[tuple[int, Callable[[Stage], None]]]:
    """What happens on which day."""
    return [(-12, _accepted), (-4, _begun)]
