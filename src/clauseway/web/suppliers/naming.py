"""How suppliers and what was judged about them are named, signed and found."""

from django.utils.translation import gettext as _

from clauseway.resources.models import (
    Supplier,
    SupplierEvaluation,
)
from clauseway.web.components import State
from clauseway.web.frame import Place

SIGNS = {"approved": State.SHOWN, "conditional": State.SOON, "rejected": State.GAP, "": State.UNKNOWN}


def address(place: Place, supplier: Supplier, more: str = "") -> str:
    return f"{place.base}/suppliers/{supplier.id}/{more}"


def result_word(result: str) -> str:
    return str(dict(SupplierEvaluation.RESULTS).get(result, _("not evaluated")))
