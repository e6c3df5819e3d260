"""Forms of what is handed over: what, by whom, to whom."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.organization.policies import require
from clauseway.processes.models import Flow
from clauseway.processes.operations.flows import End, add_flow, change_flow
from clauseway.processes.queries import get_process
from clauseway.processes.queries.flows import get_flow, live_processes
from clauseway.web import inputs
from clauseway.web.components import Action, Field, Option
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, wrong
from clauseway.web.processes import naming
from clauseway.web.processes.forms import CURRENT
from clauseway.web.processes.show import crumbs


@in_system
def new_flow(place: Place, process: uuid.UUID) -> HttpResponse:
    """Something more is handed over; `side` in the address says whether this process takes or gives, `to` who takes."""
    require(place.context, "stocktake.edit")
    found = get_process(place.context, process)
    typed, get = Typed(place.request), place.request.GET
    takes = get.get("side") == "in"
    back = f"{place.base}/processes/{process}/"

    def act() -> str:
        add_flow(place.context, what=typed.text("what"), giver=_end(typed, "giver"), taker=_end(typed, "taker"))
        return back

    mine = f"process:{process}"
    other = f"process:{get['to']}" if get.get("to") else ""
    giver, taker = (other, mine) if takes else (mine, other)
    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found, _("Hand-over")),
            title=_("What is handed over?"),
            lead=_("One thing that somebody gives and somebody else needs."),
            fields=_flow_fields(place, typed, errors, "", (giver, ""), (taker, "")),
            submit=_("Put it on the map"),
            cancel=back,
        ),
        act,
        said=_("On the map."),
        current=CURRENT,
    )


@in_system
def flow(place: Place, flow: uuid.UUID) -> HttpResponse:
    """Change a hand-over, or end it."""
    require(place.context, "stocktake.edit")
    found = get_flow(place.context, flow)
    of = found.giver or found.taker
    assert of is not None
    typed, back = Typed(place.request), f"{place.base}/processes/{of.id}/"

    def act() -> str:
        change_flow(
            place.context,
            flow,
            version=inputs.version_of(typed, found.version),
            what=typed.text("what"),
            giver=_end(typed, "giver"),
            taker=_end(typed, "taker"),
        )
        return back

    end = Action(
        label=_("No longer handed over"),
        href=f"{place.base}/processes/flows/{flow}/end/",
        method="post",
        confirm=_("This hand-over leaves the map."),
    )
    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, of, found.what),
            title=found.what,
            lead="",
            fields=(
                *_flow_fields(place, typed, errors, found.what, _value(found, "giver"), _value(found, "taker")),
                inputs.version_field(typed, found.version),
            ),
            submit=_("Save"),
            cancel=back,
            more=(end,),
        ),
        act,
        said=_("Saved."),
        current=CURRENT,
    )


def _value(row: Flow, side: str) -> tuple[str, str]:
    """The end of a hand-over as the form holds it: the choice, and the name of somebody outside."""
    kind = getattr(row, f"{side}_kind")
    ref = getattr(row, f"{side}_id") if kind == "process" else getattr(row, f"{side}_ref")
    return (f"{kind}:{ref or ''}" if kind else "", getattr(row, f"{side}_name"))


def _end(typed: Typed, side: str) -> End:
    kind, _colon, ref = typed.text(side).partition(":")
    if kind == "process":
        try:
            return End("process", uuid.UUID(ref))
        except ValueError:
            return End("process")
    return End(kind, None, ref, typed.text(f"{side}_name"))


def _flow_fields(
    place: Place, typed: Typed, errors: Errors, what: str, giver: tuple[str, str], taker: tuple[str, str]
) -> tuple[Field, ...]:
    pairs = _ends(place)
    made = [
        inputs.text(
            typed,
            errors,
            "what",
            _("What"),
            what,
            required=True,
            maxlength=200,
            placeholder=_("Confirmed order"),
            autofocus=not what,
        )
    ]
    for side, label, (chosen, name) in (("giver", _("Given by"), giver), ("taker", _("Taken by"), taker)):
        picked = typed.text(side, chosen)
        known = [
            *pairs,
            *((chosen, name, _("Outside")) for _x in [0] if chosen and chosen not in {p[0] for p in pairs}),
        ]
        made.append(
            Field(
                name=side,
                label=label,
                type="select",
                options=grouped(known, picked, _("nobody yet")),
                errors=wrong(errors, side),
            )
        )
        made.append(
            Field(
                name=f"{side}_name",
                label=_("Name, when it is nobody of the list"),
                maxlength=200,
                value=typed.text(f"{side}_name", name),
            )
        )
    return tuple(made)


def grouped(pairs: list[tuple[str, str, str]], chosen: str, none: str) -> tuple[Any, ...]:
    """Options in groups, with an empty one first."""
    made = [Option(value="", label=none, selected=not chosen)]
    made += [Option(value=value, label=label, group=group, selected=value == chosen) for value, label, group in pairs]
    return tuple(made)


def _ends(place: Place) -> list[tuple[str, str, str]]:
    """Everybody who can give or take: the processes, then customers, suppliers and parties that are listed, then any of them by name."""
    today = place.context.today
    pairs = [
        (f"process:{key}", name, _("Processes"))
        for key, name in live_processes(place.context).values_list("id", "name")
    ]
    rows = Subject.objects.filter(kind__in=("customer", "supplier", "party"), superseded_at=None, live_from__lte=today)
    for kind, ref, name, until in rows.order_by("kind", "fold").values_list("kind", "ref", "name", "live_until"):
        if until is None or until > today:
            pairs.append((f"{kind}:{ref}", name, naming.outside_label(kind)))
    others = (("customer", _("another customer")), ("supplier", _("another supplier")), ("party", _("another party")))
    return [*pairs, *((f"{kind}:", label, _("Others, by name")) for kind, label in others)]
