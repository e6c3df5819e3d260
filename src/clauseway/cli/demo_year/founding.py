"""The first weeks: the organization, its people and accounts, processes, populations, standards, criteria, scope, controls."""

import dataclasses
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clauseway.catalogue.models import Edition
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.cli.demo_year import binding, company, controls, holes, purchasing
from clauseway.cli.demo_year import context as surroundings
from clauseway.cli.demo_year import instruments as gauges
from clauseway.cli.demo_year.people import ACCOUNTS, CONSULTANT, GUEST, Account, colleagues
from clauseway.cli.demo_year.stage import SECURITY, ZONE, Stage, member_of
from clauseway.evidence.operations import add_subjects
from clauseway.kernel.context import Context, system_context
from clauseway.kernel.registry import DraftSubject
from clauseway.organization.guests import give_grant
from clauseway.organization.models import User
from clauseway.organization.operations import (
    PersonRow,
    add_people,
    add_person,
    add_site,
    create_organization,
    give_role,
)
from clauseway.processes.operations import add_process
from clauseway.systems.operations import (
    adopt_rhythms,
    apply_edition,
    approve_scope,
    create_system,
    decide_applicability,
    note_issue,
    note_party,
    state_scope,
)

TARGET = 212
"""In how many days the certificates are wanted: about seven months."""


def found(stage: Stage, users: Mapping[str, User]) -> None:
    """The organization with its accounts; from here on everybody acts for themselves."""
    before = dataclasses.replace(system_context(None), user=users["manager"].id, now=stage.moment, request="demo")
    made, _founder = create_organization(
        before, name=company.NAME, country="NL", sector=company.SECTOR, headcount=86, timezone=ZONE
    )
    stage.kept["slug"] = made.slug
    software = system_context(made.id, zone=ZONE)
    stage.actors["software"] = software
    since = stage.day(-372)
    for account in ACCOUNTS:
        user = users[account.key]
        person = stage.do(
            "software",
            add_person,
            name=account.name,
            email=account.email,
            job=account.job,
            unit=account.unit,
            user=user.id,
            live_from=since,
        )
        _let_in(stage, software, account, user, person.id)


def _let_in(stage: Stage, software: Context, account: Account, user: User, person: uuid.UUID | None) -> None:
    stage.do("software", give_role, user=user.id, role=account.role)
    stage.actors[account.key] = member_of(software, user.id, person, account.role)


def invite_consultant(stage: Stage, users: Mapping[str, User]) -> None:
    """The consultant joins as an outsider: with a role, and not one of the 86."""
    _let_in(stage, stage.actors["software"], CONSULTANT, users["consultant"], None)


def let_guest_in(stage: Stage) -> None:
    """The lead auditor of the certification body may look at documents before stage 1."""
    stage.do(
        "manager",
        give_grant,
        email=GUEST.email,
        kinds=["verdicts", "documents", "records", "items"],
        reason="Preparation of the stage 1 audit",
        valid_until=stage.day(120),
    )


def people_and_places(stage: Stage) -> None:
    since = stage.day(-372)
    rows = [PersonRow(name, "", job, unit) for name, job, unit in colleagues()]
    stage.do("manager", add_people, rows, live_from=since)
    for name, address in company.SITES:
        stage.do("manager", add_site, name=name, address=address, live_from=since)


def management_system(stage: Stage) -> None:
    system = stage.do(
        "manager",
        create_system,
        name=company.SYSTEM,
        started_on=stage.day(-371),
        sponsor_id=stage.person("director"),
        lead_id=stage.person("manager"),
        team=company.TEAM,
        why=company.WHY,
        aims=company.AIMS,
    )
    stage.system = system.id
    stage.kept["system slug"] = system.slug


def process_map(stage: Stage) -> None:
    for sheet in company.PROCESSES:
        stage.do(
            "manager",
            add_process,
            name=sheet.name,
            kind=sheet.kind,
            activity=sheet.activity,
            owner_id=stage.person(sheet.owner),
            inputs=sheet.inputs,
            outputs=sheet.outputs,
            live_from=stage.day(-372),
        )


def population(
    stage: Stage, actor: str, kind: str, names: Iterable[str], since: int = -372, *, origin: str = "list"
) -> None:
    """Take members into a population that no room owns."""
    members = [DraftSubject("", name, stage.day(since), None, company.facets(kind, name)) for name in names]
    stage.do(actor, add_subjects, kind=kind, members=members, origin=origin)


def quality_populations(stage: Stage) -> None:
    purchasing.register(stage)
    gauges.register(stage)
    population(stage, "sales", "product", company.PRODUCTS)
    population(stage, "sales", "customer", company.CUSTOMERS)
    surroundings.roles(stage)


def security_populations(stage: Stage) -> None:
    population(stage, "manager", "information-system", company.INFORMATION_SYSTEMS)
    gauges.assets(stage)
    population(stage, "manager", "risk", company.RISKS, -200)
    binding.register(stage)


def context_of_organization(stage: Stage) -> None:
    for text, side, effect, climate in company.ISSUES:
        stage.do("manager", note_issue, stage.system, text=text, side=side, effect=effect, about_climate=climate)
    for name, (needs, obligation) in company.PARTIES.items():
        stage.do("manager", note_party, name=name, needs=needs, obligation=obligation)


def apply(stage: Stage, slug: str) -> None:
    """Apply one edition, to be certified about seven months from now."""
    edition = Edition.objects.get(slug=slug)
    target = stage.day(TARGET)
    stage.do("manager", apply_edition, stage.system, edition=edition.id, mode="certify", target_on=target)
    stage.kept.setdefault("applied", set()).add(slug)


def adopt(stage: Stage, slug: str) -> None:
    """Adopt our suggestions for the rhythms this edition asks for as the organization's own, but for those still undecided."""
    asked = {
        expectation.rhythm
        for requirement in stage.editions[slug].requirements.values()
        for expectation in requirement.asked.expectations
        if expectation.rhythm and expectation.rhythm not in holes.UNDECIDED_RHYTHMS
    }
    days = {name: vocabulary().rhythms[name].suggest_days or 365 for name in sorted(asked)}
    stage.do("manager", adopt_rhythms, stage.system, days)


def scope(stage: Stage) -> None:
    """State the scope; again when the second standard is applied, because it must say that it holds for both."""
    stage.do("manager", state_scope, stage.system, text=company.SCOPE, exclusions=company.EXCLUSIONS)


def scope_approved(stage: Stage) -> None:
    stage.do("director", approve_scope, stage.system)


def decide_controls(stage: Stage, group: str) -> None:
    """Which controls of one group ("A.5" and so on) are necessary, with the reason."""
    for requirement in stage.editions[SECURITY].requirements.values():
        if requirement.kind != "control" or not requirement.ref.startswith(group + "."):
            continue
        if requirement.ref in controls.UNDECIDED:
            continue
        out = controls.NOT_NECESSARY.get(requirement.ref)
        reason = out or controls.reason_for(requirement.ref)
        stage.do(
            "manager",
            decide_applicability,
            stage.system,
            requirement=requirement.id,
            applies=out is None,
            reason=reason,
        )


def needed_controls(stage: Stage) -> list[uuid.UUID]:
    """The controls the story declares necessary, whether it has come to that day or not."""
    return [
        requirement.id
        for requirement in stage.editions[SECURITY].requirements.values()
        if requirement.kind == "control"
        and requirement.ref not in controls.NOT_NECESSARY
        and requirement.ref not in controls.UNDECIDED
    ]


def roll(stage: Stage) -> dict[str, list[tuple[str, date, Mapping[str, Any]]]]:
    """Who and what is there for the ordinary records, by kind: name, since when, what it says of itself."""
    begun, parties = stage.day(-372), stage.day(-365)
    people = [account.name for account in ACCOUNTS] + [name for name, _job, _unit in colleagues()]
    plain = {
        "site": [name for name, _address in company.SITES],
        "person": people,
        "equipment": company.EQUIPMENT,
        "product": company.PRODUCTS,
        "customer": company.CUSTOMERS,
        "role": company.ROLES,
        "information-system": company.INFORMATION_SYSTEMS,
        "obligation": company.OBLIGATIONS,
    }
    found: dict[str, list[tuple[str, date, Mapping[str, Any]]]] = {
        kind: [(name, begun, {}) for name in names] for kind, names in plain.items()
    }
    found["process"] = [
        (sheet.name, begun, {"kind": sheet.kind, "activity": sheet.activity}) for sheet in company.PROCESSES
    ]
    found["party"] = [(name, parties, {}) for name in company.PARTIES]
    found["supplier"] = [
        (name, begun, {"criticality": level}) for name, level, since in company.SUPPLIERS if since > 300
    ]
    found["asset"] = [(name, begun, {"kind": kind}) for name, kind in company.ASSETS]
    found["objective"] = [(name, stage.day(-350), {}) for name in company.OBJECTIVES]
    found["risk"] = [(name, stage.day(-200), {}) for name in company.RISKS]
    return found
