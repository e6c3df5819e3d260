"""What changed between two texts, as a page shows it: pieces marked, long unchanged stretches left out; and the page of two revisions."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from markupsafe import Markup

from clauseway.documents.lines import line_of, put_text
from clauseway.documents.queries import get_document
from clauseway.rules.passages import count_words
from clauseway.rules.redline import SAME, Piece, changed_words, redline
from clauseway.web.components import Action, Link, Text
from clauseway.web.documents.build import crumb
from clauseway.web.documents.writing import url
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import number

CONTEXT = 280
"""How many letters of unchanged text stand before and after a change; what lies between is left out."""


def marked_up(pieces: tuple[Piece, ...]) -> Markup:
    """The pieces as text with what went and what came marked; long stretches that stayed are shortened unless all stayed."""
    if len(pieces) == 1 and pieces[0].kind != "removed":
        return Markup("%s") % pieces[0].text
    made = []
    for at, piece in enumerate(pieces):
        if piece.kind == SAME:
            made.append(_shortened(piece.text, at == 0, at == len(pieces) - 1))
        else:
            tag = "del" if piece.kind == "removed" else "ins"
            made.append((Markup("<del>%s</del>") if tag == "del" else Markup("<ins>%s</ins>")) % piece.text)
    return Markup("").join(made)


def _shortened(text: str, first: bool, last: bool) -> Markup:
    if len(text) <= 2 * CONTEXT + 80:
        return Markup("%s") % text
    head = "" if first else text[:CONTEXT]
    tail = "" if last else text[-CONTEXT:]
    gap = Markup('<span class="redline__gap">%s</span>') % _("… unchanged …")
    return (Markup("%s") % head) + gap + (Markup("%s") % tail)


def told(pieces: tuple[Piece, ...]) -> str:
    """How many words went and came, in a sentence."""
    gone, come = changed_words(pieces)
    if not gone and not come:
        return _("Nothing changed.")
    return _("%(gone)s words went, %(come)s came.") % {"gone": number(gone), "come": number(come)}


def words_of(text: str) -> str:
    """How long a text is that is compared with nothing."""
    count = count_words(text)
    return ngettext("%s word", "%s words", count) % number(count)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Two revisions of a document beside each other, as one text with what changed."""

    crumbs: tuple[Link, ...]
    title: str
    told: str
    redline: Text
    revisions: tuple[Link, ...]
    word: Action | None = None


@require_GET
@in_system
def compare_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """What changed between a revision and an earlier one (`with`: its number; else the one before)."""
    row = get_document(place.context, document)
    rows = [one for one in line_of(place.context, row) if one.number < row.number]
    asked = place.request.GET.get("with", "")
    other = next((one for one in rows if str(one.number) == asked), rows[0] if rows else None)
    pieces = redline(put_text(place.context, other) if other else "", put_text(place.context, row))
    values = ComparePage(
        crumbs=crumb(place, (row.title, url(place, row.id)), (_("Compare"), "")),
        title=_("Revision %(new)s against %(old)s") % {"new": row.number, "old": other.number if other else "—"},
        told=told(pieces),
        redline=marked_up(pieces),
        revisions=tuple(
            Link(
                label=_("Revision %s") % one.number,
                href=f"{url(place, row.id, 'compare')}?with={one.number}",
                current=one is other,
            )
            for one in rows
        ),
        word=Action(
            label=_("As Word with changes tracked"),
            href=url(place, row.id, f"copy?format=docx&against={other.id}"),
            icon="download",
            method="post",
        )
        if other
        else None,
    )
    return page(place, "documents/compare.html", {"page": values}, current="documents")
