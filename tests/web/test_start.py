"""Signing up, making an organization, the first management system."""

import pytest
from django.test import Client
from tests.web.office import Office, signed_in

from clauseway.kernel.context import Context, enter
from clauseway.organization.models import Organization, User
from clauseway.systems.models import AppliedEdition, ScopeStatement, System

pytestmark = pytest.mark.django_db

ENTRANCES = (
    "login",
    "signup",
    "password/reset",
    "password/reset/done",
    "password/reset/key/done",
    "inactive",
    "confirm-email",
)


@pytest.mark.parametrize("page", ENTRANCES)
def test_every_entrance_has_our_look(page: str) -> None:
    """A person who is signed out meets pages of ours, not a library's."""
    answer = Client().get(f"/accounts/{page}/")
    assert answer.status_code == 200
    assert b'class="plain"' in answer.content


def test_the_landing_page_says_what_this_is_and_offers_both_ways_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 200
    assert b"/accounts/signup/" in answer.content
    assert b"/accounts/login/" in answer.content


def test_signing_up_asks_name_mail_and_password_and_lands_on_the_organization() -> None:
    client = Client()
    refused = client.post("/accounts/signup/", {"name": "Sanne", "email": "sanne@example.test", "password1": "short"})
    assert b'value="sanne@example.test"' in refused.content
    assert b"field__error" in refused.content
    answer = client.post(
        "/accounts/signup/", {"name": "Sanne", "email": "sanne@example.test", "password1": "correct horse battery"}
    )
    assert answer.status_code == 302
    assert client.get("/").url == "/start/"
    assert User.objects.get(email="sanne@example.test").name == "Sanne"


@pytest.mark.parametrize("page", ["", "email/", "password/change/", "2fa/"])
def test_the_pages_of_the_own_account(page: str) -> None:
    office = Office()
    assert office.client.get(f"/accounts/{page}").status_code == 200


def test_the_profile_keeps_name_and_theme() -> None:
    office = Office()
    assert office.client.post("/accounts/", {"name": "", "theme": "dark"}).status_code == 422
    assert office.client.post("/accounts/", {"name": "Lena L.", "theme": "dark"}).status_code == 302
    office.user.refresh_from_db()
    assert (office.user.name, office.user.theme) == ("Lena L.", "dark")


def newcomer() -> User:
    user = User.objects.create_user("new@example.test", "a long password 1", name="New")
    enter(Context(None, user.id))
    return user


ORGANIZATION = {
    "name": "Noordzee",
    "country": "NL",
    "sector": "",
    "headcount": "86",
    "timezone": "Europe/Amsterdam",
    "language": "en",
    "currency": "",
}


def test_an_organization_is_made_once_however_often_the_form_is_sent() -> None:
    """The second sending leads to what the first made."""
    client = signed_in(newcomer())
    first = client.post("/start/", ORGANIZATION)
    again = client.post("/start/", ORGANIZATION)
    assert first.status_code == 302
    assert first.url == again.url
    slug = first.url.split("/")[2]
    assert client.get("/").url == f"/o/{slug}/"
    assert client.get(f"/o/{slug}/").url == f"/o/{slug}/new-system/"


def test_the_currency_is_the_countrys_own_when_nobody_says_otherwise() -> None:
    user = newcomer()
    client = signed_in(user)
    slug = client.post("/start/", {**ORGANIZATION, "country": "PL"}).url.split("/")[2]
    client.get(f"/o/{slug}/new-system/")
    assert Organization.objects.get(slug=slug).currency == "PLN"


def test_a_refused_organization_keeps_what_was_typed() -> None:
    answer = signed_in(newcomer()).post("/start/", {**ORGANIZATION, "timezone": "", "sector": "Flow meters"})
    assert answer.status_code == 422
    assert b'value="Flow meters"' in answer.content
    assert b"field__error" in answer.content


def test_the_way_into_a_system_is_saved_step_by_step() -> None:
    """Charter, standards, scope; each step can be left, and ends on the track."""
    office = Office()
    charter = {
        "name": "Integrated",
        "sponsor": "Harm Visser",
        "lead": "Lena Lead",
        "team": "",
        "aims": "",
        "why": "Asked for",
    }
    first = office.client.post(f"{office.home}/new-system/", charter)
    again = office.client.post(f"{office.home}/new-system/", charter)
    assert first.url == again.url
    office.back()
    system = System.objects.get(name="Integrated")
    assert (system.sponsor.name, system.lead.name) == ("Harm Visser", "Lena Lead")
    steps = first.url.removesuffix("standards/")
    none = office.client.post(f"{steps}standards/", {})
    assert none.status_code == 422
    chosen = {"edition": ["iso-9001-2026"], "mode-iso-9001-2026": "comply", "target-iso-9001-2026": "2031-06-30"}
    assert office.client.post(f"{steps}standards/", chosen).url == f"{steps}scope/"
    short = office.client.post(f"{steps}scope/", {"text": "all", "exclusions": ""})
    assert short.status_code == 422
    assert b">\nall</textarea>" in short.content
    done = office.client.post(
        f"{steps}scope/", {"text": "Design and production of flow meters in Delft.", "exclusions": ""}
    )
    assert done.url == f"{office.home}/s/{system.slug}/"
    office.back()
    assert AppliedEdition.objects.get(system=system).mode == "comply"
    assert ScopeStatement.objects.get(system=system).approved_by is None


def test_a_stranger_sees_nothing_of_another_organization() -> None:
    office = Office()
    other = signed_in(newcomer())
    assert other.get(f"{office.home}/").status_code == 404
    assert other.get(f"{office.home}/new-system/").status_code == 404
    assert Client().get(f"{office.home}/").url.startswith("/accounts/login/?next=")
