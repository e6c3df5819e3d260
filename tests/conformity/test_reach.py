"""How far a fact reaches: one of a single system touches that system alone, one of the organization touches all."""

from datetime import UTC, date, datetime

import pytest

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity.judging import refresh
from clauseway.conformity.models import VerdictNow
from clauseway.evidence.operations import Fact, file_record
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.operations import apply_edition, create_system

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("whole", [False, True], ids=["of-one-system", "of-the-organization"])
def test_a_fact_reaches_the_systems_it_speaks_of(whole: bool) -> None:
    """Verdicts of the systems a fact speaks of change at once; those of the others stay as they are."""
    user = User.objects.create_user("lead@example.test", "a long password 1", name="Lead")
    before = Context(None, user.id, now=datetime(2026, 3, 2, 12, tzinfo=UTC))
    enter(before)
    _organization, context = create_organization(before, name="Scratch", founder=user)
    enter(context)
    edition = edition_by_slug("iso-9001-2026")
    assert edition
    requirement = compiled(edition.id, edition.digest).by_ref["4.4.1"].id
    one, other = (create_system(context, name=name).id for name in ("One", "Other"))
    for system in (one, other):
        apply_edition(context, system, edition=edition.id)
        refresh(context, system)
    file_record(context, Fact("process-interaction.determined", date(2026, 3, 2), None if whole else one))
    rows = VerdictNow.objects.filter(requirement_id=requirement).values_list("system_id", "reasons")
    shown = {system for system, reasons in rows if any(r["code"] == "shown" for r in reasons)}
    assert shown == ({one, other} if whole else {one})
