"""Forms of a process in its own words."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.organization.policies import require
from clauseway.processes.models import Process
from clauseway.processes.operations import add_process, change_process
from clauseway.processes.queries import get_process
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.frame import Place, in_system
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import Errors, FormPage, Typed, answer
from clauseway.web.processes.show import crumbs

CURRENT = "processes"
TEXTS = ("purpose", "inputs", "outputs", "steps", "resources", "competence")


def _text_labels() -> dict[str, tuple[str, str]]:
    return {
        "purpose": (_("What for"), _("What would be missing if it did not exist.")),
        "inputs": (_("What goes in"), _("In a few words; from whom is said hand-over by hand-over.")),
        "outputs": (_("What comes out"), ""),
        "steps": (_("How it runs"), _("The steps, one a line.")),
        "resources": (_("With what"), _("Machines, rooms, software, money.")),
        "competence": (_("By whom"), _("What those who work in it must be able to do.")),
    }


@in_system
def new(place: Place) -> HttpResponse:
    """A new process on the map."""
    require(place.context, "stocktake.edit")
    typed, people = Typed(place.request), picker(place.context)

    def act() -> str:
        made = add_process(place.context, **_stated(typed, people))
        return f"{place.base}/processes/{made.id}/"

    here = (Link(label=_("Processes"), href=f"{place.base}/processes/"), Link(label=_("New"), href="", current=True))
    return answer(
        place,
        lambda errors: FormPage(
            crumbs=here,
            title=_("New process"),
            lead=_("A name and an owner are enough to begin with."),
            fields=_fields(typed, errors, people, None),
            submit=_("Put it on the map"),
            cancel=here[0].href,
        ),
        act,
        said=_("On the map."),
        current=CURRENT,
    )


@in_system
def edit(place: Place, process: uuid.UUID) -> HttpResponse:
    """Change a process, or end it."""
    require(place.context, "stocktake.edit")
    found = get_process(place.context, process)
    typed, people = Typed(place.request), picker(place.context)
    back = f"{place.base}/processes/{process}/"

    def act() -> str:
        stated = {**_stated(typed, people), "live_until": typed.day("live_until", needed=False)}
        change_process(place.context, process, version=inputs.version_of(typed, found.version), **stated)
        return back

    until = found.live_until.isoformat() if found.live_until else ""
    return answer(
        place,
        lambda errors: FormPage(
            crumbs=crumbs(place, found, _("Change")),
            title=found.name,
            lead="",
            fields=(
                *_fields(typed, errors, people, found),
                inputs.text(
                    typed,
                    errors,
                    "live_until",
                    _("Ended on"),
                    until,
                    type="date",
                    help=_("Empty while it runs. What it handed over is then left open."),
                ),
                inputs.version_field(typed, found.version),
            ),
            submit=_("Save"),
            cancel=back,
        ),
        act,
        said=_("Saved."),
        current=CURRENT,
    )


def _stated(typed: Typed, people: Picker) -> dict[str, Any]:
    texts = {name: typed.text(name).strip() for name in TEXTS}
    return {
        "name": typed.text("name").strip()[:200],
        "kind": typed.text("kind"),
        "activity": typed.text("activity"),
        "owner_id": people.find(typed.text("owner"), "owner"),
        **texts,
    }


def _fields(typed: Typed, errors: Errors, people: Picker, row: Process | None) -> tuple[Field, ...]:
    kinds = [(key, str(label)) for key, label in Process.KINDS]
    activities = [(key, str(label)) for key, label in Process.ACTIVITIES]
    owner = people.label(row.owner_id, row.owner.name if row and row.owner else "") if row else ""
    made = [
        inputs.text(typed, errors, "name", _("Process"), row.name if row else "", required=True, maxlength=200),
        inputs.pick(
            typed,
            errors,
            "kind",
            _("Kind"),
            kinds,
            row.kind if row else "core",
            required=True,
            help=_("Outsourced: somebody else runs it, and you answer for it."),
        ),
        inputs.pick(
            typed, errors, "activity", _("Activity"), activities, row.activity if row else "other", required=True
        ),
        inputs.person(typed, errors, "owner", _("Owner"), people, owner),
    ]
    for name, (label, help_) in _text_labels().items():
        value = typed.text(name, getattr(row, name) if row else "")
        rows = 3 if name != "steps" else 6
        made.append(Field(name=name, label=label, type="textarea", rows=rows, value=value, help=help_, maxlength=4000))
    return tuple(made)


def day_field(place: Place, typed: Typed, errors: Errors) -> Field:
    return inputs.day(
        typed, errors, "on", _("On"), place.context.today, required=True, maximum=place.context.today.isoformat()
    )
