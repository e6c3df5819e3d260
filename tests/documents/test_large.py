"""A long file as a draft: two hundred pages of Word within the limits every file has, and back out again."""

import io
import random
import zipfile

import pytest
from docx import Document as Word
from tests.documents.desk import Desk

from clauseway.documents.models import Passage
from clauseway.documents.operations import put_file, read_upload, revise
from clauseway.documents.readers import write_word
from clauseway.rules.redline import ADDED, REMOVED, redline

PAGES, WORDS_A_PAGE = 200, 400


def two_hundred_pages() -> bytes:
    """A manual with headings, lists and tables; the same each time."""
    dice, made = random.Random(200), Word()
    words = [
        f"{stem}{end}" for stem in ("press", "guard", "valve", "torque", "label") for end in ("", "s", "ing", "ed")
    ]
    for page in range(PAGES):
        made.add_heading(f"{page + 1} Work at station {page + 1}", level=1 + page % 3)
        for _part in range(4):
            text = " ".join(dice.choice(words) for _word in range(WORDS_A_PAGE // 4))
            made.add_paragraph(text, style="List Bullet" if page % 5 == 0 else None)
        if page % 20 == 0:
            table = made.add_table(rows=3, cols=3)
            for cell in (cell for row in table.rows for cell in row.cells):
                cell.text = f"limit {page}"
        made.add_page_break()
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


@pytest.mark.django_db
@pytest.mark.slow
def test_a_word_file_of_two_hundred_pages_comes_in_and_goes_out() -> None:
    """As a draft to be edited, whole; as a file with its passages; as Word again."""
    content = two_hundred_pages()
    read = read_upload("manual.docx", content)
    desk = Desk()
    row = put_file(
        desk.context, desk.draft().id, version=1, name="manual.docx", content=content, read=read, as_text=True
    )
    assert (row.form, row.state) == ("authored", "draft")
    assert row.words > PAGES * WORDS_A_PAGE * 0.95
    assert "200 Work at station 200" in row.text
    kept = put_file(desk.context, desk.draft("Manual").id, version=1, name="manual.docx", content=content, read=read)
    assert Passage.objects.filter(document=kept).count() >= PAGES
    made = write_word(row.text)
    assert made is not None
    assert "station 200" in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()


@pytest.mark.django_db
@pytest.mark.slow
def test_a_change_in_two_hundred_pages_is_found_and_nothing_else() -> None:
    """The redline of the next revision names the two words that changed."""
    desk = Desk()
    content = two_hundred_pages()
    first = put_file(
        desk.context, desk.draft().id, version=1, name="m.docx", content=content,
        read=read_upload("m.docx", content), as_text=True,
    )  # fmt: skip
    first = desk.approved(first)
    assert first.state == "effective"
    fresh = revise(desk.context, first.id)
    changed = fresh.text.replace("Work at station 120", "Work by station 120")
    pieces = redline(fresh.text, changed)
    assert [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind in (REMOVED, ADDED)] == [
        (REMOVED, "at"),
        (ADDED, "by"),
    ]
