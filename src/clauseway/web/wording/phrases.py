"""Small parts of sentences: lists of names, "2 of 18 processes", what has not been done to them, dates, the organization's own days."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.web import jinja

Counted = Callable[[int], str]

# What has not been done to members of a population, for the words people meet most. Others say it with the expectation's own sentence.
NOT_YET: dict[str, Counted] = {
    "audit.performed": lambda n: ngettext("has not been audited", "have not been audited", n),
    "supplier.evaluated": lambda n: ngettext("has not been evaluated", "have not been evaluated", n),
    "supplier.monitored": lambda n: ngettext(
        "has no evaluation of its deliveries", "have no evaluation of their deliveries", n
    ),
    "supplier-security.assessed": lambda n: ngettext(
        "has not been assessed for security", "have not been assessed for security", n
    ),
    "supplier-security.agreed": lambda n: ngettext("has no security terms agreed", "have no security terms agreed", n),
    "process.determined": lambda n: ngettext(
        "has no owner, inputs or outputs yet", "have no owner, inputs or outputs yet", n
    ),
    "process.evaluated": lambda n: ngettext(
        "has not been measured and evaluated", "have not been measured and evaluated", n
    ),
    "process.criteria-set": lambda n: ngettext("has no criteria yet", "have no criteria yet", n),
    "operation.planned": lambda n: ngettext("has no criteria and controls yet", "have no criteria and controls yet", n),
    "operation.controlled": lambda n: ngettext(
        "has no record of running as planned", "have no record of running as planned", n
    ),
    "risk.assessed": lambda n: ngettext(
        "has not been looked at for risks and opportunities", "have not been looked at for risks and opportunities", n
    ),
    "objective.planned": lambda n: ngettext("has no plan yet", "have no plan yet", n),
    "objective.evaluated": lambda n: ngettext("has not been evaluated", "have not been evaluated", n),
    "competence.shown": lambda n: ngettext(
        "has not been shown to be competent", "have not been shown to be competent", n
    ),
    "competence.required": lambda n: ngettext(
        "does not say what competence it needs", "do not say what competence they need", n
    ),
    "awareness.reached": lambda n: ngettext("has not been reached", "have not been reached", n),
    "quality-culture.made-known": lambda n: ngettext("has not been told", "have not been told", n),
    "security-policy.acknowledged": lambda n: ngettext(
        "has not confirmed the policies", "have not confirmed the policies", n
    ),
    "interested-party.determined": lambda n: ngettext("has no needs written down", "have no needs written down", n),
    "interested-party.need-decided": lambda n: ngettext(
        "has needs nobody has decided on", "have needs nobody has decided on", n
    ),
    "documented-information.controlled": lambda n: ngettext("is not under control", "are not under control", n),
    "documented-information.reviewed": lambda n: ngettext("has not been reviewed", "have not been reviewed", n),
    "measuring-equipment.calibrated": lambda n: ngettext(
        "has not been calibrated or verified", "have not been calibrated or verified", n
    ),
    "asset.inventoried": lambda n: ngettext("has no named owner", "have no named owner", n),
    "access-rights.reviewed": lambda n: ngettext(
        "has not had its access rights reviewed", "have not had their access rights reviewed", n
    ),
    "backup.restored": lambda n: ngettext(
        "has not been restored from backup in a test", "have not been restored from backup in a test", n
    ),
    "vulnerability.scanned": lambda n: ngettext(
        "has not been searched for vulnerabilities", "have not been searched for vulnerabilities", n
    ),
    "nonconformity.handled": lambda n: ngettext("has not been dealt with", "have not been dealt with", n),
    "corrective-action.verified": lambda n: ngettext(
        "has no verified corrective action", "have no verified corrective action", n
    ),
    "security-risk.rated": lambda n: ngettext("has no owner or level", "have no owner or level", n),
    "risk-treatment.implemented": lambda n: ngettext("has not been treated", "have not been treated", n),
    "residual-risk.accepted": lambda n: ngettext("has not been accepted", "have not been accepted", n),
}

# The button that records the word, for the words people meet most.
RECORD: dict[str, Counted] = {
    "audit.performed": lambda n: ngettext("Record the audit", "Record %(n)s audits", n),
    "supplier.evaluated": lambda n: ngettext("Evaluate it", "Evaluate %(n)s suppliers", n),
    "management-review.held": lambda n: _("Record the review"),
    "competence.shown": lambda n: ngettext("Show competence", "Show competence of %(n)s", n),
    "awareness.reached": lambda n: ngettext("Record awareness", "Record awareness of %(n)s", n),
    "process.evaluated": lambda n: ngettext("Evaluate the process", "Evaluate %(n)s processes", n),
    "risk.assessed": lambda n: ngettext("Assess the risks", "Assess %(n)s processes", n),
    "measuring-equipment.calibrated": lambda n: ngettext("Record the calibration", "Record %(n)s calibrations", n),
}

POPULATIONS = {
    "process": lambda: _("the process map"),
    "person": lambda: _("the list of people"),
    "site": lambda: _("the list of sites"),
    "supplier": lambda: _("the suppliers you buy from"),
    "document": lambda: _("the documents in force"),
    "party": lambda: _("the interested parties"),
    "risk": lambda: _("the list of risks and opportunities"),
    "asset": lambda: _("the inventory of assets"),
    "information-system": lambda: _("the list of information systems"),
    "equipment": lambda: _("the list of measuring equipment"),
}


def listed(names: Iterable[str], most: int = 3) -> str:
    """ "A, B and C", or "A, B and 4 more" when there are more than `most`."""
    every = [name for name in names if name]
    if not every:
        return ""
    if len(every) > most:
        shown = every[: most - 1]
        return _("%(names)s and %(more)s more") % {"names": ", ".join(shown), "more": len(every) - len(shown)}
    if len(every) == 1:
        return every[0]
    return _("%(names)s and %(last)s") % {"names": ", ".join(every[:-1]), "last": every[-1]}


def plural_of(kind: str, number: int = 2) -> str:
    """ "processes", in the vocabulary's word for a population (for one: "process")."""
    known = vocabulary().subjects.get(kind)
    if known is None:
        return kind
    return lowered(_(known.label) if number == 1 else _(known.plural))


def lowered(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def population_of(kind: str) -> str:
    """Where a population comes from, for "population: the process map"."""
    known = POPULATIONS.get(kind)
    return known() if known else plural_of(kind)


def day(value: dt.date | str | None) -> str:
    """ "14 March 2027", from a date or its ISO form."""
    if not value:
        return ""
    when = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return jinja.day_full(when)


def span(days: int) -> str:
    """A number of days the way people say it: "12 months", "2 years", "45 days"."""
    if days % 365 == 0 and days > 365:
        return ngettext("%(n)s year", "%(n)s years", days // 365) % {"n": days // 365}
    months = round(days / 30.44)
    if months and abs(days - months * 30.44) <= 3 and days >= 28:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def value_of(value: Any) -> str:
    """A facet's value in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return listed([str(one).replace("-", " ") for one in value], 6)
    return str(value).replace("-", " ")


def selection(only: Mapping[str, Any]) -> str:
    """Which members of a population are meant: "kind: outsourced"."""
    return ", ".join(f"{name.replace('-', ' ')}: {value_of(value)}" for name, value in only.items())
