"""The fields of a control and of its proofs."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from clauseway.evidence.models import Subject
from clauseway.processes.models import Control, ControlCheck
from clauseway.processes.queries.flows import live_processes
from clauseway.systems.queries import applied_editions
from clauseway.web import inputs
from clauseway.web.components import Field, Link, Option
from clauseway.web.frame import Place
from clauseway.web.people.picking import Picker
from clauseway.web.posted import Errors, Typed, proof_fields, wrong
from clauseway.web.processes.forms import day_field
from clauseway.web.processes.reading_fields import where


def asked_by(place: Place, wanted: Iterable[str]) -> list[Link]:
    """The requirements a control is about, as far as this system applies them."""
    assert place.system is not None
    chosen = set(wanted)
    return [
        Link(
            label=f"{asked.ref} {asked.title}",
            note=applied.edition.name,
            href=f"{place.base}/requirements/{applied.edition.slug}/{asked.ref}/",
        )
        for applied in (applied_editions(place.context, place.system.id) if chosen else ())
        for asked in applied.edition.requirements.values()
        if str(asked.id) in chosen
    ]


def stated(typed: Typed, people: Picker) -> dict[str, Any]:
    """What the form says, as the operation takes it."""
    return {
        "name": typed.text("name").strip()[:200],
        "kind": typed.text("kind"),
        "purpose": typed.text("purpose"),
        "operation": typed.text("operation"),
        "owner_id": people.find(typed.text("owner"), "owner"),
        "process_id": typed.identifier("process"),
        "requirements": [one for one in typed.several("requirements") if one],
        "risk": typed.text("risk"),
        "test_days": typed.whole("test_days") if typed.text("test_days").strip() else None,
    }


def fields(place: Place, typed: Typed, errors: Errors, people: Picker, row: Control) -> tuple[Field, ...]:
    """What a control is, who runs it and what it is about."""
    kinds = [(key, str(label)) for key, label in Control.KINDS]

    def area(name: str, label: str, help_: str) -> Field:
        value = typed.text(name, getattr(row, name))
        return Field(
            name=name, label=label, type="textarea", rows=3, value=value, help=help_, errors=wrong(errors, name)
        )

    owner = wrong(errors, "owner") or wrong(errors, "owner_id")
    return (
        inputs.text(typed, errors, "name", _("Control"), row.name, required=True, maxlength=200),
        inputs.pick(typed, errors, "kind", _("What it does"), kinds, row.kind, required=True),
        area("purpose", _("What for"), _("What would happen without it.")),
        area("operation", _("How it runs"), _("Who does what, when, and where one sees that it was done.")),
        Field(
            name="owner",
            label=_("Owner"),
            type="combo",
            options=people.options,
            value=typed.text("owner", people.label(row.owner_id)),
            errors=owner,
        ),
        _rhythm(typed, errors, row),
        *_about(place, typed, errors, row),
    )


def _rhythm(typed: Typed, errors: Errors, row: Control) -> Field:
    return inputs.text(
        typed,
        errors,
        "test_days",
        _("Tested every"),
        str(row.test_days or ""),
        type="number",
        minimum="1",
        maximum="3650",
        unit=_("days"),
        help=_("Your own rhythm. Without one, a test counts until the next."),
    )


def _about(place: Place, typed: Typed, errors: Errors, row: Control) -> tuple[Field, ...]:
    assert place.system is not None
    processes = [(str(key), name) for key, name in live_processes(place.context).values_list("id", "name")]
    risks = Subject.objects.filter(kind="risk", superseded_at=None).order_by("fold").values_list("ref", "name")
    chosen = set(typed.several("requirements", row.requirements))
    asked = tuple(
        Option(
            value=str(one.id),
            label=f"{one.ref} {one.title}",
            group=applied.edition.name,
            selected=str(one.id) in chosen,
        )
        for applied in applied_editions(place.context, place.system.id)
        for one in applied.edition.requirements.values()
        if one.judged
    )
    return (
        inputs.pick(typed, errors, "process", _("Process"), processes, str(row.process_id or ""), none=_("none")),
        inputs.pick(typed, errors, "risk", _("Risk or opportunity"), list(risks), row.risk, none=_("none")),
        Field(
            name="requirements",
            label=_("Requirements"),
            type="multiselect",
            options=asked,
            errors=wrong(errors, "requirements"),
        ),
    )


def of_existing(typed: Typed, errors: Errors, row: Control) -> tuple[Field, ...]:
    until = row.live_until.isoformat() if row.live_until else ""
    return (
        inputs.text(typed, errors, "live_until", _("Ended on"), until, type="date"),
        inputs.version_field(typed, row.version),
    )


def of_proof(place: Place, typed: Typed, errors: Errors, kept: uuid.UUID | None) -> tuple[Field, ...]:
    """What came out, how one knows, when and where."""
    results = [(key, str(label)) for key, label in ControlCheck.RESULTS]
    results.append(("operated", _("not a test: it ran as meant")))
    return (
        inputs.radio(typed, errors, "result", _("What came out"), results),
        inputs.text(
            typed,
            errors,
            "method",
            _("How do you know"),
            type="textarea",
            rows=3,
            required=True,
            help=_("What was tried or looked at, how many, which period."),
        ),
        day_field(place, typed, errors),
        *where(place, typed, errors),
        *proof_fields(errors, kept),
    )
