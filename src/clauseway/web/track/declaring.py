"""The end of a comply-only road: a dated self-declaration by a named person of what is shown and what is not."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.conformity.judging import standing_now
from clauseway.conformity.queries import lines
from clauseway.organization.policies import require
from clauseway.systems.models import SelfDeclaration
from clauseway.systems.operations import declare_conformity
from clauseway.systems.queries import Applied
from clauseway.web import inputs
from clauseway.web.components import Field, Item, Link, State
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong
from clauseway.web.requirements.find import editions_of
from clauseway.web.wording import phrases


@in_system
def declare(place: Place) -> HttpResponse:
    """Declare conformity with a standard that is complied with only."""
    require(place.context, "declare")
    assert place.system is not None
    system = place.system.id
    typed = Typed(place.request)
    applied = [entry for entry in editions_of(place) if entry.mode == "comply"]
    lines(place.context, system)  # brings what is stale or due up to date, so that the frozen counts are today's
    counts = standing_now(system)

    def act() -> str:
        edition = next((a.edition for a in applied if a.edition.slug == typed.text("standard")), None)
        declare_conformity(
            place.context,
            system,
            edition=edition.id if edition else system,
            statement=typed.text("statement"),
            standing=counts.get(edition.id, {}) if edition else {},
        )
        return f"{place.base}/declare/"

    return answer(
        place,
        lambda errors: _form(place, typed, errors, applied, counts),
        act,
        said=_("Declared, with what is shown and not shown as of today."),
        current="track",
    )


def told(counts: dict[str, Any]) -> str:
    """A standing in words: never a percentage."""
    parts = [
        _("%s shown") % counts.get("conforming", 0),
        _("%s gaps") % counts.get("gap", 0),
        _("%s not shown") % counts.get("unknown", 0),
        _("%s not applicable") % counts.get("not-applicable", 0),
    ]
    return ", ".join(parts)


def _form(
    place: Place, typed: Typed, errors: Errors, applied: Sequence[Applied], counts: dict[Any, dict[str, int]]
) -> FormPage:
    pairs = [(a.edition.slug, f"{a.edition.name}: {told(counts.get(a.edition.id, {}))}") for a in applied]
    asked = place.request.GET.get("standard", "") or (pairs[0][0] if len(pairs) == 1 else "")
    chosen = typed.text("standard", asked)
    return FormPage(
        crumbs=(Link(label=_("Track"), href=f"{place.base}/"), Link(label=_("Declaration"), href="", current=True)),
        title=_("Declare conformity yourselves"),
        lead=_(
            "For a standard you comply with without a certificate. What is shown and what is not is frozen with your words, as of today."
        ),
        beside_title=_("Declared before"),
        beside=_before(place, applied),
        note=""
        if applied
        else _("Every standard here is to be certified; choose “comply only” for one to declare it."),
        fields=(
            Field(
                name="standard",
                label=_("Standard"),
                type="radio",
                required=True,
                options=options(pairs, [chosen] if chosen else []),
                errors=wrong(errors, "standard"),
            ),
            inputs.text(
                typed,
                errors,
                "statement",
                _("What you declare, in your own words"),
                type="textarea",
                required=True,
                placeholder=_(
                    "We declare on our sole responsibility that our management system for … meets … except for …"
                ),
            ),
        ),
        submit=_("Declare"),
        cancel=f"{place.base}/",
    )


def _before(place: Place, applied: Sequence[Applied]) -> tuple[Item, ...]:
    """What was declared before, the newest first."""
    names = {a.edition.id: a.edition.name for a in applied}
    assert place.system is not None
    earlier = SelfDeclaration.objects.filter(system_id=place.system.id)
    return tuple(
        Item(
            state=State.INFO,
            title=_("%(name)s, as of %(day)s") % {"name": names.get(row.edition_id, ""), "day": phrases.day(row.as_of)},
            note=f"“{row.statement}” · {row.declared_by.name} · {told(row.standing)}",
        )
        for row in earlier.select_related("declared_by").order_by("-as_of", "-recorded_at")[:5]
    )
