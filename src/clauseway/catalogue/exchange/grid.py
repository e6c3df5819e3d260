"""Spreadsheets as plain cells: CSV and XLSX, with what a number looked like in its cell, so that 5.10 is not read as 5.1."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from clauseway.catalogue import parsing
from clauseway.catalogue.exchange.model import refuse

MAX_ROWS = 25_000
MAX_COLUMNS = 80
MAX_CSV_BYTES = 20_000_000
_FORMULA = re.compile(r"^=|^[+\-@][\w.]+[(!|]")
_DECIMALS = re.compile(r"^[#,0]*0(?:\.(0+))?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as shown, and what it is: text, number (`exact` when its format says how it is written), date, formula, error."""

    text: str
    kind: str = "text"
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows as far as they hold anything."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def at(self, row: int, column: int) -> Cell:
        """The cell, counted from 0; an empty one beyond the edge."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else EMPTY

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


EMPTY = Cell("")


def of_csv(name: str, data: bytes) -> tuple[Sheet, ...]:
    """A text with separators as a single sheet. Raises PackRefused."""
    if len(data) > MAX_CSV_BYTES:
        refuse(name, "file", f"larger than {MAX_CSV_BYTES // 1_000_000} MB.")
    text = _decoded(data)
    if "\0" in text:
        refuse(name, "file", "holds a zero byte; this is not a text file.")
    rows: list[tuple[Cell, ...]] = []
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=_separator(text)):
            if len(rows) >= MAX_ROWS:
                refuse(name, f"row {len(rows)}", f"holds more than {MAX_ROWS} rows.")
            rows.append(tuple(_of_text(cell) for cell in cells[:MAX_COLUMNS]))
    except csv.Error as error:
        refuse(name, f"row {len(rows) + 1}", f"not readable: {error}.")
    return (Sheet(name, tuple(rows)),)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The separator that splits the first lines into the most columns."""
    lines = [line for line in text[:20_000].splitlines()[:15] if line.strip()]
    return max(",;\t|", key=lambda mark: (sum(line.count(mark) for line in lines), -",;\t|".index(mark)))


def _of_text(text: str) -> Cell:
    said = text.strip()
    if said[:1] == "'" and said[1:2] in ("=", "+", "-", "@"):
        return Cell(said[1:])
    return Cell(said, "formula") if _FORMULA.match(said) else Cell(said)


def of_workbook(name: str, data: bytes, parts: Mapping[str, bytes]) -> tuple[Sheet, ...]:
    """The sheets of a workbook. `parts` are its unpacked parts, looked at before the library sees them. Raises PackRefused."""
    import openpyxl

    for path, content in parts.items():
        if path.endswith((".xml", ".rels")) and (b"<!ENTITY" in content or b"<!DOCTYPE" in content):
            refuse(name, path, "defines entities; a workbook needs none.")
        if path.endswith(("vbaProject.bin", ".exe")):
            refuse(name, path, "holds a program; save the workbook without macros as .xlsx.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        found = tuple(_sheet(name, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")
        book.close()
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError, IndexError) as error:
        refuse(name, "file", f"is not a workbook that can be read: {str(error)[:100]}")
    if not found:
        refuse(name, "file", "has no visible sheet.")
    return found


def _sheet(name: str, sheet: Any) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        if number > MAX_ROWS:
            refuse(name, f"{sheet.title} row {number}", f"holds more than {MAX_ROWS} rows.")
        made = [_of_cell(cell) for cell in cells]
        while made and not made[-1].text:
            made.pop()
        blank = 0 if made else blank + 1
        if blank > 2000:
            break
        rows.append(tuple(made))
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(sheet.title, tuple(rows))


def _of_cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        return Cell(str(value)[:60], "formula")
    if cell.data_type == "e":
        return Cell(str(value), "error")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, datetime | date | time):
        return Cell(value.isoformat(), "date")
    if isinstance(value, int | float):
        return _of_number(value, str(cell.number_format or "General"))
    return Cell(str(value).replace("_x000D_", "").strip())


def _of_number(value: float, shape: str) -> Cell:
    """A number as its format shows it; without one, whole numbers are sure and others may have lost a zero."""
    if abs(value) > 10**parsing.MAX_DIGITS or value != value:  # noqa: PLR0124 - only a number that is none differs from itself
        return Cell(str(value), "error")
    if (found := _DECIMALS.match(shape.partition(";")[0])) and "," not in shape:
        return Cell(f"{value:.{len(found.group(1) or '')}f}", "number")
    if float(value).is_integer():
        return Cell(str(int(value)), "number")
    return Cell(repr(round(float(value), 9)), "number", exact=False)
