"""The unit of work: one operation, one transaction, then the ledger is brought up to date before it commits."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction

from clauseway.kernel import registry
from clauseway.kernel.context import Context, enter

P = ParamSpec("P")
R = TypeVar("R")

_touched: ContextVar[set[tuple[str, str]] | None] = ContextVar("touched", default=None)
_entered: ContextVar[Context | None] = ContextVar("entered", default=None)


def touch(source: str, key: object) -> None:
    """Say that what `source` can prove about `key` may have changed. Only inside an operation (RuntimeError elsewhere)."""
    pending = _touched.get()
    if pending is None:
        raise RuntimeError("touch() is called inside an operation only.")
    pending.add((source, str(key)))


def touch_subject(kind: str, ref: object) -> None:
    """Say that one member of a population may have come, changed or gone; `touch("population", kind)` says it of any of them."""
    touch(registry.POPULATION, f"{kind}|{ref}")


@contextmanager
def unit_of_work(context: Context) -> Iterator[None]:
    """Run a block as one unit: all or nothing, and the claims and verdicts it changes are settled before the end.

    Nested units join the outer one, so that an import of a thousand rows settles once.
    """
    if _touched.get() is not None:
        with _as_inner(context):
            yield
        return
    token, actor = _touched.set(set()), _entered.set(context)
    try:
        with transaction.atomic():
            enter(context)
            yield
            pending = frozenset(_touched.get() or ())
            for settle in registry.settlers:
                if pending:
                    pending = settle(context, pending)
    finally:
        _touched.reset(token)
        _entered.reset(actor)


@contextmanager
def _as_inner(context: Context) -> Iterator[None]:
    """An operation of another actor inside a unit (a day of a story): the trail names who did it."""
    outer = _entered.get()
    if outer is None or outer == context:
        yield
        return
    token = _entered.set(context)
    enter(context)
    try:
        yield
    finally:
        _entered.reset(token)
    enter(outer)


@contextmanager
def turns() -> Iterator[Callable[[Context], None]]:
    """A stretch of a unit in which actors take turns (a day of a story): yields what hands over to the next, whom the trail then names. At the end it is
    again the turn of who had it before. RuntimeError outside a unit."""
    outer = _entered.get()
    if outer is None:
        raise RuntimeError("Actors take turns inside a unit of work only.")
    token = _entered.set(outer)

    def hand_over(context: Context) -> None:
        if _entered.get() != context:
            enter(context)
            _entered.set(context)

    try:
        yield hand_over
    finally:
        last = _entered.get()
        _entered.reset(token)
    if last != outer:
        enter(outer)


def operation(
    function: Callable[Concatenate[Context, P], R],
) -> Callable[Concatenate[Context, P], R]:
    """Mark a function as a room's write path: its first argument is the context and it runs as one unit of work."""

    @functools.wraps(function)
    def run(context: Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with unit_of_work(context):
            return function(context, *args, **kwargs)

    return run
