"""Who acts, for which organization, and when: passed to every operation and query, never looked up from the air."""

import dataclasses
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """The setting of one request, job or command.

    `roles` are the actor's roles in `organization`; `person` is the actor as a person there (a user without a person has none).
    `now` is aware; `today` is its date in the organization's zone, which is what every rule of the field counts in.
    A guest acts under `grant` (the database shows only what it names). A link without an account has `kind` "link", no roles, and opens `reference`
    within `scope` alone.
    """

    organization: uuid.UUID | None
    user: uuid.UUID | None = None
    person: uuid.UUID | None = None
    roles: frozenset[str] = frozenset()
    now: datetime = dataclasses.field(default_factory=lambda: datetime.now(UTC))
    zone: str = "UTC"
    request: str = ""
    kind: str = "user"
    grant: uuid.UUID | None = None
    scope: str = ""
    reference: str = ""

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def at(self, now: datetime) -> "Context":
        """The same actor at another moment (a replayed story; see `clauseway_now()`)."""
        return dataclasses.replace(self, now=now)

    def require_organization(self) -> uuid.UUID:
        """The organization's id; LookupError when nobody chose one."""
        if self.organization is None:
            raise LookupError("This needs an organization in the context.")
        return self.organization


def system_context(organization: uuid.UUID | None, *, zone: str = "UTC", now: datetime | None = None) -> Context:
    """The context of the software itself: jobs, commands, reconciliation. It holds every right inside its organization."""
    return Context(organization, roles=frozenset({"system"}), now=now or datetime.now(UTC), zone=zone, kind="system")


def enter(context: Context) -> None:
    """Tell PostgreSQL whose rows may be seen, for the running transaction only.

    Session-level settings leak through a connection pool, so outside a transaction this refuses (RuntimeError).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A context is entered inside a transaction only.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.organization', %s, true), set_config('app.actor', %s, true),"
            " set_config('app.request', %s, true), set_config('app.now', %s, true), set_config('app.user', %s, true),"
            " set_config('app.grant', %s, true)",
            [
                str(context.organization or ""),
                str(context.person or context.user or context.kind),
                context.request,
                context.now.isoformat(),
                str(context.user or ""),
                str(context.grant or ""),
            ],
        )


@contextmanager
def within(context: Context) -> Iterator[Context]:
    """A transaction in this context, rolled back when the block raises."""
    with transaction.atomic():
        enter(context)
        yield context
