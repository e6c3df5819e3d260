"""The one write path of documents: taking files in, deciding on suggestions, controlling what is in force.

The work stands in three modules by what is done; callers import from here.
"""

from clauseway.documents.control import (
    confirm_in_force,
    keep_apart,
    review_document,
    supersede_document,
    withdraw_document,
)
from clauseway.documents.intake import Incoming, incoming, read_file, read_next, restart_drop, start_drop
from clauseway.documents.reading_drops import read_all
from clauseway.documents.suggesting import accept_also, decide, move, suggest_passages, undo

__all__ = [
    "Incoming",
    "accept_also",
    "confirm_in_force",
    "decide",
    "incoming",
    "keep_apart",
    "move",
    "read_all",
    "read_file",
    "read_next",
    "restart_drop",
    "review_document",
    "start_drop",
    "suggest_passages",
    "supersede_document",
    "undo",
    "withdraw_document",
]
