"""What resources can prove, one module per kind of resource."""

from clauseway.resources.sources import suppliers


def register() -> None:
    """Register every kind of resource's source and population."""
    suppliers.register()
