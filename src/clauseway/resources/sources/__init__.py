"""What resources can prove, one module per kind of resource."""

from clauseway.resources.sources import assets, equipment, suppliers


def register() -> None:
    """Register every kind of resource's source and population."""
    suppliers.register()
    equipment.register()
    assets.register()
