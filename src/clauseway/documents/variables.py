"""The variables a text may use, in words; what each stands for is worked out by `lines.values_of`. Needs no database."""

from django.utils.translation import gettext_lazy as _

VARIABLES = {
    "organization.name": _("the name of the organization"),
    "organization.sector": _("the sector of the organization"),
    "organization.sites": _("the sites of the organization"),
    "system.name": _("the name of the management system"),
    "system.scope": _("the scope of the management system: what is in, and what is not"),
    "system.standards": _("the standards the management system applies"),
    "document.title": _("the title of this document"),
    "document.identifier": _("the identifier of this document"),
    "document.revision": _("the revision of this document"),
    "document.owner": _("who keeps this document up to date"),
    "document.kind": _("the kind of this document"),
    "document.classification": _("the classification of this document"),
}
"""What a text may leave to be filled in from what is known, in words."""
