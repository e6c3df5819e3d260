"""What is promised, in one place: each figure's name, unit and limit."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Target:
    """A limit. `sense` says on which side of it a figure holds."""

    limit: float
    unit: str
    sense: Literal["most", "least"] = "most"

    def holds(self, value: float) -> bool:
        return value <= self.limit if self.sense == "most" else value >= self.limit

    def __str__(self) -> str:
        return f"{'≤' if self.sense == 'most' else '≥'} {self.limit:,g} {self.unit}"


PAGE = {
    "p50_ms": Target(12, "ms"),
    "p95_ms": Target(40, "ms"),
    "statements": Target(10, "statements"),
    "per_second": Target(250, "requests/s", "least"),
}
"""For every page. Data statements are those between BEGIN and COMMIT without the transaction control itself."""

ROOM = {"p95_ms": Target(60, "ms"), "statements": Target(12, "statements")}
"""For the pages of a room with very much in it."""

SEARCH = {**ROOM, "p95_ms": Target(100, "ms")}
"""For searching the texts of everything there."""

FIGURES = {
    "effect_ms": ("a new claim's effect visible (record filed, verdict read)", Target(50, "ms")),
    "judgements_per_second": ("the pure judge, typical requirement", Target(100_000, "judgements/s", "least")),
    "judgements_of_all_per_second": (
        "the pure judge, a whole system's average",
        Target(20_000, "judgements/s", "least"),
    ),
    "recompute_ms": ("recompute of a whole system (gather, judge, compare)", Target(60, "ms")),
    "report_ms": ("gap report as PDF, in the job", Target(500, "ms")),
    "audit_time_ms": ("audit time of three standards over 60 sites", Target(5, "ms")),
    "import_s": ("50 Markdown documents taken in, read and matched", Target(8, "s")),
    "oscal_s": ("an OSCAL catalog of 1,000 controls brought in", Target(5, "s")),
    "web_mb": ("a web process after the load (proportional share)", Target(150, "MB")),
    "first_page_s": ("installation to first page, demo year included", Target(20, "s")),
    "packs_empty_s": ("all standards loaded into an empty catalogue", Target(10, "s")),
    "redline_ms": ("redline of two texts of fifty pages", Target(1_000, "ms")),
    "paper_ms": ("PDF of fifty pages, in the job", Target(1_000, "ms")),
    "packs_again_s": ("the same again, nothing changed", Target(0.3, "s")),
}
"""The other figures. The average of the judge has a limit of our own."""
