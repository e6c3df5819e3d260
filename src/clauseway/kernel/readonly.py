"""What is read once a process and handed to every thread: values that nobody who gets them can change."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


def read_only(value: Any) -> Any:
    """The same JSON value to read: objects as mappings without a way to write, arrays as tuples, at every depth."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: read_only(held) for key, held in value.items()})
    return tuple(map(read_only, value)) if isinstance(value, list | tuple) else value


def own_copy(value: Any) -> Any:
    """A JSON value of one's own, to change or to store: dicts and lists, whatever they were."""
    if isinstance(value, Mapping):
        return {key: own_copy(held) for key, held in value.items()}
    return list(map(own_copy, value)) if isinstance(value, list | tuple) else value
