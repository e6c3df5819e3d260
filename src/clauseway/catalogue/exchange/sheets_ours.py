"""Our packs as a workbook and back: a sheet each for the standard, its requirements, expectations and correspondences."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from clauseway.catalogue.exchange.grid import Sheet
from clauseway.catalogue.exchange.model import CHANGED, LEFT, LISTS, Draft, Remark, Remarks, refuse
from clauseway.catalogue.packs import TERMS, Pack

MARK = "clauseway pack"
CELL = 32_000
SHEETS = ("Standard", "Requirements", "Expectations", "Correspondences")
REQUIREMENT = ("ref", "title", "parent", "kind", "explain", "exclusion", *LISTS, "title_by", "stage1", "topics", "more")
EXPECTATION = ("for", "code", "says", "close", *(name for name in TERMS if name not in ("says", "close")))
CORRESPONDENCE = ("from", "from_ref", "to", "to_ref", "relation", "strength", "provenance", "confidence")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def lines(text: str) -> list[str]:
    """A cell of several texts: one a line; a JSON list where a text has lines of its own."""
    said = text.strip()
    if said.startswith('["'):
        try:
            found = json.loads(said)
            if isinstance(found, list) and all(isinstance(one, str) for one in found):
                return found
        except ValueError:
            pass
    return [stripped for line in said.split("\n") if (stripped := re.sub(r"^\s*[-•*–]\s+", "", line).strip())]


def _joined(texts: Sequence[str]) -> str:
    """Several texts in one cell, such that `lines` gives them back."""
    plain = "\n".join(texts)
    return (
        plain
        if lines(plain) == list(texts) and not plain.startswith('["')
        else json.dumps(list(texts), ensure_ascii=False)
    )


def workbook(pack: Pack) -> tuple[bytes, tuple[Remark, ...]]:
    """The workbook, with what of the pack it cannot hold. No cell is a formula, whatever its text begins with."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    remarks = Remarks()
    book = openpyxl.Workbook()
    book.remove(book.active)
    known = set(REQUIREMENT)
    tables: tuple[tuple[tuple[str, ...], list[list[Any]]], ...] = (
        ((MARK, "value"), [[key, _fitting(value, f"Standard {key}", remarks)] for key, value in pack.identity.items()]),
        (REQUIREMENT, [_row(entry, known, remarks) for entry in pack.requirements]),
        (EXPECTATION, [[_value(entry.get(name)) for name in EXPECTATION] for entry in pack.expectations]),
        (CORRESPONDENCE, [[entry.get(name, "") for name in CORRESPONDENCE] for entry in pack.correspondences]),
    )
    for title, (heads, rows) in zip(SHEETS, tables, strict=True):
        sheet = book.create_sheet(title)
        for number, row in enumerate([list(heads), *rows], 1):
            for column, value in enumerate(row, 1):
                if value not in (None, ""):
                    _put(sheet.cell(number, column), str(value), f"{title} {row[0]}", remarks)
                    sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = (
                60 if cell.value in ("explain", "says", "value", "questions") else 18
            )
        sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue(), remarks.told()


def _row(entry: Mapping[str, Any], known: set[str], remarks: Remarks) -> list[Any]:
    more = {name: value for name, value in entry.items() if name not in known}
    row: list[Any] = [
        _joined(entry.get(name) or ()) if name in LISTS else _value(entry.get(name)) for name in REQUIREMENT[:-1]
    ]
    return [*row, _fitting(more, str(entry["ref"]), remarks) if more else ""]


def _value(value: Any) -> Any:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list) else value


def _fitting(value: Any, place: str, remarks: Remarks) -> str:
    """A value as JSON, or nothing where it would not fit into a cell whole."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if len(text) <= CELL:
        return text
    remarks.note(LEFT, "values too long for a cell", place)
    return ""


def _put(cell: Any, text: str, place: str, remarks: Remarks) -> None:
    """Write a text as a text: it stays one however it begins."""
    legal = _ILLEGAL.sub("", text)
    if legal != text:
        remarks.note(CHANGED, "characters a workbook cannot hold were left out", place)
    if len(legal) > CELL:
        remarks.note(LEFT, "the end of texts too long for a cell", place)
        legal = legal[:CELL]
    cell.value = legal
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@"


def is_ours(book: Sequence[Sheet]) -> bool:
    """True for a workbook written here."""
    return bool(book) and book[0].name == SHEETS[0] and book[0].at(0, 0).text == MARK


def read(file: str, book: Sequence[Sheet]) -> Draft:
    """A workbook written here, as the pack it was; whatever a person changed in it is taken as it stands now."""
    by_name = {sheet.name: sheet for sheet in book}
    identity = {
        row[0].text: _json(file, f"Standard!B{number}", row[1].text if len(row) > 1 else "")
        for number, row in enumerate(book[0].rows[1:], 2)
        if row and row[0].text
    }
    requirements = [_requirement(file, row, place) for row, place in _rows(file, by_name.get("Requirements"))]
    expectations = [_expectation(file, row, place) for row, place in _rows(file, by_name.get("Expectations"))]
    linked = [row for row, _place in _rows(file, by_name.get("Correspondences"))]
    remarks = Remarks()
    for sheet in book:
        if sheet.name not in SHEETS:
            remarks.note(LEFT, "other sheets of the workbook", sheet.name)
    return Draft("sheet", file, identity, tuple(requirements), tuple(expectations), tuple(linked), remarks.told())


def _rows(file: str, sheet: Sheet | None) -> list[tuple[dict[str, str], str]]:
    """The rows of a sheet by the names in its first one; empty cells are left away."""
    if sheet is None or not sheet.rows:
        return []
    names = [cell.text for cell in sheet.rows[0]]
    found = []
    for number, row in enumerate(sheet.rows[1:], 2):
        for cell in row:
            if cell.kind in ("formula", "error"):
                refuse(
                    file,
                    f"{sheet.name} row {number}",
                    f"holds a {cell.kind} ({cell.text[:30]}); put its value there, as text.",
                )
        values = {name: cell.text for name, cell in zip(names, row, strict=False) if name and cell.text}
        if values:
            found.append((values, f"{sheet.name} row {number}"))
    return found


def _requirement(file: str, row: Mapping[str, str], place: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        name: row.get(name, "") for name in ("ref", "title", "parent", "kind", "explain", "exclusion")
    }
    made |= {name: lines(row.get(name, "")) for name in LISTS}
    made["title_by"] = row.get("title_by", "standard")
    made["stage1"] = row.get("stage1", "") == "yes"
    made["topics"] = _json(file, place, row.get("topics", "")) or []
    more = _json(file, place, row.get("more", "")) or {}
    if not isinstance(more, dict):
        refuse(file, place, "“more” cannot be read.")
    return made | more


def _expectation(file: str, row: Mapping[str, str], place: str) -> dict[str, Any]:
    made: dict[str, Any] = dict(row)
    for name in ("where", "only"):
        if name in row:
            made[name] = _json(file, place, row[name])
    if row.get("suggest_days", "").isdigit():
        made["suggest_days"] = int(row["suggest_days"][:6])
    if re.fullmatch(r"\d{1,6}", row.get("need", "")):
        made["need"] = int(row["need"])
    return made


def _json(file: str, place: str, text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        refuse(file, place, f"{text[:40]!r} cannot be read; in a workbook of ours these cells are JSON.")
