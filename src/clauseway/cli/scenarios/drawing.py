"""Documents of a story that begin from a template, and what is said to serve the documented information a standard asks for."""

import re
from collections.abc import Callable

from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.naming import nearest
from clauseway.cli.scenarios.story import Step
from clauseway.cli.scenarios.world import World
from clauseway.documents.control import confirm_in_force
from clauseway.documents.documented import entry_of
from clauseway.documents.models import Document
from clauseway.documents.operations import accept_serving, draw_document, save_text
from clauseway.documents.template_packs import pack
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold

_BLANK = re.compile(r"\[(?:Fill in|Choose):\s*([^\[\]]*)\]")


def _taken(world: World, step: Step, context: Context) -> None:
    """A draft begun from a template that ships, named by its key or title."""
    named = str(step.values["template"])
    known = {plain(one.title): key for key, one in pack().templates.items()} | {
        plain(key): key for key in pack().templates
    }
    key = known.get(plain(named), "")
    if not key:
        told = nearest(plain(named), [plain(one.title) for one in pack().templates.values()])
        raise world.wrong(f"There is no template “{named}”{told} `clauseway documents templates` names all of them.")
    title = str(step.values.get("title") or named)
    owner = step.values.get("owner")
    row = draw_document(context, world.system, key, title=title, owner_id=world.person(str(owner)) if owner else None)
    world.documents[fold(title)] = row.id


def _filled(world: World, step: Step, context: Context) -> None:
    """Blanks are filled in, with the first answer of a choice; as many as `left` stay."""
    row = _document(world, context, str(step.values["title"]))
    count = len(_BLANK.findall(row.text)) - int(step.values.get("left") or 0)
    words = str(step.values.get("with") or "as we do it")
    text = _BLANK.sub(
        lambda found: found.group(1).split(" / ")[0] if " / " in found.group(1) else words, row.text, count
    )
    save_text(context, row.id, version=row.version, title=row.title, text=text)


def _stated(world: World, step: Step, context: Context) -> None:
    """A person states that somebody approved the text, past the round."""
    row = _document(world, context, str(step.values["title"]))
    confirm_in_force(context, row.id, approved_by=world.person(str(step.values["approver"])), approved_on=context.today)


def _serves(world: World, step: Step, context: Context) -> None:
    """Somebody says that a document or a register serves what a requirement asks to have documented."""
    values = step.values
    asked = world.requirement(str(values["requirement"]))
    entry = entry_of(
        context, world.system, asked.id, str(values.get("sort") or "maintain"), str(values.get("number") or 1)
    )
    title = values.get("title")
    document = _document(world, context, str(title)).id if title else None
    accept_serving(context, world.system, entry, document=document, register=plain(str(values.get("register") or "")))


def _document(world: World, context: Context, title: str) -> Document:
    key = world.documents.get(fold(title))
    if key is None:
        raise world.wrong(f"There is no document “{title}”.")
    return Document.objects.get(id=key)


DEEDS: dict[str, Callable[[World, Step, Context], None]] = {
    "template taken": _taken,
    "blanks filled": _filled,
    "stated in force": _stated,
    "serves": _serves,
}
