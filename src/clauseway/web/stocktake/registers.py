"""The definition of a table one types in: its columns, how texts become values, and which operations write it."""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.web.asked import identifier
from clauseway.web.frame import Place
from clauseway.web.people.picking import Picker

_YES = frozenset({"yes", "y", "true", "1", "x", "on", "ja", "oui", "si"})
_NO = frozenset({"no", "n", "false", "0", "", "off", "nein", "nee", "non", "-"})
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `kind`: text, long, mail, choice, yesno, person, date, number (an amount) or count (whole).

    `only_new`: asked when an entry is made, kept afterwards. `once`: no two entries have the same. `names` are other heads under which a pasted sheet may
    carry it. `sort` is the database field to sort by.
    """

    key: str
    label: str
    kind: str = "text"
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    default: str = ""
    names: tuple[str, ...] = ()
    only_new: bool = False
    once: bool = False
    maxlength: int = 200
    sort: str = ""
    placeholder: str = ""

    def shown(self, value: Any) -> str:
        """A stored value as people read it (persons are shown by their label elsewhere)."""
        if self.kind == "choice":
            return dict(self.options).get(str(value or ""), str(value or ""))
        if self.kind == "yesno":
            return _("yes") if value else _("no")
        if self.kind == "date":
            return value.isoformat() if value else ""
        return str(value or "")

    def edited(self, value: Any) -> str:
        """A stored value as its input holds it."""
        if self.kind == "yesno":
            return "yes" if value else ""
        return str(value or "") if self.kind == "choice" else self.shown(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a register. `version` guards a change; `stored` are its values by column; `names` the labels of the persons in it."""

    ref: str
    version: str
    name: str
    stored: Mapping[str, Any]
    live_from: date
    live_until: date | None
    names: Mapping[str, str]

    def text(self, column: Column) -> str:
        if column.kind == "person":
            return self.names.get(column.key, "")
        return column.shown(self.stored.get(column.key))

    def typed(self, column: Column) -> str:
        return self.names.get(column.key, "") if column.kind == "person" else column.edited(self.stored.get(column.key))


Written = tuple["Entry | None", Mapping[str, Any]]
"""What an import writes: the entry to change (None for a new one) and its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One population as a table one types in. `kind` is its name in the vocabulary ("" for what is no population)."""

    key: str
    label: str
    singular: str
    about: str
    example: str
    kind: str
    columns: tuple[Column, ...]
    permission: str
    rows: Callable[[Place], QuerySet[Any]]
    entry: Callable[[Any], Entry]
    add: Callable[[Place, Mapping[str, Any]], None]
    change: Callable[[Place, str, str, Mapping[str, Any]], None]
    write_many: Callable[[Place, Sequence[Written]], None] | None = None  # for imports; one by one without
    search: tuple[str, ...] = ("fold",)
    may_be_none: bool = True
    ends: bool = True  # entries end, and a sheet may be the whole list of them
    lookup: str = (
        ""  # of what never ends: the database field the first column is looked up by (folded when it is a fold)
    )
    identity: Callable[[Mapping[str, Any]], str] | None = (
        None  # what tells rows of a sheet apart, when the first column does not
    )
    detail: str = ""  # address of an entry's own page, with {ref}: below the organization when it begins with a slash, else below the system

    @property
    def main(self) -> Column:
        return self.columns[0]

    def column(self, key: str) -> Column | None:
        return next((c for c in self.columns if c.key == key), None)


def read(column: Column, text: str, people: Picker) -> Any:
    """The value of what was typed or pasted into a column. Refuses what makes no sense, saying what would."""
    text = text.strip()
    if column.required and not text:
        raise Refusal("stocktake.missing", _("%s is missing.") % column.label, field=column.key)
    if column.kind == "choice":
        return _choice(column, text)
    if column.kind == "yesno":
        return _yesno(column, text)
    if column.kind == "date":
        return day_of(text, column.key)
    if column.kind == "person":
        return people.find(text, column.key)
    if column.kind in ("number", "count"):
        return _number(column, text)
    if len(text) > column.maxlength:
        raise Refusal(
            "stocktake.too-long",
            _("%(label)s holds at most %(count)d characters.") % {"label": column.label, "count": column.maxlength},
            field=column.key,
        )
    return _mail(text, column.key) if column.kind == "mail" and text else text


def _mail(text: str, key: str) -> str:
    """The address as it is kept, in small letters, so that the same sheet finds it again."""
    try:
        validate_email(text)
    except ValidationError:
        raise Refusal("stocktake.mail", _("“%s” is not a mail address.") % text, field=key) from None
    return text.lower()


def _choice(column: Column, text: str) -> str:
    if not text:
        return column.default
    for value, label in column.options:
        if fold(text) in (fold(value), fold(str(label))):
            return value
    raise Refusal(
        "stocktake.choice",
        _("%(label)s is one of: %(options)s.")
        % {"label": column.label, "options": ", ".join(str(label) for _value, label in column.options)},
        field=column.key,
    )


_GROUPED = re.compile(r"\d{1,3}([.,' \u00a0\u2019]\d{3})+")
_MINUS = str.maketrans("", "", "' \u00a0\u2019")


def _number(column: Column, text: str) -> Decimal | None:
    """A number as spreadsheets write it: 1234.5, 1.234,50, 1,234.50. None for an empty text. What may be read in two ways (1.234) is refused."""
    bare = text.translate(_MINUS)
    if not bare:
        return None
    mark = max(".,", key=bare.rfind)
    other = "," if mark == "." else "."
    if (
        column.kind == "number"
        and _GROUPED.fullmatch(text)
        and bare.count(mark) == 1
        and other not in bare
        and mark in bare
    ):
        raise Refusal(
            "stocktake.ambiguous",
            _("“%s” can be read in two ways; write it with decimals, such as 1234.00.") % text[:40],
            field=column.key,
        )
    many = bare.count(mark) > 1 and _GROUPED.fullmatch(bare) is not None
    plain = bare.replace(mark, "") if many else bare.replace(other, "").replace(mark, ".")
    if not re.fullmatch(r"-?\d{1,13}(\.\d+)?", plain) or (column.kind == "count" and not plain.isdigit()):
        raise Refusal("stocktake.number", _("%s is a number.") % column.label, field=column.key)
    return Decimal(plain).quantize(Decimal("0.01") if column.kind == "number" else Decimal(1))


def _yesno(column: Column, text: str) -> bool:
    said = fold(text)
    if said in _YES or said == fold(_("yes")):
        return True
    if said in _NO or said == fold(_("no")):
        return False
    raise Refusal("stocktake.yesno", _("%s is yes or no.") % column.label, field=column.key)


def day_of(text: str, field: str) -> date | None:
    """A date as people write it: 2026-11-22, 22.11.2026, 22/11/2026 (the day first). None for an empty text."""
    if not text.strip():
        return None
    for form in _DATES:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if 1900 <= found.year <= 2200:
            return found
    raise Refusal(
        "stocktake.date",
        _("“%s” is not a date. Write it like 2026-11-22 or 22.11.2026.") % text.strip()[:40],
        field=field,
    )


def read_all(
    register: Register, typed: Mapping[str, str], people: Picker, *, new: bool
) -> tuple[dict[str, Any], dict[str, str]]:
    """All values of a row and what is wrong, by column. Columns that were not sent are left out, but for what a new entry needs."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column in register.columns:
        if column.only_new and not new:
            continue
        if column.key not in typed and column.kind != "yesno" and not (new and column.required):
            continue
        try:
            values[column.key] = read(column, typed.get(column.key, ""), people)
        except Refusal as refusal:
            errors[column.key] = refusal.message
    return values, errors


def as_uuid(ref: str) -> uuid.UUID:
    """The identifier in an address; a Refusal of status 404 for anything else."""
    found = identifier(ref)
    if found is None:
        raise NotFound("stocktake.not-found", _("There is no such entry."))
    return found
