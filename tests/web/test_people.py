"""People in the browser."""

import pytest
from tests.web.office import Office

from clauseway.actions.models import Action, Duty
from clauseway.actions.operations import create_action
from clauseway.organization.models import Person
from clauseway.organization.operations import PersonRow, add_people, add_person, change_person

pytestmark = pytest.mark.django_db


def test_the_list_needs_the_same_few_statements_for_one_and_fifty() -> None:
    office = Office()
    office.statements(f"{office.home}/people/")
    one = office.statements(f"{office.home}/people/")
    add_people(office.context, [PersonRow(f"Person {n}") for n in range(60)])
    assert office.statements(f"{office.home}/people/") == one <= 10
    ann = Person.objects.get(name="Person 1")
    assert office.statements(f"{office.home}/people/{ann.id}/") <= 10


def test_somebody_is_added_once() -> None:
    office = Office()
    values = {"name": "Ann", "email": "ann@example.test", "job": "", "unit": ""}
    first = office.client.post(f"{office.home}/people/new/", values)
    again = office.client.post(f"{office.home}/people/new/", values)
    assert first.url == again.url
    refused = office.client.post(f"{office.home}/people/new/", {**values, "name": "", "job": "Technician"})
    assert refused.status_code == 422
    assert b"Technician" in refused.content


def test_two_people_change_one_person() -> None:
    office = Office()
    ann = add_person(office.context, name="Ann")
    href = f"{office.home}/people/{ann.id}/"
    values = {"name": "Ann", "email": "", "job": "Buyer", "unit": "", "version": "1"}
    assert office.client.post(href, values).status_code == 302
    late = office.client.post(href, {**values, "job": "Seller"})
    assert late.status_code == 409
    assert b"Buyer" in late.content
    assert b"Seller" in late.content
    office.back()
    assert Person.objects.get(id=ann.id).job == "Buyer"


def test_a_leaver_hands_over_what_is_open() -> None:
    """Without somebody who takes over, nobody leaves; with one, duties, actions and the leaving go together."""
    office = Office()
    ann, ben = add_person(office.context, name="Ann"), add_person(office.context, name="Ben")
    create_action(office.context, system_id=office.system.id, title="Write it", owner_id=ann.id)
    href = f"{office.home}/people/{ann.id}/"
    today = office.context.today.isoformat()
    alone = office.client.post(f"{href}leave/", {"on": today, "to": "", "version": "1"})
    assert alone.status_code == 422
    assert b"Say who takes it over" in alone.content
    self_ = office.client.post(f"{href}leave/", {"on": today, "to": "Ann", "version": "1"})
    assert self_.status_code == 422
    assert office.client.post(f"{href}leave/", {"on": today, "to": "Ben", "version": "1"}).status_code == 302
    office.back()
    assert Action.objects.get().owner_id == ben.id
    assert Duty.objects.get().person_id == ben.id
    assert Person.objects.get(id=ann.id).live_until == office.context.today
    assert office.client.get(href).status_code == 200
    assert office.client.post(f"{href}back/").status_code == 302
    office.back()
    assert Person.objects.get(id=ann.id).live_until is None


def test_who_left_is_erased_and_is_no_longer_named() -> None:
    """Refused while they are here; afterwards the page names nobody and offers nothing."""
    office = Office()
    ann = add_person(office.context, name="Ann Arbor", email="ann@example.test")
    href = f"{office.home}/people/{ann.id}/"
    office.client.post(f"{href}erase/")
    assert b"Ann Arbor" in office.client.get(href).content
    office.back()
    change_person(office.context, ann.id, version=1, live_until=office.context.today)
    page = office.client.get(href).content
    assert b"erase/" in page
    assert b"back/" in page
    told = office.client.post(f"{href}erase/")
    assert told.url == f"{office.home}/people/?show=left"
    assert b"Ann Arbor" not in office.client.get(told.url).content
    page = office.client.get(href).content
    assert b"Ann Arbor" not in page
    assert b"erase/" not in page
