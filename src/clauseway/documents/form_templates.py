"""The forms that ship, to begin with and to change; read once from `content/forms/`."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from clauseway.kernel.readonly import read_only


@dataclass(frozen=True, slots=True)
class Template:
    """A form to begin with. `design` is copied into the organization's own form."""

    key: str
    name: str
    about: str
    retention_years: int | None
    design: Mapping[str, Any]


@functools.cache
def templates() -> Mapping[str, Template]:
    """The templates by key."""
    found = {}
    for path in sorted((Path(settings.CONTENT) / "forms").glob("*.yaml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[path.stem] = Template(
            path.stem, entry["name"], entry["about"], entry.get("retention_years"), read_only(entry["design"])
        )
    return found
