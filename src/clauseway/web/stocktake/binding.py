"""The registers of obligations and planned changes as tables one types in and pastes into."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clauseway.systems.models import Obligation, PlannedChange
from clauseway.systems.operations.changes import ask_change, edit_change
from clauseway.systems.operations.obligations import add_obligation, change_obligation
from clauseway.systems.queries.obligations import obligations, planned_changes
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, as_uuid

PEOPLE = {"owner": "owner_id", "responsible": "responsible_id"}


def obligations_register() -> Register:
    """Laws, permits, contracts and promises that bind the organization."""
    return Register(
        key="obligation",
        label=_("Legal and other obligations"),
        singular=_("obligation"),
        about=_(
            "Laws, permits, contracts and promises that bind you: what each asks, where it is written, who sees to it."
        ),
        example=_("Discharge permit · permit · zinc below 2 mg per litre · sampled weekly"),
        kind="obligation",
        columns=_obligation_columns(),
        permission="stocktake.edit",
        rows=lambda place: obligations(place.context),
        entry=_obligation_entry,
        add=_add_obligation,
        change=_change_obligation,
        search=("fold",),
        detail="obligations/{ref}/",
    )


def _obligation_columns() -> tuple[Column, ...]:
    kinds = tuple((value, str(label)) for value, label in Obligation.KINDS)
    return (
        Column(key="name", label=_("Obligation"), required=True, maxlength=240, names=("name", "obligation", "law", "title"), sort="fold"),
        Column(key="kind", label=_("Kind"), kind="choice", options=kinds, default="law", names=("kind", "type"), sort="kind"),
        Column(key="asks", label=_("What it asks"), kind="long", maxlength=4000, names=("asks", "requirement", "content")),
        Column(key="source", label=_("Where it is written"), maxlength=400, names=("source", "reference", "link", "text")),
        Column(key="jurisdiction", label=_("Jurisdiction"), maxlength=120, names=("jurisdiction", "country", "region"), sort="jurisdiction"),
        Column(key="owner", label=_("Owner"), kind="person", names=("owner", "responsible")),
        Column(key="met_by", label=_("How it is met"), kind="long", maxlength=4000, names=("met by", "how", "measures")),
        Column(key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start", "since"), sort="live_from"),
    )  # fmt: skip


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {PEOPLE.get(key, key): value for key, value in values.items()}


def _version(version: str) -> int:
    return int(version) if version.isdigit() else 0


def _entry(row: Any, keys: tuple[str, ...], person: str) -> Entry:
    somebody = getattr(row, person)
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored={**{key: getattr(row, key) for key in keys}, person: somebody.id if somebody else None},
        live_from=row.live_from,
        live_until=row.live_until,
        names={person: somebody.name if somebody else ""},
    )


def _obligation_entry(row: Obligation) -> Entry:
    return _entry(row, ("name", "kind", "asks", "source", "jurisdiction", "met_by", "live_from"), "owner")


def _add_obligation(place: Place, values: Mapping[str, Any]) -> None:
    add_obligation(place.context, **_values(values))


def _change_obligation(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    change_obligation(place.context, as_uuid(ref), version=_version(version), **_values(values))


def changes_register() -> Register:
    """Planned changes, the newest first. They are not ended here: one is given up on its own page, with the reason."""
    return Register(
        key="change",
        label=_("Planned changes"),
        singular=_("change"),
        about=_(
            "Changes to the system and its work, planned before they are made, agreed by another, followed to their effect."
        ),
        example=_("Second shift in assembly · more output · nights without a lead · four fitters"),
        kind="change",
        columns=_change_columns(),
        permission="stocktake.edit",
        rows=lambda place: planned_changes(place.context),
        entry=_change_entry,
        add=_add_change,
        change=_edit_change,
        search=("fold",),
        ends=False,
        detail="changes/{ref}/",
    )


def _change_columns() -> tuple[Column, ...]:
    return (
        Column(key="name", label=_("Change"), required=True, maxlength=240, names=("name", "change", "title"), sort="fold"),
        Column(key="purpose", label=_("Purpose"), kind="long", maxlength=4000, names=("purpose", "why", "reason")),
        Column(key="consequences", label=_("What follows from it"), kind="long", maxlength=4000, names=("consequences", "effects", "impact")),
        Column(key="resources", label=_("With what"), kind="long", maxlength=4000, names=("resources", "means", "budget")),
        Column(key="responsible", label=_("Responsible"), kind="person", names=("responsible", "owner", "lead")),
        Column(key="review_on", label=_("Look at its effect on"), kind="date", names=("review", "follow-up"), sort="review_on"),
        Column(key="live_from", label=_("Asked for on"), kind="date", only_new=True, names=("asked", "since", "date"), sort="live_from"),
    )  # fmt: skip


def _change_entry(row: PlannedChange) -> Entry:
    return _entry(row, ("name", "purpose", "consequences", "resources", "review_on", "live_from"), "responsible")


def _add_change(place: Place, values: Mapping[str, Any]) -> None:
    ask_change(place.context, **_values(values))


def _edit_change(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    edit_change(place.context, as_uuid(ref), version=_version(version), **_values(values))
