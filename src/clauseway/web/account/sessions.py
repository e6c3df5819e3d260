"""Sessions in the database, as Django keeps them; reading one does not compose its statement anew each time."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from clauseway.kernel.prepared import prepared_cursor

_LOAD = """
SELECT session_data FROM "django_session" WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(db.SessionStore):
    """Django's store of sessions in the database."""

    @classmethod
    def get_model_class(cls) -> Any:
        return db.SessionStore.get_model_class()

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, under a new key to be, when there is none or it is over."""
        with prepared_cursor() as cursor:
            cursor.execute(_LOAD, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
