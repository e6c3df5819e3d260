"""Of every standard: an empty organization shows nothing, and documents alone show nothing that has to be done or to work."""

import json

import pytest

from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import compiled
from clauseway.cli.scenarios import replay
from clauseway.cli.scenarios.reading import parse

EDITIONS = ("iso-9001-2026", "iso-14001-2026", "iso-27001-2022", "iso-45001-2018", "iso-22301-2019", "iso-37001-2025")
OF_DOCUMENTS_THEMSELVES = "7.5.2"
"""That documents are identified and approved: the approval of the document is what was done."""


@pytest.mark.django_db
@pytest.mark.parametrize("documented", [False, True], ids=["nothing", "documents"])
@pytest.mark.parametrize("slug", EDITIONS)
def test_nothing_shows_nothing(slug: str, documented: bool) -> None:
    edition = Edition.objects.get(slug=slug)
    judged = [row for row in compiled(edition.id, edition.digest).requirements.values() if row.judged]
    controls = [row.ref for row in judged if row.kind == "control"]
    given: list[str] = []
    if controls:
        given.append(
            f"{{on: 2026-01-05, necessary: {{control: {json.dumps(controls)}, because: We need all of them}}}}"
        )
    if documented:
        refs = json.dumps([row.ref for row in judged])
        approved = "approved by: Ada Berg, approved on: 2026-01-06"
        given.append(f"{{on: 2026-01-06, document: {{title: Everything, {approved}, describes: {refs}}}}}")
    steps = "".join(f"  - {step}\n" for step in given)
    expected = "".join(f"  - {{requirement: {json.dumps(row.ref)}, answer: unknown}}\n" for row in judged)
    head = f"title: T\nstandards: [{slug}]\nstart: 2026-01-01\ntoday: 2026-02-01\npeople: [Ada Berg]\n"
    told = replay.replay(parse(f"{head}{'given:' if steps else ''}\n{steps}expect:\n{expected}"))
    assert not told.troubles
    shown = [outcome.requirement for outcome in told.outcomes if outcome.found["answer"] == "conforming"]
    assert [ref.rpartition(" ")[2] for ref in shown] == ([OF_DOCUMENTS_THEMSELVES] if documented else [])
