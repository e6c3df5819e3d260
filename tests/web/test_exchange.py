"""The pages of an organization's own standards: give a file, look, confirm; the list, the exports, taking one away."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.catalogue.exchange.files import LIBRARY, as_json, oscal, workbook
from tests.web.office import Office, signed_in

from clauseway.catalogue import exchange, resolving
from clauseway.catalogue.models import Edition, Requirement
from clauseway.catalogue.queries import edition_by_slug
from clauseway.organization.models import Membership, User
from clauseway.systems.operations import apply_edition

pytestmark = pytest.mark.django_db
SHEET = b"Ref,Title,Text\n1,Customers,\n1.1,Orders,Every order is confirmed in writing.\n1.2,Returns,A return is answered within a week.\n"


@pytest.fixture
def office() -> Office:
    return Office("iso-9001-2026")


def give(office: Office, data: bytes = SHEET, name: str = "customer.csv") -> Any:
    """Upload a file; the address of its preview, or the answer that refused it."""
    answer = office.client.post(f"{office.home}/standards/import/", {"file": SimpleUploadedFile(name, data)})
    office.back()
    return answer["location"] if answer.status_code == 302 else answer


def text_of(office: Office, href: str, status: int = 200) -> str:
    answer = office.client.get(href)
    office.back()
    assert answer.status_code == status
    return str(answer.content.decode())


def confirm(office: Office, href: str, **values: str) -> Any:
    answer = office.client.post(href, values)
    office.back()
    return answer


class TestImport:
    def test_a_file_is_looked_at_before_anything_is_written(self, office: Office) -> None:
        href = give(office)
        shown = text_of(office, href)
        assert "Every order" in shown or "Orders" in shown
        assert "would be new here" in shown
        assert not Edition.objects.filter(slug="own-customer").exists()
        answer = confirm(office, href)
        assert answer["location"] == f"{office.home}/standards/own/own-customer/"
        assert "1.2" in text_of(office, answer["location"])

    def test_a_refused_file_names_place_and_reason_and_stays_at_hand(self, office: Office) -> None:
        href = give(office, SHEET + b"1.1,Again,Twice the same.\n")
        shown = text_of(office, href, 422)
        assert "This file is not taken" in shown
        assert "given twice" in shown
        assert confirm(office, href).status_code == 422
        assert not Edition.objects.filter(slug="own-customer").exists()

    def test_html_in_a_title_is_shown_as_text_only(self, office: Office) -> None:
        shown = text_of(office, give(office, b"Ref,Title\n1,<script>alert(1)</script>\n"), 422)
        assert "&lt;script&gt;" in shown
        assert "<script>alert(1)" not in shown

    def test_columns_are_guessed_and_can_be_changed(self, office: Office) -> None:
        data = workbook(
            ("Cover", [["Our demands"]]), ("List", [["Demands 2026"], [], ["Key", "Wording"], ["A-1", "Be punctual."]])
        )
        href = give(office, data, "demands.xlsx")
        assert "which column holds what" in text_of(office, href, 422).lower()
        mapped = f"{href}?sheet=List&head=3&column-ref=A&column-explain=Wording"
        assert "A-1" in text_of(office, mapped)
        said = {"sheet": "List", "head": "3", "column-ref": "A", "column-explain": "Wording", "title": "Demands"}
        assert confirm(office, href, **said).status_code == 302
        assert Requirement.objects.get(edition__title="Demands").ref == "A-1"

    def test_what_has_no_place_is_named(self, office: Office) -> None:
        shown = text_of(office, give(office, LIBRARY.encode(), "acme.yaml"))
        assert "Kept as text" in shown
        assert "Threats" in shown or "threats" in shown

    def test_a_form_sent_twice_acts_once(self, office: Office) -> None:
        href = give(office)
        first = confirm(office, href, once="abc")
        again = confirm(office, href, once="abc")
        assert first["location"] == again["location"]
        assert Edition.objects.filter(slug="own-customer").count() == 1

    def test_a_later_file_says_what_it_changes(self, office: Office) -> None:
        confirm(office, give(office))
        shown = text_of(office, give(office, SHEET.replace(b"in writing", b"by mail")))
        assert "An earlier file of this standard is in" in shown
        assert "Bring it up to date" in shown

    def test_a_big_catalog_is_paged(self, office: Office) -> None:
        href = give(office, as_json(oscal(120)), "controls.json")
        assert "C-119" not in text_of(office, href)
        assert "C-119" in text_of(office, f"{href}?page=3")
        assert "C-77" in text_of(office, f"{href}?q=C-77")

    @pytest.mark.parametrize(("data", "said"), [(b"", "empty"), (None, "Choose a file")])
    def test_without_a_file_it_says_so(self, office: Office, data: bytes | None, said: str) -> None:
        files = {"file": SimpleUploadedFile("x.csv", data)} if data is not None else {}
        answer = office.client.post(f"{office.home}/standards/import/", files)
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_a_file_of_another_session_is_not_found(self, office: Office) -> None:
        href = give(office)
        strange = signed_in(office.user).get(href)
        assert strange.status_code == 302
        assert strange["location"] == f"{office.home}/standards/import/"

    def test_an_employee_may_not(self, office: Office) -> None:
        user = User.objects.create_user("eve@example.test", "a long password 1", name="Eve")
        Membership.objects.create(
            organization_id=office.organization.id, user=user, role="employee", valid_from=office.context.today
        )
        client = signed_in(user)
        assert client.get(f"{office.home}/standards/import/").status_code == 403
        office.back()
        assert client.get(f"{office.home}/standards/own/").status_code == 200


class TestOwnStandards:
    def test_none_yet_says_what_this_is_for(self, office: Office) -> None:
        shown = text_of(office, f"{office.home}/standards/own/")
        assert "No standard of your own yet" in shown
        assert "Import a standard" in shown

    @pytest.mark.parametrize("form", ["own", "oscal", "xlsx"])
    @pytest.mark.parametrize("slug", ["own-customer", "iso-9001-2026"])
    def test_every_standard_can_be_taken_out(self, office: Office, form: str, slug: str) -> None:
        confirm(office, give(office))
        answer = office.client.get(f"{office.home}/standards/export/{slug}/{form}/")
        assert answer.status_code == 200
        assert slug in answer["content-disposition"]
        assert len(answer.content) > 500

    def test_an_unknown_form_or_standard_is_not_found(self, office: Office) -> None:
        for path in ("iso-9001-2026/pdf", "own-nothing/own"):
            assert office.client.get(f"{office.home}/standards/export/{path}/").status_code == 404
            office.back()

    def test_an_applied_one_is_not_removed_and_an_unused_one_is(self, office: Office) -> None:
        confirm(office, give(office))
        edition = edition_by_slug("own-customer")
        assert edition
        apply_edition(office.context, office.system.id, edition=edition.id, mode="comply")
        remove = f"{office.home}/standards/own/own-customer/remove/"
        assert confirm(office, remove)["location"].endswith("/own-customer/")
        assert "Stop applying it there first" in text_of(office, f"{office.home}/standards/own/own-customer/")
        confirm(office, give(office, SHEET, "unused.csv"))
        assert confirm(office, f"{office.home}/standards/own/own-unused/remove/")["location"].endswith(
            "/standards/own/"
        )
        assert not Edition.objects.filter(slug="own-unused").exists()

    def test_the_applied_standard_has_its_requirement_pages(self, office: Office) -> None:
        confirm(office, give(office))
        edition = edition_by_slug("own-customer")
        assert edition
        apply_edition(office.context, office.system.id, edition=edition.id, mode="comply")
        shown = text_of(office, f"{office.base}/requirements/own-customer/1.1/")
        assert "Every order is confirmed in writing." in shown
        assert "own-customer" in text_of(office, f"{office.base}/setup/standards/")

    def test_it_is_offered_to_comply_with_and_a_withdrawn_one_no_more(self, office: Office) -> None:
        """There is no certificate to an own standard, so complying is chosen already and the form can be sent."""
        confirm(office, give(office))
        shown = text_of(office, f"{office.base}/setup/standards/")
        mine = shown[shown.index('value="own-customer"') :]
        assert 'name="mode-own-customer" value="comply" checked' in mine
        Edition.objects.filter(slug="own-customer").update(status="withdrawn")
        assert "own-customer" not in text_of(office, f"{office.base}/setup/standards/")


def test_every_remark_of_a_reader_has_its_sentence() -> None:
    """A remark is a plain text in the sources, and the page knows it."""
    from clauseway.web.exchange import wording

    known = wording._kept() | wording._returning() | wording._rest()
    said = set()
    for path in [*Path(exchange.__file__).parent.glob("*.py"), Path(resolving.__file__)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("note", "Remark") and isinstance(node.args[1], ast.Constant | ast.JoinedStr):
                assert isinstance(node.args[1], ast.Constant), (
                    f"{path.name}:{node.lineno}: what differs belongs into the place"
                )
                said.add(node.args[1].value)
    assert said <= set(known)
    assert len(said) > 20
