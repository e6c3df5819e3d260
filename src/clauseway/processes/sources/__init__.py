"""What this room can prove, one module per kind of thing."""

from clauseway.processes.sources import processes


def register() -> None:
    """Register every kind's source and population."""
    processes.register()
