"""Whose clock counts: the actor's says which day it is, never what is on file."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity.judging import judge_requirements
from clauseway.conformity.models import VerdictNow
from clauseway.evidence.operations import Fact, file_record
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.operations import apply_edition, create_system

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("behind", [timedelta(0), timedelta(milliseconds=3), timedelta(minutes=5)])
def test_a_fact_on_file_counts_for_an_actor_whose_clock_is_behind(behind: timedelta) -> None:
    """A job's clock stands still while it files, and machines differ: what is on file is known."""
    user = User.objects.create_user("lead@example.test", "a long password 1", name="Lead")
    before = Context(None, user.id, now=NOON)
    enter(before)
    _organization, context = create_organization(before, name="Scratch", founder=user)
    enter(context)
    system = create_system(context, name="Quality")
    edition = edition_by_slug("iso-9001-2026")
    assert edition
    apply_edition(context, system.id, edition=edition.id)
    requirement = compiled(edition.id, edition.digest).by_ref["4.4.1"].id
    file_record(context, Fact("process-interaction.determined", date(2026, 3, 2), system.id))
    judge_requirements(context.at(NOON - behind), system.id, [requirement])
    row = VerdictNow.objects.get(system_id=system.id, requirement_id=requirement)
    assert "shown" in {reason["code"] for reason in row.reasons if reason.get("expectation") == "process-interaction"}
