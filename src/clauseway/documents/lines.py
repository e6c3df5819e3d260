"""Reading a document across its revisions: the one in force, the one being worked on, the rule of its kind, the next identifier."""

import re
import uuid
from typing import Any

from django.db.models import Q, QuerySet

from clauseway.documents.models import Document, KindRule, Passage, Round
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.organization.queries import current, sites
from clauseway.rules.references import filled, variables
from clauseway.systems.queries import applied_editions, scope

PREFIXES = {
    "policy": "POL-",
    "procedure": "PRO-",
    "instruction": "WI-",
    "form": "FRM-",
    "plan": "PLN-",
    "register": "REG-",
    "record": "REC-",
    "external": "EXT-",
    "other": "DOC-",
}
"""How identifiers begin until the organization says otherwise."""


def line_of(context: Context, row: Document) -> QuerySet[Document]:
    """All revisions of a document, the newest first."""
    return Document.objects.filter(Q(id=row.line_key) | Q(line_id=row.line_key)).order_by("-number", "-recorded_at")


def effective_of(context: Context, row: Document) -> Document | None:
    """The revision in force, whichever revision is asked."""
    return line_of(context, row).filter(state="effective").first()


def working_of(context: Context, row: Document) -> Document | None:
    """The revision that is being written, reviewed or waits for its day, if there is one."""
    return line_of(context, row).filter(state__in=("draft", "review", "approval", "approved")).first()


def by_identifier(context: Context, identifier: str) -> Document | None:
    """The revision the register lists under an identifier."""
    return Document.objects.filter(identifier_fold=fold(identifier), shown=True).exclude(identifier_fold="").first()


def known_identifiers(context: Context, identifiers: tuple[str, ...]) -> dict[str, tuple[uuid.UUID, str]]:
    """Of some identifiers, those that exist: by their folded form, the revision to open and its title. One statement."""
    folds = [fold(one) for one in identifiers]
    rows = Document.objects.filter(identifier_fold__in=folds, shown=True).values_list("identifier_fold", "id", "title")
    return {key: (one, title) for key, one, title in rows}


def kind_rule(context: Context, kind: str, *, for_update: bool = False) -> KindRule:
    """The organization's rule for a kind, or what holds until it sets one (one approver, never the author, no signature)."""
    rows = KindRule.objects.select_for_update() if for_update else KindRule.objects.all()
    found = rows.filter(kind=kind).first()
    return found or KindRule(
        organization_id=context.require_organization(), kind=kind, prefix=PREFIXES.get(kind, "DOC-"), version=0
    )


def kind_rules(context: Context) -> dict[str, KindRule]:
    """The rule of every kind; one statement."""
    known = {row.kind: row for row in KindRule.objects.all()}
    return {
        kind: known.get(kind)
        or KindRule(organization_id=context.require_organization(), kind=kind, prefix=PREFIXES[kind], version=0)
        for kind, _label in Document.KINDS
    }


def next_identifier(context: Context, kind: str) -> str:
    """The next free identifier of a kind's scheme."""
    rule = kind_rule(context, kind)
    prefix = fold(rule.prefix)
    taken = Document.objects.filter(identifier_fold__startswith=prefix).values_list("identifier_fold", flat=True)
    numbers = [int(found.group()) for one in taken if (found := re.fullmatch(r"\d{1,9}", one[len(prefix) :]))]
    return f"{rule.prefix}{max(numbers, default=0) + 1:0{rule.digits}d}"


def full_text(context: Context, row: Document) -> str:
    """The text of a revision: as it was written, or what was read of its file."""
    if row.text:
        return row.text
    rows = Passage.objects.filter(document_id=row.id).order_by("position").values_list("heading", "text")
    parts: list[str] = []
    before = ""
    for heading, text in rows:
        last = heading.split(" > ")[-1]
        if last and heading != before:
            parts.append(f"## {last}")
        parts.append(text)
        before = heading
    return "\n\n".join(parts)


def put_text(context: Context, row: Document) -> str:
    """The text of a revision as it was last put before people, with its variables filled in; as it is written when it never was."""
    last = Round.objects.filter(document_id=row.id).order_by("-number").values_list("text", flat=True).first()
    return last or filled_text(context, row)[0] or full_text(context, row)


def values_of(context: Context, row: Document) -> dict[str, str]:
    """What variables in a text stand for. What the organization has to be asked for (sites, scope, standards) is read only where a text names it."""
    organization = current(context)
    owner: Any = row.owner
    known = {
        "organization.name": organization.name,
        "organization.sector": organization.sector,
        "system.name": row.system.name,
        "document.title": row.title,
        "document.identifier": row.identifier,
        "document.revision": str(row.number),
        "document.owner": owner.name if owner else "",
        "document.kind": str(row.get_kind_display()),
        "document.classification": str(row.get_classification_display()),
    }
    return known | _asked_for(context, row.system_id, row.text)


def _asked_for(context: Context, system: uuid.UUID, text: str) -> dict[str, str]:
    """The variables of a text that take a statement each."""
    found: dict[str, str] = {}
    named = set(variables(text))
    if "organization.sites" in named:
        found["organization.sites"] = ", ".join(
            site.name for site in sites(context) if site.live_until is None or site.live_until > context.today
        )
    if "system.scope" in named:
        stated = scope(context, system)
        found["system.scope"] = stated.text.strip() if stated else ""
    if "system.standards" in named:
        found["system.standards"] = ", ".join(one.edition.name for one in applied_editions(context, system))
    return found


def filled_text(context: Context, row: Document) -> tuple[str, tuple[str, ...]]:
    """The text with its variables filled in, and those nothing is known for."""
    return filled(row.text, values_of(context, row)) if "{{" in row.text else (row.text, ())
