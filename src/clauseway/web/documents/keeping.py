"""How much stands in each register that may take the place of a document: for saying "kept here", never for judging."""

from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from clauseway.actions.models import Action
from clauseway.documents.models import Form, FormEntry, Reading
from clauseway.documents.registers import REGISTERS, Register
from clauseway.evidence.models import Record, Subject
from clauseway.processes.models import Indicator
from clauseway.systems.models import Applicability, InterestedParty, Issue, ScopeStatement
from clauseway.web.documents.build import system_of
from clauseway.web.frame import Place


def kept(place: Place) -> dict[str, int]:
    """How many things each register holds, by its key; one statement."""
    system = system_of(place)
    counted: dict[str, QuerySet[Any]] = {
        "issues": Issue.objects.filter(system_id=system),
        "parties": InterestedParty.objects.filter(live_until=None),
        "scope": ScopeStatement.objects.filter(system_id=system, valid_until=None),
        "applicability": Applicability.objects.filter(system_id=system, valid_until=None),
        "indicators": Indicator.objects.all(),
        "forms": FormEntry.objects.filter(system_id=system, state="final"),
        "evidence": Record.objects.all(),
        "plan": Action.objects.filter(system_id=system),
        "reading": Reading.objects.all(),
    }
    parts = [_count(key, rows) for key, rows in counted.items()]
    subjects = Subject.objects.filter(superseded_at=None, live_until=None).order_by().values("kind")
    found = dict(subjects.annotate(n=Count("id")).values_list("kind", "n").union(*parts, all=True))
    held = {key: found.get(f"register:{key}", 0) for key in REGISTERS}
    for key, one in REGISTERS.items():
        if one.counts:
            held[key] = max(held[key], sum(found.get(kind, 0) for kind in one.counts))
    return held


def _count(key: str, rows: QuerySet[Any]) -> Any:
    """One row: the register's key and how many rows there are."""
    named = rows.order_by().annotate(kind_=Value(f"register:{key}", output_field=CharField()))
    return named.values("kind_").annotate(n=Count("id")).values_list("kind_", "n")


def address(place: Place, register: Register) -> str:
    """Where a register is."""
    return f"{place.home if register.organization else place.base}/{register.path}"


def forms_in_use(place: Place) -> list[tuple[str, str]]:
    """The forms one may say to serve an entry, by id and name."""
    rows = Form.objects.filter(~Q(current=0), system_id=system_of(place), retired_on=None).order_by("fold")
    return [(str(key), name) for key, name in rows.values_list("id", "name")[:500]]
