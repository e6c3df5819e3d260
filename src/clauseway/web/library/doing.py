"""What can be done with a standard from its page."""

from django.utils.translation import gettext as _

from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import CompiledEdition
from clauseway.web.comparing.build import address
from clauseway.web.components import Action
from clauseway.web.exchange.build import exports
from clauseway.web.exchange.page import Export
from clauseway.web.library.facts import over
from clauseway.web.library.seat import Seat


def actions(seat: Seat, edition: CompiledEdition, row: Edition) -> tuple[Action, ...]:
    """Apply, suppose, compare, move: what is possible in the system one was in last."""
    place = seat.place
    if place is None:
        return (Action(label=_("Apply it: sign up"), href="/accounts/signup/", primary=True),)
    if place.system is None:
        return (
            (Action(label=_("New management system"), href=f"{place.home}/new-system/", primary=True),)
            if seat.may("system.manage")
            else ()
        )
    mine = seat.in_last_system()
    here = edition.slug in mine
    made = []
    if here:
        made.append(Action(label=_("How it stands"), href=f"{place.base}/requirements/{edition.slug}/", primary=True))
    else:
        if seat.may("system.manage") and not over(seat, row):
            made.append(
                Action(
                    label=_("Apply it in “%s”") % place.system.name, href=f"{place.base}/setup/standards/", primary=True
                )
            )
        made.append(Action(label=_("What if we added it?"), href=f"{place.base}/compare/adding/{edition.slug}/"))
    others = [slug for slug in mine if slug != edition.slug]
    if row.predecessor and row.predecessor in mine:
        made.append(Action(label=_("Plan the move"), href=f"{place.base}/transition/{edition.slug}/"))
    made.append(Action(label=_("Compare"), href=address(place, [edition.slug, *others])))
    return tuple(made)


def exports_of(seat: Seat, slug: str) -> tuple[Export, ...]:
    return exports(seat.place, slug) if seat.place else ()
