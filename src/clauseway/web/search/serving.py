"""What serves the requirements that a search cites: documents that describe them, controls that are about them, actions that should close them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from clauseway.actions.models import ActionCloses
from clauseway.documents.models import Suggestion
from clauseway.documents.searching import describing
from clauseway.processes.queries.controls import live_controls
from clauseway.web.components import Link
from clauseway.web.frame import Place
from clauseway.web.search.asking import Asked

DESCRIBED, ICONS = "described", {"documents": "file", "controls": "shown", "plan": "go"}


@dataclass(frozen=True, slots=True)
class Serving:
    """By requirement the links to what serves it; by document the references cited that it describes."""

    of: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    described: Mapping[uuid.UUID, list[str]] = field(default_factory=dict)

    def links(self, requirement: uuid.UUID) -> Sequence[Link]:
        return self.of.get(str(requirement), ())


def serving(place: Place, asked: Asked, requirements: Sequence[uuid.UUID]) -> Serving:
    """What serves some requirements, and every document that describes what is cited: one statement, none for words."""
    assert place.system is not None
    cited = describing(place.system.id, asked.q)
    if cited is None:
        return Serving()
    rows = _rows(cited, DESCRIBED, "requirement_id", "document_id", "requirement__ref", "requirement__ref")
    if requirements:
        rows = rows.union(*_serving(place, place.system.id, requirements), all=True)
    links: dict[str, list[Link]] = {}
    described: dict[uuid.UUID, list[str]] = {}
    for what, requirement, key, _fold, name in sorted(
        rows, key=lambda row: (list(ICONS).index(row[0]) if row[0] in ICONS else -1, row[3], row[2])
    ):
        if what == DESCRIBED:
            described.setdefault(key, []).append(name)
        else:
            link = Link(label=name, href=f"{place.base}/{what}/{key}/", icon=ICONS[what])
            links.setdefault(requirement, []).append(link)
    return Serving(
        {key: tuple(dict.fromkeys(made)) for key, made in links.items()},
        {key: list(dict.fromkeys(refs)) for key, refs in described.items()},
    )


def _serving(place: Place, system: uuid.UUID, requirements: Sequence[uuid.UUID]) -> list[QuerySet[Any, Any]]:
    accepted = Suggestion.objects.filter(requirement_id__in=requirements, system_id=system, state="accepted")
    about = Func(F("requirements"), function="jsonb_array_elements_text", output_field=CharField())
    controls = (
        live_controls(place.context)
        .select_related(None)
        .filter(requirements__has_any_keys=[str(key) for key in requirements])
    )
    closing = ActionCloses.objects.filter(
        requirement_id__in=requirements, action__system_id=system, action__state__in=("open", "doing")
    )
    return [
        _rows(
            accepted.filter(document__shown=True),
            "documents",
            "requirement_id",
            "document_id",
            "document__fold",
            "document__title",
        ),
        _rows(controls.annotate(about=about), "controls", "about", "id", "fold", "name"),
        _rows(closing, "plan", "requirement_id", "action_id", "action__fold", "action__title"),
    ]


def _rows(rows: QuerySet[Any], what: str, requirement: str, key: str, folded: str, name: str) -> QuerySet[Any, Any]:
    """Of some rows (what, requirement, key, name as sorted, name as shown), each once, with the same types wherever they come from."""
    told = (
        Value(what, CharField()),
        Cast(requirement, CharField()),
        key,
        Cast(folded, CharField()),
        Cast(name, CharField()),
    )
    return rows.order_by().values_list(*told).distinct()
