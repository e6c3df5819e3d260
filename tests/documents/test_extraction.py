"""A file becomes text and sections, or a clear reason why not; its content decides what it is, never its name."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents import files

from clauseway.documents.extraction import ExtractionLimits, dates_in, extract
from clauseway.documents.problems import SENTENCES
from clauseway.documents.readers import ReaderLimits

LIMITS = ExtractionLimits()
INPUTS = Path(__file__).parents[1] / "inputs" / "documents"
POLICY = (
    "# Access Policy\n\n**Owner:** Ada\n\nApproved 2026-02-03.\n\n## Scope\n\nAll staff.\n\n"
    "## Rules\n\n### Passwords\n\nLong ones.\n"
)


def told(data: bytes, name: str, limits: ExtractionLimits = LIMITS) -> list[str]:
    return [problem.code for problem in extract(data, name, limits).problems]


def test_markdown_gives_title_sections_paths_and_facts() -> None:
    """Sections carry the headings above them; the owner and the dates of the first lines are kept."""
    read = extract(POLICY.encode(), "policy.md")
    assert (read.kind, read.title, read.problems) == ("markdown", "Access Policy", ())
    assert [part.heading_path for part in read.sections] == [
        ("Access Policy",), ("Access Policy", "Scope"), ("Access Policy", "Rules", "Passwords")]  # fmt: skip
    assert (read.metadata.author, read.metadata.dates) == ("Ada", ("2026-02-03",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_every_form_reads_the_same(encoding: str) -> None:
    """UTF-8 and UTF-16, with and without byte order mark, give the same text."""
    source = POLICY + "\n## Größe\n\nÜberprüfung jährlich – „immer“.\n"
    assert extract(source.encode(encoding), "p.md").text == extract(source.encode(), "p.md").text


def test_other_encodings_are_read_as_windows_1252_and_told() -> None:
    """Not UTF-8 is no reason to refuse; the guess is told."""
    read = extract("Prüfung – jährlich".encode("cp1252"), "p.txt")
    assert "Prüfung – jährlich" in read.text
    assert "encoding-guessed" in [problem.code for problem in read.problems]


def test_reading_text_keeps_placeholders_and_drops_decoration() -> None:
    """What tells a template stays; badges, diagrams, link targets and HTML go."""
    source = (
        "<h1 align='center'>📄 Backup Policy</h1>\n\n![Owner](https://x.example/badge.svg)\n\n"
        "See [the plan](./plan.md).\n\n"
        "```mermaid\nflowchart TD\n```\n\n"
        "<insert company name> backs up [Company Name] daily.<!-- hidden -->\n\n```\nForm: [DATE]\n```\n"
    )
    read = extract(source.encode(), "backup.md")
    assert read.title == "Backup Policy"
    for kept in ("See the plan.", "<insert company name>", "[Company Name]", "Form: [DATE]"):
        assert kept in read.text
    for dropped in ("flowchart", "badge.svg", "plan.md", "hidden", "<h1"):
        assert dropped not in read.text


def test_word_with_styles() -> None:
    """Headings, table and author come through."""
    read = extract(files.word(), "policy.docx")
    assert (read.kind, read.problems) == ("docx", ())
    assert [part.heading_path[-1] for part in read.sections] == ["Purpose", "Access control", "Approval"]
    assert "| Owner | Ada |" in read.text
    assert read.metadata.author == "Ada Quality"


def test_word_without_heading_styles_falls_back_to_bold_lines() -> None:
    """Most policies people have were written without heading styles."""
    read = extract(files.word(styles=False), "policy.docx")
    assert [part.heading_path[-1] for part in read.sections] == ["Purpose", "Access control", "Approval"]
    assert [problem.code for problem in read.problems] == ["headings-guessed"]


def test_opendocument_and_html() -> None:
    """Both are read by the same killable reader."""
    assert extract(files.odt(), "b.odt").sections[0].heading_path == ("Backup",)
    page = b"<!DOCTYPE html><html><body><h1>Training</h1><p>All are trained.</p><script>x()</script></body></html>"
    read = extract(page, "t.html")
    assert (read.kind, read.title) == ("html", "Training")
    assert "x()" not in read.text


def test_pdf_text_headings_and_running_lines() -> None:
    """Numbered lines become headings; lines that repeat on every page are dropped."""
    parts = ("Purpose", "Access control", "Review", "Records")
    pages = (
        f"ACME internal\n\n{n} {name}\n{name} is granted by the owner.\nPage {n}" for n, name in enumerate(parts, 1)
    )
    read = extract(files.pdf(*pages), "p.pdf")
    assert read.kind == "pdf"
    assert "ACME internal" not in read.text
    assert "granted by the owner" in read.text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "empty.md", "empty-file"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "policy.pdf", "executable"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "policy.pdf.exe", "executable"),
        (b"\x7fELF\x02\x01\x01\x00", "policy.md", "executable"),
        (b"#!/bin/sh\nrm -rf /\n", "policy.txt", "executable"),
        (b"only words", "policy.pdf.exe", "executable-name"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "scan.pdf", "unsupported-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old.doc", "legacy-office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "p.docx", "password-protected"),
        (b"plain words", "policy.docx", "corrupt"),
        (files.word()[:3000], "policy.docx", "corrupt"),
        (files.zipped({"word/document.xml": b"<w:document><broken"}), "policy.docx", "corrupt"),
        (files.marked_encrypted("word/document.xml"), "policy.docx", "password-protected"),
        (files.zipped({"xl/workbook.xml": b"<x/>"}), "list.xlsx", "unsupported-type"),
        (files.pdf("secret", encrypted=True), "p.pdf", "password-protected"),
        (b"%PDF-1.7\nnothing else", "p.pdf", "corrupt"),
        (files.pdf("", ""), "scan.pdf", "no-text"),
        (bytes(range(256)) * 20, "data.md", "not-text"),
        (b"\n \n\t", "blank.md", "no-text"),
        (files.zipped({"a.md": b"# a"}), "drop.zip", "is-archive"),
        (files.zipped({"a.md": b"# a"}), "policy.docx", "corrupt"),
    ],
)
def test_bad_files_are_refused_with_their_reason(data: bytes, name: str, code: str) -> None:
    """Each gives exactly one refusal, nothing read, and the code has a sentence."""
    read = extract(data, name)
    assert read.refused is not None
    assert read.refused.code == code
    assert (read.sections, read.text) == ((), "")
    assert SENTENCES[code].format(**read.refused.parameters)


def test_content_decides_and_the_difference_is_told() -> None:
    """A Word file named .pdf is read as Word."""
    read = extract(files.word(), "policy.pdf")
    assert (read.kind, [problem.code for problem in read.problems]) == ("docx", ["name-differs"])


def test_too_large_is_refused_before_reading() -> None:
    """The limit is a parameter; the reason names both figures."""
    read = extract(b"x" * 101, "big.md", ExtractionLimits(file_bytes=100))
    assert read.refused is not None
    assert read.refused.parameters == {"size": "101", "limit": "100"}


def test_unpacking_word_is_bounded() -> None:
    """A Word file that unpacks to too much is not opened."""
    limits = ExtractionLimits(reader=ReaderLimits(unpacked_bytes=1000))
    assert told(files.word(), "p.docx", limits) == ["expands-too-much"]


def test_a_reader_that_takes_too_long_is_killed() -> None:
    """The wall clock ends it, with a reason and no leftovers."""
    heavy = b"<!DOCTYPE html><html><body>" + b"<p>word <b>bold</b></p>" * 300_000 + b"</body></html>"
    assert told(heavy, "p.html", ExtractionLimits(reader=ReaderLimits(seconds=0.3))) == ["too-slow"]


def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    """The memory limit ends it, with a reason."""
    heavy = b"<!DOCTYPE html><html><body>" + b"<p>word <b>bold</b></p>" * 300_000 + b"</body></html>"
    assert told(heavy, "p.html", ExtractionLimits(reader=ReaderLimits(megabytes=300))) == ["too-much-memory"]


def test_entities_and_deep_nesting_do_no_harm() -> None:
    """Entity bombs in the properties and absurd nesting end in text or a reason, never in an exception."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert extract(files.zipped({"word/document.xml": bomb, "docProps/core.xml": bomb}), "p.docx").kind in ("", "docx")
    assert extract(b"> " * 5000 + b"deep", "p.md").kind == "markdown"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_section_stands_where_it_says(source: str) -> None:
    """For any text: `text[start:start+len]` is the section, sections are in order and do not overlap."""
    read = extract(("# T\n\n" + source).encode(), "x.md")
    end = 0
    for part in read.sections:
        assert part.start >= end
        end = part.start + len(part.text)
        assert read.text[part.start : end] == part.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.md", "x.txt"]))
def test_no_bytes_raise(data: bytes, name: str) -> None:
    """Whatever the bytes, there is an answer, and every code has its sentence."""
    assert all(problem.code in SENTENCES for problem in extract(data, name).problems)


def test_dates_in_three_writings() -> None:
    """ISO, European and American dates are found; impossible ones are not."""
    assert dates_in("2026-01-25, 3 March 2026, April 7, 2026, 2026-13-40") == ("2026-01-25", "2026-03-03", "2026-04-07")


def test_real_documents_all_have_title_and_sections() -> None:
    """Every document of the shipped inputs reads without refusal."""
    for path in sorted(INPUTS.rglob("*.md")):
        read = extract(path.read_bytes(), path.name)
        assert read.refused is None, path.name
        assert read.title, path.name
        assert read.sections, path.name
