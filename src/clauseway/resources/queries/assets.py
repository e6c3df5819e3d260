"""Reading the register of assets."""

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound
from clauseway.resources.models import Asset


def assets(context: Context) -> QuerySet[Asset]:
    """All assets by name, with their owners and suppliers."""
    return Asset.objects.select_related("owner", "supplier").order_by("fold", "id")


def get_asset(context: Context, asset: uuid.UUID) -> Asset:
    """One asset; NotFound for one that is not here."""
    found = Asset.objects.select_related("owner", "supplier", "proof", "classified_by").filter(id=asset).first()
    if found is None:
        raise NotFound("asset.not-found", "There is no such asset.")
    return found


def unowned(rows: QuerySet[Asset], today: date) -> QuerySet[Asset]:
    """Of these, the ones nobody owns, or whose owner has left."""
    return rows.filter(Q(owner=None) | Q(owner__live_until__lte=today))
