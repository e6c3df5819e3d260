"""What the pages of the context call things, and the tabs that lead from one to the other."""

from django.utils.translation import gettext as _

from clauseway.systems.models import Assignment, ContextReview, Issue, PartyNeed, PlannedCommunication
from clauseway.web.components import State
from clauseway.web.frame import Place
from clauseway.web.tables import View

CONTEXT, ANSWERS, TALK = "context", "responsibilities", "communication"
"""Keys of the entries of the navigation."""


def context_tabs(place: Place, current: str) -> tuple[View, ...]:
    """From the issues to every way of looking at them."""
    return _tabs(
        place,
        current,
        ("", _("Issues")),
        ("swot/", _("Strengths & threats")),
        ("pestle/", _("By heading")),
        ("climate/", _("Climate change")),
        ("parties/", _("Interested parties")),
        ("reviews/", _("Reviews")),
    )


def answer_tabs(place: Place, current: str) -> tuple[View, ...]:
    """Who answers for processes, requirements and the tasks of the system; and the roles."""
    return _tabs(
        place,
        current,
        ("responsibilities/", _("Processes")),
        ("responsibilities/requirements/", _("Requirements")),
        ("responsibilities/tasks/", _("Tasks of the system")),
        ("roles/", _("Roles")),
    )


def _tabs(place: Place, current: str, *wanted: tuple[str, str]) -> tuple[View, ...]:
    return tuple(
        View(label=label, href=f"{place.base}/context/{path}", current=path == current) for path, label in wanted
    )


def quadrant_word(name: str) -> str:
    words = {
        "strength": _("Strengths"),
        "weakness": _("Weaknesses"),
        "opportunity": _("Opportunities"),
        "threat": _("Threats"),
    }
    return words.get(name, _("Not said yet whether it helps or harms"))


def quadrant_tag(name: str) -> str:
    """What one issue is."""
    words = {
        "strength": _("strength"),
        "weakness": _("weakness"),
        "opportunity": _("opportunity"),
        "threat": _("threat"),
    }
    return words.get(name, _("not said"))


def finding_word(code: str) -> str:
    """What is wrong with who answers."""
    words = {
        "nobody-accountable": _("nobody answers"),
        "several-accountable": _("several answer"),
        "accountable-left": _("who answers has left"),
        "accountable-vacant": _("nobody holds the role that answers"),
        "nobody-responsible": _("nobody does it"),
        "assignee-left": _("somebody in it has left"),
    }
    return words[code]


def task_word(code: str) -> tuple[str, str]:
    """A task of the system, and what it means."""
    words = {
        "system-conforms": (
            _("The system meets the standard"),
            _("Sees to it that what is asked is there and kept up."),
        ),
        "reports-performance": (
            _("Reports to top management"),
            _("Tells how the system does, and what could be better."),
        ),
        "customer-focus": (_("Keeps the customer in mind"), _("Sees to it that everybody knows what customers need.")),
        "process-results": (_("Processes give their results"), _("Sees to it that processes bring what they should.")),
        "integrity-of-changes": (
            _("Keeps the system whole while it changes"),
            _("Looks ahead when something is changed."),
        ),
    }
    return words.get(code, (code.replace("-", " ").capitalize(), ""))


def lack_word(code: str) -> str:
    """What a line of the communication plan lacks."""
    words = {
        "what": _("what"),
        "why": _("why"),
        "when": _("when"),
        "audience": _("with whom"),
        "how": _("how"),
        "owner": _("who sees to it"),
    }
    return words[code]


def side_word(row: Issue | PlannedCommunication) -> str:
    return str(row.get_side_display())


def letter_word(letter: str) -> str:
    return str(dict(Assignment.LETTERS)[letter])


def decision_sign(need: PartyNeed) -> tuple[State, str]:
    """What was decided about a need, and how it looks."""
    states = {"taken-up": State.SHOWN, "obligation": State.SHOWN, "left": State.NOT_APPLICABLE}
    return states.get(need.decision, State.UNKNOWN), str(need.get_decision_display()) or _("not decided")


def outcome_sign(review: ContextReview) -> tuple[State, str]:
    state = State.NOT_APPLICABLE if review.withdrawn_on else State.GAP if review.outcome == "left-open" else State.SHOWN
    words = {"unchanged": _("unchanged"), "taken-up": _("taken up"), "left-open": _("left open")}
    return state, words[review.outcome]
