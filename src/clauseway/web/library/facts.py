"""What a newcomer asks first: can one be certified, how many audit days, what of it would already be shown."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.audit_time import rulebook
from clauseway.catalogue.cost import costbook
from clauseway.catalogue.library import Family, Listed
from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import CompiledEdition
from clauseway.rules.audit_request import request_of
from clauseway.rules.audit_time import AuditTime
from clauseway.rules.cost import with_maturity
from clauseway.rules.rulebook import AuditTimeError
from clauseway.web.components import Link
from clauseway.web.costing import build as costing
from clauseway.web.costing import words as figures
from clauseway.web.costing.forms import CostForm
from clauseway.web.jinja import number
from clauseway.web.library.editions import ended
from clauseway.web.library.linking import linked
from clauseway.web.library.page import Fact
from clauseway.web.library.seat import Seat
from clauseway.web.library.words import certificate_says

EXAMPLE = 40
"""People of the example somebody from outside is shown."""


def facts_of(seat: Seat, edition: CompiledEdition | None, entry: Edition | Family | Listed) -> tuple[Fact, ...]:
    """The lines in their order; what cannot be said is left out."""
    found: list[Fact | None] = [_certificate(seat, entry)]
    slug = edition.slug if edition else entry.slug
    if entry.certifiable and not over(seat, entry):
        found.append(_audit_time(seat, slug))
    if edition is not None:
        found.append(_today(seat, edition))
    if isinstance(entry, Listed):
        found += [*_edition(entry)]
    return tuple(fact for fact in found if fact is not None)


def over(seat: Seat, entry: Edition | Family | Listed) -> bool:
    """Whether no certificate to this edition counts any more."""
    return isinstance(entry, Edition) and (entry.status == "withdrawn" or ended(entry.slug, seat.request.context.today))


def _certificate(seat: Seat, entry: Edition | Family | Listed) -> Fact:
    more = Link(label=_("Who certifies whom"), href=seat.href("accredited/"))
    if over(seat, entry):
        return Fact(label=_("Certificate"), text=_("No certificate is issued to this edition any more."), link=more)
    if entry.certifiable:
        instead = getattr(entry, "instead", "")
        text = linked(certificate_says() + (f" {instead}" if instead else ""), seat.term)
        return Fact(label=_("Can we be certified?"), text=text, link=more)
    kind = getattr(entry, "kind", "guidance")
    start = (
        _("No: certification bodies and laboratories are accredited to it.")
        if kind == "accreditation"
        else _("No: one cannot be certified to it, whatever is offered.")
    )
    instead = getattr(entry, "instead", "")
    return Fact(label=_("Can we be certified?"), text=linked(f"{start} {instead}".strip(), seat.term), link=more)


def _edition(entry: Listed) -> list[Fact]:
    made = []
    if entry.edition:
        made.append(Fact(label=_("Current edition"), text=f"{entry.ref}:{entry.edition}"))
    if entry.replaces:
        made.append(Fact(label=_("It replaced"), text=", ".join(entry.replaces)))
    if entry.successor:
        made.append(Fact(label=_("It was replaced by"), text=entry.successor))
    return made


def _audit_time(seat: Seat, slug: str) -> Fact | None:
    """Audit time of the first certificate for this organization's people; for somebody from outside, for an example."""
    try:
        key = rulebook().ruling(slug).standard
    except AuditTimeError:
        return None
    known: dict[str, Any] = (
        costing.known(seat.place) if seat.place else {"personnel": EXAMPLE, "sites": 0, "maturity": "none"}
    )
    people = known["personnel"]
    link = Link(label=_("Cost and time"), href=f"{seat.home}/cost/?standards={key}") if seat.place else None
    label = _("Audit time")
    if not people:
        return Fact(
            label=label,
            text=_("It follows from how many people work in the scope; that is not known here yet."),
            link=link,
        )
    time = _time(key, known)
    if time is None:
        return Fact(label=label, text=_("It needs more than the number of people: say it there."), link=link)
    told = {
        "days": figures.days(time.initial.likely),
        "range": figures.days_range(time.initial),
        "later": figures.days(time.surveillance.likely),
        "people": number(people),
    }
    text = (
        ngettext(
            "About %(days)s for stage 1 and stage 2 with %(people)s person (%(range)s), then about %(later)s a year.",
            "About %(days)s for stage 1 and stage 2 with %(people)s people (%(range)s), then about %(later)s a year.",
            people,
        )
        % told
    )
    return Fact(label=label, text=text, note=_("The certification body decides."), link=link)


def _time(key: str, known: dict[str, Any]) -> AuditTime | None:
    data = QueryDict(mutable=True)
    data["standards"], data["maturity"] = key, known["maturity"]
    data["personnel"], data["sites"] = str(known["personnel"]), str(known["sites"] or 0)
    form = CostForm(data)
    if not form.is_valid():
        return None
    try:
        request, _people = request_of(rulebook(), form.described())
        time, _request = with_maturity(rulebook(), costbook().efforts, request, form.situation().maturity, "")
    except AuditTimeError:
        return None
    return time


def _today(seat: Seat, edition: CompiledEdition) -> Fact | None:
    """The way to what is or would be shown today, in the system one was in last."""
    place = seat.place
    if place is None or place.system is None:
        return None
    applied = seat.where_applied(edition.slug)
    if applied:
        link = Link(label=_("See how it stands"), href=applied[0].href)
        return Fact(label=_("Where we stand"), text=_("It is applied in %s.") % applied[0].label, link=link)
    href = f"{place.base}/compare/adding/{edition.slug}/"
    return Fact(
        label=_("What would already be shown?"),
        text=_("Judged by what “%s” has on file today; nothing is applied by looking.") % place.system.name,
        link=Link(label=_("What if we added it?"), href=href),
    )
