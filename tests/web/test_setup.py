"""Charter, standards, scope, applicability and rhythms in the browser."""

import pytest
from tests.web.office import Office

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.organization.operations import give_role, take_role
from clauseway.systems.models import Applicability, AppliedEdition, Rhythm, ScopeStatement, System

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "standards/",
    "scope/",
    "applicability/",
    "applicability/?how=all",
    "rhythms/",
    "first/standards/",
    "first/scope/",
)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_with_few_statements(page: str) -> None:
    office = Office()
    assert office.statements(f"{office.base}/setup/{page}") <= 10


def test_two_people_change_the_charter_and_nothing_is_overwritten() -> None:
    """The second one sees both texts (409) and may keep either."""
    office = Office()
    values = {"name": "Quality", "sponsor": "", "lead": "", "team": "Ann", "aims": "", "why": "first", "version": "1"}
    assert office.post("/setup/", values).status_code == 302
    late = office.post("/setup/", {**values, "why": "second"})
    assert late.status_code == 409
    assert b"first" in late.content
    assert b"second" in late.content
    assert System.objects.get().why == "first"
    assert office.post("/setup/", {**values, "why": "second", "version": "2"}).status_code == 302


def test_standards_are_added_changed_and_dropped() -> None:
    office = Office()
    kept = {"edition": ["iso-9001-2026"], "mode-iso-9001-2026": "certify", "target-iso-9001-2026": "2031-01-31"}
    assert office.post("/setup/standards/", kept).status_code == 302
    now = AppliedEdition.objects.filter(valid_until=None)
    assert [row.edition.slug for row in now] == ["iso-9001-2026"]
    assert str(now[0].target_on) == "2031-01-31"
    past = office.post("/setup/standards/", {**kept, "target-iso-9001-2026": "2001-01-31"})
    assert past.status_code == 422
    assert b'value="2001-01-31"' in past.content


@pytest.mark.parametrize("page", ["standards/", "first/standards/"])
def test_a_date_that_is_refused_is_told_above_the_long_list_too(page: str) -> None:
    """The card of the standard may be far below: who looks at the top of the page has to learn that nothing was saved."""
    office = Office()
    sent = {"edition": "iso-27001-2022", "mode-iso-27001-2022": "certify", "target-iso-27001-2022": "2020-01-01"}
    told = office.post(f"/setup/{page}", sent)
    above = told.content.decode().split('id="standards-form"')[0]
    assert told.status_code == 422
    assert "This was not saved yet." in above
    assert "ISO/IEC 27001:2022: This date has passed." in above
    nothing = office.post(f"/setup/{page}", {}).content.decode()
    assert "Choose at least one standard" in nothing.split('id="standards-form"')[0]


def test_a_scope_has_versions_and_only_top_management_approves() -> None:
    office = Office()
    text = "Design and production of flow meters in Delft."
    office.post("/setup/scope/", {"text": text, "exclusions": ""})
    office.post("/setup/scope/", {"text": text, "exclusions": ""})
    assert ScopeStatement.objects.count() == 1
    first = ScopeStatement.objects.get()
    office.post("/setup/scope/", {"text": text + " And Gdańsk.", "exclusions": ""})
    office.post(f"/setup/scope/{first.id}/approve/")
    assert ScopeStatement.objects.get(valid_until=None).approved_by is None, "a version nobody read is not approved"
    now = ScopeStatement.objects.get(valid_until=None)
    take_role(office.context, user=office.user.id, role="top-management")
    assert office.post(f"/setup/scope/{now.id}/approve/").status_code == 403
    give_role(office.context, user=office.user.id, role="top-management")
    office.post(f"/setup/scope/{now.id}/approve/")
    assert ScopeStatement.objects.get(valid_until=None).approved_by.name == "Lena Lead"


def requirement(office: Office, edition: str, ref: str) -> str:
    found = edition_by_slug(edition)
    assert found
    return str(compiled(found.id, found.digest).by_ref[ref].id)


def test_leaving_out_needs_a_reason_and_what_always_applies_cannot_be_left_out() -> None:
    office = Office()
    design = requirement(office, "iso-9001-2026", "8.3.2")
    refused = office.post(f"/setup/applicability/{design}/", {"applies": "out", "reason": "no"})
    assert refused.status_code == 422
    assert (
        office.post(
            f"/setup/applicability/{design}/", {"applies": "out", "reason": "Customers bring the design."}
        ).status_code
        == 302
    )
    always = requirement(office, "iso-9001-2026", "9.2.2")
    assert (
        office.post(f"/setup/applicability/{always}/", {"applies": "out", "reason": "We would rather not."}).status_code
        == 422
    )
    assert Applicability.objects.filter(valid_until=None, decision="out").count() == 1


def test_all_undecided_controls_are_decided_with_one_reason() -> None:
    """Asked first, then done; sent twice it decides nothing twice."""
    office = Office()
    asked = office.post("/setup/applicability/several/", {"all": "1", "action": "in"})
    assert b"93" in asked.content
    assert not Applicability.objects.exists()
    controls = [requirement(office, "iso-27001-2022", f"A.5.{n}") for n in range(1, 6)]
    done = {"key": controls, "action": "in", "reason": "Treats a risk.", "sure": "1"}
    assert office.post("/setup/applicability/several/", done).status_code == 302
    office.post("/setup/applicability/several/", done)
    assert Applicability.objects.count() == 5
    listed = office.get("/setup/applicability/?how=in&q=treats+a+risk").content.decode()
    assert listed.count("Treats a risk.") == 5


def test_rhythms_are_set_and_adopted_from_today_on() -> None:
    office = Office()
    wrong = office.post("/setup/rhythms/", {"days-internal-audit": "often"})
    assert wrong.status_code == 422
    assert b'value="often"' in wrong.content
    assert not Rhythm.objects.exists()
    office.post("/setup/rhythms/", {"days-internal-audit": "180", "reason": "A young system"})
    office.post("/setup/rhythms/adopt/")
    own = Rhythm.objects.get(name="internal-audit", valid_until=None)
    assert (own.days, own.set_by.name, own.valid_from) == (180, "Lena Lead", office.context.today)
    assert Rhythm.objects.filter(valid_until=None).count() > 50
    assert office.post("/setup/rhythms/", {"days-internal-audit": ""}).status_code == 422


def test_who_may_only_read_changes_nothing() -> None:
    office = Office()
    give_role(office.context, user=office.user.id, role="employee")
    for role in ("top-management",):
        take_role(office.context, user=office.user.id, role=role)
    from clauseway.organization.models import Membership

    Membership.objects.filter(role="manager").delete()
    assert office.get("/setup/").status_code == 200
    for path in ("/setup/", "/setup/standards/", "/setup/scope/", "/setup/rhythms/adopt/"):
        assert (
            office.post(
                path, {"name": "x", "text": "Design and production of meters", "edition": "iso-9001-2026"}
            ).status_code
            == 403
        )
