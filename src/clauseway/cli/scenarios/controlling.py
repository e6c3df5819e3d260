"""Controlled documents of a story: written, approved, revised, looked through, distributed, found in use, through the room's own operations."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from clauseway.cli.scenarios import papers
from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.documents.lines import effective_of, kind_rule, line_of, working_of
from clauseway.documents.models import Document, Misuse
from clauseway.documents.operations import (
    Group,
    add_document,
    answer,
    compensate,
    mark_read,
    put_in_force,
    report_misuse,
    review_document,
    revise,
    save_text,
    set_audience,
    set_kind_rule,
    settle_misuse,
    submit,
    withdraw_document,
)
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold

TEXT = "How we do {title}, who does it, and what we keep of it. {more}"


def _any(world: World, context: Context, title: str) -> Document:
    """Any revision of a document of the story; whatever is due comes into force first."""
    put_in_force(world.system_context())
    key = world.documents.get(fold(title))
    if key is None:
        raise world.wrong(f"There is no document “{title}”.")
    world.acting("")
    return Document.objects.get(id=key)


def _in_force(world: World, context: Context, title: str) -> Document:
    row = _any(world, context, title)
    return effective_of(context, row) or row


def _written(world: World, step: Step, context: Context) -> None:
    values = step.values
    title = str(values["title"])
    text = str(values.get("text") or TEXT.format(title=title, more=""))
    owner = values.get("owner")
    row = add_document(
        context,
        world.system,
        title=title,
        kind=plain(str(values.get("sort", "procedure"))),
        text=text,
        owner_id=world.person(str(owner)) if owner else None,
    )
    world.documents[fold(title)] = row.id


def _approved(world: World, step: Step, context: Context) -> None:
    """Put before its approvers by whoever the step names, and approved by each of them the same day."""
    values = step.values
    row = _any(world, context, str(values["title"]))
    working = working_of(context, row)
    if working is None:
        raise world.wrong(f"“{values['title']}” has no draft.")
    approvers = [world.person(name) for name in values["approvers"]]
    author = world.acting(step.by)
    made = submit(
        author,
        working.id,
        reviewers=[world.person(name) for name in values.get("reviewers") or ()],
        approvers=approvers,
        effective_on=values.get("effective from"),
    )
    for part, people in (("review", values.get("reviewers") or ()), ("approval", values["approvers"])):
        for name in people:
            if not values.get("still open"):
                answer(world.acting(name), made.id, part=part, answer="approve")
    world.acting(step.by)
    _describes(world, context, working.id, values)
    fresh = Document.objects.get(id=working.id)
    if fresh.item_id is not None:
        world.items[fold(fresh.title)] = fresh.item_id


def _describes(world: World, context: Context, key: uuid.UUID, values: Mapping[str, Any]) -> None:
    requirements = [r.id for name in values.get("describes") or () for r in world.leaves(str(name))]
    if requirements:
        papers.describe_more(context, key, requirements)


def _revised(world: World, step: Step, context: Context) -> None:
    row = _any(world, context, str(step.values["title"]))
    context = world.acting(step.by)
    fresh = revise(context, row.id if row.state == "effective" else _in_force(world, context, row.title).id)
    context = world.acting(step.by)
    text = str(step.values.get("text") or f"{fresh.text} Changed as revision {fresh.number}.")
    save_text(context, fresh.id, version=fresh.version, title=fresh.title, text=text, change_note="Changed.")


def _rule(world: World, step: Step, context: Context) -> None:
    values = step.values
    policy = str(values.get("own approval", ""))
    kind = plain(str(values["sort"]))
    rule = kind_rule(context, kind)
    set_kind_rule(
        context,
        kind,
        quorum=values.get("approvers") or rule.quorum,
        own_approval=bool(policy),
        own_policy=policy,
        own_reason=str(values.get("because", "")),
    )


def _looked(world: World, step: Step, context: Context) -> None:
    row = _in_force(world, context, str(step.values["title"]))
    compensate(world.acting(step.by), row.id, note=str(step.values["because"]))


def _through(world: World, step: Step, context: Context) -> None:
    row = _in_force(world, context, str(step.values["title"]))
    outcome = plain(str(step.values.get("outcome", "suitable"))).replace(" ", "-")
    review_document(
        world.acting(step.by), row.id, on=step.on, outcome=outcome, note=str(step.values.get("because", ""))
    )


def _misuse(world: World, step: Step, context: Context) -> None:
    values = step.values
    kind = "unapproved" if plain(str(values.get("what", ""))) == "unapproved" else "superseded"
    row = _any(world, context, str(values["title"]))
    meant = effective_of(context, row) if kind == "superseded" else working_of(context, row)
    row = meant or row
    report_misuse(world.acting(step.by), row.id, kind=kind, statement=str(values["statement"]), on=step.on)


def _settled(world: World, step: Step, context: Context) -> None:
    row = _any(world, context, str(step.values["title"]))
    rows = Misuse.objects.filter(document__in=line_of(context, row), settled_on=None)
    found = rows.order_by("found_on").first()
    if found is None:
        raise world.wrong("Nothing was found that is still open.")
    settle_misuse(world.acting(step.by), found.id, note=str(step.values["because"]), on=step.on)


def _withdrawn(world: World, step: Step, context: Context) -> None:
    row = _in_force(world, context, str(step.values["title"]))
    withdraw_document(world.acting(step.by), row.id, reason=str(step.values["because"]), on=step.on)


def _distributed(world: World, step: Step, context: Context) -> None:
    row = _in_force(world, context, str(step.values["title"]))
    people = [str(world.person(name)) for name in step.values["to"]]
    set_audience(world.acting(step.by), row.id, [Group("person", ref) for ref in people])


def _read(world: World, step: Step, context: Context) -> None:
    row = _in_force(world, context, str(step.values["title"]))
    for name in step.values["readers"]:
        mark_read(world.acting(name), row.id)


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "document written": _written,
    "document approved": _approved,
    "document revised": _revised,
    "document rule": _rule,
    "second look": _looked,
    "looked through": _through,
    "found in use": _misuse,
    "use settled": _settled,
    "document withdrawn": _withdrawn,
    "document distributed": _distributed,
    "document read": _read,
}
