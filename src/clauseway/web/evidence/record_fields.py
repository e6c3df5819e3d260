"""The fields every record has, whichever page it is filed on."""

from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import Word
from clauseway.web import inputs
from clauseway.web.components import Field
from clauseway.web.frame import Place
from clauseway.web.posted import Errors, Typed


def day_field(place: Place, typed: Typed, errors: Errors) -> Field:
    """The day of the fact, today at the latest."""
    today = place.context.today.isoformat()
    return inputs.text(
        typed,
        errors,
        "on",
        _("When it happened"),
        today,
        type="date",
        required=True,
        maximum=today,
        help=_("The day of the fact, not of the entry. What is entered long after says so in its reason."),
    )


def statement_field(word: Word, typed: Typed, errors: Errors) -> Field:
    """What was seen; needed where the fact speaks against something."""
    return inputs.text(
        typed,
        errors,
        "statement",
        _("What was observed"),
        type="textarea",
        rows=3,
        required=word.stance < 0,
        help=_("Numbers, names, what came out of it: what you would tell an auditor."),
    )


def until_field(typed: Typed, errors: Errors) -> Field:
    """Until when it holds by its own words."""
    return inputs.day(
        typed,
        errors,
        "valid_until",
        _("Holds until"),
        help=_("Only where it says so itself, such as a programme for one year. Your rhythms apply anyway."),
    )
