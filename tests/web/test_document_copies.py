"""Controlled documents as others get them: on paper, as a redline, as a translation, in the register and its sheet."""

import dataclasses
import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.documents.desk import TEXT
from tests.web.document_desk import Desk

from clauseway.actions.models import Duty
from clauseway.documents.models import Document, DocumentCopy
from clauseway.documents.operations import (
    answer,
    review_document,
    revise,
    set_kind_rule,
    submit,
)
from clauseway.kernel.context import enter
from clauseway.web.documents import paper
from clauseway.web.documents.tasks import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


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
