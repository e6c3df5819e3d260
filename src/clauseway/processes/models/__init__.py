"""Processes. Columns and constraints, no rules: `map` (processes, flows between them, who runs one for us)."""

from clauseway.processes.models.map import Process

__all__ = ["Process"]
