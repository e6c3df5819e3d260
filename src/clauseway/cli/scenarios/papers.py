"""Documents of a story: a document as the documents room keeps it, with a passage accepted for each requirement it describes."""

import uuid
from collections.abc import Mapping
from typing import Any

from clauseway.cli.scenarios.world import World
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import operation, touch

STATES = {"in force": "effective", "draft": "draft", "superseded": "superseded", "withdrawn": "withdrawn"}


def write(world: World, context: Context, values: Mapping[str, Any]) -> None:
    """A new document, or a new state of one that is there already by its title."""
    title = str(values["title"])
    approver = values.get("approved by")
    known = {
        "state": STATES[str(values.get("state", "in force"))],
        "approved_by_id": world.person(str(approver)) if approver else None,
        "approved_on": values.get("approved on"),
        "effective_from": values.get("effective from"),
        "effective_until": values.get("until"),
    }
    requirements = [
        requirement.id for name in values.get("describes") or () for requirement in world.leaves(str(name))
    ]
    if fold(title) in world.documents:
        stated = {key: value for key, value in known.items() if value is not None}
        document = _restate(context, world.documents[fold(title)], stated, requirements)
    else:
        document = _import(context, world.system, title, known, requirements)
    world.documents[fold(title)], world.items[fold(title)] = document.id, document.item_id


@operation
def _import(
    context: Context, system: uuid.UUID, title: str, known: Mapping[str, Any], requirements: list[uuid.UUID]
) -> Document:
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
        author_id=context.person,
        **known,
    )
    _describe(context, document, requirements)
    touch("document", document.id)
    touch("population", "document")
    return document


@operation
def _restate(
    context: Context, key: uuid.UUID, stated: Mapping[str, Any], requirements: list[uuid.UUID]
) -> Document:
    document = Document.objects.select_for_update().filter(id=key).first()
    if document is None:
        raise Refusal("document.not-found", "There is no such document.")
    for name, value in stated.items():
        setattr(document, name, value)
    document.save()
    _describe(context, document, requirements)
    touch("document", document.id)
    touch("population", "document")
    return document


def _describe(context: Context, document: Document, requirements: list[uuid.UUID]) -> None:
    for position, requirement in enumerate(requirements):
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
