"""Suppliers. Columns and constraints, no rules."""
