"""The way out of a list that is a register: its sheet, to be opened elsewhere or changed and pasted back."""

from clauseway.web.components import Link
from clauseway.web.frame import Place


def exports(place: Place, register: str, query: str = "") -> tuple[Link, ...]:
    """Links to the sheet of the register with this key. `query` (with its question mark) narrows it as the list is narrowed."""
    sheet = f"{place.base}/stocktake/{register}/sheet"
    return (
        Link(label="CSV", href=f"{sheet}.csv{query}", icon="file"),
        Link(label="Excel", href=f"{sheet}.xlsx{query}", icon="file"),
    )
