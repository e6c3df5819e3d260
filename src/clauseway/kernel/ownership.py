"""Who owns the subjects of a kind: rooms say it here, so that the ledger can tell an independent look from one's own."""

import uuid
from collections.abc import Callable, Mapping, Sequence

from clauseway.kernel.context import Context

Owners = Callable[[Context, Sequence[str]], Mapping[str, uuid.UUID]]
owners: dict[str, Owners] = {}


def register_owners(kind: str, owned: Owners) -> None:
    """Register who owns subjects of `kind` today (reference to person; who has none is left out). ValueError when two rooms claim the same kind."""
    if kind in owners:
        raise ValueError(f"The owners of {kind!r} are registered already.")
    owners[kind] = owned
