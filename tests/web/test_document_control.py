"""The pages of document control: written, put before people, answered, in force, revised, compared, distributed, read, printed."""

import dataclasses
import io
import re
import uuid
import zipfile
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.architecture.test_statements import CONTROL, WHO
from tests.documents.test_controlled import TEXT
from tests.web.test_documents import Pages

from clauseway.actions.models import Duty
from clauseway.documents.models import Document, DocumentCopy, DocumentReview, Misuse, Reading, Remark, Round, Vote
from clauseway.documents.operations import (
    Group,
    Signature,
    answer,
    review_document,
    revise,
    set_audience,
    set_kind_rule,
    submit,
)
from clauseway.kernel.context import enter
from clauseway.organization.models import Person, User
from clauseway.organization.operations import change_person, give_role
from clauseway.web.documents import paper
from clauseway.web.documents.tasks import make

pytestmark = pytest.mark.django_db
PASSWORD = "a long password 2"


class Desk(Pages):
    """Pages of a manager who writes; `as_boss` are those of the approver, who has an account of her own."""

    def __init__(self) -> None:
        super().__init__()
        user = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.test", PASSWORD, name="Vera Director")
        give_role(self.context, user=user.id, role="top-management")
        Person.objects.filter(id=self.boss.id).update(user=user)
        self.as_boss = Client()
        self.as_boss.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def write(self, title: str = "Access policy", text: str = TEXT, kind: str = "policy") -> Document:
        told = self.post("new/", {"form": "authored", "title": title, "kind": kind})
        assert told.status_code == 302, told.content.decode()[-600:]
        row = Document.objects.get(title=title)
        told = self.post(f"{row.id}/edit", {"version": row.version, "title": title, "text": text})
        assert told.status_code == 302
        row.refresh_from_db()
        return row

    def in_force(self, row: Document) -> Document:
        made = submit(self.context, row.id, approvers=[self.boss.id])
        answer(self.acting(self.boss), made.id, part="approval", answer="approve", signature=Signature("password"))
        enter(self.context)
        row.refresh_from_db()
        assert row.state == "effective"
        return row


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_document_is_written_previewed_and_put_before_people(desk: Desk) -> None:
    """From the register's button to the approver's answer, all by forms."""
    assert "documents/new/" in desk.get()
    row = desk.write()
    shown = desk.post(
        f"{row.id}/preview", {"text": "# A\n\n{{organization.name}} [[NO-1]] <script>x</script>"}
    ).content.decode()
    assert "Scratch" in shown
    assert "There is no document NO-1" in shown
    assert "<script>" not in shown
    told = desk.post(f"{row.id}/submit", {"version": row.version, "approvers": [str(desk.boss.id)], "note": "Please"})
    assert told.status_code == 302, told.content.decode()[-900:]
    page = desk.as_boss.get(f"{desk.base}{row.id}/round").content.decode()
    enter(desk.context)
    assert "Your approval" in page
    assert "Please" in page
    told = desk.as_boss.post(f"{desk.base}{row.id}/answer", {"part": "approval", "answer": "approve"})
    enter(desk.context)
    assert told.status_code == 302, told.content.decode()[-900:]
    page = desk.get(f"{row.id}/")
    assert "POL-001" in page
    assert "in force" in page
    assert "POL-001" in desk.get("?q=leave")
    assert "<mark>" in desk.get("?q=removed")


def test_the_author_is_refused_with_a_sentence_and_the_form_keeps_what_was_chosen(desk: Desk) -> None:
    """Naming oneself as approver; the error stands at the field."""
    row = desk.write()
    me = str(desk.context.person)
    told = desk.post(f"{row.id}/submit", {"version": row.version, "approvers": [me], "note": "Quick"})
    assert told.status_code == 403
    text = told.content.decode()
    assert "Whoever wrote a document cannot approve it" in text
    assert "Quick" in text


def test_two_editors_meet(desk: Desk) -> None:
    """The second sees both texts and loses nothing."""
    row = desk.write()
    told = desk.post(f"{row.id}/edit", {"version": row.version - 1, "title": row.title, "text": "My own words"})
    assert told.status_code == 422
    page = told.content.decode()
    assert "Saved by somebody else meanwhile" in page
    assert "My own words" in page
    assert desk.post(f"{row.id}/edit", {"version": "x", "title": row.title, "text": "y"}).status_code == 422


def test_what_is_in_force_is_revised_and_compared(desk: Desk) -> None:
    """The old revision points to the new one; the comparison marks words; the address by identifier leads to what holds."""
    first = desk.in_force(desk.write())
    assert desk.client.get(f"{desk.base}{first.id}/edit").status_code == 302
    enter(desk.context)
    desk.post(f"{first.id}/revise")
    second = Document.objects.get(number=2)
    assert "is on its way" in desk.get(f"{first.id}/")
    desk.post(
        f"{second.id}/edit",
        {"version": second.version, "title": second.title, "text": TEXT.replace("last day", "last hour")},
    )
    second = desk.in_force(Document.objects.get(id=second.id))
    page = desk.get(f"{first.id}/")
    assert "no longer holds" in page
    page = desk.get(f"{second.id}/compare")
    assert "<del>day</del><ins>hour</ins>" in page
    told = desk.client.get(f"{desk.base}by/pol-001/")
    enter(desk.context)
    assert told["Location"].endswith(f"{second.id}/")
    assert desk.post(f"{first.id}/archive").status_code == 302
    assert Document.objects.get(id=first.id).state == "archived"


def test_remarks_suggest_words_and_are_taken_over(desk: Desk) -> None:
    """The reader suggests and asks for changes; the writer takes it over; the next look shows what changed since."""
    row = desk.write()
    submit(desk.context, row.id, approvers=[desk.boss.id])
    there = f"{desk.base}{row.id}/"
    desk.as_boss.post(f"{there}remark", {"quote": "on their last day", "wording": "at once"})
    told = desk.as_boss.post(f"{there}answer", {"part": "approval", "answer": "changes"})
    enter(desk.context)
    assert told.status_code == 302
    remark = Remark.objects.get()
    assert "Take over" in desk.get(f"{row.id}/round")
    desk.post(f"remarks/{remark.id}/settle?take=1")
    row.refresh_from_db()
    assert "removed at once" in row.text
    submit(desk.context, row.id, approvers=[desk.boss.id])
    page = desk.as_boss.get(f"{there}round").content.decode()
    enter(desk.context)
    assert "since you last looked" in page
    assert "<ins>at once</ins>" in page


def test_the_page_of_a_document_asks_little(desk: Desk) -> None:
    """Twelve statements at most with a round, readers and groups; the sheet of control costs no more with more of them."""
    row = desk.in_force(desk.write())
    groups = [Group("person", str(desk.boss.id)), Group("person", str(desk.context.person)), Group("unit", "Sales")]
    counted = []
    for some in (groups[:1], groups):
        set_audience(desk.context, row.id, some)
        desk.get(f"{row.id}/")
        with CaptureQueriesContext(connection) as captured:
            desk.get(f"{row.id}/")
        said = [query["sql"] for query in captured.captured_queries]
        counted.append([sql for sql in said if not CONTROL.match(sql) and not WHO.search(sql)])
    few, many = counted
    assert len(many) <= 12, [sql[sql.find("FROM") :][:90] for sql in many]
    assert len(many) == len(few)


def test_a_signature_asks_the_password_again(desk: Desk) -> None:
    """A wrong or missing one is refused; the right one is kept as what it means."""
    set_kind_rule(desk.context, "policy", signature=True, meaning="I release it.")
    row = desk.write()
    submit(desk.context, row.id, approvers=[desk.boss.id])
    there = f"{desk.base}{row.id}/answer"
    for given in ({}, {"password": "wrong"}):
        told = desk.as_boss.post(there, {"part": "approval", "answer": "approve", **given})
        enter(desk.context)
        assert told.status_code in (403, 422)
        assert "This is not your password" in told.content.decode()
    told = desk.as_boss.post(there, {"part": "approval", "answer": "approve", "password": PASSWORD})
    enter(desk.context)
    assert told.status_code == 302
    assert Vote.objects.get().signed_as == "I release it."


def test_readers_read_and_the_list_tells(desk: Desk) -> None:
    """Asked by the page, read by the page; the manager sees who did."""
    row = desk.in_force(desk.write())
    me = str(desk.context.person)
    told = desk.post(f"{row.id}/audience", {"audience": [f"person|{me}", f"person|{desk.boss.id}"], "must_read": "on"})
    assert told.status_code == 302, told.content.decode()[-600:]
    assert row.title in desk.get("reading/")
    assert "I have read and understood it" in desk.get(f"{row.id}/")
    desk.post(f"{row.id}/read")
    assert Reading.objects.filter(read_at__isnull=False).count() == 1
    assert "1 of 2 read it" in desk.get(f"{row.id}/")
    set_audience(desk.context, row.id, [Group("everybody")])
    assert "everybody" in desk.get(f"{row.id}/")


def test_an_old_copy_is_noted_and_settled(desk: Desk) -> None:
    """It stands on the page until somebody says what was done."""
    row = desk.write()
    told = desk.post(f"{row.id}/misuse", {"kind": "unapproved", "statement": "At the press", "on": "2026-11-20"})
    assert told.status_code == 302, told.content.decode()[-600:]
    found = Misuse.objects.get()
    assert "At the press" in desk.get(f"{row.id}/")
    assert desk.post(f"misuse/{found.id}/", {"note": ""}).status_code == 422
    assert desk.post(f"misuse/{found.id}/", {"note": "Taken away"}).status_code == 302
    assert Misuse.objects.get().settled_on


def test_an_author_approves_under_the_named_policy_and_somebody_looks(desk: Desk) -> None:
    """The rule is set on its page, the note stands at the document until the second look."""
    rule = {"prefix": "POL-", "digits": "3", "quorum": "1", "read_days": "14", "own_approval": "on"}
    assert desk.post("kinds/policy/", rule).status_code == 422
    assert (
        desk.post("kinds/policy/", {**rule, "own_policy": "Small team", "own_reason": "Nine people."}).status_code
        == 302
    )
    assert "Small team" in desk.get("kinds/")
    row = desk.write()
    made = submit(desk.context, row.id, approvers=[desk.context.person])  # type: ignore[list-item]
    answer(desk.context, made.id, part="approval", answer="approve")
    assert "a second look is still to come" in desk.get(f"{row.id}/")
    assert desk.post(f"{row.id}/look", {"note": "ok"}).status_code == 403
    told = desk.as_boss.post(f"{desk.base}{row.id}/look", {"note": "Compared with the practice."})
    enter(desk.context)
    assert told.status_code == 302
    assert "Compared with the practice" in desk.get(f"{row.id}/")


def copy_of(desk: Desk, row: Document, asked: str) -> bytes:
    """Ask for a copy, let the worker make it, fetch it."""
    told = desk.post(f"{row.id}/copy?{asked}")
    assert told.status_code == 302
    copy = DocumentCopy.objects.latest("asked_at")
    assert told["Location"].endswith(f"/copies/{copy.id}/")
    assert "Being made" in desk.get(f"copies/{copy.id}/")
    make(desk.context, copy.id)
    assert "Download it" in desk.get(f"copies/{copy.id}/")
    made = desk.client.get(f"{desk.base}copies/{copy.id}/file")
    enter(desk.context)
    assert made.status_code == 200
    return bytes(made.content)


def test_paper_says_what_it_is_and_that_it_is_uncontrolled(desk: Desk) -> None:
    """PDF by the worker, with the control header and a page of who approved it; Word in goes back into a new draft."""
    set_kind_rule(desk.context, "policy", signature=True, meaning="It fits our work.")
    row = desk.in_force(
        desk.write(
            text=TEXT + "\n| A | B |\n|---|---|\n| 1 | **2** |\n\n1. one\n2. two\n   - deep\n\n> quoted\n\n`code`\n"
        )
    )
    made = pypdfium2.PdfDocument(copy_of(desk, row, "format=pdf"))
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in made]
    for word in ("POL-001", "Uncontrolled copy", "revision 1", "Scratch"):
        assert word in pages[0], word
    for word in ("Vera Director", "It fits our work.", "the password was entered again", "Uncontrolled copy"):
        assert word in pages[-1], word
    assert len(pages) == 2, "signatures stand on a page of their own"
    desk.post(f"{row.id}/copy?format=pdf")
    assert DocumentCopy.objects.count() == 1, "the copy of today is given again"
    made = copy_of(desk, row, "format=docx")
    assert made[:2] == b"PK"
    file = SimpleUploadedFile("back.docx", made)
    told = desk.post(f"{row.id}/file-in", {"file": file, "how": "text"})
    assert told.status_code == 302, told.content.decode()[-600:]
    fresh = Document.objects.get(number=2)
    assert (fresh.state, fresh.form) == ("draft", "authored")
    assert "Access rights are given" in fresh.text
    told = desk.post(f"{fresh.id}/file-in", {"file": SimpleUploadedFile("x.exe", b"MZ\x00"), "how": "text"})
    assert told.status_code == 422


def test_a_redline_leaves_as_tracked_changes(desk: Desk) -> None:
    first = desk.in_force(desk.write())
    desk.post(f"{first.id}/revise")
    second = Document.objects.get(number=2)
    text = TEXT.replace("last day", "last hour")
    desk.post(f"{second.id}/edit", {"version": second.version, "title": second.title, "text": text})
    assert "changes tracked" in desk.get(f"{second.id}/compare")
    made = copy_of(desk, second, f"format=docx&against={first.id}")
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert "<w:delText" in body
    assert "<w:ins " in body
    assert desk.post(f"{second.id}/copy?format=pdf&against={first.id}").status_code == 302
    assert desk.post(f"{first.id}/copy?format=docx&against={second.id}").status_code == 302
    assert DocumentCopy.objects.count() == 1, "only Word, only against an earlier one"


def test_a_copy_that_cannot_be_made_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    row = desk.in_force(desk.write())
    desk.post(f"{row.id}/copy?format=pdf")
    copy = DocumentCopy.objects.get()
    monkeypatch.setattr(paper, "TIME_LIMIT", 0.0001)
    with pytest.raises(paper.PaperFailed):
        make(desk.context, copy.id)
    assert "Could not be made" in desk.get(f"copies/{copy.id}/")
    desk.post(f"{row.id}/copy?format=pdf")
    assert DocumentCopy.objects.count() == 2, "asked for again, it is tried again"


def test_a_translation_follows_its_original(desk: Desk) -> None:
    """It is a document of its own; when the original changes it is told to be older, and its owner has to look."""
    first = desk.in_force(desk.write())
    assert f"{first.id}/translate" in desk.get(f"{first.id}/")
    assert desk.post(f"{first.id}/translate", {"language": ""}).status_code == 422
    told = desk.post(f"{first.id}/translate", {"language": "nl", "title": "Toegangsbeleid"})
    assert told.status_code == 302, told.content.decode()[-600:]
    dutch = Document.objects.get(title="Toegangsbeleid")
    assert (dutch.identifier, dutch.variant_of_id) == ("POL-001-NL", first.id)
    assert desk.post(f"{first.id}/translate", {"language": "NL"}).status_code == 422, "one a language"
    dutch = desk.in_force(dutch)
    assert "Toegangsbeleid" in desk.get(f"{first.id}/")
    assert "older than its original" not in desk.get(f"{first.id}/")
    tomorrow = desk.context.at(desk.context.now + timedelta(days=1))
    fresh = revise(tomorrow, first.id)
    made = submit(tomorrow, fresh.id, approvers=[desk.boss.id])
    answer(dataclasses.replace(tomorrow, person=desk.boss.id), made.id, part="approval", answer="approve")
    enter(desk.context)
    assert "older than its original" in desk.get(f"{fresh.id}/")
    assert "still says the same" in desk.get(f"{dutch.id}/")
    assert Duty.objects.filter(natural_key=f"document-translation:{dutch.id}", state="open").exists()
    review_document(tomorrow, dutch.id)
    enter(desk.context)
    assert "older than its original" not in desk.get(f"{fresh.id}/")
    assert not Duty.objects.filter(natural_key=f"document-translation:{dutch.id}", state="open").exists()


def test_the_page_on_paper_bears_its_stamp(desk: Desk) -> None:
    row = desk.in_force(desk.write())
    stamp = re.search(r'class="stamp">([^<]*)<', desk.get(f"{row.id}/"))
    assert stamp is not None
    for word in ("POL-001", "revision 1", "in force", "uncontrolled copy"):
        assert word in stamp[1]


def test_a_file_and_a_link_stand_in_the_same_register(desk: Desk) -> None:
    """One form for all three; each kind of mistake at its field."""
    assert desk.post("new/", {"form": "uploaded", "title": "", "kind": "form"}).status_code == 422
    assert desk.post("new/", {"form": "linked", "title": "Law", "kind": "external", "link": "x"}).status_code == 422
    file = SimpleUploadedFile("sheet.md", b"# Sheet\n\nFill it in at the end of each shift.\n")
    told = desk.post("new/", {"form": "uploaded", "title": "", "kind": "form", "file": file})
    assert told.status_code == 302, told.content.decode()[-600:]
    desk.post("new/", {"form": "linked", "title": "Law", "kind": "external", "link": "https://law.example.test/"})
    page = desk.get()
    for word in ("FRM-001", "EXT-001", "Sheet", "Law"):
        assert word in page
    row = Document.objects.get(form="linked")
    values: dict[str, Any] = {
        "version": row.version,
        "identifier": "L-1",
        "kind": "external",
        "classification": "public",
    }
    told = desk.post(f"{row.id}/control", {**values, "language": "de", "retention_months": "36", "process_ref": ""})
    assert told.status_code == 302, told.content.decode()[-600:]
    page = desk.get(f"{row.id}/")
    assert "36 months after it ended" in page
    assert "L-1" in desk.get("?kind=external")


def test_somebody_else_is_asked_for_one_who_left(desk: Desk) -> None:
    """The round says who has left; the form names somebody else."""
    row = desk.write()
    made = submit(desk.context, row.id, approvers=[desk.boss.id])
    change_person(desk.context, desk.boss.id, version=desk.boss.version, live_until=desk.context.today)
    assert "has left and can answer no more" in desk.get(f"{row.id}/round")
    vote = Vote.objects.get(round=made)
    assert desk.post(f"asked/{vote.id}/", {"by": ""}).status_code == 422
    assert desk.post(f"asked/{vote.id}/", {"by": str(desk.colleague.id)}).status_code == 302
    assert desk.post(f"{row.id}/take-back").status_code == 302
    assert Round.objects.get().result == "taken-back"


def test_another_organization_finds_none_of_it(desk: Desk) -> None:
    """Every page of one document is not found for a stranger."""
    row = desk.in_force(desk.write())
    stranger = Pages()
    for part in ("", "edit", "round", "compare", "control", "audience", "translate", "submit"):
        told = stranger.client.get(f"{stranger.base}{row.id}/{part}")
        enter(stranger.context)
        assert told.status_code == 404, part


def test_a_review_may_say_that_a_change_is_needed(desk: Desk) -> None:
    """The form asks what has to change and records it; without that it is refused at its field."""
    row = desk.in_force(desk.write())
    assert f"{row.id}/needs-change" in desk.get(f"{row.id}/")
    assert desk.post(f"{row.id}/needs-change", {"on": "", "note": ""}).status_code == 422
    told = desk.post(f"{row.id}/needs-change", {"on": "", "note": "Name the new gate"})
    assert told.status_code == 302, told.content.decode()[-600:]
    assert DocumentReview.objects.get().outcome == "change-needed"


def test_the_register_leaves_as_a_sheet(desk: Desk) -> None:
    """CSV and Excel hold what is listed, filters included."""
    desk.write()
    assert "documents/sheet.csv" in desk.get()
    assert "Access policy" in desk.get("sheet.csv")
    assert "Access policy" not in desk.get("sheet.csv?kind=external")
    made = desk.client.get(f"{desk.base}sheet.xlsx")
    enter(desk.context)
    assert made.content[:2] == b"PK"


def test_the_register_is_filtered_by_what_belongs_to_a_document(desk: Desk) -> None:
    desk.write()
    for name, holds, not_held in (
        ("kind", "policy", "form"),
        ("classification", "internal", "public"),
        ("form", "authored", "linked"),
    ):
        assert "Access policy" in desk.get(f"?{name}={holds}"), name
        assert "Access policy" not in desk.get(f"?{name}={not_held}"), name
