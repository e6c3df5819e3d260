"""Statements that are asked on every page: the database plans each once for a connection, not once for a request.

Planning a statement over eight tables under row-level security takes longer than running it. Django's own cursors put the values into the text and so
have it planned anew each time.
"""

from typing import Any

import psycopg
from django.db import connection

MOST_PLANS = 400
"""Statements a connection keeps planned. The pages ask some two hundred different ones; at psycopg's own hundred a busy day plans them over and over."""


class _Prepared(psycopg.Cursor[Any]):
    """A cursor that sends values apart from the text and keeps the plan."""

    def execute(self, query: Any, params: Any = None, **_how: Any) -> "_Prepared":
        return super().execute(query, params, prepare=True)

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        """Remember what is sent: Django's log of statements asks for it, and psycopg keeps it only for what is not prepared."""
        self._query = super()._convert_query(query, params)
        return self._query


def prepared_cursor() -> Any:
    """A cursor for a statement that stays the same, with parameters whose type the database can tell from where they stand (else cast them).

    It counts, logs and fails like any other cursor of Django. A pool between here and the database must know prepared statements (PgBouncer from 1.21 on).
    """
    connection.ensure_connection()
    connection.close_if_health_check_failed()
    with connection.wrap_database_errors:
        raw = connection.connection
        if raw.prepare_threshold is None:
            raw.prepare_threshold = 1
        raw.prepared_max = MOST_PLANS
        return connection._prepare_cursor(_Prepared(raw))  # type: ignore[attr-defined]
