"""The last tab of a list: to what one kept of it, and to keep what is seen now."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clauseway.web.frame import Place
from clauseway.web.listing import Listing
from clauseway.web.tables import View


def kept_tab(place: Place, asked: Listing) -> View:
    here = asked.href(page="").removeprefix(f"{place.base}/")
    return View(label=_("Kept…"), href=f"{place.base}/kept/?{urlencode({'of': here})}")
