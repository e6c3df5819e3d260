"""How processes, ends of hand-overs and findings are called on the pages."""

from django.utils.translation import gettext as _

from clauseway.processes.models import Flow, Process

ORDER = ("management", "core", "support", "outsourced")


def lane_label(kind: str) -> str:
    return {
        "management": _("Management processes"),
        "core": _("Core processes"),
        "support": _("Support processes"),
        "outsourced": _("Outsourced processes"),
    }[kind]


def outside_label(kind: str) -> str:
    return {"customer": _("Customers"), "supplier": _("Suppliers"), "party": _("Interested parties")}[kind]


def finding_label(code: str) -> str:
    """What does not fit, as a sentence without the process's name."""
    return {
        "output-untaken": _("gives something nobody takes"),
        "input-ungiven": _("waits for something nobody gives"),
        "taker-ended": _("gives to a process that has ended"),
        "giver-ended": _("waits for a process that has ended"),
        "no-input": _("takes nothing from anybody"),
        "no-output": _("gives nothing to anybody"),
        "owner-missing": _("has no owner"),
    }[code]


def end_name(flow: Flow, side: str) -> str:
    """Who is at one end of a hand-over; "" for nobody yet."""
    if getattr(flow, f"{side}_kind") == "process":
        process: Process = getattr(flow, side)
        return process.name
    return str(getattr(flow, f"{side}_name"))


def result_label(result: str) -> str:
    return {
        "effective": _("it holds"),
        "corrected": _("it failed and was corrected at once"),
        "not-effective": _("it failed"),
    }.get(result, "")
