"""The register as a sheet: what is listed, with the same search, filters and order, as CSV or Excel."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clauseway.documents.models import Document
from clauseway.web.documents import build, words
from clauseway.web.frame import Place, in_system
from clauseway.web.stocktake.sheets import csv_of, excel_of

MOST_ROWS = 5_000


def _sheet(place: Place) -> tuple[list[str], list[list[str]]]:
    """Heads and rows, 5,000 rows at most; two statements, two more with a search."""
    ordered, _described = build.ordered(place, build.asked_for(place.request))
    heads = (_("Identifier"), _("Document"), _("Revision"), _("Kind"), _("State"), _("In force from"), _("Until"))
    more = (_("Owner"), _("Approved by"), _("Reviewed"), _("Classification"), _("File or address"))
    return [*heads, *more], [_line(one) for one in ordered[:MOST_ROWS]]


def _line(one: Document) -> list[str]:
    days = [day.isoformat() if day else "" for day in (one.effective_from, one.effective_until, one.reviewed_on)]
    return [
        one.identifier,
        one.title,
        str(one.number),
        str(one.get_kind_display()),
        words.state_sign(one)[1],
        *days[:2],
        one.owner.name if one.owner else "",
        one.approved_by.name if one.approved_by else one.approved_as,
        days[2],
        str(one.get_classification_display()),
        one.link or one.name,
    ]


@require_GET
@in_system
def as_csv(place: Place) -> HttpResponse:
    """What is listed, as CSV."""
    return _file(csv_of(*_sheet(place)), "text/csv; charset=utf-8", "documents.csv")


@require_GET
@in_system
def as_excel(place: Place) -> HttpResponse:
    """What is listed, as an Excel workbook."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(excel_of(_("Documents"), *_sheet(place)), kind, "documents.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
