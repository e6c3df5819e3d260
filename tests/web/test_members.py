"""Members, invitations and the desk in the browser: what each reader may see and do, and nothing across organizations."""

import re

import pytest
from django.test import Client
from tests.web.office import Office

from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.queries import edition_by_slug
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import Invitation, Membership, Organization, User
from clauseway.organization.operations import create_organization, give_role
from clauseway.systems.operations import apply_edition
from clauseway.systems.own_standards import import_standard

pytestmark = pytest.mark.django_db


def account(email: str) -> User:
    return User.objects.create_user(email, "a long password 1", name=email.split("@", maxsplit=1)[0].title())


def founded(name: str, user: User) -> tuple[str, Context]:
    before = Context(None, user.id)
    enter(before)
    organization, context = create_organization(before, name=name, founder=user)
    enter(context)
    return f"/o/{organization.slug}", context


@pytest.fixture
def lead() -> User:
    return account("lead@host.test")


@pytest.fixture
def host(lead: User) -> tuple[str, Context]:
    return founded("Host", lead)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_shows_members_roles_and_what_they_may_do(host: tuple[str, Context], lead: User) -> None:
    text = signed_in(lead).get(f"{host[0]}/members/").content.decode()
    assert "Lead" in text
    assert "Management-system manager" in text
    assert "Accept or reject suggested passages" in text


def test_an_invitation_goes_from_the_form_to_membership(host: tuple[str, Context], lead: User) -> None:
    client = signed_in(lead)
    sent = client.post(f"{host[0]}/members/invite/", {"email": "anna@host.test", "role": "internal-auditor"})
    assert sent.status_code == 302
    shown = client.get(f"{host[0]}/members/").content.decode()
    address = re.search(r"/invitations/[\w-]+/", shown)
    assert address, "the address is shown once"
    assert not re.search(r"/invitations/[\w-]+/", client.get(f"{host[0]}/members/").content.decode())
    outside = Client().get(address.group())
    assert outside.status_code == 200
    assert "/accounts/signup/?next=" in outside.content.decode()
    anna = signed_in(account("anna@host.test"))
    assert "Accept and go in" in anna.get(address.group()).content.decode()
    assert anna.post(address.group()).headers["Location"] == f"{host[0]}/"
    assert anna.get(f"{host[0]}/members/").status_code == 200
    assert anna.get(address.group()).status_code == 404


def test_another_account_must_confirm(host: tuple[str, Context], lead: User) -> None:
    client = signed_in(lead)
    client.post(f"{host[0]}/members/invite/", {"email": "anna@host.test", "role": "employee"})
    address = re.search(r"/invitations/[\w-]+/", client.get(f"{host[0]}/members/").content.decode())
    assert address
    private = signed_in(account("anna@private.test"))
    assert private.post(address.group()).status_code == 422
    assert private.post(address.group(), {"other_address": "on"}).status_code == 302


def test_a_wrong_address_stays_in_the_form_with_its_error(host: tuple[str, Context], lead: User) -> None:
    answer = signed_in(lead).post(f"{host[0]}/members/invite/", {"email": "anna", "role": "employee"})
    assert answer.status_code == 422
    assert 'value="anna"' in answer.content.decode()


def test_the_last_manager_stays(host: tuple[str, Context], lead: User) -> None:
    signed_in(lead).post(f"{host[0]}/members/roles/?take=manager&user={lead.id}")
    enter(host[1])
    assert Membership.objects.filter(role="manager", valid_until=None).exists()


def test_a_role_is_given_and_taken(host: tuple[str, Context], lead: User) -> None:
    colleague = account("b@host.test")
    give_role(host[1], user=colleague.id, role="employee")
    client = signed_in(lead)
    client.post(f"{host[0]}/members/roles/", {"user": str(colleague.id), "role": "risk-owner"})
    client.post(f"{host[0]}/members/roles/?take=employee&user={colleague.id}")
    enter(host[1])
    held = Membership.objects.filter(user=colleague, valid_until=None).values_list("role", flat=True)
    assert list(held) == ["risk-owner"]


@pytest.mark.parametrize("path", ["members/invite/", "members/roles/?take=manager&user=" + "0" * 32])
def test_who_does_not_manage_members_cannot(host: tuple[str, Context], path: str) -> None:
    employee = account("e@host.test")
    give_role(host[1], user=employee.id, role="employee")
    client = signed_in(employee)
    assert client.post(f"{host[0]}/{path}", {"email": "x@y.test", "role": "manager"}).status_code == 403
    page = client.get(f"{host[0]}/members/").content.decode()
    assert "Send the invitation" not in page
    assert "Take away" not in page


def test_an_invitation_of_another_organization_is_not_found(host: tuple[str, Context], lead: User) -> None:
    signed_in(lead).post(f"{host[0]}/members/invite/", {"email": "anna@host.test", "role": "employee"})
    enter(host[1])
    invitation = Invitation.objects.get()
    other = account("lead@other.test")
    base, _context = founded("Other", other)
    assert signed_in(other).post(f"{base}/members/withdraw/{invitation.id}/").status_code == 404
    assert signed_in(other).get(f"{host[0]}/members/").status_code == 404


def test_the_desk_shows_only_ones_own(host: tuple[str, Context], lead: User) -> None:
    founded("Unrelated", account("u@else.test"))
    text = signed_in(lead).get("/desk/").content.decode()
    assert "Host" in text
    assert "Unrelated" not in text


def test_the_desk_counts_a_standard_of_one_s_own() -> None:
    """Its row is hidden from whoever has not entered the organization; the door names its address."""
    office = Office()
    rows = b"Ref,Title,Text\n1,Customers,\n1.1,Orders,Every order is confirmed within a day.\n"
    import_standard(office.context, read("customer.csv", rows, Wish()), dry_run=False)
    own = edition_by_slug("own-customer")
    assert own
    apply_edition(office.context, office.system.id, edition=own.id, mode="comply")
    text = signed_in(office.user).get("/desk/").content.decode()
    assert "standard=own-customer&amp;answer=unknown" in text


def test_an_empty_desk_says_what_to_do() -> None:
    assert "You work for no organization yet" in signed_in(account("new@else.test")).get("/desk/").content.decode()


def test_nobody_signed_out_reads_a_desk() -> None:
    assert Client().get("/desk/").status_code == 302
    assert not Organization.objects.exists()
