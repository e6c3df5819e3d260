"""A document on paper: PDF with its control header and who approved it, and Word. A copy says of itself that it is uncontrolled."""

import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clauseway.documents.lines import full_text, known_identifiers
from clauseway.documents.models import Document, Round, Vote
from clauseway.documents.queries import get_document
from clauseway.documents.readers import write_word
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.rules.references import filled, references, resolved
from clauseway.web.documents.blocks import blocks
from clauseway.web.frame import Place, in_system
from clauseway.web.jinja import day
from clauseway.web.reports import pdf_child
from clauseway.web.reports.bounds import breakable

TIME_LIMIT = 20.0
MOST = 1_000_000
"""Characters set on paper; a thousand pages."""


class PaperFailed(Exception):
    """The PDF could not be set; the message says why, for the log."""


@require_GET
@in_system
def pdf(place: Place, document: uuid.UUID) -> HttpResponse:
    """The document as PDF."""
    row = get_document(place.context, document)
    try:
        made = set_pdf(payload(place, row))
    except PaperFailed:
        raise Refusal("document.pdf-failed", _("The PDF could not be made. Try Word instead.")) from None
    return _file(made, row, "pdf", "application/pdf")


@require_GET
@in_system
def word(place: Place, document: uuid.UUID) -> HttpResponse:
    """The document as Word."""
    row = get_document(place.context, document)
    header = "\n".join(f"| {_plain(name)} | {_plain(value)} |" for name, value in control_lines(place, row))
    note = _plain(uncontrolled(place))
    table = f"# {_plain(row.title)}\n\n| | |\n|---|---|\n{header}\n\n*{note}*\n\n---\n\n"
    made = write_word(table + text_of(place, row))
    if made is None:
        raise Refusal("document.word-failed", _("The Word file could not be made."))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _file(made, row, "docx", kind)


def _file(content: bytes, row: Document, ending: str, kind: str) -> HttpResponse:
    name = f"{row.identifier or row.title} {row.number}.{ending}"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name.replace("/", "-")) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _plain(text: str) -> str:
    """Text that means nothing in Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|<>~" else char for char in " ".join(text.split()))


def uncontrolled(place: Place) -> str:
    """What every copy says of itself."""
    return _("Uncontrolled copy, made on %s. What holds is in the register.") % day(place.context.today)


def text_of(place: Place, row: Document) -> str:
    """The text with its variables filled in and its references in words."""
    from clauseway.documents.lines import values_of

    text, _open = filled(full_text(place.context, row)[:MOST], values_of(place.context, row))
    known = known_identifiers(place.context, references(text)) if "[[" in text else {}
    return resolved(text, lambda ref, said: said or ref if fold(ref) in known else None)[0]


def control_lines(place: Place, row: Document) -> list[tuple[str, str]]:
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


def payload(place: Place, row: Document) -> dict[str, Any]:
    """What the template reads: finished texts, the text as blocks, and the page of those who reviewed and approved."""
    made = Round.objects.filter(document=row, result="approved").order_by("-number").first()
    votes = Vote.objects.filter(round=made).exclude(answer="").select_related("person").order_by("part", "answered_at")
    moment = place.context.now
    return {
        "organization": place.belonging.name,
        "title": breakable(row.title),
        "running": " · ".join(
            part for part in (row.identifier, _("revision %s") % row.number, str(row.get_state_display())) if part
        ),
        "control": [[name, breakable(value)] for name, value in control_lines(place, row)],
        "copy": uncontrolled(place),
        "blocks": blocks(text_of(place, row)),
        "votes": [[vote.person.name, _vote(vote), day(vote.answered_at), breakable(vote.comment)] for vote in votes],
        "labels": {"page": _("Page"), "of": _("of"), "votes": _("Reviewed and approved by")},
        "note": breakable(row.own_policy and _("Approved by its author under: %s") % row.own_policy),
        "lang": (get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
        "made": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
    }


def _vote(vote: Vote) -> str:
    told = str(vote.get_part_display())
    return told + " · " + _("signed: “%s”") % vote.signed_as if vote.signed_as else told


def set_pdf(values: dict[str, Any], *, time_limit: float = TIME_LIMIT) -> bytes:
    """Set the pages in a process of its own. Raises PaperFailed when Typst refuses or the time (seconds) is over."""
    command = [sys.executable, "-I", str(pdf_child.__file__), str(Path(__file__).with_name("paper.typ"))]
    given = json.dumps(values, ensure_ascii=True).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=time_limit, check=False)
    except subprocess.TimeoutExpired:
        raise PaperFailed(f"no PDF within {time_limit:g} s") from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PaperFailed(done.stderr.decode("utf-8", "replace").strip()[-2000:] or f"ended with {done.returncode}")
    return done.stdout
