"""Values of the pages of measuring equipment and assets."""

from dataclasses import dataclass

from clauseway.web.one import OnePage


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage(OnePage):
    """One instrument or asset; several things may stand against it, each a sentence and its note."""

    warnings: tuple[tuple[str, str], ...] = ()
