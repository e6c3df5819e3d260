"""From the bytes of a file to its text and sections, or to a clear reason why not."""

import re
from dataclasses import dataclass, field

from clauseway.documents.decoding import decode
from clauseway.documents.problems import Problem, notice, refusal
from clauseway.documents.readers import Foreign, ReaderLimits, read_office, read_pdf
from clauseway.documents.reading import front_matter, reading_text
from clauseway.documents.sections import Section, has_headings, heading_text, promote, sections
from clauseway.documents.sniff import sniff

__all__ = ["Extracted", "ExtractionLimits", "Metadata", "Section", "extract"]

_DATE = re.compile(
    r"\b(\d{4})-(\d\d)-(\d\d)\b"
    r"|\b(\d{1,2})(?:st|nd|rd|th)?[ .]+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? +(\d{4})\b"
    r"|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b"
)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: at for at, name in enumerate(_NAMES, 1)}
_AUTHOR = re.compile(
    r"^[^\w\n]{0,6}(?:author|document owner|owner|prepared by|written by)\s*[:|]\s*([^|\n]{2,60})", re.I | re.M
)


@dataclass(frozen=True, slots=True)
class ExtractionLimits:
    """`file_bytes`: the most a file may have. `reader`: what reading a foreign format may cost."""

    file_bytes: int = 50_000_000
    reader: ReaderLimits = field(default_factory=ReaderLimits)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself: an author or owner, and ISO dates found in its properties and first lines."""

    author: str = ""
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file as read. `kind` is "" when refused, "zip" for an archive to be opened by `archive.members`."""

    kind: str
    title: str = ""
    sections: tuple[Section, ...] = ()
    text: str = ""
    metadata: Metadata = Metadata()
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> Problem | None:
        """The problem that stopped the reading, if one did."""
        return next((problem for problem in self.problems if problem.refused), None)


def extract(data: bytes, filename: str, limits: ExtractionLimits = ExtractionLimits()) -> Extracted:
    """Read one file. Never raises for what a file contains: the problems say what was wrong."""
    if len(data) > limits.file_bytes:
        return Extracted("", problems=(refusal("too-large", size=len(data), limit=limits.file_bytes),))
    kind, told = sniff(data, filename)
    if kind == "zip":
        return Extracted("zip", problems=(*told, refusal("is-archive")))
    if not kind:
        return Extracted("", problems=told)
    if kind == "pdf":
        foreign = read_pdf(data, limits.reader)
    elif kind in ("docx", "odt", "html"):
        foreign = read_office(data, kind, limits.reader)
    else:
        text, guessed = decode(data)
        foreign = Foreign(text, problems=guessed)
    problems = (*told, *foreign.problems)
    if any(problem.refused for problem in problems):
        return Extracted("", problems=problems)
    return _structured(kind, filename, foreign, problems, limits)


def _structured(
    kind: str, filename: str, foreign: Foreign, told: tuple[Problem, ...], limits: ExtractionLimits
) -> Extracted:
    markdown, problems = foreign.markdown, list(told)
    if len(markdown) > limits.reader.characters:
        markdown = markdown[: limits.reader.characters]
        problems.append(notice("text-cut", limit=limits.reader.characters))
    stated, markdown = front_matter(markdown) if kind == "markdown" else ({}, markdown)
    if not has_headings(markdown) and "<h1" not in markdown.lower():
        markdown, guessed = promote(markdown)
        problems.append(notice("headings-guessed") if guessed else notice("no-headings"))
    text = _plain_lines(markdown) if kind in ("text", "pdf") else reading_text(markdown)
    if not any(char.isalnum() for char in text):
        return Extracted("", problems=(*told, refusal("no-text")))
    heading, parts = sections(text)
    title = heading_text(stated.get("title") or foreign.title or heading or _stem(filename))
    author = stated.get("author") or stated.get("owner") or foreign.author or _author(text)
    dates = tuple(sorted({*foreign.dates, *dates_in(text[:3000]), *dates_in(" ".join(stated.values()))}))
    return Extracted(kind, title, parts, text, Metadata(author, dates), tuple(problems))


def dates_in(text: str) -> tuple[str, ...]:
    """Dates written as 2026-01-25, 25 January 2026 or January 25, 2026, as ISO dates in their order."""
    found: list[str] = []
    for match in _DATE.finditer(text):
        y, m, d, d2, m2, y2, m3, d3, y3 = match.groups()
        year, month, day = (y, m, d) if y else (y2, _MONTHS[m2], d2) if m2 else (y3, _MONTHS[m3], d3)
        if 1990 <= int(year) <= 2100 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            found.append(f"{int(year):04}-{int(month):02}-{int(day):02}")
    return tuple(dict.fromkeys(found))


def _plain_lines(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _author(text: str) -> str:
    found = _AUTHOR.search(text[:4000])
    return " ".join(found.group(1).split()) if found else ""


def _stem(filename: str) -> str:
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join(re.sub(r"[_\-]+", " ", name.rsplit(".", 1)[0]).split()) or name
