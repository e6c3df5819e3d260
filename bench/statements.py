"""Counting what a page asks the database: data statements, without BEGIN, COMMIT, SAVEPOINT and the like."""

from collections.abc import Callable
from typing import Any

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Counter:
    """A wrapper around Django's statements: `with connection.execute_wrapper(counter): ...`."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(CONTROL):
            self.asked.append(" ".join(sql.split()))
        return execute(sql, params, many, context)
