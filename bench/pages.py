"""The pages that are measured, by name: their addresses below a system. One that is not there (404) is said to be missing, not timed."""

PAGES = {
    "track": "",
    "requirements": "requirements/",
    "requirement": "requirements/iso-9001-2026/8.4.1/",
    "work": "work/",
    "plan": "plan/",
    "documents": "documents/",
    "stocktake": "stocktake/processes/",
    "walk": "gap/iso-9001-2026/8.4.1/",
    "evidence": "evidence/",
    "standing": "standing/",
    "compare": "compare/?with=iso-9001-2026,iso-14001-2026,iso-27001-2022,iso-45001-2018",
}
TOLD_ONLY = frozenset({"evidence", "standing", "compare"})
"""Measured and printed; what is promised names the others."""


def address(slug: str, system: str, page: str) -> str:
    """The path of a page on the server."""
    return f"/o/{slug}/s/{system}/{PAGES[page]}"
