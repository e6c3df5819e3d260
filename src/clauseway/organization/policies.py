"""Who may what. The table is the rule and the page that shows it to people reads the same table."""

from django.utils.translation import gettext_lazy as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Forbidden

ROLES = {
    "top-management": _("Top management"),
    "manager": _("Management-system manager"),
    "process-owner": _("Process owner"),
    "risk-owner": _("Risk owner"),
    "employee": _("Employee"),
    "internal-auditor": _("Internal auditor"),
    "consultant": _("Consultant"),
    "external-auditor": _("External auditor (guest)"),
}

PERMISSIONS = {
    "read": _("See requirements, verdicts, evidence and plans"),
    "organization.manage": _("Change the organization, its sites and people"),
    "members.manage": _("Invite people and give roles"),
    "system.manage": _("Change the system: charter, standards, scope, applicability, rhythms"),
    "stocktake.edit": _("Edit processes, parties, issues and populations"),
    "evidence.file": _("File records and import documents"),
    "evidence.examine": _("Examine somebody else's records"),
    "passages.decide": _("Accept or reject suggested passages"),
    "judge": _("Judge what needs a person's judgement"),
    "actions.edit": _("Plan and change actions"),
    "actions.own": _("Work on actions of their own"),
    "declare": _("Approve scope, policy and self-declaration"),
    "report": _("Make reports and exports"),
    "trail.read": _("Read the trail"),
}

_ALL_BUT_MEMBERS = frozenset(PERMISSIONS) - {"declare", "members.manage"}
GRANTS: dict[str, frozenset[str]] = {
    "top-management": frozenset({"read", "judge", "declare", "report", "actions.edit", "actions.own", "trail.read"}),
    "manager": frozenset(PERMISSIONS) - {"declare"},
    "process-owner": frozenset(
        {"read", "stocktake.edit", "evidence.file", "judge", "actions.edit", "actions.own", "report"}
    ),
    "risk-owner": frozenset({"read", "evidence.file", "judge", "actions.edit", "actions.own"}),
    "employee": frozenset({"actions.own", "read"}),
    "internal-auditor": frozenset(
        {"read", "evidence.file", "evidence.examine", "judge", "actions.own", "report", "trail.read"}
    ),
    "consultant": _ALL_BUT_MEMBERS,
    "external-auditor": frozenset(),
    "system": frozenset(PERMISSIONS),
}


def may(context: Context, permission: str) -> bool:
    """True when one of the actor's roles grants the permission (a KeyError for a permission that does not exist)."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)
    return any(permission in GRANTS.get(role, ()) for role in context.roles)


def require(context: Context, permission: str) -> None:
    """Refuse (Forbidden) unless `may`."""
    if not may(context, permission):
        raise Forbidden("role.lacks-permission", str(_("Your role does not allow this: %s")) % PERMISSIONS[permission])
