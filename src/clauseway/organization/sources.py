"""What this room says to the ledger: who works here and where the sites are (populations)."""

from django.db.models import Q

from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftSubject, register_population
from clauseway.organization.models import Person, Site


def register() -> None:
    register_population("person", origin="people", members=_people)
    register_population("site", origin="sites", members=_sites)


def _people(context: Context, which: Q) -> list[DraftSubject]:
    return [DraftSubject(str(p.id), _shown(p), p.live_from, p.live_until) for p in Person.objects.filter(which)]


def _shown(person: Person) -> str:
    """Personal values live only in `person`: the ledger holds the reference, and the name is looked up when shown."""
    return f"person {str(person.id)[-6:]}"


def _sites(context: Context, which: Q) -> list[DraftSubject]:
    return [
        DraftSubject(str(s.id), s.name, s.live_from, s.live_until, {"kind": s.kind}) for s in Site.objects.filter(which)
    ]
