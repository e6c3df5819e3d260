"""`n` needs, decisions, reviews, roles, assignments and lines of a communication plan, for the walks over tables and addresses."""

import uuid
from dataclasses import replace

from clauseway.kernel.context import Context, enter
from clauseway.systems.operations.communication import hold_communication, plan_communication
from clauseway.systems.operations.context import decide_climate, review_context
from clauseway.systems.operations.parties import Binding, add_needs, become_obligation
from clauseway.systems.operations.responsibilities import Subject, add_role, assign, hold_role


def answer(context: Context, system: uuid.UUID, n: int, ids: dict[str, uuid.UUID]) -> None:
    """The context and who answers, with everything that has an address of its own."""
    named = replace(context, person=context.person or ids["person"])
    enter(named)
    for i in range(n):
        decide_climate(named, system, relevant=bool(i % 2), because="Water gets scarce in summer.")
        ids["review"] = review_context(named, system, outcome="unchanged", changed="All issues were read again.").id
        (need,) = add_needs(named, ids["party"], needs=[f"Need {i}"])
        binding = Binding(name=f"Promise {i}")
        ids["need"] = become_obligation(named, need.id, binding, version=need.version).id
        ids["role"] = add_role(named, name=f"Role {i}").id
        ids["holding"] = hold_role(named, ids["role"], person=ids["person"]).id
        subject = Subject(kind="process", ref=str(ids["process"]))
        assign(named, subject, letters="C", role=ids["role"])
        assign(named, Subject(kind="task", ref="customer-focus", system=system), letters="R", role=ids["role"])
        ids["line"] = plan_communication(named, system, what=f"Line {i}", days=30, owner_id=ids["person"]).id
        ids["occasion"] = hold_communication(named, ids["line"], note="Everybody came").id
    enter(context)
