"""What every page shows around itself, in one statement: the organization's systems and how many duties wait for the person."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS

from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor
from clauseway.systems.models import System

_FIELDS = System._meta.concrete_fields
_NAMES = [field.attname for field in _FIELDS]
_SURROUNDINGS = f"""
SELECT d.open, d.late, {", ".join(f's."{field.column}"' for field in _FIELDS)}
FROM (SELECT count(*) AS open, count(*) FILTER (WHERE due_on < %(today)s) AS late FROM actions_duty
  WHERE organization_id = %(organization)s AND state = 'open' AND (person_id = %(person)s OR (person_id IS NULL AND role = ANY(%(roles)s)))) d
LEFT JOIN systems_system s ON s.organization_id = %(organization)s
ORDER BY s.started_on, s.name
"""  # noqa: S608 - the columns of a model, nothing from outside


def surroundings(context: Context) -> tuple[tuple[System, ...], int, int]:
    """The systems by age and name, the person's open duties, and how many of them are late."""
    parameters: dict[str, Any] = {
        "organization": context.require_organization(),
        "today": context.today,
        "person": context.person,
        "roles": sorted(context.roles),
    }
    with prepared_cursor() as cursor:
        cursor.execute(_SURROUNDINGS, parameters)
        rows = cursor.fetchall()
    found = tuple(System.from_db(DEFAULT_DB_ALIAS, _NAMES, row[2:]) for row in rows if row[2] is not None)
    return found, rows[0][0], rows[0][1]
