"""Things of the search index: processes, suppliers, instruments, obligations and all the others; one statement for all kinds together."""

from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from clauseway.organization.models import SearchEntry
from clauseway.organization.queries import indexed
from clauseway.web.documents.marking import emphasized, excerpt
from clauseway.web.frame import Place
from clauseway.web.search.asking import FIRST, Asked
from clauseway.web.search.kinds import KINDS, OF_INDEX
from clauseway.web.search.page import Hit

OF_ORGANIZATION = ("person",)
"""Kinds whose pages stand outside the systems."""


def found(place: Place, asked: Asked) -> dict[str, tuple[int, tuple[Hit, ...]]]:
    """By kind how many fit and those to show; kinds without any are left out."""
    kinds = [kind for kind in OF_INDEX if asked.wants(kind)]
    if not kinds:
        return {}
    rows = _fitting(place, asked, kinds).annotate(
        first=Case(When(fold__startswith=asked.words[0], then=Value(0)), default=Value(1))
    )
    if asked.kind:
        rows = rows.order_by("first", "fold", "id")
        total = rows.count()
        start, end = asked.part(total)
        shown = list(rows[start:end])
        return {asked.kind: (total, tuple(_hit(place, asked, row) for row in shown))} if total else {}
    rows = rows.annotate(
        place=Window(RowNumber(), partition_by=F("kind"), order_by=("first", "fold", "id")),
        all_found=Window(Count("*"), partition_by=F("kind")),
    )
    grouped: dict[str, tuple[int, list[Hit]]] = {}
    for row in rows.filter(place__lte=FIRST).order_by("kind", "place"):
        grouped.setdefault(row.kind, (row.all_found, []))[1].append(_hit(place, asked, row))
    return {kind: (total, tuple(hits)) for kind, (total, hits) in grouped.items()}


def _fitting(place: Place, asked: Asked, kinds: list[str]) -> QuerySet[SearchEntry]:
    """Entries of the kinds asked for. What belongs to one system is looked for in this one; a state and days are asked of the thing itself."""
    assert place.system is not None
    free = [kind for kind in kinds if not asked.narrowed and not KINDS[kind].of_system]
    among: Any = Q(kind__in=free)
    for name in kinds:
        if name not in free:
            kind = KINDS[name]
            narrow = asked.between(kind.day) if kind.day else Q()
            narrow &= kind.state(asked.state, place.context.today) if asked.state else Q()
            among |= Q(kind=name, reference__in=kind.keys(place.system.id, narrow))
    return indexed(place.context, asked.q).filter(among)


def address(place: Place, kind: str, path: str) -> str:
    """Where a thing of the index is shown."""
    root = place.home if kind in OF_ORGANIZATION else place.base
    return f"{root}/{path}" if path.endswith("/") or "#" in path or "?" in path else f"{root}/{path}/"


def _hit(place: Place, asked: Asked, row: SearchEntry) -> Hit:
    return Hit(
        title=emphasized(row.title, asked.q),
        href=address(place, row.kind, row.path),
        text=excerpt(row.detail, asked.q, 200) if row.detail else "",
    )
