"""Spreadsheets as standards: which sheet, which row holds the headings, which column holds what; guessed, and changed by the person who knows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from clauseway.catalogue.exchange import sheets_ours
from clauseway.catalogue.exchange.grid import Cell, Sheet
from clauseway.catalogue.exchange.model import (
    ASSUMED,
    CHANGED,
    LEFT,
    TITLE_LENGTH,
    Draft,
    Remarks,
    depth_first,
    first_sentence,
    plain,
    reference,
    refuse,
    requirement,
    sections,
    shortened,
    slugged,
)
from clauseway.catalogue.packs import Fault, PackRefused
from clauseway.kernel.folding import fold

LOOKED_AT = 40
SENTENCE = 20
"""How many characters a column holds on average to be taken for the texts without a heading that says so."""
FIELDS: dict[str, tuple[str, ...]] = {
    "ref": (
        *("ref", "reference", "ref id", "id", "identifier", "clause", "control id", "requirement id", "control number", "control no"),
        *("no", "nr", "number", "clause no", "clause number", "section", "control identifier", "req id", "item", "nummer", "kennung"),
        *("reference number", "numero", "codigo", "code", "annex a control", "control ref", "kapitel", "abschnitt", "#"),
    ),
    "title": (
        *("title", "name", "control name", "requirement title", "control title", "heading", "requirement name", "titel", "bezeichnung"),
        *("titre", "titulo", "intitule", "short title", "topic", "subject", "nom", "nombre"),
    ),
    "explain": (
        *("text", "description", "requirement", "statement", "requirement text", "control statement", "control text", "explain", "control"),
        *("control description", "beschreibung", "anforderung", "anforderungstext", "exigence", "descripcion", "requirement statement"),
        *("requisito", "what is asked", "detail", "details"),
    ),
    "parent": ("parent", "parent ref", "parent id", "parent reference", "belongs to", "ubergeordnet"),
    "level": ("level", "depth", "ebene", "niveau"),
    "kind": ("kind", "type", "assessable", "art", "typ"),
    "guidance": ("guidance", "note", "notes", "annotation", "implementation guidance", "hinweis", "umsetzungshinweise", "discussion", "supplemental guidance"),
    "questions": ("questions", "question", "audit questions", "assessment questions", "fragen", "audit question"),
    "maintain": ("maintain", "documents", "documented information", "documented information to maintain"),
    "retain": ("retain", "records", "evidence", "typical evidence", "records to keep", "nachweise", "nachweis", "preuves", "expected evidence"),
    "pitfalls": ("pitfalls", "common mistakes", "common nonconformities"),
    "terms": ("terms", "keywords", "search words", "schlagworte"),
}  # fmt: skip
"""What a column may hold, and the headings by which it is known (folded, without punctuation)."""

_HEADINGS = ("heading", "section", "category", "chapter", "title", "group", "no", "false", "0", "uberschrift")
_SHORT = ("ref", "title", "parent", "level", "kind")
_SPLIT = re.compile(r"[.\-(:]")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a workbook: the sheet, the row of the headings (from 0, -1 for none), each field's column (from 0), the headings."""

    sheet: Sheet
    head: int
    columns: Mapping[str, int]
    headings: tuple[str, ...]
    sheets: tuple[str, ...]


def layout(name: str, book: Sequence[Sheet], columns: Mapping[str, str], sheet: str = "", head: int = 0) -> Layout:
    """What to read from where: the guess, changed by what a person says (`columns`: field to letter or heading; "-" for none; `head` from 1)."""
    offered = [one for one in book if not sheet or one.name == sheet]
    if not offered:
        refuse(name, sheet, f"there is no such sheet; there are: {', '.join(one.name for one in book)[:200]}.")
    if unknown := sorted(set(columns) - set(FIELDS)):
        refuse(name, unknown[0], f"is no field; a column holds one of {', '.join(FIELDS)}.")
    best: tuple[int, Sheet, int, dict[str, int]] | None = None
    for one in offered:
        rows = range(min(len(one.rows), LOOKED_AT)) if not head else (head - 1,)
        for row in rows:
            guessed = guess([cell.text for cell in one.rows[row]]) if row < len(one.rows) else {}
            score = (
                len(guessed) * 10
                + (5 if "ref" in guessed else 0)
                + (5 if "title" in guessed or "explain" in guessed else 0)
            )
            if guessed and (best is None or score > best[0]):
                best = (score, one, row, guessed)
    _score, chosen, row, found = best or (0, offered[0], head - 1, {})
    headings = tuple(cell.text for cell in chosen.rows[row]) if 0 <= row < len(chosen.rows) else ()
    for wanted, column in columns.items():
        found = {key: value for key, value in found.items() if key != wanted}
        if column.strip() not in ("", "-"):
            number = _column(name, column, headings)
            found = {key: value for key, value in found.items() if value != number} | {wanted: number}
    if "explain" not in columns and "ref" in found and "explain" not in found:
        found |= _longest(chosen, row, set(found.values()))
    return Layout(chosen, row, found, headings, tuple(one.name for one in book))


def _longest(sheet: Sheet, head: int, used: set[int]) -> dict[str, int]:
    """The column of the texts where no heading tells it: the one with the longest, when they are sentences."""
    rows = range(head + 1, min(head + 200, len(sheet.rows)))
    told = {
        column: sum(len(sheet.at(row, column).text) for row in rows) / max(1, len(rows))
        for column in range(sheet.width)
        if column not in used
    }
    best = max(told, key=lambda column: told[column], default=-1)
    return {"explain": best} if told.get(best, 0) >= SENTENCE else {}


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Which field each column holds, by its heading; every field and every column once, the plainer heading first."""
    folded = [" ".join(re.sub(r"[^\w#]+", " ", fold(text)).split()) for text in headings]
    found: dict[str, int] = {}
    wishes = sorted(
        (names.index(text), position, key)
        for position, text in enumerate(folded)
        for key, names in FIELDS.items()
        if text and len(text) < 60 and text in names
    )
    for _rank, position, key in wishes:
        if key not in found and position not in found.values():
            found[key] = position
    return found


def _column(name: str, said: str, headings: Sequence[str]) -> int:
    """The number of a column named by its letter or its heading."""
    text = said.strip()
    folded = [fold(heading) for heading in headings]
    if fold(text) in folded:
        return folded.index(fold(text))
    if not re.fullmatch(r"[A-Za-z]{1,2}", text):
        refuse(name, text[:40], "is no column; give its letter (A, B, …) or its heading.")
    number = 0
    for one in text.upper():
        number = number * 26 + ord(one) - 64
    return number - 1


def letter(number: int) -> str:
    """The letter of a column counted from 0."""
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def read(name: str, book: tuple[Sheet, ...], columns: Mapping[str, str], sheet: str = "", head: int = 0) -> Draft:
    """The standard in a workbook. Raises PackRefused with the cell for what is not taken."""
    if sheets_ours.is_ours(book) and not columns and not sheet:
        return sheets_ours.read(name, book)
    found = layout(name, book, columns, sheet, head)
    if "ref" not in found.columns or not {"title", "explain"} & set(found.columns):
        seen = ", ".join(filter(None, found.headings))[:160] or "none"
        refuse(
            name,
            f"sheet {found.sheet.name}",
            f"no columns for the reference and for a title or text were found (headings seen: {seen}); say which column holds what.",
        )
    remarks = Remarks()
    _say_unmapped(found, remarks)
    entries = _entries(name, found, remarks)
    stem = PurePosixPath(name).stem.replace("_", " ").strip() or name
    identity = {
        "edition": slugged(stem, 70),
        "standard": slugged(stem, 56),
        "code": shortened(stem, 60),
        "year": "undated",
        "title": shortened(stem, TITLE_LENGTH),
        "discipline": "other",
        "status": "current",
        "certifiable": False,
        "texts": "imported",
        "sources": list(dict.fromkeys((name, found.sheet.name))),
    }
    return Draft("sheet", name, identity, tuple(depth_first(entries)), remarks=remarks.told())


def _say_unmapped(found: Layout, remarks: Remarks) -> None:
    used = set(found.columns.values())
    for column in range(found.sheet.width):
        filled = any(found.sheet.at(row, column).text for row in range(found.head + 1, len(found.sheet.rows)))
        if column not in used and filled:
            heading = found.headings[column] if column < len(found.headings) else ""
            remarks.note(
                LEFT, "columns that hold nothing a pack has a place for", heading[:40] or f"column {letter(column)}"
            )
    for other in found.sheets:
        if other != found.sheet.name:
            remarks.note(LEFT, "other sheets of the workbook", other)


def _entries(name: str, found: Layout, remarks: Remarks) -> list[dict[str, Any]]:
    faults: list[Fault] = []
    rows: list[tuple[str, int]] = []
    for row in range(found.head + 1, len(found.sheet.rows)):
        cells = {key: found.sheet.at(row, column) for key, column in found.columns.items()}
        if not any(cell.text for cell in cells.values()):
            continue
        for key, cell in cells.items():
            place = f"{found.sheet.name}!{letter(found.columns[key])}{row + 1}"
            if cell.kind in ("formula", "error"):
                faults.append(
                    Fault(name, place, f"holds a {cell.kind} ({cell.text[:30]}); put its value there, as text.")
                )
            elif key == "ref" and cell.kind == "date":
                message = (
                    f"the reference became a date ({cell.text[:10]}); format the column as text and type it again."
                )
                faults.append(Fault(name, place, message))
        if not cells["ref"].text:
            told = next((cell.text for cell in cells.values() if cell.text), "")
            remarks.note(LEFT, "rows without a reference", f"row {row + 1}: {shortened(told, 40)}")
            continue
        rows.append(("", row))
    refs = references(
        [found.sheet.at(row, found.columns["ref"]) for _ref, row in rows],
        [f"{found.sheet.name}!{letter(found.columns['ref'])}{row + 1}" for _ref, row in rows],
        name,
        faults,
        remarks,
    )
    if faults:
        raise PackRefused(faults[:100])
    known = set(refs)
    above: list[tuple[int, str]] = []
    made = []
    for ref, (_none, row) in zip(refs, rows, strict=True):
        said = {key: found.sheet.at(row, column).text for key, column in found.columns.items()}
        texts = {key: text if key in _SHORT else plain(text, remarks, ref) for key, text in said.items()}
        made.append(_entry(ref, texts, _parent(ref, texts, known, above)))
    has_children = {entry["parent"] for entry in made}
    for entry in made:
        if entry["kind"] == "" and entry["ref"] in has_children and not entry["explain"]:
            entry["kind"], entry["exclusion"] = "heading", "never"
        entry["kind"] = entry["kind"] or "requirement"
    return made


def references(
    cells: Sequence[Cell], places: Sequence[str], file: str, faults: list[Fault], remarks: Remarks
) -> list[str]:
    """The references of a column in its order. A number without a format may have lost its zero: the row before tells, or it is refused."""
    found: list[str] = []
    taken: set[str] = set()
    before = ("", 0)
    for cell, place in zip(cells, places, strict=True):
        text = cell.text
        if cell.kind == "number" and not cell.exact:
            major, _dot, minor = text.partition(".")
            expected = f"{major}.{before[1] + 1}"
            if before[0] == major and expected != text and float(expected) == float(text):
                remarks.note(
                    ASSUMED, "numbers that lost their zero were read by the row before", f"{place}: {text} → {expected}"
                )
                text = expected
            elif text in taken or (before[0] == major and int(minor) < before[1]):
                message = f"{text} is stored as a number: is it {text} or {text}0? Format the column as text and type it again."
                faults.append(Fault(file, place, message))
        made = reference(text)
        if made != text.strip():
            remarks.note(
                CHANGED, "references were written so that they fit an address", f"{text.strip()[:40]} → {made}"
            )
        if counted := re.match(r"(\d+)\.(\d+)", made):
            before = (counted.group(1), int(counted.group(2)))
        found.append(made)
        taken.add(made)
    return found


def _parent(ref: str, texts: Mapping[str, str], known: set[str], above: list[tuple[int, str]]) -> str:
    """What a row stands below: what it says, what its level says, or the longest beginning of its reference that is there."""
    if texts.get("parent"):
        return reference(texts["parent"])
    if texts.get("level", "").isdigit():
        level = int(texts["level"][:4])
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else ""
        above.append((level, ref))
        return parent
    for cut in reversed([match.start() for match in _SPLIT.finditer(ref)]):
        if ref[:cut] in known and ref[:cut] != ref:
            return ref[:cut]
    return ""


def _entry(ref: str, texts: Mapping[str, str], parent: str) -> dict[str, Any]:
    said = fold(texts.get("kind", ""))
    kind = "heading" if said in _HEADINGS else "control" if said == "control" else "requirement" if said else ""
    body = texts.get("explain", "")
    title = " ".join(texts.get("title", "").split())
    if len(title) > TITLE_LENGTH:
        body, title = sections(("", title), ("", body)), shortened(title, TITLE_LENGTH)
    lists = {
        key: sheets_ours.lines(texts.get(key, "")) for key in ("questions", "maintain", "retain", "pitfalls", "terms")
    }
    return requirement(
        ref,
        title or first_sentence(body) or ref,
        kind,
        parent=parent,
        title_by="standard" if title else "ours",
        explain=sections(("", body), ("Guidance", texts.get("guidance", ""))),
        exclusion={"heading": "never", "control": "control"}.get(kind, "justified"),
        **lists,
    )
