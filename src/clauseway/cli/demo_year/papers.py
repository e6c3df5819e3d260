"""The controlled documents of the demo: written by us, brought in as files, their passages accepted where they really describe something.

A line `<!-- 9001:7.2 27001:A.6.3 -->` under a heading of papers/*.md names the requirements the section describes. It is not part of the document.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clauseway.cli.demo_year.stage import SECURITY, Stage
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.documents.operations import accept_also, confirm_in_force, decide, incoming, move, read_all, start_drop

FOLDER = Path(__file__).parent / "papers"
_SECTION = re.compile(r"^## (?P<heading>.+)\n<!-- (?P<refs>.+) -->\n", re.MULTILINE)
QUALITY_PAPERS = (
    "quality-policy", "scope", "documents", "internal-audit", "management-review", "supplier-management", "design", "production-and-service",
    "calibration", "nonconformity", "risk-method",
)  # fmt: skip
SECURITY_PAPERS = (
    "information-security-policy", "security-risk-method", "access-control", "incident-response", "backup", "supplier-security", "acceptable-use",
    "it-operations", "people",
)  # fmt: skip
PROPOSALS = ("cryptography-proposal", "site-security-proposal")


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its file name, its text as brought in, and what each section describes, by heading."""

    name: str
    text: str
    describes: dict[str, tuple[str, ...]]


def paper(name: str, approved: date) -> Paper:
    """Read one paper, approved on a day."""
    raw = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    describes = {match["heading"]: tuple(match["refs"].split()) for match in _SECTION.finditer(raw)}
    text = _SECTION.sub(lambda match: f"## {match['heading']}\n\n", raw)
    return Paper(name, text.replace("{approved}", f"{approved.day} {approved:%B %Y}"), describes)


def bring_in(stage: Stage, name: str, papers: tuple[str, ...], approved: date) -> None:
    """Import a folder of papers and suggest what their passages describe."""
    read = [paper(one, approved) for one in papers]
    stage.kept.setdefault("papers", {}).update({f"{one.name}.md": one for one in read})
    files = [incoming(f"{one.name}.md", one.text.encode()) for one in read]
    drop = stage.do("manager", start_drop, stage.system, name=name, files=files, defer=False)
    read_all(stage.context("manager"), drop.id)


def confirm(stage: Stage, name: str, approved: date) -> None:
    """Somebody who did not write a paper states that it was approved and is in force."""
    document = Document.objects.select_related("author").get(system_id=stage.system, name=f"{name}.md")
    confirmer = "it" if document.author_id == stage.person("manager") else "manager"
    stage.do(confirmer, confirm_in_force, document.id, approved_by=stage.person("director"), approved_on=approved)


def decide_passages(stage: Stage, name: str, *, tidy: bool = False) -> None:
    """Accept the passages of a paper for what they describe; `tidy` rejects what else was suggested, otherwise it stays open."""
    document = Document.objects.get(system_id=stage.system, name=f"{name}.md")
    describes = stage.kept["papers"][document.name].describes
    for passage in Passage.objects.filter(document=document).order_by("position"):
        heading = passage.heading.rpartition(" > ")[2]
        wanted = {stage.requirement(ref).id for ref in describes.get(heading, ()) if _applied(stage, ref)}
        if wanted:
            _accept(stage, passage.id, wanted, tidy=tidy)


def _applied(stage: Stage, ref: str) -> bool:
    return ref.startswith("9001:") or SECURITY in stage.kept["applied"]


def _accept(stage: Stage, passage: uuid.UUID, wanted: set[uuid.UUID], *, tidy: bool) -> None:
    rows = list(Suggestion.objects.filter(passage_id=passage).order_by("id"))
    accepted = next((row for row in rows if row.state == "accepted"), None)
    for row in [row for row in rows if row.state == "proposed" and row.requirement_id in wanted]:
        accepted = stage.do("manager", decide, row.id, "accepted")
    others = [row for row in rows if row.state == "proposed" and row.requirement_id not in wanted]
    for requirement in sorted(wanted - {row.requirement_id for row in rows}):
        if accepted is not None:
            stage.do("manager", accept_also, accepted.id, requirement)
        elif others:
            accepted = stage.do("manager", move, others.pop(0).id, requirement)
    if tidy:
        for row in others:
            stage.do("manager", decide, row.id, "rejected")
