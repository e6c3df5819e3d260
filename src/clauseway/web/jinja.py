"""The Jinja2 environment of every page: translation, dates in the reader's language, safe Markdown, static addresses.

Named in ``TEMPLATES[...]["OPTIONS"]["environment"]`` as ``clauseway.web.jinja.environment``. Django's backend adds
``request``, ``csrf_input`` and ``csrf_token`` to each page. Importing this module touches no database and no settings.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

import nh3
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal
from django.templatetags.static import static
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from clauseway.web import drawn, marks, rows, speaking
from clauseway.web.account.fields import account_errors, account_fields

MARKDOWN_TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "a"),
    *("ul", "ol", "li", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


def environment(**options: Any) -> Environment:
    """Build the environment; ``options`` are Django's (loader, auto_reload and others) and win.

    Two do not: escaping is always on, and a name that a page forgot is an error at once, never an empty hole.
    """
    settings: dict[str, Any] = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": False,
        **options,
    }
    extensions = [*settings.pop("extensions", ()), "jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    settings |= {"extensions": list(dict.fromkeys(extensions)), "undefined": StrictUndefined, "autoescape": True}
    env = Environment(**settings)  # noqa: S701 - autoescape is on, in the line above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        speaking.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals.update(static=lru_cache(maxsize=512)(static), language=translation.get_language, direction=direction)
    env.globals.update(ready_icon=marks.icon, ready_mark=marks.mark, ready_tag=marks.tag, ready_word=marks.state_word)
    env.globals.update(table_rows=rows.table_rows, drawn_once=drawn.drawn_once, ui=_Components(env))
    env.globals.update(account_fields=account_fields, account_errors=account_errors)
    env.filters.update(
        day=day,
        day_short=day_short,
        day_long=day_long,
        month=month,
        weekday=weekday,
        month_short=month_short,
        day_full=day_full,
        clock=clock,
        moment=moment,
        number=number,
        filesize=filesize,
        markdown=markdown,
        iso=iso,
    )
    return env


@lru_cache(maxsize=64)
def _locale(language: str | None) -> Locale:
    """Babel's locale for Django's language code, English where Babel knows none."""
    try:
        return Locale.parse(translation.to_locale(language or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=8192)
def _formatted(value: dt.date, pattern: str, language: str | None) -> str:
    """A day as the language writes it; lists and reports print the same few days again and again."""
    return format_date(value, pattern, locale=_locale(language))


@lru_cache(maxsize=8192)
def _figure(value: float | Decimal, language: str | None) -> str:
    return format_decimal(value, "#,##0.##", locale=_locale(language))


def _here() -> Locale:
    return _locale(translation.get_language())


def _local(value: dt.date | dt.datetime) -> dt.date:
    """The calendar day of a value, in the active time zone when it is an aware moment."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


class _Components:
    """The components of `ui.html` by name, for every template. Imported by each that needs them, they cost a twentieth of the smallest page."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._env.get_template("ui.html").module, name)
        setattr(self, name, found)
        return found


def direction() -> str:
    """``ltr`` or ``rtl``, for the root of the page."""
    return _here().text_direction


def day(value: dt.date | dt.datetime | None) -> str:
    """``22 Nov 2026``; the empty string for None."""
    return "" if value is None else _formatted(_local(value), "d MMM yyyy", translation.get_language())


def day_short(value: dt.date | dt.datetime | None) -> str:
    """``22 Nov``, for dates whose year is plain from what stands around them."""
    return "" if value is None else _formatted(_local(value), "d MMM", translation.get_language())


def day_long(value: dt.date | dt.datetime | None) -> str:
    """``Sunday 22 November 2026``."""
    return "" if value is None else _formatted(_local(value), "EEEE d MMMM yyyy", translation.get_language())


def month(value: dt.date | dt.datetime | None) -> str:
    """``November 2026`` in the order the language wants."""
    return "" if value is None else format_skeleton("yMMMM", _local(value), locale=_here())


def day_full(value: dt.date | None) -> str:
    """``22 November 2026``."""
    return "" if value is None else _formatted(value, "d MMMM yyyy", translation.get_language())


def day_in_year(value: dt.date | None) -> str:
    """``22 November``, for dates whose year is plain from what stands around them."""
    return "" if value is None else _formatted(value, "d MMMM", translation.get_language())


def month_short(value: dt.date) -> str:
    """``Sep``, in January with the year: ``Jan 2027``."""
    return format_date(value, "MMM y" if value.month == 1 else "MMM", locale=_here())


def weekday(value: dt.date) -> str:
    """``Mon``."""
    return _formatted(value, "EEE", translation.get_language())


def clock(value: dt.datetime | dt.time | None) -> str:
    """``06:12`` in the active time zone."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return format_time(value, "HH:mm", locale=_here())


def moment(value: dt.datetime | None) -> str:
    """``22 Nov 2026, 06:12``."""
    return "" if value is None else f"{day(value)}, {clock(value)}"


def iso(value: dt.date | dt.datetime | None) -> str:
    """The machine-readable form for ``<time datetime>`` and date inputs."""
    return "" if value is None else value.isoformat()


def number(value: float | Decimal | None) -> str:
    """A figure with the language's own separators, at most two decimals."""
    return "" if value is None else _figure(value, translation.get_language())


def filesize(size: int | None) -> str:
    """Bytes as ``12 kB`` or ``3.4 MB`` (powers of 1000)."""
    if size is None:
        return ""
    amount, unit = float(size), "B"
    for bigger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, bigger
    return f"{format_decimal(round(amount, 1 if amount < 10 else 0), '#,##0.#', locale=_here())}\u00a0{unit}"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def markdown(text: str | None) -> Markup:
    """Markdown as safe HTML: no raw HTML, no images, no headings above the third level, links marked ``noopener``."""
    if not text:
        return Markup("")
    html = _markdown().render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    clean = nh3.clean(
        html,
        tags=MARKDOWN_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)  # noqa: S704 - cleaned on the line above
