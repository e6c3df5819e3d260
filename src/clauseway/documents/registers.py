"""Where Clauseway itself keeps what a standard asks to have documented: a register or page that takes the place of a document or a pile of records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Register:
    """A page that keeps something. `path` is below the system (below the organization with `organization`); `counts` are the subject kinds it holds."""

    key: str
    label: Any
    path: str
    counts: tuple[str, ...] = ()
    organization: bool = False


REGISTERS: Mapping[str, Register] = {
    one.key: one
    for one in (
        Register("issues", _("Context: issues"), "context/"),
        Register("parties", _("Context: interested parties"), "context/parties/", ("party",)),
        Register("roles", _("Roles and responsibilities"), "context/roles/", ("role",)),
        Register("communication", _("Plan of communication"), "context/communication/"),
        Register("scope", _("Scope"), "setup/scope/"),
        Register("applicability", _("Applicability of requirements and controls"), "setup/applicability/"),
        Register("rhythms", _("Rhythms of the organization"), "setup/rhythms/"),
        Register("risks", _("Risks and opportunities"), "stocktake/risks/", ("risk",)),
        Register("obligations", _("Obligations"), "obligations/", ("obligation",)),
        Register("objectives", _("Objectives"), "objectives/", ("objective",)),
        Register("changes", _("Planned changes"), "changes/", ("change",)),
        Register("processes", _("Processes"), "processes/", ("process",)),
        Register("indicators", _("Indicators"), "indicators/"),
        Register("suppliers", _("Suppliers"), "suppliers/", ("supplier",)),
        Register("equipment", _("Measuring equipment"), "equipment/", ("equipment",)),
        Register("assets", _("Assets"), "assets/", ("asset",)),
        Register("documents", _("Documents"), "documents/", ("document",)),
        Register("reading", _("Reading of documents"), "documents/reading/"),
        Register("forms", _("Forms & records"), "forms/"),
        Register("evidence", _("Evidence"), "evidence/"),
        Register("plan", _("Plan of actions"), "plan/"),
        Register("people", _("People"), "people/", ("person",), organization=True),
    )
}
"""Every register a template pack may name, by key."""
