"""Resources. Columns and constraints, no rules: `suppliers` (who provides what, by which certificates), `evaluations` (how we judged them),
`purchases` (what we bought, and what suppliers answered), `equipment` (what we measure with, and whether it may be trusted), `assets`."""

from clauseway.resources.models.assets import Asset
from clauseway.resources.models.equipment import Calibration, Equipment, EquipmentSpell, ImpactAssessment
from clauseway.resources.models.evaluations import (
    SupplierCriteria,
    SupplierEvaluation,
    SupplierReview,
    SupplierSettlement,
)
from clauseway.resources.models.purchases import Purchase, SupplierQuestionnaire
from clauseway.resources.models.suppliers import Provision, Supplier, SupplierCertificate

__all__ = [
    "Asset",
    "Calibration",
    "Equipment",
    "EquipmentSpell",
    "ImpactAssessment",
    "Provision",
    "Purchase",
    "Supplier",
    "SupplierCertificate",
    "SupplierCriteria",
    "SupplierEvaluation",
    "SupplierQuestionnaire",
    "SupplierReview",
    "SupplierSettlement",
]
