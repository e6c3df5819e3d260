"""What resources can prove, one module per kind of resource."""


def register() -> None:
    """Register every kind of resource's source and population."""
