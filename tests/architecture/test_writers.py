"""One write path: nobody but a room's operations writes its tables, so that every change is allowed, trailed and judged."""

import ast
import re
from pathlib import Path

from .sources import dotted, modules, tree

VERBS = {
    *("create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create", "_raw_delete"),
    *("acreate", "aupdate", "adelete", "asave", "save"),
}

WRITERS = {
    "organization.models": "the account manager Django asks for",
    "organization.accounts": "the operator's command makes accounts",
    "organization.invitations": "operations on invitations",
    "organization.links": "operations on links without an account",
    "organization.guests": "operations on grants",
    "organization.kept": "operations on lists people keep for themselves",
    "organization.engagements": "operations on two-party rows",
    "organization.erasure": "the operation that erases a person",
    "organization.seals": "inserts seals; the database lets nobody change them",
    "catalogue.imports": "operations on an organization's own standards",
    "evidence.ledger": "the only place that files and ends claims",
    "conformity.judging": "the only place that records verdicts",
    "conformity.reports": "operations on kept reports",
    "conformity.transitions": "operations on changes of edition: carries judgements",
    "actions.duties": "called inside the operations of rooms whose duties follow from facts",
    "systems.transitions": "operations on changes of edition",
    "organization.sheets": "the operation that remembers how a sheet was mapped",
    "systems.choosing": "operations on interviews and expected benefits",
    "systems.costs": "operations on the organization's own rates",
    "documents.control": "operations on documents under control",
    "documents.drafting": "operations on texts, control data and revisions",
    "documents.submitting": "operations that put a draft before people",
    "documents.rounds": "operations on rounds of review and approval",
    "documents.remarks": "operations on remarks and looks",
    "documents.copies": "operations on copies on paper",
    "documents.effect": "operations on what comes into force",
    "documents.files": "operations on files as documents",
    "documents.searching": "derived words, called inside the operations that change a text",
    "documents.distribution": "operations on audiences and readings",
    "documents.serving": "operations on what serves documented information, and documents begun from templates",
    "documents.forms": "operations on forms and their versions",
    "documents.filling": "operations on drafts and records of forms",
    "documents.disposal": "operations on lists for disposal",
    "documents.intake": "operations on what is dropped",
    "documents.suggesting": "operations on suggestions",
    "documents.reading_drops": "progress of reading, written outside the job's transaction",
    "cli.scenarios.papers": "lays a story's documents as if an import had read them, in a scratch organization",
    "cli.demo_year.accounts": "the demo's accounts, hashed once",
    "web.account.views": "the signed-in person's own account, which belongs to no organization",
}
"""Modules besides `<room>/operations.py` (or the modules of `<room>/operations/`) that may write, with what they write."""

OTHERS: dict[str, str] = {}
"""Calls in other modules that only look like writing a model, as `module:line's receiver`, with the reason."""


def _receiver(node: ast.Attribute) -> str:
    return ast.unparse(node.value)


def _writes(path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in VERBS):
            continue
        receiver = _receiver(node.func)
        through_manager = ".objects" in receiver or "_default_manager" in receiver or "_base_manager" in receiver
        of_a_row = node.func.attr in {"save", "delete", "asave", "adelete"} and not _harmless(receiver)
        if through_manager or of_a_row:
            found.append(f"{dotted(path)}: {receiver[:60]}.{node.func.attr}() at line {node.lineno}")
    return found


def _harmless(receiver: str) -> bool:
    """Images, workbooks, archives, sessions and caches are saved too."""
    return any(word in receiver for word in ("session", "cache", "workbook", "book", "image", "document", "super()"))


def test_only_operations_write() -> None:
    found = []
    for path in modules():
        name = dotted(path)
        if "operations" in name.split(".")[1:3] or name in WRITERS or name.split(".")[0] == "installation":
            continue
        found += [line for line in _writes(path) if line not in OTHERS]
    assert found == [], "Write through an operation of the room."


def test_every_named_writer_is_there_and_writes() -> None:
    by_name = {dotted(path): path for path in modules()}
    assert [name for name in WRITERS if name not in by_name or not _writes(by_name[name])] == []


def test_no_face_writes_in_sql() -> None:
    """A view may read with a cursor; a statement that writes would go round the operations."""
    written = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s", re.IGNORECASE)
    found = []
    for path in modules():
        if dotted(path).startswith(("web.", "api.")):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and written.match(node.value):
                    found.append(f"{dotted(path)} at line {node.lineno}")
    assert found == []
