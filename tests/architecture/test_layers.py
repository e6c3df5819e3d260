"""Imports go one way, foreign keys too, rules know only the standard library, and the network is reached from named places."""

import sys

import pytest
from django.apps import apps
from importlinter.cli import lint_imports

from .sources import PACKAGE, ROOT, dotted, imported, modules

ORDER = (
    "organization",
    "catalogue",
    "actions",
    "systems",
    "evidence",
    ("documents", "processes", "resources"),
    "conformity",
)
"""The rooms from below; those in a pair do not know each other."""

NETWORK = {
    "socket",
    "ssl",
    "http.client",
    "urllib.request",
    "smtplib",
    "ftplib",
    "requests",
    "httpx",
    "aiohttp",
    "boto3",
} | {
    "django.core.mail",
    "urllib3",
    "asyncio.open_connection",
}
ADAPTERS = {
    "organization.mail": "letters to people, through Django's mail backend",
    "installation.environment": "finds a free port for the pages on this machine",
    "installation.postgres": "talks to the embedded server on this machine",
    "installation.supervisor": "asks the pages of this machine whether they are up",
    "installation.checkup": "looks whether the configured services answer",
    "installation.webserver": "binds the pages' port",
}
"""The only modules that may reach the network, with what for."""


def test_imports_go_only_downwards() -> None:
    """The contracts in .importlinter hold; a package without a place in them fails."""
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("*.py")), ids=lambda p: p.stem)
def test_rules_import_only_the_standard_library_and_each_other(path: object) -> None:
    foreign = {
        name
        for _line, name in imported(path)  # type: ignore[arg-type]
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("clauseway.rules")
    }
    assert foreign == set()


def _level(label: str) -> int:
    for level, entry in enumerate(ORDER):
        if label == entry or label in entry:
            return level
    raise AssertionError(f"The room {label!r} has no place in ORDER.")


def test_foreign_keys_point_only_downwards() -> None:
    """import-linter cannot see a foreign key that is written as a string."""
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("clauseway."):
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None) if field.concrete else None
            if target is None or not target.__module__.startswith("clauseway."):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and _level(there) >= _level(here):
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []


def test_no_room_asks_for_models_by_name() -> None:
    """`apps.get_model` would hide an import from the linter."""
    hidden = [
        f"{dotted(path)}" for path in modules() if "get_model(" in path.read_text() and dotted(path) != "kernel.tenancy"
    ]
    assert hidden == []


def test_the_network_is_reached_from_named_adapters_only() -> None:
    found = {}
    for path in modules():
        reached = {
            name for _line, name in imported(path) if any(name == n or name.startswith(n + ".") for n in NETWORK)
        }
        if reached and dotted(path) not in ADAPTERS:
            found[dotted(path)] = sorted(reached)
    assert found == {}, "Network belongs into an adapter that ADAPTERS names with its reason."


def test_the_list_of_adapters_holds_no_module_that_is_gone() -> None:
    there = {dotted(path) for path in modules()}
    assert set(ADAPTERS) <= there
