"""The pages of records: a form is made without code, filled in, corrected, listed and disposed of; what was typed is never lost."""

import dataclasses
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.test_documents import Pages

from clauseway.documents.filling import hand_in
from clauseway.documents.forms import put_in_use
from clauseway.documents.models import Form, FormContent, FormDisposal, FormEntry
from clauseway.kernel.context import enter
from clauseway.organization.models import Person, User
from clauseway.organization.operations import give_role

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Desk(Pages):
    """A manager's pages, and `worker`: an employee with an account."""

    def __init__(self) -> None:
        super().__init__("iso-9001-2026")
        self.base = self.base.replace("/documents/", "/forms/")
        self.worker = self._account(self.colleague, "employee")

    def _account(self, person: Person, role: str) -> Client:
        user = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.test", "a long password 2", name=person.name)
        give_role(self.context, user=user.id, role=role)
        Person.objects.filter(id=person.id).update(user=user)
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    def made(self, template: str = "daily-check", name: str = "Check") -> Form:
        told = self.post(f"new/?template={template}", {"name": name, "owner": "", "retention_years": "3"})
        assert told.status_code == 302, told.content.decode()[-900:]
        form = Form.objects.get(name=name)
        told = self.post(f"{form.id}/use/", {"version": form.version, "note": "First"})
        assert told.status_code == 302, told.content.decode()[-900:]
        form.refresh_from_db()
        return form

    def typed(self, **more: str) -> dict[str, str]:
        day = self.context.today.isoformat()
        return {
            "day": day,
            "machine": "Press 4",
            "guards": "yes",
            "clean": "yes",
            "pressure": "6",
            "result": "fit",
            **more,
        }

    def by_worker(self, path: str, data: dict[str, Any]) -> Any:
        told = self.worker.post(self.base + path, data)
        enter(self.context)
        return told


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_empty_list_teaches_and_offers_what_ships(desk: Desk) -> None:
    page = desk.get()
    assert "No forms yet" in page
    assert "Incoming inspection" in page
    assert "Nothing on record yet" in desk.get("records/")
    assert "Nothing is due" in desk.get("disposal/")


def test_a_form_is_made_field_by_field_and_a_rule_that_never_holds_is_refused(desk: Desk) -> None:
    told = desk.post("new/", {"name": "Cold room", "owner": "", "retention_years": ""})
    form = Form.objects.get(name="Cold room")
    assert told.status_code == 302
    number = {
        "label": "Heat",
        "kind": "number",
        "unit": "°C",
        "least": "-40",
        "most": "40",
        "high": "7",
        "required": "yes",
    }
    for given in (number, {"label": "Action", "kind": "long"}, {"label": "Read on", "kind": "date", "day": "yes"}):
        told = desk.post(f"{form.id}/field/", given)
        assert told.status_code == 302, told.content.decode()[-900:]
    told = desk.post(f"{form.id}/rule/", {"field1": "heat", "word1": "above", "value1": "90", "need": "action"})
    assert told.status_code == 422
    assert "never can hold" in told.content.decode()
    assert "90" in told.content.decode()
    told = desk.post(f"{form.id}/rule/", {"field1": "heat", "word1": "outside", "need": "action"})
    assert told.status_code == 302
    form.refresh_from_db()
    assert form.design["on"] == "read_on"
    assert "is outside its limits" in desk.get(f"{form.id}/")
    told = desk.post(f"{form.id}/field/", {"label": "State", "kind": "choice", "options": "only one"})
    assert told.status_code == 422
    desk.post(f"{form.id}/field/change?key=action&do=up")
    form.refresh_from_db()
    assert [one["key"] for one in form.design["fields"]] == ["action", "heat", "read_on"]
    desk.post(f"{form.id}/field/change?key=heat&do=remove")
    form.refresh_from_db()
    assert len(form.design["fields"]) == 3  # a rule needs it; nothing was taken out
    desk.post(f"{form.id}/rule/remove?rule=0")
    assert "Signature" not in desk.get(f"{form.id}/edit/")
    assert desk.get(f"{form.id}/states/?word=infrastructure.evaluated")


def test_an_employee_fills_it_in_and_what_was_typed_is_kept_on_error(desk: Desk) -> None:
    form = desk.made()
    page = desk.worker.get(f"{desk.base}{form.id}/fill/").content.decode()
    enter(desk.context)
    assert desk.context.today.isoformat() in page
    told = desk.by_worker(f"{form.id}/fill/", desk.typed(result="unfit", machine="Press 5"))
    page = told.content.decode()
    assert told.status_code == 422
    assert "Needed because of" in page
    assert "Press 5" in page
    draft = FormEntry.objects.get(state="draft")
    assert "Go on where you stopped" in desk.worker.get(desk.base).content.decode()
    enter(desk.context)
    assert "Go on where you stopped" not in desk.get()
    again = desk.typed(result="unfit", machine="Press 5", fault="A leak", draft=str(draft.id))
    told = desk.by_worker(f"{form.id}/fill/", again)
    assert told.status_code == 302, told.content.decode()[-900:]
    assert not FormEntry.objects.filter(state="draft").exists()
    shown = desk.get(f"records/{FormEntry.objects.get().id}/")
    assert "A leak" in shown
    assert "Otto Other" in shown
    assert desk.worker.get(f"{desk.base}new/").status_code == 403


def test_a_draft_is_thrown_away_by_its_author_alone(desk: Desk) -> None:
    form = desk.made()
    told = desk.by_worker(f"{form.id}/fill/", desk.typed(result="unfit"))
    assert "Throw the draft away" in told.content.decode()
    draft = FormEntry.objects.get(state="draft")
    desk.post(f"drafts/{draft.id}/drop")
    assert FormEntry.objects.filter(state="draft").exists(), "it is somebody else's"
    assert desk.by_worker(f"drafts/{draft.id}/drop", {}).status_code == 302
    assert not FormEntry.objects.filter(state="draft").exists()


def test_a_correction_is_visible_from_both_sides(desk: Desk) -> None:
    form = desk.made()
    desk.by_worker(f"{form.id}/fill/", desk.typed())
    first = FormEntry.objects.get()
    page = desk.get(f"records/{first.id}/correct/")
    assert "Press 4" in page
    told = desk.by_worker(f"records/{first.id}/correct/", {**desk.typed(pressure="6,5"), "reason": ""})
    assert told.status_code == 422
    told = desk.by_worker(f"records/{first.id}/correct/", {**desk.typed(pressure="6,5"), "reason": "Misread the gauge"})
    assert told.status_code == 302, told.content.decode()[-900:]
    second = FormEntry.objects.get(number=2)
    old, new = desk.get(f"records/{first.id}/"), desk.get(f"records/{second.id}/")
    assert "Corrected by number 2" in old
    assert "6 bar" in old
    assert "Corrects number 1" in new
    assert "Misread the gauge" in new
    told = desk.by_worker(f"records/{first.id}/correct/", {**desk.typed(pressure="5,9"), "reason": "Again"})
    assert told.status_code == 409


def test_the_list_is_searched_filtered_and_taken_out_as_sheets(desk: Desk) -> None:
    form = desk.made()
    desk.by_worker(f"{form.id}/fill/", desk.typed(machine="=cmd()"))
    desk.by_worker(f"{form.id}/fill/", desk.typed(machine="Lathe", pressure="9", fault="Regulator"))
    assert "2" in desk.get("records/?q=lathe")
    assert "Nothing fits" not in desk.get(f"records/?form={form.id}&state=outside&sort=-by")
    assert desk.get("records/?q=nowhere&form=nonsense")
    sheet = desk.client.get(f"{desk.base}records/sheet.csv?q=lathe").content.decode("utf-8-sig")
    assert "Lathe" in sheet
    assert "cmd" not in sheet
    assert "'=cmd()" in desk.client.get(f"{desk.base}records/sheet.csv").content.decode("utf-8-sig")
    assert desk.client.get(f"{desk.base}records/sheet.xlsx").content.startswith(b"PK")


def test_a_signed_form_asks_the_password_and_keeps_an_attached_file(desk: Desk) -> None:
    form = desk.made("near-miss", "Near miss")
    design = {**form.design, "signature": True, "meaning": "I saw it."}
    edit = {"version": form.version, "name": form.name, "owner": "", "signature": "yes", "meaning": design["meaning"]}
    assert desk.post(f"{form.id}/edit/", edit).status_code == 302
    form.refresh_from_db()
    put_in_use(desk.context, form.id, version=form.version)
    file = SimpleUploadedFile("a.png", b"\x89PNG 1", content_type="image/png")
    told = {
        "day": desk.context.today.isoformat(),
        "place": "Hall",
        "told": "It fell",
        "worst": "absence",
        "stopped": "yes",
        "done": "Put away",
    }
    answer = desk.by_worker(f"{form.id}/fill/", {**told, "picture": file, "password": "wrong"})
    assert answer.status_code == 422
    kept = FormContent.objects.get(entry__state="draft").values["picture"]
    draft = str(FormEntry.objects.get(state="draft").id)
    again = {**told, "picture_kept": kept, "draft": draft, "password": "a long password 2"}
    answer = desk.by_worker(f"{form.id}/fill/", again)
    assert answer.status_code == 302, answer.content.decode()[-900:]
    made = FormEntry.objects.get(state="final")
    page = desk.get(f"records/{made.id}/")
    assert "I saw it." in page
    assert "a.png" in page


def test_disposal_is_proposed_and_decided_by_two(desk: Desk) -> None:
    form = desk.made()
    somebody = dataclasses.replace(desk.context, person=desk.colleague.id)
    old = (desk.context.today - timedelta(days=1200)).isoformat()
    made = hand_in(somebody, form.id, typed=desk.typed(day=old))
    assert "Propose for disposal" in desk.get("disposal/")
    told = desk.post("disposal/", {"key": [str(made.id)], "action": "propose"})
    assert told.status_code == 302
    found = FormDisposal.objects.get()
    assert "A second person must decide" in desk.get(f"disposal/{found.id}/")
    auditor = desk._account(desk.boss, "internal-auditor")
    assert "cannot be brought back" in auditor.get(f"{desk.base}disposal/{found.id}/").content.decode()
    told = auditor.post(f"{desk.base}disposal/{found.id}/", {"decision": "refuse", "note": ""})
    assert told.status_code == 422
    told = auditor.post(f"{desk.base}disposal/{found.id}/", {"decision": "approve", "note": ""})
    enter(desk.context)
    assert told.status_code == 302
    assert "Certificate of disposal" in desk.get(f"disposal/{found.id}/")
    assert "Disposed of" in desk.get(f"records/{made.id}/")
    assert desk.client.get(f"{desk.base}records/sheet.csv").status_code == 200
