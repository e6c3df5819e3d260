"""A form sent twice makes one thing: the second sender waits for the first and is shown what it made."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import connection

MOMENT = timedelta(minutes=10)


def wait_for_turn(*what: object) -> None:
    """Let nobody else past this point with the same words until this transaction ends."""
    digest = hashlib.sha256("\x1f".join(map(str, what)).encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)])


def just_made(identifier: uuid.UUID, now: datetime) -> bool:
    """True when a time-ordered identifier was made within the last ten minutes."""
    made = datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=now.tzinfo)
    return abs(now - made) < MOMENT
