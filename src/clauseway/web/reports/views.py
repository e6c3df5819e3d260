"""Asking for a gap report, watching it being made, fetching it."""

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clauseway.conformity.models import Report
from clauseway.conformity.reports import ask_report, get_report, reports
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.storage import fetch
from clauseway.web.components import Item, Link, Progress, State
from clauseway.web.fields import DayField, fields_from, form_errors
from clauseway.web.frame import Place, in_system, page
from clauseway.web.reports.tasks import make_report

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportForm(forms.Form):
    """What to report."""

    format = forms.ChoiceField(
        label=gettext_lazy("As"), choices=Report.FORMATS, widget=forms.RadioSelect, initial="pdf"
    )
    as_of = DayField(label=gettext_lazy("As of"), widget=forms.DateInput(attrs={"type": "date"}))
    knowledge = forms.ChoiceField(
        label=gettext_lazy("With what was known"),
        choices=[
            ("now", gettext_lazy("now: everything on file today")),
            ("then", gettext_lazy("then: only what was on file that evening")),
        ],
        widget=forms.RadioSelect,
        initial="now",
    )


@in_system
def index(place: Place) -> HttpResponse:
    """Ask for a report and see the last ones."""
    assert place.system
    request = place.request
    form = ReportForm(request.POST or None, initial={"as_of": place.context.today})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["as_of"]
        then = form.cleaned_data["knowledge"] == "then" and day < place.context.today
        known_at = datetime.combine(day, time(23, 59, 59), ZoneInfo(place.context.zone)) if then else None
        try:
            asked = ask_report(
                place.context, place.system.id, format=form.cleaned_data["format"], as_of=day, known_at=known_at
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            make_report.defer(
                organization=str(place.context.organization), zone=place.context.zone, report=str(asked.id)
            )
            return HttpResponseRedirect(f"{place.base}/reports/{asked.id}/")
    values = {
        "fields": fields_from(form),
        "errors": form_errors(form),
        "may": place.may("report"),
        "items": tuple(_item(place, report) for report in reports(place.context, place.system.id)),
        "base": place.base,
    }
    return page(
        place, "reports/index.html", values, current="reports", status=422 if form.is_bound and form.errors else 200
    )


def name_of(report: Report) -> str:
    day = date_format(report.as_of, "j F Y")
    kind = _("as known then") if report.known_at else _("as we know it now")
    return _("Gap report as of %(day)s, %(kind)s (%(format)s)") % {
        "day": day,
        "kind": kind,
        "format": dict(Report.FORMATS)[report.format],
    }


def _item(place: Place, report: Report) -> Item:
    states = {"done": State.SHOWN, "failed": State.GAP}
    row = _progress(place, report)
    asked = date_format(timezone.localtime(report.asked_at), "j M Y, H:i")
    by = f" · {report.asked_by.name}" if report.asked_by else ""
    return Item(
        state=states.get(report.state, State.INFO),
        title=name_of(report),
        note=asked + by,
        href=row.after.href if row.after else row.href,
        aside="" if report.state == "done" else row.label,
    )


def _progress(place: Place, report: Report) -> Progress:
    made, failed = report.state == "done", report.state == "failed"
    label = _("Made") if made else _("Could not be made") if failed else _("Being made")
    return Progress(
        id=f"report-{report.id}",
        href=f"{place.base}/reports/{report.id}/",
        label=label,
        current=1 if made else 0,
        total=1 if made or failed else None,
        note=report.problem,
        done=made or failed,
        failed=failed,
        after=Link(label=_("Open it"), href=f"{place.base}/reports/{report.id}/file") if made else None,
    )


@in_system
def progress(place: Place, report: uuid.UUID) -> HttpResponse:
    """How far a report is: a fragment for htmx, else the page."""
    found = get_report(place.context, report)
    row = _progress(place, found)
    if getattr(place.request, "htmx", False):
        return render(place.request, "components/progress_fragment.html", {"progress_row": row})
    crumbs = (Link(label=_("Reports"), href=f"{place.base}/reports/"),)
    return page(place, "reports/show.html", {"row": row, "name": name_of(found), "crumbs": crumbs}, current="reports")


@in_system
def file(place: Place, report: uuid.UUID) -> HttpResponse:
    """The made file, to keep or to open; never shown inside our own pages."""
    found = get_report(place.context, report)
    if found.state != "done" or not place.may("read"):
        raise NotFound("report.not-made", _("This report is not made yet."))
    response = HttpResponse(fetch(place.context, found.stored_as), content_type=TYPES[found.format])
    name = f"gap-report-{found.as_of.isoformat()}.{found.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
