"""What goes into a file is cleaned and kept within bounds first, so that no text, however odd or long, spoils or stops a report.

Characters no format can carry are dropped (controls, lone surrogates, overrides of the writing direction); texts and lists that
are too long are cut, visibly, and counted.
"""

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from clauseway.web.reports.report import GapReport

# C0 and C1 controls but tab and newline, surrogates, non-characters, direction overrides and embeddings, interlinear marks.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff\ufffe\uffff]"
)
_LONG_RUN = re.compile(r"[^\s\u200b]{32,}")
_BREAKABLE = re.compile(r".{1,16}", re.DOTALL)
_NAMES = frozenset(
    {
        "ref",
        "name",
        "organization",
        "system",
        "prepared_by",
        "owner",
        "kind",
        "state",
        "by",
        "result",
        "currency",
        "title",
        "heading",
        "standard",
        "trail_head",
    }
)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most that is printed: characters of a name, characters of a text, members of a list within one requirement, of the rest."""

    name: int = 240
    text: int = 1600
    inner: int = 40
    outer: int = 2000


class Keeper:
    """Cleans and cuts one value; `cut` counts the texts and members that did not fit."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.cut = 0

    def keep(self, value: Any, field: str = "", depth: int = 0) -> Any:
        if isinstance(value, str):
            return self._text(value, self.bounds.name if field in _NAMES else self.bounds.text)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            kept = {f.name: self.keep(getattr(value, f.name), f.name, depth + 1) for f in dataclasses.fields(value)}
            return type(value)(**kept)
        if isinstance(value, tuple):
            most = (
                self.bounds.inner
                if field in ("reasons", "evidence", "close", "closes", "drivers")
                else self.bounds.outer
            )
            self.cut += max(0, len(value) - most)
            return tuple(self.keep(member, field, depth) for member in value[:most])
        return value

    def _text(self, text: str, most: int) -> str:
        if not text.isascii() or not text.isprintable():
            text = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(text) <= most:
            return text
        self.cut += 1
        return text[: most - 1].rstrip() + "… " + _("(shortened)")


def within(report: GapReport, bounds: Bounds) -> tuple[GapReport, int]:
    """The report as it can be printed, and how many texts and list members were cut for it."""
    keeper = Keeper(bounds)
    return keeper.keep(report), keeper.cut


def breakable(text: str) -> str:
    """A text whose unbroken runs of 32 and more characters may be broken (a zero-width space every 16 characters)."""
    return _LONG_RUN.sub(lambda run: "\u200b".join(_BREAKABLE.findall(run.group())), text) if len(text) >= 32 else text
