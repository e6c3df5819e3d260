"""Telling formats apart by their content, never by their name alone, and reading each into a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from clauseway.catalogue import parsing
from clauseway.catalogue.exchange import ciso, grid, oscal, own, sheets
from clauseway.catalogue.exchange.model import Draft, refuse, renamed

_TEXTS = (".csv", ".tsv", ".txt")
_NONE_OF = "is none of the formats read here: our pack (zip or folder), an OSCAL catalog (JSON), a CISO Assistant library (YAML), CSV or XLSX."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says about a file: what it shall be called, the language of its texts, and for a sheet which columns hold what.

    `columns` maps a field (see `sheets.FIELDS`) to a column's letter or heading; `sheet` names the sheet, `head` the row of the headings (from 1).
    """

    edition: str = ""
    title: str = ""
    code: str = ""
    year: str = ""
    language: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    head: int = 0


def read(name: str, data: bytes, wish: Wish = Wish()) -> Draft:
    """The standard in a file. Raises PackRefused with place and reason for anything that is not taken."""
    draft = _read(PurePosixPath(name.replace("\\", "/")).name or "file", data, wish)
    return renamed(draft, edition=wish.edition, title=wish.title, code=wish.code, year=wish.year)


def _read(name: str, data: bytes, wish: Wish) -> Draft:
    if not data.strip():
        refuse(name, "file", "is empty.")
    try:
        if data[:4] == b"PK\x03\x04":
            return _archive(name, data, wish)
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            refuse(name, "file", "is an old Excel file or one with a password; save it as .xlsx without a password.")
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _TEXTS:
            return sheets.read(name, grid.of_csv(name, data), wish.columns, wish.sheet, wish.head)
        start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
        if start[:1] in (b"{", b"["):
            return oscal.read(name, parsing.read_json(data))
        if start[:1] == b"<":
            refuse(name, "file", "is XML; OSCAL is read as JSON (oscal-cli converts it).")
        if suffix not in (".yaml", ".yml", ".json", ""):
            refuse(name, "file", _NONE_OF)
        return _yaml(name, data, wish)
    except parsing.Unreadable as unreadable:
        refuse(name, unreadable.place, unreadable.reason)


def _archive(name: str, data: bytes, wish: Wish) -> Draft:
    """A zip: a workbook, one of our packs, or a single file in a zip."""
    files = parsing.read_zip(data)
    if "[Content_Types].xml" in files:
        if not any(path.startswith("xl/") for path in files):
            refuse(
                name, "file", "is an office document, not a workbook; a standard is read from YAML, JSON, CSV or XLSX."
            )
        return sheets.read(name, grid.of_workbook(name, data, files), wish.columns, wish.sheet, wish.head)
    if len(files) == 1:
        inner, content = next(iter(files.items()))
        if content[:4] != b"PK\x03\x04":
            return _read(PurePosixPath(inner).name, content, wish)
    return own.read_files(name, files)


def _yaml(name: str, data: bytes, wish: Wish) -> Draft:
    content = parsing.read_yaml(data)
    if isinstance(content, dict) and "objects" in content:
        return ciso.read(name, content, wish.language)
    if not isinstance(content, dict) or not {"catalog", "profile"} & set(content):
        refuse(name, "file", _NONE_OF)
    return oscal.read(name, content)
