"""Processes: the only writers, one module per kind of thing."""

from clauseway.processes.operations.processes import add_process, change_process

__all__ = ["add_process", "change_process"]
