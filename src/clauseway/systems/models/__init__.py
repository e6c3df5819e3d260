"""Systems. Columns and constraints, no rules.

`charter` (systems, what they apply, their context and rhythms), `objectives`, `obligations` (with planned changes), `choosing`.
"""

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
from clauseway.systems.models.obligations import ComplianceEvaluation, Obligation, PlannedChange

__all__ = [
    "Applicability",
    "AppliedEdition",
    "Benefit",
    "Carried",
    "ComplianceEvaluation",
    "CostSetting",
    "InterestedParty",
    "Interview",
    "Issue",
    "Objective",
    "ObjectiveCheckIn",
    "ObjectiveStep",
    "ObjectiveTarget",
    "Obligation",
    "PlannedChange",
    "Rhythm",
    "ScopeStatement",
    "SelfDeclaration",
    "System",
    "Transition",
]
