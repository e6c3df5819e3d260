"""Small, with a number: modules, functions, and tests as long as the code. The lists of exceptions may only shrink."""

import pytest

from .sources import PACKAGE, ROOT, dotted, functions, modules

HARD_STOP = 600
MOST_OF_THEM = 400
LONGEST_FUNCTION = 50

LONG_FUNCTIONS: dict[str, int] = {}
"""Functions that are longer, with the length they have and may not exceed."""


def lines(path: object) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())  # type: ignore[attr-defined]


@pytest.mark.parametrize("folder", ["src/clauseway", "tests", "script"])
def test_no_module_passes_the_hard_stop(folder: str) -> None:
    found = {
        str(path.relative_to(ROOT)): lines(path)
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and lines(path) > HARD_STOP
    }
    assert found == {}


def test_nine_modules_in_ten_are_small() -> None:
    sizes = sorted(lines(path) for path in modules())
    assert sizes[int(len(sizes) * 0.9)] <= MOST_OF_THEM


def test_functions_are_short() -> None:
    """A function that grew is split; one on the list that shrank leaves it."""
    found = {}
    for path in modules():
        for node in functions(path):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length >= LONGEST_FUNCTION:
                found[f"{dotted(path)}.{node.name}"] = length
    grown = {name: length for name, length in found.items() if length > LONG_FUNCTIONS.get(name, 0)}
    assert grown == {}, "Split these."
    assert {name for name in LONG_FUNCTIONS if name not in found} == set(), "Take these off the list."


def test_templates_and_modules_of_the_browser_are_small() -> None:
    found = {
        str(path.relative_to(PACKAGE)): lines(path)
        for pattern in ("*.html", "*.js")
        for path in (PACKAGE / "web").rglob(pattern)
        if lines(path) > MOST_OF_THEM
    }
    assert found == {}


def test_tests_are_told_against_the_code(record_property: pytest.FixtureRequest) -> None:
    """Reported, not enforced: lines of tests per line of code (1 or more is the aim)."""
    code = sum(lines(path) for path in modules())
    tests = sum(lines(path) for path in (ROOT / "tests").rglob("*.py"))
    record_property("tests per line of code", round(tests / code, 2))  # type: ignore[operator]
    print(f"tests {tests} lines, code {code} lines: {tests / code:.2f}")
