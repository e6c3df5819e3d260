"""Identifiers made in Python: time-ordered for rows, name-based for what a pack defines."""

import uuid

import uuid6

_CATALOGUE = uuid.UUID("6f1d6f0e-6a0b-5d53-9e0a-3c1a5e7d2b11")


def new_id() -> uuid.UUID:
    """A time-ordered identifier (UUID version 7), so that new rows stand together in the index."""
    return uuid6.uuid7()


def named_id(*parts: str) -> uuid.UUID:
    """The same identifier for the same parts, on every installation: a pack reloaded keeps its rows' identity."""
    return uuid.uuid5(_CATALOGUE, "\x1f".join(parts))
