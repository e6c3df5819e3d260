"""Reading text to sections: each with the path of headings above it and the place where it starts."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_BOLD_LINE = re.compile(r"^(?:>\s*)?(?:\d+[.)]\s+)?(?:\*\*|__)(.{2,90}?)(?:\*\*|__):?$")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?[ \t]+([A-Z][^|]{2,88})$")
_ENDS_SENTENCE = re.compile(r"[.;,:!?]$")
_ORNAMENT = re.compile(r"[\U0001F000-\U0001FAFF\u2190-\u21FF\u2300-\u2BFF\uFE0F\u200D\U000E0020-\U000E007F]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the extracted text under one heading. `text` is exactly what stands at `start` there."""

    heading_path: tuple[str, ...]
    text: str
    start: int


def heading_text(raw: str) -> str:
    """A heading without ornaments, emphasis and trailing colon."""
    return " ".join(_ORNAMENT.sub(" ", raw.replace("**", "").replace("__", "")).split()).strip(" :-—|") or raw.strip()


def promote(markdown: str) -> tuple[str, bool]:
    """Bold or numbered lines as headings, for texts that have none; and whether any were found."""
    lines, found, fenced = markdown.split("\n"), False, False
    for index, line in enumerate(lines):
        fenced ^= line.lstrip().startswith("```")
        level = 0 if fenced else _guessed_level(line.strip(), index == 0 or not lines[index - 1].strip())
        if level:
            body = line.strip().lstrip("> ")
            lines[index] = f"{'#' * level} {body.replace('**', '').replace('__', '').rstrip(':')}"
            found = True
    return "\n".join(lines), found


def _guessed_level(line: str, after_blank: bool) -> int:
    if not line or len(line) > 100 or not after_blank:
        return 0
    if _BOLD_LINE.match(line) and "**" not in line.strip("*")[2:-2]:
        return 2
    numbered = _NUMBERED.match(line)
    if numbered and not _ENDS_SENTENCE.search(line) and len(numbered.group(2).split()) <= 12:
        return min(6, 2 + numbered.group(1).count("."))
    words = line.split()
    if 1 <= len(words) <= 10 and line.isupper() and sum(map(str.isalpha, line)) > 0.6 * len(line) and len(line) > 4:
        return 2
    return 0


def has_headings(text: str) -> bool:
    """Whether at least one heading line stands outside fences."""
    return any(True for _ in _headings(text))


def sections(text: str) -> tuple[str, tuple[Section, ...]]:
    """The title (first heading of the highest level met first, or "") and the sections with any words in them."""
    marks = list(_headings(text))
    title = heading_text(min(marks[:3], key=lambda mark: mark[1])[2]) if marks else ""
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    edges = [*marks, (len(text), 0, "", len(text))]
    _append(found, (), text, 0, edges[0][0])
    for (_, level, raw, body), following in zip(marks, edges[1:], strict=True):
        path = [*(entry for entry in path if entry[0] < level), (level, heading_text(raw))]
        _append(found, tuple(name for _, name in path), text, body, following[0])
    return title, tuple(found)


def _append(found: list[Section], path: tuple[str, ...], text: str, start: int, end: int) -> None:
    body = text[start:end]
    if any(char.isalnum() for char in body):
        lead = len(body) - len(body.lstrip())
        found.append(Section(path, body.strip(), start + lead))


def _headings(text: str) -> "list[tuple[int, int, str, int]]":
    """(start of the line, level, heading, start of what follows) outside fences."""
    marks: list[tuple[int, int, str, int]] = []
    position, fenced = 0, False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and (match := _HEADING.match(line)) and any(char.isalnum() for char in match.group(2)):
            marks.append((position, len(match.group(1)), match.group(2), position + len(line) + 1))
        position += len(line) + 1
    return marks
