"""What can be done to ticked rows, list by list: who may, what is asked once, and the operation each row gets."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.refusals import Refusal
from clauseway.resources.models import Asset, Equipment, EquipmentSpell, Supplier
from clauseway.resources.operations.assets import change_asset
from clauseway.resources.operations.equipment import change_equipment, put_back, set_aside
from clauseway.resources.operations.suppliers import change_supplier
from clauseway.systems.models import Obligation
from clauseway.systems.operations.obligations import change_obligation, decide_obligation
from clauseway.web import inputs
from clauseway.web.components import Field, Option
from clauseway.web.frame import Place
from clauseway.web.people.picking import picker
from clauseway.web.posted import Typed, options, wrong
from clauseway.web.tables import Bulk

Each = Callable[[uuid.UUID, int], object]
"""Does it to one row, by its key and the version it had when it was ticked."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`fields` are what is asked once; `prepare` reads them (and refuses what makes no sense) before any row is touched."""

    label: str
    permission: str
    fields: Callable[[Place, Typed, Any], tuple[Field, ...]]
    prepare: Callable[[Place, Typed], Each]


@dataclass(frozen=True, slots=True)
class Kind:
    """A list whose rows can be ticked. `path` is its address below the system."""

    title: str
    path: str
    model: Any
    deeds: dict[str, Deed]


def bulk(place: Place, kind: str) -> Bulk | None:
    """The buttons for ticked rows of a list; None for who may do nothing to them."""
    may = [(key, deed) for key, deed in kinds()[kind].deeds.items() if place.may(deed.permission)]
    if not may:
        return None
    actions = tuple(Option(value=key, label=f"{deed.label}…") for key, deed in may)
    return Bulk(href=f"{place.base}/several/{kind}/", actions=actions)


def kinds() -> dict[str, Kind]:
    levels = [(value, str(label)) for value, label in Supplier.CRITICALITY]
    return {
        "suppliers": Kind(
            _("Suppliers"),
            "suppliers/",
            Supplier,
            {
                "owner": _owner(change_supplier),
                "criticality": _chosen(_("Set criticality"), "criticality", _("Criticality"), levels, change_supplier),
                "end": _ended(change_supplier),
            },
        ),
        "equipment": Kind(
            _("Measuring equipment"),
            "equipment/",
            Equipment,
            {
                "owner": _owner(change_equipment),
                "aside": Deed(_("Set aside"), "evidence.file", _aside_fields, _aside),
                "back": Deed(_("Put back into use"), "evidence.file", _because_fields, _back),
            },
        ),
        "assets": Kind(
            _("Assets"),
            "assets/",
            Asset,
            {
                "owner": _owner(change_asset),
                "classification": Deed(_("Set classification"), "stocktake.edit", _level_fields, _level),
            },
        ),
        "obligations": Kind(
            _("Obligations"),
            "obligations/",
            Obligation,
            {
                "owner": _owner(change_obligation),
                "decide": Deed(_("Does it apply?"), "stocktake.edit", _decide_fields, _decide),
            },
        ),
    }


Change = Callable[..., object]


def _owner(change: Change) -> Deed:
    def fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
        return (
            Field(
                name="owner",
                label=_("Owner"),
                type="combo",
                value=typed.text("owner"),
                required=True,
                options=picker(place.context).options,
                errors=wrong(errors, "owner"),
            ),
        )

    def prepare(place: Place, typed: Typed) -> Each:
        person = picker(place.context).find(typed.text("owner"), "owner")
        if person is None:
            raise Refusal("several.owner-missing", _("Choose who."), field="owner")
        return lambda key, version: change(place.context, key, version=version, owner_id=person)

    return Deed(_("Set owner"), "stocktake.edit", fields, prepare)


def _chosen(label: str, name: str, ask: str, choices: list[tuple[str, str]], change: Change) -> Deed:
    def fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
        return (_radio(typed, errors, name, ask, choices),)

    def prepare(place: Place, typed: Typed) -> Each:
        value = _one_of(typed, name, choices)
        return lambda key, version: change(place.context, key, version=version, **{name: value})

    return Deed(label, "stocktake.edit", fields, prepare)


def _ended(change: Change) -> Deed:
    def fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
        today = place.context.today.isoformat()
        value = typed.text("on") or today
        return (
            Field(name="on", label=_("Ended on"), type="date", value=value, required=True, errors=wrong(errors, "on")),
        )

    def prepare(place: Place, typed: Typed) -> Each:
        day = typed.day("on")
        return lambda key, version: change(place.context, key, version=version, live_until=day)

    return Deed(_("End"), "stocktake.edit", fields, prepare)


def _radio(typed: Typed, errors: Any, name: str, label: str, choices: list[tuple[str, str]]) -> Field:
    chosen = options(choices, [typed.text(name)])
    return Field(name=name, label=label, type="radio", required=True, options=chosen, errors=wrong(errors, name))


def _one_of(typed: Typed, name: str, choices: list[tuple[str, str]]) -> str:
    value = typed.text(name)
    if value not in dict(choices):
        raise Refusal("several.choice", _("Choose one of the list."), field=name)
    return value


def _because_fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
    value = typed.text("because")
    return (
        Field(
            name="because", label=_("Why"), value=value, required=True, maxlength=300, errors=wrong(errors, "because")
        ),
    )


def _states() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in EquipmentSpell.STATES]


def _aside_fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
    return (_radio(typed, errors, "state", _("State"), _states()), *_because_fields(place, typed, errors))


def _aside(place: Place, typed: Typed) -> Each:
    state, because = _one_of(typed, "state", _states()), _reason(typed)
    return lambda key, version: set_aside(place.context, key, because=because, state=state)


def _back(place: Place, typed: Typed) -> Each:
    because = _reason(typed)
    return lambda key, version: put_back(place.context, key, because=because)


def _reason(typed: Typed) -> str:
    if not typed.text("because").strip():
        raise Refusal("several.because", _("Say why."), field="because")
    return typed.text("because")


def _level_fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
    known = Asset.objects.exclude(classification="").order_by("classification").values_list("classification", flat=True)
    return (
        Field(
            name="classification",
            label=_("Classification"),
            type="combo",
            value=typed.text("classification"),
            required=True,
            maxlength=60,
            options=tuple(Option(value=level, label=level) for level in known.distinct()[:20]),
            errors=wrong(errors, "classification"),
        ),
    )


def _level(place: Place, typed: Typed) -> Each:
    level = typed.text("classification").strip()
    if not level:
        raise Refusal("several.level", _("Say which level."), field="classification")
    return lambda key, version: change_asset(place.context, key, version=version, classification=level)


def _answers() -> list[tuple[str, str]]:
    return [("yes", _("It applies")), ("no", _("It does not apply"))]


def _decide_fields(place: Place, typed: Typed, errors: Any) -> tuple[Field, ...]:
    because = inputs.text(
        typed,
        errors,
        "because",
        _("Why"),
        type="textarea",
        help=_("Needed when it does not apply, so that an outsider understands it."),
    )
    return (_radio(typed, errors, "applies", _("Decision"), _answers()), because)


def _decide(place: Place, typed: Typed) -> Each:
    applies, because = _one_of(typed, "applies", _answers()) == "yes", typed.text("because")
    return lambda key, version: decide_obligation(place.context, key, applies=applies, because=because)
