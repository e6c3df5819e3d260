"""Figures, kinds and marks of cost and time in the reader's language."""

from fractions import Fraction

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.rules.audit_steps import Span
from clauseway.web.jinja import number

SIGNIFICANT = 3
"""Figures of money and hours are printed to so many digits: more would pretend to know."""


def standard_names() -> dict[str, str]:
    """What each standard is about, in a word or two."""
    return {
        "iso-9001": _("quality"),
        "iso-14001": _("environment"),
        "iso-45001": _("occupational health and safety"),
        "iso-27001": _("information security"),
        "iso-13485": _("medical devices"),
        "iso-50001": _("energy"),
        "iso-22000": _("food safety"),
        "iso-42001": _("artificial intelligence"),
        "iso-27701": _("privacy"),
        "iso-22301": _("business continuity"),
        "iso-20000-1": _("service management"),
        "iso-28000": _("security"),
        "iso-39001": _("road traffic safety"),
        "iso-37001": _("anti-bribery"),
        "iso-37301": _("compliance"),
        "iso-21001": _("education"),
        "iso-55001": _("assets"),
        "iso-41001": _("facilities"),
        "iso-44001": _("collaboration"),
        "iso-30301": _("records"),
        "iso-30401": _("knowledge"),
        "iso-56001": _("innovation"),
        "iso-46001": _("water efficiency"),
        "iso-20121": _("events"),
        "iso-18788": _("private security"),
    }


def confidence(code: str) -> str:
    return {
        "checked": _("checked"),
        "practice": _("practice"),
        "memory": _("from memory"),
        "proxy": _("another table stands in"),
        "ours": _("our assumption"),
        "low": _("to be verified"),
    }[code]


def rounded(value: Fraction) -> int:
    """To three significant digits."""
    whole = round(value)
    unit = 10 ** max(0, len(str(abs(whole))) - SIGNIFICANT)
    return round(Fraction(whole, unit)) * unit


def amount(value: Fraction) -> str:
    """A figure of money or hours without its unit, where a column or row says it."""
    return number(rounded(value))


def span(found: Span) -> str:
    return between(amount(found.low), amount(found.high))


def money(value: Fraction, currency: str) -> str:
    """About so much: three significant digits, no cents."""
    try:
        locale = Locale.parse(translation.to_locale(translation.get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_currency(rounded(value), currency, "¤¤\u00a0#,##0", locale=locale, currency_digits=False)


def between(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def money_range(span: Span, currency: str) -> str:
    return between(money(span.low, currency), amount(span.high))


def figure(value: Fraction) -> str:
    return number(float(value))


def days(value: Fraction) -> str:
    """ "2.5 days"."""
    return ngettext("%s day", "%s days", 1 if value == 1 else 2) % figure(value)


def days_around(span: Span) -> str:
    """The likely days and the range: "7 days (4 to 8.5)"."""
    return _("%(likely)s (%(range)s)") % {
        "likely": days(span.likely),
        "range": between(figure(span.low), figure(span.high)),
    }


def days_range(span: Span) -> str:
    return between(figure(span.low), days(span.high))


def hours(value: Fraction) -> str:
    found = rounded(value)
    return ngettext("%s hour", "%s hours", found) % number(found)


def hours_around(found: Span) -> str:
    """The likely hours and the range: "124 hours (30 to 176)"."""
    return _("%(likely)s (%(range)s)") % {"likely": hours(found.likely), "range": span(found)}


def percent(share: Fraction) -> str:
    return _("%s percent") % number(round(float(share * 100)))


def kind(code: str) -> str:
    """A kind of cost."""
    return {
        "audit": _("Audit days"),
        "application": _("Application and certificate"),
        "yearly": _("Yearly fee"),
        "travel": _("Travel"),
        "analysis": _("Gap and risk analysis"),
        "building": _("Building the system"),
        "implementing": _("Putting it to work"),
        "training": _("Training"),
        "internal-audits": _("Internal audits"),
        "attending": _("Attending the body's audits"),
        "upkeep": _("Upkeep"),
    }[code]


def kind_note(code: str) -> str:
    return {
        "analysis": _("what is there, what is missing, which risks"),
        "building": _("processes, criteria, documents"),
        "implementing": _("bringing it to people and keeping first records"),
        "training": _("everybody who is in scope, auditors more"),
        "internal-audits": _("the whole system once, then most of it every year"),
        "attending": _("a guide and those who are interviewed"),
        "upkeep": _("every year from the certificate on"),
    }.get(code, "")


def section(code: str) -> str:
    return {
        "": "",
        "people": _("People more exactly"),
        "sites": _("Sites"),
        "together": _("Several standards"),
        "security": _("Information security"),
        "food": _("Food"),
        "energy": _("Energy"),
        "changes": _("Reasons for more or less audit time"),
    }[code]


def level(code: object) -> str:
    known = {"limited": _("limited"), "low": _("low"), "medium": _("medium"), "high": _("high"), "all": _("all")}
    return known.get(str(code), str(code))
