"""A document on paper: PDF with its control header and the page of who reviewed and approved, Word, and a redline for Word.

Every copy says of itself that it is uncontrolled. Made by the worker, never in a web process: see `tasks`.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from clauseway.documents.lines import full_text, known_identifiers, put_text, values_of
from clauseway.documents.models import Document, Round, Vote
from clauseway.documents.readers import write_word
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.organization.queries import current
from clauseway.rules.redline import redline
from clauseway.rules.references import filled, references, resolved
from clauseway.rules.tracked import tracked
from clauseway.web.documents.blocks import blocks
from clauseway.web.jinja import day, moment
from clauseway.web.reports import pdf_child
from clauseway.web.reports.bounds import breakable

TIME_LIMIT = 20.0
MOST = 1_000_000
"""Characters set on paper; a thousand pages."""


class PaperFailed(Exception):
    """The copy could not be made; the message says why, for the log."""


def word_text(context: Context, row: Document, before: Document | None) -> str:
    """The document as Markdown for Word: control header, text, who reviewed and approved; against an earlier revision, the redline instead."""
    if before is not None:
        return _redline_text(context, row, before)
    votes = "\n".join(f"| {' | '.join(_plain(cell) for cell in vote)} |" for vote in _votes(row))
    signed = f"\n\n---\n\n## {_plain(_signed_title())}\n\n| | | | |\n|---|---|---|---|\n{votes}\n" if votes else ""
    return _header(context, row, row.title) + text_of(context, row) + signed


def _redline_text(context: Context, row: Document, before: Document) -> str:
    """What changed from an earlier revision, as tracked changes."""
    title = _("%(title)s: revision %(new)s against %(old)s") % {
        "title": row.title,
        "new": row.number,
        "old": before.number,
    }
    pieces = redline(put_text(context, before)[:MOST], put_text(context, row)[:MOST])
    by = row.author.name if row.author else _("revision %s") % row.number
    return _header(context, row, title) + tracked(pieces, author=by, on=row.effective_from or context.today)


def set_word(markdown: str, *, changes: bool = False) -> bytes:
    """The Word file of a text, with `changes` tracked. Raises PaperFailed."""
    made = write_word(markdown, changes=changes)
    if made is None:
        raise PaperFailed("the Word file could not be made within its limits")
    return made


def _header(context: Context, row: Document, title: str) -> str:
    """Title, control header and what every copy says of itself, as Markdown."""
    header = "\n".join(f"| {_plain(name)} | {_plain(value)} |" for name, value in control_lines(row))
    return f"# {_plain(title)}\n\n| | |\n|---|---|\n{header}\n\n*{_plain(uncontrolled(context))}*\n\n---\n\n"


def _plain(text: str) -> str:
    """Text that means nothing in Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|<>~" else char for char in " ".join(text.split()))


def uncontrolled(context: Context) -> str:
    """What every copy says of itself."""
    return _("Uncontrolled copy, made on %s. What holds is in the register.") % day(context.today)


def text_of(context: Context, row: Document) -> str:
    """The text with its variables filled in and its references in words."""
    text, _open = filled(full_text(context, row)[:MOST], values_of(context, row))
    known = known_identifiers(context, references(text)) if "[[" in text else {}
    return resolved(text, lambda ref, said: said or ref if fold(ref) in known else None)[0]


def control_lines(row: Document) -> list[tuple[str, str]]:
    """The control header: what it is, which revision, its state, since when, who approved it."""
    since = day(row.effective_from) if row.effective_from else "—"
    until = f" – {day(row.effective_until)}" if row.effective_until else ""
    approver = row.approved_by.name if row.approved_by else row.approved_as
    return [
        (_("Identifier"), row.identifier or "—"),
        (_("Revision"), str(row.number)),
        (_("Status"), str(row.get_state_display())),
        (_("In force"), f"{since}{until}"),
        (_("Approved by"), f"{approver} {day(row.approved_on)}".strip() if approver else "—"),
        (_("Owner"), row.owner.name if row.owner else "—"),
        (_("Classification"), str(row.get_classification_display())),
    ]


def payload(context: Context, row: Document) -> dict[str, Any]:
    """What the template reads: finished texts, the text as blocks, and the page of those who reviewed and approved."""
    made = context.now
    return {
        "organization": current(context).name,
        "title": breakable(row.title),
        "running": " · ".join(
            part for part in (row.identifier, _("revision %s") % row.number, str(row.get_state_display())) if part
        ),
        "control": [[name, breakable(value)] for name, value in control_lines(row)],
        "copy": uncontrolled(context),
        "blocks": blocks(text_of(context, row)),
        "votes": [[breakable(cell) for cell in vote] for vote in _votes(row)],
        "labels": {"page": _("Page"), "of": _("of"), "votes": _signed_title()},
        "note": breakable(row.own_policy and _("Approved by its author under: %s") % row.own_policy),
        "lang": (get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
    }


def _signed_title() -> str:
    return _("Reviewed and approved by")


def _votes(row: Document) -> list[tuple[str, str, str, str]]:
    """Who reviewed and approved the text as it is: name, what they did and what their signature means, when, their comment."""
    made = Round.objects.filter(document=row, result="approved").order_by("-number").first()
    votes = Vote.objects.filter(round=made).exclude(answer="").select_related("person").order_by("part", "answered_at")
    return [(vote.person.name, _vote(vote), moment(vote.answered_at), vote.comment) for vote in votes] if made else []


def _vote(vote: Vote) -> str:
    told = [str(vote.get_part_display()), str(vote.get_answer_display())]
    if vote.signed_as:
        told.append(_("signed: “%s”") % vote.signed_as)
    if vote.signed_how == "password":
        told.append(_("the password was entered again"))
    if vote.own_policy:
        told.append(_("own text, under %s") % vote.own_policy)
    return " · ".join(told)


def set_pdf(values: dict[str, Any], *, time_limit: float | None = None) -> bytes:
    """Set the pages in a process of its own. Raises PaperFailed when Typst refuses or the time (seconds) is over."""
    time_limit = TIME_LIMIT if time_limit is None else time_limit
    command = [sys.executable, "-I", str(pdf_child.__file__), str(Path(__file__).with_name("paper.typ"))]
    given = json.dumps(values, ensure_ascii=True).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=time_limit, check=False)
    except subprocess.TimeoutExpired:
        raise PaperFailed(f"no PDF within {time_limit:g} s") from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PaperFailed(done.stderr.decode("utf-8", "replace").strip()[-2000:] or f"ended with {done.returncode}")
    return done.stdout
