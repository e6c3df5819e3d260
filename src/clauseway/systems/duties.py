"""Duties that follow from the organization's own rhythms: a rhythm that changes moves what is due by it."""

from clauseway.kernel.context import Context
from clauseway.kernel.registry import Tokens, register_settler
from clauseway.systems.models import Objective, Obligation, System
from clauseway.systems.operations import context as surroundings
from clauseway.systems.operations import objectives, obligations


def register() -> None:
    register_settler(settle, first=True)


def settle(context: Context, pending: Tokens) -> Tokens:
    """Work out again what is due by the rhythms that an operation set; the tokens go on unchanged."""
    rhythms = {key.partition("|")[2] for name, key in pending if name == "rhythm"}
    if obligations.RHYTHM in rhythms:
        obligations.remind(context, list(Obligation.objects.all()))
    if objectives.RHYTHM in rhythms:
        objectives.remind(context, list(Objective.objects.all()))
    if surroundings.RHYTHM in rhythms:
        surroundings.remind(context, System.objects.values_list("id", flat=True))
    return pending
