"""What the laws of the forecast ask of a plan: in which order its open actions are taken."""

from datetime import date

from clauseway.rules.plan import Plan, network


def work_order(plan: Plan, as_of: date) -> tuple[str, ...]:
    """The order in which the open actions are taken: a person works on one at a time, in this order."""
    return tuple(node.id for node in network(plan, as_of).nodes if node.runs_until is None)
