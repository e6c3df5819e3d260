"""From a recorded fact to a verdict, through the rooms' own operations."""

import uuid
from datetime import UTC, date, datetime

import pytest

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity.judging import judge_requirements, refresh, settle, verdicts_at
from clauseway.conformity.models import Verdict, VerdictNow
from clauseway.conformity.operations import judge_by_person
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.operations import Fact, file_record, withdraw_record
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import add_site, create_organization
from clauseway.processes.operations import add_process
from clauseway.systems.operations import apply_edition, create_system, set_rhythm

pytestmark = pytest.mark.django_db


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day + "T09:00:00+00:00")


class Story:
    """A scratch organization with one system under ISO 9001:2026 and one process."""

    def __init__(self) -> None:
        self.user = User.objects.create_user("lead@example.test", "a long password 1", name="Lead")
        before = Context(None, self.user.id, now=moment("2026-01-05"))
        enter(before)
        _org, self.context = create_organization(before, name="Scratch", founder=self.user)
        enter(self.context)
        self.system = create_system(self.context, name="Quality")
        edition = edition_by_slug("iso-9001-2026")
        assert edition
        apply_edition(self.context, self.system.id, edition=edition.id)
        self.edition = compiled(edition.id, edition.digest)

    def on(self, day: str) -> Context:
        context = self.context.at(moment(day))
        enter(context)
        return context

    def answer(self, ref: str, day: str) -> VerdictNow:
        refresh(self.on(day), self.system.id)
        return VerdictNow.objects.get(system_id=self.system.id, requirement_id=self.edition.by_ref[ref].id)


def test_an_audit_by_the_owner_does_not_count_and_an_independent_one_does() -> None:
    """9.2.2 is a gap while the only audit of a process was not impartial."""
    story = Story()
    context = story.on("2026-01-06")
    process = add_process(context, name="Sales")
    set_rhythm(context, story.system.id, name="internal-audit", days=365)
    fact = Fact(
        "audit.performed",
        date(2026, 3, 2),
        system=story.system.id,
        subject_ref=str(process.id),
        facets={"impartial": False},
        standards=("iso-9001-2026",),
    )
    file_record(story.on("2026-03-03"), fact)
    row = story.answer("9.2.2", "2026-03-04")
    assert row.answer == "gap"
    assert "does-not-count" in {reason["code"] for reason in row.reasons}
    better = Fact(**{**{f: getattr(fact, f) for f in fact.__slots__}, "facets": {"impartial": True}, "on": date(2026, 4, 1)})
    file_record(story.on("2026-04-02"), better)
    row = story.answer("9.2.2", "2026-04-03")
    assert row.facets["done"] != "gap"
