"""Steps that need Django run in processes of their own, so that each has one database role and a memory of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of an installation in `data`, free of what this shell says about another one."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("CLAUSEWAY_", "DATABASE_", "DJANGO_"))
    }
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return {**kept, "PYTHONPATH": paths, "CLAUSEWAY_DATA": str(data), "CLAUSEWAY_EMAIL_URL": "none:", **more}


def step(module: str, told: Mapping[str, str], *arguments: str) -> dict[str, Any]:
    """Run `python -m bench.<module>` and return the JSON object in its last line. Raises RuntimeError with what it said."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    done = subprocess.run(command, env=dict(told), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"bench.{module} ended with {done.returncode}:\n{done.stdout}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert isinstance(found, dict)
    return found


def clauseway(told: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Start a `clauseway` command of this checkout."""
    command = [sys.executable, "-m", "clauseway", *arguments]
    return subprocess.Popen(
        command, env=dict(told), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def stop(process: subprocess.Popen[str]) -> None:
    """Stop a server this benchmark started, in an orderly way."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def tell(**values: Any) -> None:
    """The result of a step: one line of JSON, the last one printed."""
    sys.stdout.write(json.dumps(values) + "\n")
