"""Actors who take turns inside one unit of work: the trail names each, and all of it is one unit."""

from dataclasses import replace

import pytest
from tests.organization.people import NOW, account, founded

from clauseway.kernel.context import Context
from clauseway.kernel.work import turns, unit_of_work
from clauseway.organization.models import Site, Trail
from clauseway.organization.operations import add_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Context:
    return founded("Works", "lead@works.test")


def add(context: Context, name: str) -> None:
    add_site(context, name=name, address="", live_from=NOW.date())


def test_the_trail_names_whose_turn_it_was(lead: Context) -> None:
    """Also of somebody who has a second turn, and of whoever acts after the turns."""
    deputy = replace(lead, user=account("deputy@works.test").id, person=None)
    with unit_of_work(lead):
        with turns() as hand_over:
            for context, name in ((deputy, "North"), (lead, "East"), (deputy, "South")):
                hand_over(context)
                add(context, name)
        add(lead, "West")
    expected = {"North": deputy, "East": lead, "South": deputy, "West": lead}
    rows = {str(site.id): site.name for site in Site.objects.all()}
    named = {rows[str(row.row)]: row.actor for row in Trail.objects.filter(table="organization_site", verb="insert")}
    assert named == {name: str(context.person or context.user) for name, context in expected.items()}


def test_an_operation_in_somebodys_turn_may_be_anothers(lead: Context) -> None:
    """It is entered as theirs and the turn goes on."""
    deputy = replace(lead, user=account("deputy@works.test").id, person=None)
    with unit_of_work(lead), turns() as hand_over:
        hand_over(lead)
        add(deputy, "North")
        add(lead, "East")
    actors = Trail.objects.filter(table="organization_site").order_by("id").values_list("actor", flat=True)
    assert list(actors) == [str(deputy.user), str(lead.person or lead.user)]


def test_nobody_takes_turns_outside_a_unit() -> None:
    with pytest.raises(RuntimeError), turns():
        pass
