"""One organization with much in its registers: processes, suppliers with purchases, instruments, assets, obligations, an indicator with very many values.

Written in bulk as the application's role, inside the organization; claims are filed by the ledger's own reconcile and verdicts by the judge. Its pages are
the lists in each of their ways, the map, and one of each kind.
"""

import sys
from collections.abc import Callable
from typing import Any

from bench.children import tell
from bench.registers.processes import indicators, processes
from bench.registers.resources import assets, instruments, suppliers
from bench.registers.stage import Size, Stage
from bench.registers.systems import binding

EDITIONS = ("iso-9001-2026", "iso-14001-2026", "iso-27001-2022")
RHYTHMS = {"supplier-evaluation": 365, "calibration": 365, "compliance-evaluation": 365, "objective-evaluation": 180}
FILLED: tuple[Callable[[Stage], None], ...] = (processes, suppliers, instruments, assets, binding, indicators)
"""What is filled, in this order: later ones name what earlier ones made."""
QUICK = Size(20, 60, 200, 40, 40, 20, 10, 10, 300)


def main(quick: bool) -> None:
    import django

    django.setup()
    from bench.world import PASSWORD, session_of
    from clauseway.organization.models import User

    user = User(email="registers@bench.example", name="Rita Register")
    user.set_password(PASSWORD)
    user.save()
    made = build(Stage(QUICK if quick else Size(), user))
    tell(**made, session=session_of(user), email=user.email)


def build(stage: Stage) -> dict[str, Any]:
    """Make the organization and judge it; the address of each of its pages by the page's name."""
    from clauseway.conformity.judging import judge_requirements
    from clauseway.evidence.ledger import reconcile_all
    from clauseway.kernel.context import Context, system_context, within
    from clauseway.organization.operations import create_organization

    before = Context(None, stage.user.id, now=stage.now)
    organization, founder = create_organization(before, name="Bench registers", headcount=800, founder=stage.user)
    stage.mine, stage.me = {"organization_id": organization.id}, founder.person
    context = system_context(organization.id, now=stage.now)
    with within(context):
        system = ground(stage)
        for fill in FILLED:
            fill(stage)
    with within(context):
        reconcile_all(context)
        judge_requirements(context, system.id, None)
    base = f"/o/{organization.slug}/s/{system.slug}/"
    return {"pages": {name: base + path for name, path in pages(stage).items()}}


def ground(stage: Stage) -> Any:
    """People, and one system of three standards with its rhythms."""
    from clauseway.catalogue.models import Edition
    from clauseway.kernel.folding import fold
    from clauseway.organization.models import Person
    from clauseway.systems.models import AppliedEdition, Rhythm, System

    since = stage.before(800)
    names = [f"Person {n:03d}" for n in range(100)]
    people = (Person(name=n, fold=fold(n), live_from=since, **stage.mine) for n in names)
    stage.people = [person.id for person in stage.save(Person, people)]
    system = System.objects.create(name="Quality", slug="quality", started_on=since, lead_id=stage.me, **stage.mine)
    for slug in EDITIONS:
        edition = Edition.objects.get(slug=slug)
        AppliedEdition.objects.create(system_id=system.id, edition=edition, valid_from=since, **stage.mine)
    for name, days in RHYTHMS.items():
        Rhythm.objects.create(
            system_id=system.id, name=name, days=days, valid_from=since, set_by_id=stage.me, **stage.mine
        )
    return system


def pages(stage: Stage) -> dict[str, str]:
    """Each page by a name, below the system."""
    one: Callable[[list[Any]], Any] = lambda rows: rows[len(rows) // 2].id  # noqa: E731
    return {
        "suppliers": "suppliers/",
        "suppliers, filtered": "suppliers/?criticality=high&result=approved",
        "suppliers, due": "suppliers/?show=due&sort=-evaluated",
        "suppliers, searched": "suppliers/?q=cable+19",
        "suppliers, deep": "suppliers/?page=38&sort=evaluated",
        "supplier": f"suppliers/{one(stage.supplier)}/",
        "purchases": "stocktake/purchases/",
        "map": "processes/",
        "processes": "processes/list/",
        "processes, searched": "processes/list/?q=valve",
        "processes, deep": "processes/list/?page=9",
        "process": f"processes/{stage.process[100 % len(stage.process)]}/",
        "controls": "controls/",
        "indicators": "indicators/",
        "indicators, not fed": "indicators/?show=late",
        "indicator": f"indicators/{stage.indicator[0].id}/",
        "indicator, all values": f"indicators/{stage.indicator[0].id}/?chart=all",
        "indicator, deep": f"indicators/{stage.indicator[0].id}/?page=190",
        "instruments": "equipment/",
        "instruments, due": "equipment/?show=due",
        "instruments, searched": "equipment/?q=hall+3",
        "instrument": f"equipment/{one(stage.instrument)}/",
        "assets": "assets/",
        "assets, searched": "assets/?q=sensor",
        "asset": f"assets/{one(stage.asset)}/",
        "obligations": "obligations/",
        "obligations, due": "obligations/?show=due",
        "obligation": f"obligations/{one(stage.obligation)}/",
        "objectives": "objectives/",
        "objective": f"objectives/{one(stage.objective)}/",
    }


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
