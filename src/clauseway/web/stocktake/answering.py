"""The register of roles as a table one types in and pastes into."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clauseway.systems.models import Role
from clauseway.systems.operations.responsibilities import add_role, change_role
from clauseway.systems.queries.responsibilities import roles
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, as_uuid


def roles_register() -> Register:
    """Roles with duties and authority in the system. Who holds one is said on its own page."""
    return Register(
        key="role",
        label=_("Roles"),
        singular=_("role"),
        about=_("Roles with duties and authority in the system, and what each may decide."),
        example=_("Incident manager · may take systems off the network"),
        kind="role",
        columns=(
            Column(
                key="name", label=_("Role"), required=True, maxlength=240, names=("name", "role", "title"), sort="fold"
            ),
            Column(
                key="authority",
                label=_("What it may decide"),
                kind="long",
                maxlength=4000,
                names=("authority", "authorities", "powers"),
            ),
            Column(
                key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
            ),
        ),
        permission="stocktake.edit",
        rows=lambda place: roles(place.context),
        entry=_entry,
        add=_add,
        change=_change,
        detail="context/roles/{ref}/",
    )


def _entry(row: Role) -> Entry:
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=row.name,
        stored={"name": row.name, "authority": row.authority, "live_from": row.live_from},
        live_from=row.live_from,
        live_until=row.live_until,
        names={},
    )


def _add(place: Place, values: Mapping[str, Any]) -> None:
    add_role(place.context, **values)


def _change(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
    change_role(place.context, as_uuid(ref), version=int(version) if version.isdigit() else 0, **values)
