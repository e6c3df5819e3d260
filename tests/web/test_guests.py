"""Guests in the browser: what is named for them and nothing else, until the day, without a way to change anything."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.office import Office, signed_in

from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.queries import edition_by_slug
from clauseway.conformity.judging import refresh
from clauseway.documents.models import Document, Passage
from clauseway.evidence.models import Item
from clauseway.evidence.operations import Fact, collect_item, file_record
from clauseway.kernel.context import Context, enter
from clauseway.organization.guests import give_grant, revoke_grant
from clauseway.organization.models import Grant, User
from clauseway.systems.operations import apply_edition
from clauseway.systems.own_standards import import_standard

pytestmark = pytest.mark.django_db
EVERY = ("verdicts", "documents", "records", "items")


class Visit:
    """An office with a document, a record and a file, and the account of somebody from outside."""

    def __init__(self) -> None:
        self.office = Office()
        context = self.office.context
        self.item, _new = collect_item(context, name="minutes.txt", content=b"the minutes", media_type="text/plain")
        self.document = Document.objects.create(
            organization_id=context.organization,
            system=self.office.system,
            item=self.item,
            title="Purchasing policy",
            fold="purchasing policy",
            name="policy.md",
            state="effective",
        )
        Passage.objects.create(
            organization_id=context.organization, document=self.document, position=1, heading="Aim", text="We buy well."
        )
        reviewed = Fact(
            "context.reviewed", context.today, statement="Reviewed by the board", system=self.office.system.id
        )
        file_record(context, reviewed)
        self.user = User.objects.create_user("marta@body.test", "a long password 2", name="Marta Lund")
        self.client: Client = signed_in(self.user)

    def let_in(self, *kinds: str, days: int = 10) -> Grant:
        self.office.back()
        until = self.office.context.today + timedelta(days=days)
        return give_grant(self.office.context, email=self.user.email, kinds=kinds, reason="Stage 1", valid_until=until)

    def sees(self, grant: Grant, path: str = "") -> Any:
        return self.client.get(f"/guest/{grant.id}/{path}")


@pytest.fixture
def visit() -> Visit:
    return Visit()


def test_a_guest_reads_what_was_named(visit: Visit) -> None:
    grant = visit.let_in(*EVERY)
    standing = visit.sees(grant).content.decode()
    assert "Understanding the organization and its context" in standing
    assert "You are a guest here until" in standing
    assert "Purchasing policy" in visit.sees(grant, "documents/").content.decode()
    assert "We buy well." in visit.sees(grant, f"documents/{visit.document.id}/").content.decode()
    assert "Reviewed by the board" in visit.sees(grant, "records/").content.decode()
    assert "minutes.txt" in visit.sees(grant, "files/").content.decode()
    file = visit.sees(grant, f"files/{visit.item.id}/")
    assert file.content == b"the minutes"
    assert file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("kind", "path"), [("documents", ""), ("verdicts", "documents/"), ("documents", "records/"), ("records", "files/")]
)
def test_what_was_not_named_is_not_there(visit: Visit, kind: str, path: str) -> None:
    answer = visit.sees(visit.let_in(kind), path)
    assert answer.status_code == (302 if path == "" else 404)


def test_the_database_hides_what_the_page_would_ask(visit: Visit) -> None:
    """Even a page that forgets to ask the grant gets no row."""
    grant = visit.let_in("verdicts")
    context = Context(
        grant.organization_id, visit.user.id, None, frozenset({"external-auditor"}), grant=grant.id, kind="guest"
    )
    enter(context)
    assert not Document.objects.exists()
    assert not Item.objects.exists()


def test_search_sort_and_filters_work_for_a_guest(visit: Visit) -> None:
    grant = visit.let_in(*EVERY)
    found = visit.sees(grant, "?q=management+review&sort=-answer").content.decode()
    assert "Management review" in found
    assert "Internal audit programme" not in found
    assert "Nothing fits this search" in visit.sees(grant, "documents/?q=zebra").content.decode()
    only = visit.sees(grant, "?standard=iso-27001-2022").content.decode()
    assert "Customer satisfaction" not in only


def test_a_standard_of_the_host_s_own_is_listed_for_who_may_see_verdicts(visit: Visit) -> None:
    office = visit.office
    rows = b"Ref,Title,Text\n1,Customers,\n1.1,Orders,Every order is confirmed within a day.\n"
    import_standard(office.context, read("customer.csv", rows, Wish()), dry_run=False)
    own = edition_by_slug("own-customer")
    assert own
    apply_edition(office.context, office.system.id, edition=own.id, mode="comply")
    refresh(office.context, office.system.id)
    grant = visit.let_in("verdicts")
    assert "Orders" in visit.sees(grant, "?standard=own-customer").content.decode()


def test_an_ended_grant_and_somebody_elses_open_nothing(visit: Visit) -> None:
    grant = visit.let_in(*EVERY)
    stranger = signed_in(User.objects.create_user("x@elsewhere.test", "a long password 3"))
    assert stranger.get(f"/guest/{grant.id}/").status_code == 404
    assert Client().get(f"/guest/{grant.id}/").status_code == 302
    visit.office.back()
    revoke_grant(visit.office.context, grant.id)
    assert visit.sees(grant).status_code == 404


def test_the_guest_finds_the_way_from_the_desk(visit: Visit) -> None:
    assert visit.client.get("/").headers["Location"] == "/start/"
    grant = visit.let_in("documents")
    assert visit.client.get("/").headers["Location"] == "/desk/"
    assert f"/guest/{grant.id}/" in visit.client.get("/desk/").content.decode()


def test_the_host_lets_in_and_ends(visit: Visit) -> None:
    office = visit.office
    until = (office.context.today + timedelta(days=5)).isoformat()
    values = {"email": visit.user.email, "kinds": ["verdicts", "records"], "reason": "Stage 2", "valid_until": until}
    assert office.client.post(f"{office.home}/guests/", values).status_code == 302
    office.back()
    grant = Grant.objects.get()
    assert sorted(grant.kinds) == ["records", "verdicts"]
    page = office.client.get(f"{office.home}/guests/").content.decode()
    assert "Marta Lund" in page
    assert visit.sees(grant).status_code == 200
    assert office.client.post(f"{office.home}/guests/{grant.id}/end/").status_code == 302
    assert visit.sees(grant).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "nobody@nowhere.test"}, "There is no account with this address"),
        ({"kinds": []}, "This field is required"),
        ({"valid_until": "2020-01-01"}, "must end on a day to come"),
        ({"email": "lead@example.test"}, "is a member here"),
    ],
)
def test_a_refused_grant_keeps_what_was_typed(visit: Visit, changed: dict[str, Any], said: str) -> None:
    office = visit.office
    until = (office.context.today + timedelta(days=5)).isoformat()
    values = {
        "email": visit.user.email,
        "kinds": ["verdicts"],
        "reason": "Stage 2 visit",
        "valid_until": until,
        **changed,
    }
    answer = office.client.post(f"{office.home}/guests/", values)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Stage 2 visit" in text
    office.back()
    assert not Grant.objects.exists()


def test_an_employee_lets_nobody_in(visit: Visit) -> None:
    from clauseway.organization.operations import give_role

    visit.office.back()
    employee = User.objects.create_user("emp@example.test", "a long password 4")
    give_role(visit.office.context, user=employee.id, role="employee")
    assert signed_in(employee).get(f"{visit.office.home}/guests/").status_code == 403
