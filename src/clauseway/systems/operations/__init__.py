"""Systems: the only writers, one module per kind of thing."""

from clauseway.systems.operations.charter import (
    adopt_rhythms,
    apply_edition,
    approve_scope,
    change_charter,
    create_system,
    decide_applicability,
    declare_conformity,
    drop_edition,
    set_rhythm,
    state_scope,
)
from clauseway.systems.operations.context import change_issue, note_issue
from clauseway.systems.operations.parties import change_party, note_party

__all__ = [
    "adopt_rhythms",
    "apply_edition",
    "approve_scope",
    "change_charter",
    "change_issue",
    "change_party",
    "create_system",
    "decide_applicability",
    "declare_conformity",
    "drop_edition",
    "note_issue",
    "note_party",
    "set_rhythm",
    "state_scope",
]
