"""Commands of another installation than the one that the tests run in."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import clauseway

SOURCE = Path(clauseway.__file__).resolve().parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


def clean_environment(data: Path, **more: str) -> dict[str, str]:
    """This process's environment without its own installation, for another one."""
    ours = ("CLAUSEWAY_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = os.pathsep.join(filter(None, [str(SOURCE), kept.get("PYTHONPATH", "")]))
    return {**kept, "PYTHONPATH": path, "CLAUSEWAY_DATA": str(data), **more}
