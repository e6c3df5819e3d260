"""Each word of *given* carried out through the operation a person's click would call. No word writes anything itself."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.cli.scenarios import aims, binding, controlling, drawing, papers, purchasing, surrounding
from clauseway.cli.scenarios import instruments as gauges
from clauseway.cli.scenarios import processing as process_map
from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.naming import find_kind, nearest
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.conformity.operations import judge_by_person, take_back_judgement
from clauseway.evidence.models import Record
from clauseway.evidence.operations import (
    Fact,
    add_subjects,
    attest_none,
    close_record,
    end_subject,
    examine_record,
    file_record,
    withdraw_record,
)
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.registry import DraftSubject
from clauseway.organization.models import Person, Site
from clauseway.organization.operations import add_site, change_person, change_site
from clauseway.processes.models import Process
from clauseway.processes.operations import add_process, change_process
from clauseway.systems.operations import (
    decide_applicability,
    drop_edition,
    note_party,
    set_rhythm,
    state_scope,
)

REASON = "Decided so in this story, with a reason that an outsider can follow."
ADDS, LEAVES = {**binding.ADDS, **surrounding.ADDS}, {**binding.LEAVES, **surrounding.LEAVES}
_FACETS_NOT = {"name", "from", "on", "until", "sites"}


def carry_out(world: World, step: Step) -> None:
    """Do what a step says, as the person it names, at the moment it was entered. Raises Refusal, StoryError."""
    context = world.acting(step.by)
    if step.word in DEEDS:
        DEEDS[step.word](world, step, context)
    else:
        add_member(world, context, find_kind(step.word), step.values, step.on)


def add_member(world: World, context: Context, kind: str, values: Mapping[str, Any], on: date) -> None:
    """One more member of a population, through the room that owns it."""
    since, name = values.get("on") or on, str(values["name"])
    if kind == "person":
        world.add_person(values, since)
    elif kind == "site":
        add_site(context, name=name, kind=values.get("kind", "permanent"), live_from=since)
    elif kind == "process":
        owner = world.person(str(values["owner"])) if values.get("owner") else None
        process = add_process(
            context,
            name=name,
            kind=values.get("kind", "core"),
            activity=values.get("activity", "other"),
            owner_id=owner,
            inputs=str(values.get("inputs", "")),
            outputs=str(values.get("outputs", "")),
            live_from=since,
        )
        if owner is not None:
            world.owners[str(process.id)] = owner
    elif kind == "party":
        note_party(
            context,
            name=name,
            needs=str(values.get("needs", "")),
            obligation=bool(values.get("obligation", False)),
            live_from=since,
        )
    elif kind == "document":
        papers.write(world, context, {**values, "title": name, "effective from": since})
    elif kind == "objective":
        aims.add(world, context, values, since)
    elif kind == "supplier":
        purchasing.add(world, context, values, since)
    elif kind in gauges.KINDS:
        gauges.add(world, context, kind, values, since)
    elif kind in ADDS:
        ADDS[kind](world, context, values, since)
    else:
        stated = {key: value for key, value in values.items() if key not in _FACETS_NOT}
        facets: dict[str, Any] = {key.replace(" ", "-"): str(value).replace(" ", "-") for key, value in stated.items()}
        if values.get("sites"):
            facets["sites"] = sorted(world.subject("site", site) for site in values["sites"])
        draft = DraftSubject("", name, since, values.get("until"), facets)
        add_subjects(context, kind=kind, members=[draft], origin=plain(str(values.get("from", "list")))[:40])


def _population(world: World, step: Step, context: Context) -> None:
    for member in step.values["members"]:
        origin = {"from": step.values["from"]} if "from" in step.values else {}
        add_member(world, context, step.values["kind"], {**origin, **member}, step.on)


def _leaves(world: World, step: Step, context: Context) -> None:
    kind, name = step.values["kind"], str(step.values["name"])
    ref = world.subject(kind, name)
    if kind == "process":
        process = Process.objects.get(id=ref)
        change_process(context, process.id, version=process.version, live_until=step.on)
    elif kind == "site":
        site = Site.objects.get(id=ref)
        change_site(context, site.id, version=site.version, live_until=step.on)
    elif kind == "person":
        person = Person.objects.get(id=ref)
        change_person(context, person.id, version=person.version, live_until=step.on)
    elif kind == "objective":
        aims.leaves(context, ref, step.on)
    elif kind == "supplier":
        purchasing.leaves(context, ref, step.on)
    elif kind in gauges.KINDS:
        gauges.leaves(context, kind, ref, step.on)
    elif kind in LEAVES:
        LEAVES[kind](context, ref, step.on)
    else:
        end_subject(context, kind=kind, ref=ref, on=step.on)


def _none_exist(world: World, step: Step, context: Context) -> None:
    only = {}
    for name, value in (step.values.get("only") or {}).items():
        entries = value if isinstance(value, list) else str(value).split(" or ")
        only[name.replace(" ", "-")] = [plain(str(entry)).replace(" ", "-") for entry in entries]
    record = attest_none(context, kind=step.values["kind"], reason=step.values["reason"], on=step.on, only=only or None)
    world.remember(step, record)


def _criterion(world: World, step: Step, context: Context) -> None:
    set_rhythm(
        context,
        world.system,
        name=step.values["rhythm"],
        days=step.values["days"],
        on=step.on,
        reason=str(step.values.get("reason", "")),
    )


def _standards(world: World, word: Word, named: list[str] | None) -> tuple[str, ...]:
    """Which editions a fact covered: those named; in a story of one standard that one; else none, because nobody said so."""
    if named is not None:
        return tuple(world.edition(name).slug for name in named if plain(name) not in ("none", "not stated"))
    if word.bound and len(world.applied) == 1:
        return tuple(world.applied)
    return ()


def _record(world: World, step: Step, context: Context) -> None:
    values = step.values
    word = vocabulary().word(values["word"])
    refs: list[str] = [""]
    if values.get("about") and not word.subject and "about" in word.fields:
        facets = {**(values.get("facets") or {}), "about": plain(", ".join(values["about"])).replace(" ", "-")}
        values = {**values, "about": None, "facets": facets}
    if values.get("about"):
        if not word.subject:
            raise world.wrong(f"“{word.label}” is about the whole system: leave “about” out.")
        refs = world.subjects(word.subject, values["about"], step.on)
    requirements: list[uuid.UUID | None] = [None]
    if values.get("requirement"):
        requirements = [row.id for name in values["requirement"] for row in _one(world, name)]
    actor = values.get("performed by") or step.by
    for ref in refs:
        for requirement in requirements:
            fact = Fact(
                word.name,
                step.on,
                system=world.system,
                requirement=requirement,
                subject_ref=ref,
                facets=values.get("facets") or {},
                standards=_standards(world, word, values.get("standards")),
                sites=tuple(world.subject("site", site) for site in values.get("sites") or ()),
                statement=str(values.get("statement", "")),
                performed_by=world.person(actor) if actor else context.person,
                valid_until=values.get("until"),
            )
            world.remember(step, file_record(context, fact))


def _one(world: World, name: str) -> list[Any]:
    found = world.requirement(name)
    if not found.judged:
        raise world.wrong(f"“{name}” is a heading: name what stands below it ({world.below(name)}).")
    return [found]


def _against(word: str) -> Callable[[World, Step, Context], None]:
    def file(world: World, step: Step, context: Context) -> None:
        facets = dict(step.values.get("facets") or {})
        if "grade" in step.values:
            facets["grade"] = step.values["grade"]
        said = step.values.get("word") or word
        if said == word and not step.values.get("requirement"):
            raise world.wrong(f"Step {step.number}: “{step.word}” needs the requirement it is about.")
        _record(world, replace(step, values={**step.values, "word": said, "facets": facets}), context)

    return file


def _close(world: World, step: Step, context: Context) -> None:
    values = step.values
    if not values.get("record") and not values.get("requirement"):
        raise world.wrong(f"Step {step.number}: close needs the record, or the requirement whose nonconformity it is.")
    found = world.record({"record": "nonconformity.open", **values})
    close_record(context, found, on=step.on, reason=step.values["because"])


def _withdraw(world: World, step: Step, context: Context) -> None:
    withdraw_record(context, world.record(step.values), reason=step.values["because"])


def _examined(world: World, step: Step, context: Context) -> None:
    found = world.record(step.values)
    owner = world.owners.get(Record.objects.values_list("subject_ref", flat=True).get(id=found))
    examine_record(context, found, owners=[owner] if owner else [])


def _judgement(world: World, step: Step, context: Context) -> None:
    values = step.values
    basis = [_basis(world, name) for name in values.get("basis") or ()]
    for name in values["requirement"]:
        for requirement in _one(world, name):
            judge_by_person(
                context,
                world.system,
                requirement=requirement.id,
                answer=values["answer"],
                rationale=values["because"],
                basis=basis,
                declared=bool(values.get("own", False)),
                on=step.on,
            )


def _basis(world: World, name: str) -> tuple[str, uuid.UUID]:
    """A document or a record that was looked at, by its name in the story."""
    if fold(name) in world.items:
        return "item", world.items[fold(name)]
    if plain(name) in world.records:
        return "record", world.records[plain(name)]
    raise world.wrong(
        f"There is no document or record called “{name}”{nearest(plain(name), [*world.records, *world.items])}"
    )


def _take_back(world: World, step: Step, context: Context) -> None:
    requirement = world.requirement(str(step.values["requirement"]))
    take_back_judgement(context, world.system, requirement=requirement.id, reason=step.values["because"])


def _decide(key: str, *, applies: bool) -> Callable[[World, Step, Context], None]:
    def decide(world: World, step: Step, context: Context) -> None:
        reason = str(step.values.get("because", REASON if applies else ""))
        for name in step.values[key]:
            for requirement in world.leaves(name):
                decide_applicability(
                    context, world.system, requirement=requirement.id, applies=applies, reason=reason, on=step.on
                )

    return decide


def _scope(world: World, step: Step, context: Context) -> None:
    approver = step.values.get("approved by")
    state_scope(
        context,
        world.system,
        text=step.values["text"],
        exclusions=str(step.values.get("left out", "")),
        approved_by=world.person(approver) if approver else None,
        on=step.on,
    )


def _standard(world: World, step: Step, context: Context) -> None:
    world.apply(context, str(step.values["name"]), str(step.values.get("mode", "")))


def _drop_standard(world: World, step: Step, context: Context) -> None:
    drop_edition(context, world.system, edition=world.edition(str(step.values["name"])).id)


def _document(world: World, step: Step, context: Context) -> None:
    papers.write(world, context, step.values)


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "population": _population,
    "leaves": _leaves,
    "none exist": _none_exist,
    "criterion": _criterion,
    "record": _record,
    "nonconformity": _against("nonconformity.open"),
    "contrary": _against("contrary.observed"),
    "opportunity": _against("opportunity.noted"),
    "close": _close,
    "withdraw": _withdraw,
    "examined": _examined,
    "judgement": _judgement,
    "take back": _take_back,
    "applicable": _decide("requirement", applies=True),
    "not applicable": _decide("requirement", applies=False),
    "necessary": _decide("control", applies=True),
    "not necessary": _decide("control", applies=False),
    "scope": _scope,
    "document": _document,
    "standard": _standard,
    "drop standard": _drop_standard,
    **purchasing.DEEDS,
    **gauges.DEEDS,
    **process_map.DEEDS,
    **controlling.DEEDS,
    **drawing.DEEDS,
    **aims.DEEDS,
    **binding.DEEDS,
    **surrounding.DEEDS,
}
