"""Sheets in and out: text that was pasted, CSV and Excel files to rows of text; rows to CSV and Excel in which nothing people wrote is a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from clauseway.documents.decoding import decode
from clauseway.kernel.refusals import Refusal

MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_BYTES = 5_000_000
MOST_UNPACKED = 80_000_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")

Rows = list[list[str]]


def rows_of_text(text: str) -> Rows:
    """The cells of a pasted sheet: separated by tabs, semicolons or commas, whichever the first lines use; quoted as spreadsheets quote.

    Empty lines are left out. Refuses more than 5,000 rows.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n\ufeff")
    if not text.strip():
        raise Refusal(
            "sheet.empty",
            _("There is nothing in it. Copy the cells in your sheet, with their head, and paste them here."),
            field="text",
        )
    separator = _separator(text)
    try:
        found = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error:
        found = [[cell.strip().strip('"') for cell in line.split(separator)] for line in text.split("\n")]
    return _checked(found)


def _separator(text: str) -> str:
    head = [line for line in text.split("\n") if line.strip()][:20]
    counts = {mark: [line.count(mark) for line in head] for mark in ("\t", ";", ",")}
    if counts["\t"][0]:
        return "\t"
    for mark in (";", ","):
        if counts[mark][0] and sum(n > 0 for n in counts[mark]) * 2 >= len(head):
            return mark
    return "\t"


def _checked(found: Rows) -> Rows:
    kept = [[_bare(cell) for cell in row[:MOST_COLUMNS]] for row in found if any(cell.strip() for cell in row)]
    if len(kept) > MOST_ROWS + 1:
        raise Refusal(
            "sheet.too-long",
            _("That are %(count)d rows; at most %(most)d at a time.") % {"count": len(kept), "most": MOST_ROWS},
            field="text",
        )
    if not kept:
        raise Refusal("sheet.empty", _("There is nothing in it."), field="text")
    return kept


def _bare(cell: str) -> str:
    """Text without the apostrophe that keeps it from being a formula (as our own exports write it)."""
    cell = cell.strip()
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1:].startswith(_RISKY) else cell


def rows_of_file(name: str, content: bytes) -> Rows:
    """The cells of an uploaded CSV or Excel file, told apart by content. Refuses what is empty, too large or neither."""
    if not content:
        raise Refusal("sheet.empty", _("The file is empty."), field="file")
    if len(content) > MOST_BYTES:
        raise Refusal(
            "sheet.too-large", _("The file is too large; 5 MB is plenty for %d rows.") % MOST_ROWS, field="file"
        )
    if content.startswith(b"PK"):
        return _excel(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            "sheet.old-excel",
            _("This is an old or password-protected Excel file. Save it as .xlsx without a password, or as CSV."),
            field="file",
        )
    if b"\x00" in content[:2000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("sheet.not-a-sheet", _("“%s” is neither CSV nor Excel.") % name[:80], field="file")
    text, _told = decode(content)
    return rows_of_text(text)


def _excel(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Refusal("sheet.too-large", _("Unpacked, this file is far too large."), field="file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = []
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True):
            found.append([_as_text(cell) for cell in row])
        book.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        AttributeError,
        TypeError,
    ) as error:
        raise Refusal(
            "sheet.not-a-sheet", _("This Excel file cannot be read. Save it again as .xlsx or as CSV."), field="file"
        ) from error
    return _checked(found)


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if hasattr(cell, "hour") and hasattr(cell, "date"):
        return str(cell.date().isoformat() if (cell.hour, cell.minute) == (0, 0) else cell)  # type: ignore[attr-defined]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return str(cell)


def as_text(rows: Rows) -> str:
    """Rows as tab-separated text, so that what was uploaded goes the way of what was pasted."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def harmless(text: str) -> str:
    """A text no spreadsheet runs as a formula: an apostrophe stands before what begins like one."""
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that Excel opens in UTF-8, with formulas neutralized."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def excel_of(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """An .xlsx file whose cells are all text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\")[:31] or "Sheet")
    sheet.freeze_panes = "A2"
    for row in (head, *rows):
        sheet.append([harmless(_printable(cell)) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
