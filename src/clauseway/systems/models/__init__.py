"""Systems. Columns and constraints, no rules.

`charter` (systems, what they apply, their issues, parties and rhythms), `context` (climate, reviews, needs, communication), `responsibilities`,
`objectives`, `obligations` (with planned changes), `choosing`.
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
from clauseway.systems.models.context import (
    ClimateDecision,
    CommunicationHeld,
    ContextReview,
    PartyNeed,
    PlannedCommunication,
)
from clauseway.systems.models.objectives import Objective, ObjectiveCheckIn, ObjectiveStep, ObjectiveTarget
from clauseway.systems.models.obligations import ComplianceEvaluation, Obligation, PlannedChange
from clauseway.systems.models.responsibilities import Assignment, Role, RoleHolding

__all__ = [
    "Applicability",
    "AppliedEdition",
    "Assignment",
    "Benefit",
    "Carried",
    "ClimateDecision",
    "CommunicationHeld",
    "ComplianceEvaluation",
    "ContextReview",
    "CostSetting",
    "InterestedParty",
    "Interview",
    "Issue",
    "Objective",
    "ObjectiveCheckIn",
    "ObjectiveStep",
    "ObjectiveTarget",
    "Obligation",
    "PartyNeed",
    "PlannedChange",
    "PlannedCommunication",
    "Rhythm",
    "Role",
    "RoleHolding",
    "ScopeStatement",
    "SelfDeclaration",
    "System",
    "Transition",
]
