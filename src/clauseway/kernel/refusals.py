"""Refusals: what an operation answers when the answer is no. Each carries a stable code and what to do about it."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """An operation refused. `code` is stable, `message` is a sentence for a person (already translated), `field` names the input at fault."""

    status = 422

    def __init__(self, code: str, message: str, *, field: str = "", details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.details = dict(details or {})


class Forbidden(Refusal):
    """The actor's roles do not allow this, or segregation of duties forbids it."""

    status = 403


class NotFound(Refusal):
    """There is no such thing here. Another organization's thing is not found either: its existence is not told."""

    status = 404


class Conflict(Refusal):
    """Somebody else changed it since it was read. Nothing was written; `details` holds what is there now."""

    status = 409
