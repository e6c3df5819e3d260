"""The consultant's second client: a small workshop at the very beginning, so that a desk shows two organizations, strictly apart."""

import dataclasses
from collections.abc import Mapping

from clauseway.actions.operations import create_action
from clauseway.catalogue.models import Edition
from clauseway.cli.demo_year.stage import QUALITY, ZONE, Stage, member_of
from clauseway.kernel.context import system_context
from clauseway.organization.models import User
from clauseway.organization.operations import PersonRow, add_people, add_site, create_organization, give_role
from clauseway.processes.operations import add_process
from clauseway.systems.operations import apply_edition, create_system, note_issue

NAME = "Duinrand Joinery"
PEOPLE = (
    "Willem Duin",
    "Samira Tahir",
    "Klaas Postma",
    "Ivana Horvat",
    "Peter de Lange",
    "Rania Saleh",
    "Tobias Meier",
    "Anneke Vos",
)


def found(stage: Stage, users: Mapping[str, User]) -> None:
    """The workshop, its owner as manager, and the consultant with a role."""
    before = dataclasses.replace(system_context(None), user=users["bakker"].id, now=stage.moment, request="demo")
    made, owner = create_organization(
        before,
        name=NAME,
        country="NL",
        sector="Joinery (a fictional company)",
        headcount=9,
        timezone=ZONE,
        founder=users["bakker"],
    )
    stage.kept["slug"] = made.slug
    stage.actors["software"] = system_context(made.id, zone=ZONE)
    stage.actors["owner"] = owner
    stage.do("owner", give_role, user=users["consultant"].id, role="consultant")
    stage.actors["consultant"] = member_of(stage.actors["software"], users["consultant"].id, None, "consultant")
    stage.operations += 1


def begin(stage: Stage) -> None:
    """A system that shall comply with the quality standard, and the little that is known so far."""
    owner = stage.person("owner")
    stage.do("owner", add_people, [PersonRow(name) for name in PEOPLE])
    stage.do("owner", add_site, name="Workshop Duinrand")
    system = stage.do(
        "consultant",
        create_system,
        name="Quality management system",
        lead_id=owner,
        why="A housing association asks how we work.",
    )
    stage.system = system.id
    edition = Edition.objects.get(slug=QUALITY)
    stage.do("consultant", apply_edition, system.id, edition=edition.id, mode="comply", target_on=stage.day(150))
    for name, activity, inputs, outputs in (
        ("Offers and orders", "sales", "Enquiries", "Confirmed orders"),
        ("Workshop", "production", "Orders, timber", "Windows and doors"),
        ("Installation", "service", "Windows and doors", ""),
    ):
        stage.do(
            "consultant", add_process, name=name, activity=activity, owner_id=owner, inputs=inputs, outputs=outputs
        )
    stage.do(
        "consultant",
        note_issue,
        system.id,
        text="Two of nine people retire within three years",
        side="internal",
        effect="Knowledge of old machines",
    )
    stage.do(
        "consultant",
        create_action,
        system_id=system.id,
        title="Write down how an offer becomes an order",
        kind="procedure",
        owner_id=owner,
        due_on=stage.day(30),
    )
