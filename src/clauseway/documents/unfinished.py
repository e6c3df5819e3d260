"""What a text of our own still leaves open: the one door every approval goes through, whoever wrote it and however it came in."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents.models import Document
from clauseway.kernel.refusals import Refusal
from clauseway.rules.blanks import blanks, named
from clauseway.rules.maturity import maturity
from clauseway.rules.references import variables

CONFIRMABLE = frozenset({"not-dated", "approver-without-date", "date-without-approver", "effective-later"})
"""What a text may lack and a person may state instead. Anything else is a mark of being unfinished or ended: it always refuses."""
_STATED = frozenset({"effective-date", "approved"})


def refuse_blanks(row: Document, text: str) -> None:
    """Refuse a text, or a title, that leaves something to be filled in, naming what and counting the rest."""
    open_ = [*blanks(row.title), *blanks(text)]
    if not open_:
        return
    told, more = named(open_)
    sentence = _("Not filled in yet: %s") % told
    if more:
        sentence += " " + ngettext("and %s more.", "and %s more.", more) % more
    raise Refusal(
        "document.unfilled",
        sentence,
        field="text",
        details={"blanks": [{"says": one.says, "line": one.line} for one in open_]},
    )


def marks(text: str, *, title: str, as_of: date) -> list[tuple[str, str]]:
    """The marks by which a text says of itself that it is not finished, or ended, as (code, detail)."""
    found = maturity(text, title=title, as_of=as_of).reasons
    return [mark for mark in found if mark[0] not in CONFIRMABLE | _STATED]


def refuse_marks(row: Document, text: str, as_of: date) -> None:
    """Refuse a text that says of itself that it is not finished."""
    if found := marks(text, title=row.title, as_of=as_of):
        raise Refusal(
            "document.unfilled",
            _("The text itself says that it is not finished: %s") % "; ".join(detail or code for code, detail in found),
            field="text",
            details={"marks": found},
        )


def left_open(row: Document, as_of: date) -> list[tuple[str, str]]:
    """Why a draft cannot be stated to be in force: marks found when it was read, and what its own text leaves open now."""
    if row.state != "draft":
        return []
    found = [(code, detail) for code, detail in row.reasons if code not in CONFIRMABLE]
    found += [("placeholder", one.says) for one in (*blanks(row.title), *blanks(row.text))]
    if row.text and row.form != "linked":
        found += [("placeholder", "{{" + name + "}}") for name in variables(row.text)]
        found += marks(row.text, title=row.title, as_of=as_of)
    return list(dict.fromkeys(found))
