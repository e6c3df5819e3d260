"""What this room can prove, one module per kind of thing."""

from clauseway.systems.sources import charter, communication, context, objectives, obligations, responsibilities


def register() -> None:
    """Register every kind's source and population."""
    charter.register()
    context.register()
    responsibilities.register()
    communication.register()
    objectives.register()
    obligations.register()
