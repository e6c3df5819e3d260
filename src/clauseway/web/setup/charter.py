"""The charter's form as values, and from names typed in it to people."""

import uuid
from typing import Any

from django.forms import Form

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Refusal
from clauseway.organization.operations import add_person
from clauseway.organization.policies import may
from clauseway.web.components import Field
from clauseway.web.fields import field_from
from clauseway.web.people.picking import Picker, picker

ROLES = ("sponsor", "lead")


def charter_fields(form: Form, people: Picker) -> tuple[Field, ...]:
    """The charter's fields; sponsor and lead are picked from the people by name."""
    return tuple(
        field_from(form[name], type="combo", options=people.options) if name in ROLES else field_from(form[name])
        for name in form.fields
    )


def people_of(context: Context, given: dict[str, Any]) -> dict[str, uuid.UUID | None]:
    """sponsor_id and lead_id of the names typed. A name nobody has yet is added to the people, where the actor may."""
    people = picker(context)
    made: dict[str, uuid.UUID | None] = {}
    for role in ROLES:
        name = given.get(role, "").strip()
        try:
            made[f"{role}_id"] = people.find(name, role)
        except Refusal as refusal:
            if refusal.code != "person.unknown" or not may(context, "organization.manage"):
                raise
            made[f"{role}_id"] = add_person(context, name=name).id
            people = picker(context)
    return made
