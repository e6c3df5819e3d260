"""The desk of somebody who works for several organizations: where each stands, in counts, and nothing else of it."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connection


@dataclass(frozen=True, slots=True)
class Line:
    """One standard of one system: its address, mode (certify or comply), target, counts of answers. `stale` verdicts are being judged anew."""

    edition: uuid.UUID
    slug: str
    name: str
    mode: str
    target_on: date | None
    shown: int
    gap: int
    unknown: int
    not_applicable: int
    undeclared: int
    stale: int


@dataclass(frozen=True, slots=True)
class System:
    """One management system with a line per standard, none when no standard was applied yet."""

    id: uuid.UUID
    slug: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """One organization on the desk: its systems, its open and overdue duties, those that are the reader's, and when the next falls due."""

    organization: uuid.UUID
    slug: str
    name: str
    systems: tuple[System, ...]
    duties: int
    overdue: int
    own_duties: int
    next_due: date | None


def desk(user: uuid.UUID) -> list[Client]:
    """Every organization a user works for, by name. The user must be the one in the entered context: the database checks. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM clauseway_desk(%s) ORDER BY name, organization_id, system_name, system_id, edition_name",
            [user],
        )
        rows = cursor.fetchall()
        cursor.execute("SELECT * FROM clauseway_desk_duties(%s)", [user])
        duties = {row[0]: row[1:] for row in cursor.fetchall()}
    clients: dict[uuid.UUID, tuple[str, str]] = {}
    systems: dict[uuid.UUID, dict[uuid.UUID, tuple[str, str, list[Line]]]] = {}
    for row in rows:
        clients[row[0]] = (row[1], row[2])
        below = systems.setdefault(row[0], {})
        if row[3] is not None:
            lines = below.setdefault(row[3], (row[4], row[5], []))[2]
            if row[6] is not None:
                lines.append(Line(*row[6:]))
    return [
        Client(
            organization,
            slug,
            name,
            tuple(System(key, *entry[:2], tuple(entry[2])) for key, entry in systems[organization].items()),
            *duties.get(organization, (0, 0, 0, None)),
        )
        for organization, (slug, name) in clients.items()
    ]
