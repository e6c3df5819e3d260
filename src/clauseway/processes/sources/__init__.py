"""What this room can prove, one module per kind of thing."""

from clauseway.processes.sources import accountability, controls, indicators, interactions, processes


def register() -> None:
    """Register every kind's source and population."""
    processes.register()
    interactions.register()
    controls.register()
    indicators.register()
    accountability.register()
