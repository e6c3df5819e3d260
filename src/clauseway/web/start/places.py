"""What a new organization is asked about where it is: countries, currencies, time zones, trades. Names come from Babel in the reader's language."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.numbers import get_territory_currencies
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.folding import fold

SECTORS = (
    _("Business services"),
    _("Construction"),
    _("Education and training"),
    _("Energy and water"),
    _("Finance and insurance"),
    _("Food and drink"),
    _("Health care"),
    _("Information technology and software"),
    _("Machinery and instruments"),
    _("Medical devices"),
    _("Metal and plastics"),
    _("Public administration"),
    _("Research and laboratories"),
    _("Trade"),
    _("Transport and logistics"),
)
_REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def _locale() -> Locale:
    try:
        return Locale.parse(translation.to_locale(translation.get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def countries() -> list[tuple[str, str]]:
    """(code, name) of every country, by name in the reader's language."""
    return list(_countries(str(_locale())))


@lru_cache(maxsize=16)
def _countries(locale: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(locale).territories.items()
    real = [(code, name) for code, name in names if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES]
    return tuple(sorted(real, key=lambda pair: fold(pair[1])))


_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


def currencies() -> list[tuple[str, str]]:
    """(code, "code name") of every currency in use somewhere."""
    return list(_currencies(str(_locale())))


@lru_cache(maxsize=16)
def _currencies(locale: str) -> tuple[tuple[str, str], ...]:
    used = {code for country, _name in _countries(locale) for code in get_territory_currencies(country)}
    names = Locale.parse(locale).currencies
    return tuple((code, f"{code} · {names.get(code, code)}") for code in sorted(used))


def currency_of(country: str) -> str:
    """The currency of a country; EUR where none is known."""
    found = get_territory_currencies(country) if country else []
    return found[0] if found else "EUR"


@lru_cache(maxsize=1)
def zones() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Time zones by region, as choices with groups."""
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in _REGIONS}
    for zone in sorted(available_timezones()):
        region, _slash, rest = zone.partition("/")
        if rest and region in groups:
            groups[region].append((zone, rest.replace("_", " ")))
    return (("", (("UTC", "UTC"),)), *((region, tuple(rows)) for region, rows in groups.items()))


def country_of_header(accepted: str) -> str:
    """The country a browser's Accept-Language names first ("nl-NL,en" gives NL); "" when it names none."""
    first = accepted.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0].strip()
    code = first.rpartition("-")[2].upper() if "-" in first else ""
    return code if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES else ""
