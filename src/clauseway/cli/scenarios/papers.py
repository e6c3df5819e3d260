"""Documents of a story: a document as the documents room keeps it, with a passage accepted for each requirement it describes."""

import uuid
from collections.abc import Mapping
from typing import Any

from clauseway.cli.scenarios.world import World
from clauseway.documents.control import confirm_in_force, review_document, supersede_document, withdraw_document
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.work import operation, touch, touch_subject


def write(world: World, context: Context, values: Mapping[str, Any]) -> None:
    """A new document, or a new state of one that is there already by its title."""
    title = str(values["title"])
    requirements = [r.id for name in values.get("describes") or () for r in world.leaves(str(name))]
    key = world.documents.get(fold(title))
    if key is None:
        key, world.items[fold(title)] = _import(context, world.system, title, _stated(values), requirements)
        world.documents[fold(title)] = key
    else:
        describe_more(context, key, requirements)
    _move(world, context, key, values)


def _move(world: World, context: Context, key: uuid.UUID, values: Mapping[str, Any]) -> None:
    """What a person states about the document: approved and in force, replaced, withdrawn, reviewed."""
    state = values.get("state", "in force")
    if state == "in force" and values.get("approved by") and values.get("approved on"):
        confirm_in_force(
            context,
            key,
            approved_by=world.person(str(values["approved by"])),
            approved_on=values["approved on"],
            effective_from=values.get("effective from"),
        )
    elif state == "withdrawn":
        withdraw_document(
            context, key, reason=str(values.get("because", "It no longer applies.")), on=values.get("until")
        )
    elif state == "superseded":
        successor = fold(str(values.get("by document", "")))
        if successor not in world.documents:
            raise world.wrong("A superseded document needs “by document”: the title of the one that replaces it.")
        supersede_document(context, key, by=world.documents[successor])
    if values.get("reviewed on"):
        review_document(context, key, on=values["reviewed on"])


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the text itself says: in force only with the day from which it applies, else a draft, as the reading of real texts decides."""
    since = values.get("effective from")
    confirmed = values.get("approved by") and values.get("approved on")
    in_force = values.get("state", "in force") != "draft" and since is not None and not confirmed
    return {
        "state": "effective" if in_force else "draft",
        "effective_from": since if in_force else None,
        "effective_until": values.get("until") if values.get("state") != "withdrawn" else None,
    }


@operation
def _import(
    context: Context, system: uuid.UUID, title: str, stated: Mapping[str, Any], requirements: list[uuid.UUID]
) -> tuple[uuid.UUID, uuid.UUID]:
    """A new document of a story; its id and that of the file it is kept as."""
    text = f"# {title}\n\nHow we do this, who does it, and what we keep of it.\n"
    item, _new = collect_item(
        context, name=f"{title}.md", content=text.encode(), media_type="text/markdown", collected_on=context.today
    )
    document = Document.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        item=item,
        title=title,
        fold=fold(title),
        name=f"{title}.md",
        **stated,
    )
    _describe(context, document, requirements)
    touch("document", document.id)
    touch_subject("document", document.id)
    return document.id, item.id


@operation
def describe_more(context: Context, key: uuid.UUID, requirements: list[uuid.UUID]) -> None:
    """One more passage of a document accepted for each of some requirements."""
    document = Document.objects.get(id=key)
    _describe(context, document, requirements)
    touch("document", document.id)


def _describe(context: Context, document: Document, requirements: list[uuid.UUID]) -> None:
    known = Passage.objects.filter(document=document).count()
    for position, requirement in enumerate(requirements, known):
        passage = Passage.objects.create(
            organization_id=document.organization_id,
            document=document,
            position=position,
            heading=document.title,
            text="How we do this, who does it, and what we keep of it.",
        )
        Suggestion.objects.create(
            organization_id=document.organization_id,
            passage=passage,
            document=document,
            system_id=document.system_id,
            requirement_id=requirement,
            score=1.0,
            strength="strong",
            state="accepted",
            decided_by_id=context.person,
            decided_on=context.today,
            decided_at=context.now,
        )
