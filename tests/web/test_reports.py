"""The gap report in three formats: the same words from the same value, whatever people wrote."""

import io
import os
from dataclasses import replace

import django
import pypdfium2
import pytest
from django.apps import apps
from django.conf import settings

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(USE_I18N=True, LANGUAGE_CODE="en")
if not apps.ready:  # run without pytest-django
    django.setup()

from docx import Document
from openpyxl import load_workbook
from tests.web.report_values import AS_OF, believable, empty, hostile

from clauseway.web.reports import excel, pdf, word, wording
from clauseway.web.reports.bounds import Bounds, breakable, within
from clauseway.web.reports.report import THEN, Action, Counts, GapReport, Plan, Stage, Totals

SHEETS = ["Summary", "Requirements", "Reasons", "Plan", "About"]


def refs(report: GapReport) -> list[str]:
    return [requirement.ref for standard in report.standards for requirement in standard.requirements]


def pages(made: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def paragraphs(made: bytes) -> str:
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def rows(made: bytes, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(made))[sheet].iter_rows(values_only=True))


@pytest.fixture(scope="module")
def two_hundred() -> GapReport:
    report = believable()
    assert len(refs(report)) == 200
    return report


@pytest.fixture(scope="module")
def two_hundred_pages(two_hundred: GapReport) -> list[str]:
    return pages(pdf.render(two_hundred))


def test_pdf_holds_every_requirement(two_hundred: GapReport, two_hundred_pages: list[str]) -> None:
    """Each reference stands in the PDF, in its standard's overview and at its own place."""
    said = "\n".join(two_hundred_pages).split()
    assert [ref for ref in refs(two_hundred) if said.count(ref) < 2] == []


def test_pdf_opens_with_what_a_director_asks(two_hundred_pages: list[str]) -> None:
    """The first page says where we stand, what blocks, when it is ready and what comes first."""
    first = two_hundred_pages[0].replace("\xa0", " ")
    for text in (
        "Three things block stage 1, eleven block stage 2",
        "Noordzee Instruments B.V.",
        "ISO/IEC 27001:2022",
        "26 Feb 2027",
        "44 of 100 simulated plans are late",
        "booked: tight",
        "Evaluate Acme Optics",
        "20 Nov 2026, late",
    ):
        assert text in first
    assert "Scope" not in first


@pytest.mark.parametrize("words", [1, 12, 40])
def test_what_a_director_reads_is_one_page_however_much_matters(words: int) -> None:
    """What comes first ends with the page: long reasons take rows from its end, and the second page is the scope."""
    report = believable(20, 20)
    one = replace(report.first[0], why="The suppliers were not evaluated. " * words, due=None)
    made = pages(pdf.render(replace(report, first=(one,) * 10)))
    assert "The suppliers were not evaluated" in made[0]
    if words < 40:  # three rows are told whatever they take
        assert "The suppliers were not evaluated" not in made[1]
        assert "Scope" in made[1]


def test_pdf_names_organization_day_page_and_trail_on_every_page(two_hundred_pages: list[str]) -> None:
    """A page that is torn out still says whose it is, of when, which of how many, and after which trail entry."""
    for number, page in enumerate(two_hundred_pages, start=1):
        assert "Noordzee Instruments B.V." in page
        assert "22 November 2026" in page
        assert f"Page {number} of {len(two_hundred_pages)}" in page
        assert "3f9a6c0de1b2a49" in page


def test_pdf_is_tagged_archivable_and_repeatable() -> None:
    """PDF/A-2b, tagged, with its language; the same value gives the same bytes."""
    report = believable(8, 4)
    made = pdf.render(report)
    assert b"pdfaid:part>2<" in made
    assert b"/MarkInfo" in made
    assert b"/Lang(en)" in made
    assert pdf.render(report) == made


def test_pdf_that_takes_too_long_is_ended(two_hundred: GapReport) -> None:
    """The child is killed at the limit and the failure says so."""
    with pytest.raises(pdf.PdfFailed, match=r"no PDF within 0\.02 s"):
        pdf.render(two_hundred, time_limit=0.02)


def test_markup_of_people_is_printed_and_never_run() -> None:
    """What looks like Typst, HTML or a template is text; over-long texts are cut and the report says so."""
    said = "\n".join(pages(pdf.render(hostile())))
    for text in (
        "#import",
        "$ x^2 $",
        "*bold*",
        "`raw`",
        "\\u{41}",
        "<b>&amp;</b>",
        "{{7*7}}",
        "@ref",
        "(shortened)",
        "5.10",
    ):
        assert text in said
    assert "shortened here; the whole of" in " ".join(said.split())
    assert "\x1b" not in said


@pytest.mark.parametrize("render", [pdf.render, word.render, excel.render], ids=["pdf", "word", "excel"])
@pytest.mark.parametrize("text", ["\x00\x0b\ud800", "\ufffe\uffff", "", " ", "\u202e", "x" * 5000, "\n" * 50, "😀漢字"])
def test_no_text_stops_a_report(render: object, text: str) -> None:
    """Each kind of odd text alone, in the places where it hurts most."""
    report = replace(believable(4, 0), organization=text, trail_head=text, scope=text, headline=text, system=text)
    assert callable(render)
    assert len(render(report)) > 5000


@pytest.mark.parametrize("render", [pdf.render, word.render, excel.render], ids=["pdf", "word", "excel"])
def test_an_empty_system_has_a_report(render: object) -> None:
    """Nothing chosen and nothing planned still says so in words."""
    assert callable(render)
    made = render(empty())
    if render is pdf.render:
        said = " ".join(pages(made))
    elif render is word.render:
        said = paragraphs(made)
    else:
        said = " ".join(str(value) for row in rows(made, "Summary") for value in row)
    assert "Nothing has been judged yet" in said


def test_word_holds_every_requirement_under_real_headings(two_hundred: GapReport) -> None:
    """Heading styles carry standards, clauses and requirements; the table of contents is a field."""
    document = Document(io.BytesIO(word.render(two_hundred)))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 3"]
    assert [heading.split()[0] for heading in headings] == refs(two_hundred)
    assert headings[0].endswith("[not shown]")
    chapters = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert chapters == ["Scope", "ISO 9001:2026", "ISO/IEC 27001:2022", "The plan"]
    assert "TOC \\o" in document.element.xml


def test_word_repeats_table_heads_and_names_its_tables(two_hundred: GapReport) -> None:
    """Every table's first row is a header row, and every table has a title for those who hear it."""
    document = Document(io.BytesIO(word.render(two_hundred)))
    assert len(document.tables) == 5
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblCaption" in table._tbl.tblPr.xml
    section = document.sections[0]
    assert "Noordzee Instruments" in section.header.paragraphs[0].text
    assert "3f9a6c0de1b2a49" in section.footer.paragraphs[0].text
    assert "NUMPAGES" in section.footer._element.xml


def test_word_prints_hostile_text() -> None:
    """Markup of any kind is text."""
    said = paragraphs(word.render(hostile()))
    assert "<b>&amp;</b>" in said
    assert "\u202e" not in said


def test_excel_holds_every_requirement_as_text(two_hundred: GapReport) -> None:
    """References are text in their order, 5.10 stays 5.10; reasons are all there."""
    made = excel.render(two_hundred)
    found = rows(made, "Requirements")
    assert [row[1] for row in found[1:]] == refs(two_hundred)
    assert "5.10.1" in refs(two_hundred)
    reasons = sum(
        len(requirement.reasons) for standard in two_hundred.standards for requirement in standard.requirements
    )
    assert len(rows(made, "Reasons")) == 1 + reasons
    book = load_workbook(io.BytesIO(excel.render(hostile())))
    cell = next(row[1] for row in book["Requirements"].iter_rows() if row[1].value == "5.10")
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_excel_sheets_keep_their_heads_and_filter(two_hundred: GapReport) -> None:
    """Five sheets; the long ones freeze their head and filter over all their rows; days are days, numbers are numbers."""
    book = load_workbook(io.BytesIO(excel.render(two_hundred)))
    assert book.sheetnames == SHEETS
    assert book["Requirements"].freeze_panes == "D2"
    assert book["Requirements"].auto_filter.ref == "A1:P201"
    assert book["Reasons"].freeze_panes == "A2"
    assert book["Requirements"].column_dimensions["C"].width == 34
    plan = list(book["Plan"].iter_rows(min_row=2))
    assert plan[0][3].is_date
    assert [row[4].value for row in plan][3:] == [4, 1.5, 2, 0.5, None]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "=HYPERLINK("])
def test_excel_never_stores_a_formula(start: str) -> None:
    """What begins like a formula is text with the quote prefix, in whatever field it was written."""
    text = start + "1+cmd|' /C calc'!A0"
    report = replace(
        believable(3, 0),
        organization=text,
        scope=text,
        headline=text,
        plan=Plan(actions=(Action(title=text, owner=text, detail=text, closes=(text,)),)),
    )
    book = load_workbook(io.BytesIO(excel.render(report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    risky = [cell for cell in cells if str(cell.value).startswith(start)]
    assert len(risky) >= 6
    assert all(cell.quotePrefix for cell in risky)


@pytest.mark.parametrize("answer", ["conforming", "comply", "%"])
def test_the_words_are_shown_and_not_shown(answer: str, two_hundred_pages: list[str], two_hundred: GapReport) -> None:
    """No face says that somebody conforms, and no share of conformity is printed."""
    said = "\n".join(two_hundred_pages).replace("comply, self-declared by", "")
    assert answer not in said
    assert answer not in paragraphs(word.render(believable(9, 0))).replace("comply, self-declared by", "")


def test_then_and_now_are_told_apart() -> None:
    """A report of what was known then says when; the other that it is as known now."""
    report = believable(3, 0)
    then = replace(report, knowledge=THEN, known_at=report.made_at)
    assert "as we know it now" in pages(pdf.render(report))[1]
    assert "as known then, 22 November 2026, 06:12 UTC" in pages(pdf.render(then))[1]


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ((Stage(key="stage1"), Stage(key="stage2", gaps=1)), "Nothing blocks stage 1, one blocks stage 2"),
        (
            (Stage(key="stage1", gaps=1), Stage(key="stage2", not_shown=14)),
            "One thing blocks stage 1, 14 block stage 2",
        ),
        ((Stage(key="declaration", gaps=2, declared=1),), "Three things block the self-declaration"),
    ],
    ids=["nothing", "many", "comply-only"],
)
def test_the_headline_counts_what_blocks(stages: tuple[Stage, ...], said: str) -> None:
    """Small numbers are words."""
    assert wording.headline(replace(believable(3, 0), stages=stages)).replace("\xa0", " ") == said


def test_counts_and_totals_add_up(two_hundred: GapReport) -> None:
    """Counts are those of the requirements; totals leave out what is over."""
    for standard in two_hundred.standards:
        assert standard.counts == Counts.of(standard.requirements)
        assert standard.counts.total == len(standard.requirements)
    totals = two_hundred.plan.totals
    assert totals == Totals(actions=5, over=1, late=1, without_owner=1, effort=7.5, cost=1650.5, unestimated=1)
    assert Totals.of((), AS_OF) == Totals()


def test_bounds_cut_and_count() -> None:
    """Long texts and lists are cut to what is allowed, and each cut is counted."""
    kept, cut = within(hostile(), Bounds(name=20, text=50, inner=2))
    assert len(kept.scope) <= 50 + len(" (shortened)")
    assert len(kept.standards[0].requirements[0].evidence) == 2
    assert cut > 100
    assert within(believable(), Bounds())[1] == 0


def test_long_runs_may_break() -> None:
    """Only runs no line could hold get a place to break, and nothing else changes."""
    assert (
        breakable("an ordinary sentence of more than thirty-two characters")
        == "an ordinary sentence of more than thirty-two characters"
    )
    broken = breakable("x" * 100)
    assert broken.replace("\u200b", "") == "x" * 100
    assert max(len(part) for part in broken.split("\u200b")) == 16


@pytest.mark.parametrize(
    ("why", "said"), [("nothing shows it yet", "· Do it"), ("It lapsed.", "Do it"), ("", "· Do it")]
)
def test_what_is_to_be_done_stands_apart_from_why(why: str, said: str) -> None:
    first = replace(believable(9, 0).first[0], why=why, todo="Do it")
    assert wording.todo(first) == said
    assert wording.todo(replace(first, todo="")) == ""
