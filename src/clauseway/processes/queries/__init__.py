"""Reading processes, one module per kind of thing."""

from clauseway.processes.queries.processes import get_process, owned_by, processes

__all__ = ["get_process", "owned_by", "processes"]
