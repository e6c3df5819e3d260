"""Querysets that are composed once a process and planned once a connection.

Django composes the text of a statement anew for every request, and without it being prepared the database plans it anew: on a page of fifty rows that was
a third of the work. What a page asks every time is stated here once, as an ordinary queryset in which what differs is `given`:

    def of_unit(unit):
        return Person.objects.filter(unit=unit).order_by("fold")

    _NAMED = Composed(lambda given: of_unit(given("unit")))
    people = _NAMED.rows(unit="Sales")

Where the queryset is asked in other ways, too, one function states it for both, as here: for a value or what is `given`.
"""

import copy
from collections.abc import Callable, Hashable
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Count, Expression, F, Field, Func, QuerySet, UUIDField, Value

from clauseway.kernel.prepared import prepared_cursor

MOST_SHAPES = 64
_Statement = tuple[QuerySet[Any], Any, str, tuple[Any, ...]]


class _Slot:
    """The place of a value in the parameters of a statement."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Given(Expression):
    """A value that is known when the statement is asked."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (_Slot(self.name),)


def _given(name: str, field: "Field[Any, Any] | None" = None) -> Any:
    """A value of the statement, by name; `field` says its type where it is no identifier."""
    return _Given(name, field or UUIDField())


class Composed:
    """A queryset composed at its first use. `make(given, *shape)` states it; each `shape` (a sort, the length of a page) is a statement of its own.
    With `fields` the rows are named tuples of these, which cost a third of a model's instances.

    Only values that the database compares belong in `given`; what changes the statement (which filter, how many rows) belongs in the shape. A value may be
    None only where the statement says what that means: SQL holds nothing equal to NULL.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]], fields: tuple[str, ...] = ()) -> None:
        self.make, self.fields = make, fields
        self._known: dict[tuple[Hashable, ...], _Statement] = {}

    def rows(self, *shape: Hashable, **values: Any) -> list[Any]:
        """What the queryset would give for these values: one statement. KeyError for a value that was not given."""
        return self._rows(("rows", *shape), lambda: _of(self.make(_given, *shape), self.fields), values)

    def page(self, start: int, end: int, *shape: Hashable, **values: Any) -> list[Any]:
        """Its rows from `start` to before `end`, what belongs to each joined late; one statement."""
        return self._rows(
            ("page", start, end, *shape),
            lambda: joined_late(self.make(_given, *shape), start, end, self.fields),
            values,
        )

    def count(self, *shape: Hashable, **values: Any) -> int:
        """How many rows there are; one statement."""
        found = self._rows(("count", *shape), lambda: _counted(self.make(_given, *shape)), values)
        return int(found[0]) if found else 0

    def _rows(self, key: tuple[Hashable, ...], state: Callable[[], QuerySet[Any]], values: dict[str, Any]) -> list[Any]:
        queryset, compiler, text, slots = self._known.get(key) or self._compose(key, state())
        parameters = [values[slot.name] if isinstance(slot, _Slot) else slot for slot in slots]
        asking = copy.copy(compiler)
        asking.connection = connections[DEFAULT_DB_ALIAS]  # the compiler holds that of the thread that came first
        asking.execute_sql = lambda *_how, **_more: [_ask(text, parameters)]
        stand_in: Any = SimpleNamespace(
            query=SimpleNamespace(get_compiler=lambda *_how, **_more: asking),
            db=DEFAULT_DB_ALIAS,
            model=queryset.model,
            _fields=queryset._fields,  # type: ignore[attr-defined]
            _known_related_objects={},
        )
        iterable: Any = queryset._iterable_class  # type: ignore[attr-defined]
        return list(iterable(stand_in))

    def _compose(self, key: tuple[Hashable, ...], queryset: QuerySet[Any]) -> "_Statement":
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        text, parameters = compiler.as_sql()
        if len(self._known) >= MOST_SHAPES:
            self._known.clear()
        found = self._known[key] = (queryset, compiler, text, tuple(parameters))
        return found


def _of(rows: QuerySet[Any], fields: tuple[str, ...]) -> QuerySet[Any]:
    return rows.values_list(*fields, named=True) if fields else rows  # type: ignore[no-any-return]


def joined_late(rows: QuerySet[Any], start: int, end: int, fields: tuple[str, ...] = ()) -> QuerySet[Any]:
    """The slice (of some fields, as named tuples), with what belongs to each row joined to the fifty rows of a page instead of to all that could be on it."""
    query = rows.query
    if query.annotations or not (query.select_related or any("__" in name for name in fields)):
        return _of(rows[start:end], fields)
    keys = ArraySubquery(rows.select_related(None).defer(None).values("pk")[start:end])
    late = rows.model._default_manager.filter(Among(F("pk"), keys)).order_by(*query.order_by)
    late.query.select_related, late.query.deferred_loading = query.select_related, query.deferred_loading
    return _of(late, fields)


class Among(Func):
    """Whether a key is among those of an array. Unlike IN (SELECT …), the planner cannot ask for the array once per row, which it does where it thinks that
    there are few: under row-level security it always thinks so."""

    template, arg_joiner, output_field = "(%(expressions)s))", " = ANY(", BooleanField()


def _counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row with how many there are; no row when there are none."""
    return rows.order_by().values(every=Value(1)).annotate(number=Count("pk")).values_list("number", flat=True)


def _ask(text: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with prepared_cursor() as cursor:
        cursor.execute(text, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
