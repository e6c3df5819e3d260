"""Systems. Columns and constraints, no rules: `charter` (systems, what they apply, their context and rhythms), `objectives`, `choosing`."""

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
from clauseway.systems.models.choosing import Benefit, Interview
from clauseway.systems.models.objectives import Objective, ObjectiveCheckIn, ObjectiveStep, ObjectiveTarget

__all__ = [
    "Applicability",
    "AppliedEdition",
    "Benefit",
    "Carried",
    "CostSetting",
    "InterestedParty",
    "Interview",
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
