"""Reading systems, one module per kind of thing."""

from clauseway.systems.queries.charter import (
    Applied,
    applicability,
    applied_editions,
    applied_everywhere,
    current_rhythms,
    decisions,
    get_system,
    issues,
    parties,
    rhythms,
    scope,
    systems,
    transitions,
)

__all__ = [
    "Applied",
    "applicability",
    "applied_editions",
    "applied_everywhere",
    "current_rhythms",
    "decisions",
    "get_system",
    "issues",
    "parties",
    "rhythms",
    "scope",
    "systems",
    "transitions",
]
