"""Indicators: what is measured, its values by hand or by sheet, the chart, limits, corrections and evaluations."""
