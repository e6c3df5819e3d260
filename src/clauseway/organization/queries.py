"""Reading organizations: memberships of a user, people, sites, roles, search."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateField, QuerySet

from clauseway.kernel.composed import Composed
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.refusals import NotFound
from clauseway.organization.models import Membership, Organization, Person, SearchEntry, Site


@dataclass(frozen=True, slots=True)
class Belonging:
    """One organization a user belongs to, with who they are in it."""

    organization: uuid.UUID
    slug: str
    name: str
    kind: str
    timezone: str
    language: str
    person: uuid.UUID | None
    roles: frozenset[str]

    @classmethod
    def of_row(cls, row: tuple[Any, ...]) -> "Belonging":
        """From a row of the two functions that tell them."""
        found: Belonging = cls(*row[:7], frozenset(row[7]))  # type: ignore[call-arg]
        return found

    def context(self, user: uuid.UUID, now: datetime, request: str = "") -> Context:
        return Context(self.organization, user, self.person, self.roles, now, self.timezone, request)


def belongings(user: uuid.UUID) -> list[Belonging]:
    """Every organization a user belongs to, by name. The user must be the one in the entered context: the database checks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_memberships(%s) ORDER BY name", [user])
        return [Belonging.of_row(row) for row in cursor.fetchall()]


def arrive(user: uuid.UUID, address: str, now: datetime, request: str) -> tuple[list[Belonging], Belonging | None]:
    """Every organization a user belongs to, by name, and the one of the address ("" for none), which is entered: one statement.

    What `enter` does for a context, this does for a request that comes in; inside a transaction only (RuntimeError).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A context is entered inside a transaction only.")
    with prepared_cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_arrive(%s, %s, %s, %s)", [user, address, request, now.isoformat()])
        found = [Belonging.of_row(row) for row in cursor.fetchall()]
    return found, next((entry for entry in found if entry.slug == address), None)


def all_organizations() -> list[tuple[uuid.UUID, str]]:
    """Identifier and time zone of every organization, for jobs that visit each in its own context."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_organizations()")
        return cursor.fetchall()


def current(context: Context) -> Organization:
    return _CURRENT.rows(organization=context.require_organization())[0]


_CURRENT = Composed(lambda given: Organization.objects.filter(id=given("organization")))


def people(context: Context) -> QuerySet[Person]:
    """People by name, those who left included."""
    return Person.objects.order_by("fold", "id")


def here_on(day: Any) -> QuerySet[Person]:
    """People who work here on a day (a date, or one that is `given` to a composed statement), by name."""
    return Person.objects.filter(live_from__lte=day).exclude(live_until__lte=day).order_by("fold", "id")


def live_people(context: Context) -> QuerySet[Person]:
    """People who work here today."""
    return here_on(context.today)


def first_people(context: Context, number: int) -> list[tuple[uuid.UUID, str]]:
    """Identifier and name of the first people, by name, who work here today."""
    return _FIRST_PEOPLE.rows(number, today=context.today)


_FIRST_PEOPLE = Composed(
    lambda given, number: here_on(given("today", DateField())).values_list("id", "name")[:number],
)


def get_person(context: Context, person: uuid.UUID) -> Person:
    """One person; NotFound for anybody who is not here."""
    found = Person.objects.filter(id=person).first()
    if found is None:
        raise NotFound("person.not-found", "There is no such person.")
    return found


def names_of_people(context: Context) -> dict[str, str]:
    """Everybody's name by reference (the ledger's subjects of kind person hold only references)."""
    return {str(key): name for key, name in Person.objects.values_list("id", "name")}


def names_of_users(context: Context) -> dict[str, str]:
    """The name here of everybody with an account, by the account's id."""
    return {str(user): name for user, name in Person.objects.exclude(user=None).values_list("user_id", "name")}


def sites(context: Context) -> QuerySet[Site]:
    return Site.objects.order_by("fold")


def members(context: Context) -> QuerySet[Membership]:
    """Roles in force today, with their users."""
    return Membership.objects.filter(valid_until=None).select_related("user").order_by("user__email", "role")


def indexed(context: Context, text: str) -> QuerySet[SearchEntry]:
    """Everything of the search index in which every word occurs; nothing for no words."""
    words = fold(text).split()
    found = SearchEntry.objects.all() if words else SearchEntry.objects.none()
    for word in words:
        found = found.filter(fold__contains=word)
    return found


def search(context: Context, text: str, limit: int = 20) -> list[SearchEntry]:
    """What the search box finds: every word must occur; titles that start with the text come first."""
    words = fold(text).split()
    rows = list(indexed(context, text).order_by("fold")[: limit * 5])
    rows.sort(key=lambda row: (not row.fold.startswith(words[0]), row.fold))
    return rows[:limit]
