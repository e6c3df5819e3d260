"""The editions of a standard with their dates: what is known, how surely, and from where."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from clauseway.catalogue.library import Family
from clauseway.catalogue.models import Edition
from clauseway.catalogue.transitions import EditionChange, transitions
from clauseway.web.components import State
from clauseway.web.library import words
from clauseway.web.library.page import EditionRow
from clauseway.web.library.seat import Seat
from clauseway.web.tables import Sign
from clauseway.web.transition.wording import confidence_word
from clauseway.web.wording import phrases


def rows(seat: Seat, family: Family, current: str, loaded: Mapping[str, Edition]) -> tuple[EditionRow, ...]:
    """The editions kept here, the newest first."""
    return tuple(
        _row(seat, family, loaded[slug], slug == current) for slug in reversed(family.editions) if slug in loaded
    )


def _row(seat: Seat, family: Family, row: Edition, current: bool) -> EditionRow:
    states = {"current": State.SHOWN, "superseded": State.SOON, "withdrawn": State.NOT_APPLICABLE}
    change = _leaving(row.slug)
    dates = [(_("published"), _published(row.facts.get("published")))]
    if change is not None:
        new = _name(family, change.new)
        dates += [
            (_("last new certificate to it"), _known(change.last_new_certificate)),
            (_("certificates to it end"), _known(change.ends)),
            (_("replaced by"), new),
        ]
    return EditionRow(
        name=row.name,
        href=seat.standard(row.slug),
        current=current,
        sign=Sign(state=states.get(row.status, State.UNKNOWN), word=words.status_word(row.status), tag=True),
        dates=tuple((label, value) for label, value in dates if value),
        note=_source(change) if change else "",
    )


def _published(value: object) -> str:
    return phrases.day(value) if isinstance(value, str | dt.date) and value else ""


def _known(day: dt.date | None) -> str:
    return phrases.day(day) if day else _("not known; ask your certification body")


def _leaving(slug: str) -> EditionChange | None:
    return next((change for change in transitions().changes if change.old == slug), None)


def _name(family: Family, slug: str) -> str:
    return f"{family.ref}:{slug.rpartition('-')[2]}"


def _source(change: EditionChange) -> str:
    told = _("%(sure)s: %(source)s") % {
        "sure": confidence_word(change.confidence).capitalize(),
        "source": change.source,
    }
    return ". ".join(part.rstrip(".") for part in (told, change.note) if part) + "."


def note(seat: Seat, family: Family, slug: str) -> str:
    """What the change of edition means for those who have or want a certificate, in one sentence."""
    change = next((one for one in transitions().changes if slug in (one.old, one.new)), None)
    if change is None or change.ends is None:
        return ""
    told = {"old": _name(family, change.old), "new": _name(family, change.new), "ends": phrases.day(change.ends)}
    if change.ends < seat.request.context.today:
        return _("The move from %(old)s to %(new)s is over since %(ends)s.") % told
    return (
        _("Who has a certificate to %(old)s moves to %(new)s by %(ends)s; who begins now begins with %(new)s.") % told
    )


def ended(slug: str, today: dt.date) -> bool:
    """Whether certificates to an edition are over."""
    change = _leaving(slug)
    return change is not None and change.ends is not None and change.ends < today


def warning(row: Edition, loaded: Mapping[str, Edition]) -> str:
    """Said on top of an edition one should not begin with."""
    if row.status == "withdrawn":
        return _("This edition is withdrawn. It is kept for those who look back or compare.")
    newer = next((one for one in loaded.values() if one.predecessor == row.slug), None)
    if row.status == "superseded" and newer is not None:
        return _("%(new)s has replaced this edition. Read this one if you hold a certificate to it.") % {
            "new": newer.name
        }
    return ""
