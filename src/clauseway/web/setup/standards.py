"""Which standards the system applies: chosen as cards, each to be certified or to comply only, and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import editions
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.systems.models import AppliedEdition
from clauseway.systems.operations import apply_edition, drop_edition
from clauseway.web.asked import day as day_typed
from clauseway.web.components import Field, Option
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.setup.frame import crumbs, tabs
from clauseway.web.setup.steps import steps


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCard:
    """One edition one may apply. `superseded` names what replaced it; `since` says from when it is applied."""

    slug: str
    name: str
    title: str
    summary: str
    superseded: str
    chosen: bool
    since: date | None
    mode: Field
    target: Field


@in_system
def first(place: Place) -> HttpResponse:
    """The step of a new system; at least one standard is chosen, then the scope follows."""
    return _answer(
        place, "setup/first_standards.html", f"{place.base}/setup/first/standards/", f"{place.base}/setup/first/scope/"
    )


@in_system
def standards(place: Place) -> HttpResponse:
    """Add, drop or change what is applied."""
    here = f"{place.base}/setup/standards/"
    return _answer(place, "setup/standards.html", here, here)


def _answer(place: Place, template: str, here: str, after: str) -> HttpResponse:
    applied = _applied(place)
    rows = {e.slug: e for e in editions() if e.organization_id is None or e.status != "withdrawn" or e.slug in applied}
    typed: Any = place.request.POST if place.request.method == "POST" else None
    errors: dict[str, str] = {}
    if typed is not None:
        require(place.context, "system.manage")
        errors = _save(place, rows, applied, typed)
        if not errors:
            if template == "setup/standards.html":
                say(place, _("The standards are saved; what they ask is judged from now on."))
            return HttpResponseRedirect(after)
    values = {
        "tabs": tabs(place, "standards"),
        "crumbs": crumbs(place),
        "steps": steps("standards"),
        "cards": tuple(_card(place, e, rows, applied, typed, errors) for e in _in_order(rows)),
        "errors": tuple(
            f"{rows[key.removeprefix('target-')].name}: {message}" if key else message
            for key, message in errors.items()
        ),
        "href": here,
        "later": f"{place.base}/",
        "may": place.may("system.manage"),
    }
    return page(place, template, values, current="setup", status=422 if errors else 200)


def _applied(place: Place) -> dict[str, AppliedEdition]:
    assert place.system is not None
    found = AppliedEdition.objects.filter(system_id=place.system.id, valid_until=None).select_related("edition")
    return {row.edition.slug: row for row in found}


_OVER = ("superseded", "withdrawn")
_ASKED_MOST = ("ISO 9001", "ISO 14001", "ISO 45001", "ISO/IEC 27001")
"""What stands first, for convenience alone; the others follow by their numbers."""


def _in_order(rows: dict[str, Edition]) -> list[Edition]:
    """What is asked for most first, each standard's edition in force before what it replaced."""
    order = {code: place for place, code in enumerate(_ASKED_MOST)}
    return sorted(rows.values(), key=lambda e: (order.get(e.code, len(order)), e.code, e.status in _OVER, e.year))


def _save(place: Place, rows: dict[str, Edition], applied: dict[str, AppliedEdition], typed: Any) -> dict[str, str]:
    """Carry out the difference between what is ticked and what is applied; the errors by field, nothing written when there is one."""
    assert place.system is not None
    wanted = [slug for slug in typed.getlist("edition") if slug in rows]
    if not wanted:
        return {"": _("Choose at least one standard. You can change it later.")}
    errors = {
        f"target-{slug}": _("This is not a date.")
        for slug in wanted
        if typed.get(f"target-{slug}") and not _date(typed, slug)
    }
    errors |= {
        f"target-{slug}": _("This date has passed.")
        for slug in wanted
        if (day := _date(typed, slug))
        and day < place.context.today
        and not (slug in applied and applied[slug].target_on == day)
    }
    if errors:
        return errors
    try:
        with unit_of_work(place.context):
            for slug in wanted:
                mode, day, now = typed.get(f"mode-{slug}", "certify"), _date(typed, slug), applied.get(slug)
                if now is None or (now.mode, now.target_on) != (mode, day):
                    apply_edition(place.context, place.system.id, edition=rows[slug].id, mode=mode, target_on=day)
            for slug in set(applied) - set(wanted):
                drop_edition(place.context, place.system.id, edition=rows[slug].id)
    except Refusal as refusal:
        return {"": refusal.message}
    return {}


def _date(typed: Any, slug: str) -> date | None:
    return day_typed(typed.get(f"target-{slug}", ""))


def _card(
    place: Place,
    edition: Edition,
    rows: dict[str, Edition],
    applied: dict[str, AppliedEdition],
    typed: Any,
    errors: dict[str, str],
) -> EditionCard:
    now, slug = applied.get(edition.slug), edition.slug
    mode = typed.get(f"mode-{slug}", "certify") if typed is not None else now.mode if now else "certify"
    target = (
        typed.get(f"target-{slug}", "")
        if typed is not None
        else now.target_on.isoformat()
        if now and now.target_on
        else ""
    )
    later = next((e.name for e in rows.values() if e.predecessor == slug), "")
    return EditionCard(
        slug=slug,
        name=edition.name,
        title=edition.title,
        summary=str(edition.facts.get("summary", "")).strip(),
        superseded=later if edition.status in _OVER else "",
        chosen=slug in typed.getlist("edition") if typed is not None else slug in applied,
        since=now.valid_from if now else None,
        mode=Field(
            name=f"mode-{slug}", label=_("What for"), type="cards", options=_modes(edition, mode), required=True
        ),
        target=Field(
            name=f"target-{slug}",
            label=_("By when"),
            type="date",
            value=target,
            minimum=place.context.today.isoformat(),
            errors=(errors[f"target-{slug}"],) if f"target-{slug}" in errors else (),
            help=_("A wish is enough; the forecast will say how likely it is."),
        ),
    )


def _modes(edition: Edition, chosen: str) -> tuple[Option, ...]:
    """What an edition can be applied for: a certificate only where there is one."""
    certify = Option(
        value="certify",
        label=_("Certify"),
        note=_("Ends in an audit by a certification body."),
        selected=chosen == "certify",
    )
    comply = Option(
        value="comply",
        label=_("Comply only"),
        note=_("Ends in your own dated declaration."),
        selected=chosen == "comply" or not edition.certifiable,
    )
    return (certify, comply) if edition.certifiable else (comply,)
