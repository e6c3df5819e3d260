"""Processes. Columns and constraints, no rules: `map` (processes, what they hand over, who runs one for us), `sheets` (limits and readings),
`controls` (what we do about a requirement or a risk, and its tests), `indicators` (what is measured, and the values)."""

from clauseway.processes.models.controls import Control, ControlCheck
from clauseway.processes.models.indicators import (
    Indicator,
    IndicatorEvaluation,
    IndicatorLimits,
    Measurement,
    MeasurementCorrection,
    ReadingsReceipt,
)
from clauseway.processes.models.map import Flow, OutsourcedCheck, Outsourcing, Process
from clauseway.processes.models.sheets import Characteristic, Reading, ReadingAction

__all__ = [
    "Characteristic",
    "Control",
    "ControlCheck",
    "Flow",
    "Indicator",
    "IndicatorEvaluation",
    "IndicatorLimits",
    "Measurement",
    "MeasurementCorrection",
    "ReadingsReceipt",
    "OutsourcedCheck",
    "Outsourcing",
    "Process",
    "Reading",
    "ReadingAction",
]
