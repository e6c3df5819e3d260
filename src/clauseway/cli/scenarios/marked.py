"""YAML read so that mistakes can be shown where they are: mappings know their lines, and nothing is guessed to be a number that is a clause."""

import re
from typing import Any

import yaml


class Marked(dict[str, Any]):
    """A mapping that knows on which line it starts and on which line each key stands."""

    line: int = 0
    lines: dict[str, int]


class Unreadable(Exception):
    """The text is not YAML, or a key stands twice; `line` says where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class _Loader(yaml.SafeLoader):
    """Safe YAML in which `on` stays a word and `8.10` a clause: only yes/no/true/false, whole numbers and dates are more than text."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag.rsplit(":", 1)[1] not in ("bool", "float", "int", "timestamp", "value")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:yes|no|true|false)$", re.I), list("yYnNtTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|[1-9]\d*)$"), list("0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:timestamp", re.compile(r"^\d{4}-\d\d-\d\d$"), list("0123456789"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Marked:
    found = Marked()
    found.line, found.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = plain(str(loader.construct_object(key_node, deep=True)))
        line = key_node.start_mark.line + 1
        if key in found:
            raise Unreadable(line, f"“{key}” stands twice.")
        found[key] = loader.construct_object(value_node, deep=True)
        found.lines[key] = line
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def plain(word: str) -> str:
    """A word as it is compared: lower case, single spaces for hyphens and underscores."""
    return re.sub(r"[\s_-]+", " ", word.strip().lower())


def read(text: str) -> Any:
    """The document. Raises Unreadable with the line."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 1, f"This is not YAML: {error.problem or error.context}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(1, f"This is not YAML: {error}.") from None
