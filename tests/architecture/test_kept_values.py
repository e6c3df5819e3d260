"""What a process keeps and hands to every thread cannot be changed by whoever gets it."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from clauseway.conformity import queries
from clauseway.documents.form_templates import templates
from clauseway.kernel.readonly import own_copy, read_only
from clauseway.web.plan import forecasting

SOURCE = Path(__file__).parents[2] / "src" / "clauseway"
CHANGEABLE = {"dict", "list", "set", "defaultdict", "Counter"}
HELD = {"a": [{"b": [1, {"c": "d"}]}], "e": {"f": None}}
TEXT = '{"a": [{"b": [1, {"c": "d"}]}], "e": {"f": null}}'


def kept() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {ast.unparse(one).split("(")[0].split(".")[-1] for one in node.decorator_list}
                if names & {"cache", "lru_cache"}:
                    yield f"{path.relative_to(SOURCE)}:{node.name}", node


def test_no_function_that_is_asked_once_promises_something_to_change() -> None:
    found = dict(kept())
    assert len(found) > 20
    promised = {
        where: {name.id for name in ast.walk(node.returns) if isinstance(name, ast.Name)}
        for where, node in found.items()
        if node.returns is not None
    }
    assert sorted(promised) == sorted(found), "A function without a promise of what it returns."
    assert not [where for where, names in promised.items() if names & CHANGEABLE]


@pytest.mark.parametrize(
    "read",
    [lambda: read_only(HELD), lambda: queries._read(TEXT), lambda: forecasting._read(TEXT)],
    ids=["read_only", "the reasons and facets of a verdict", "a forecast on file"],
)
def test_nothing_in_a_value_that_is_kept_can_be_written(read: Callable[[], Any]) -> None:
    value = read()
    assert own_copy(value) == HELD
    assert [type(one) for one in containers(value) if hasattr(one, "append") or hasattr(one, "update")] == []
    with pytest.raises(TypeError):
        value["e"]["f"] = 1


def test_a_copy_of_ones_own_leaves_the_template_as_it_is() -> None:
    design = next(iter(templates().values())).design
    before, mine = own_copy(design), own_copy(design)
    mine["fields"][0]["key"] = "another"
    mine["fields"].clear()
    assert own_copy(design) == before


def containers(value: Any) -> Iterator[Any]:
    held = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else None
    if held is not None:
        yield value
        for one in held:
            yield from containers(one)
