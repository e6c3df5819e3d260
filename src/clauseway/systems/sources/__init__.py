"""What this room can prove, one module per kind of thing."""

from clauseway.systems.sources import charter, objectives, obligations


def register() -> None:
    """Register every kind's source and population."""
    charter.register()
    objectives.register()
    obligations.register()
