"""Systems. Columns and constraints, no rules: `charter` (systems, what they apply, their context and rhythms), `objectives`."""

from clauseway.systems.models.charter import (
    Applicability,
    AppliedEdition,
    Carried,
    CostSetting,
    InterestedParty,
    Issue,
    Rhythm,
    ScopeStatement,
    SelfDeclaration,
    System,
    Transition,
)
from clauseway.systems.models.objectives import Objective, ObjectiveCheckIn, ObjectiveStep, ObjectiveTarget

__all__ = [
    "Applicability",
    "AppliedEdition",
    "Carried",
    "CostSetting",
    "InterestedParty",
    "Issue",
    "Objective",
    "ObjectiveCheckIn",
    "ObjectiveStep",
    "ObjectiveTarget",
    "Rhythm",
    "ScopeStatement",
    "SelfDeclaration",
    "System",
    "Transition",
]
