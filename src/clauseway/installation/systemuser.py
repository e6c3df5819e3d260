"""The system user that the embedded database runs as when Clauseway is started by root (PostgreSQL refuses root)."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from clauseway.installation.problem import InstallationError

USER_NAME = "clauseway-pg"


class SystemUserError(InstallationError):
    """The database's system user is missing or cannot reach what it needs; the message says what to do."""


@dataclass(frozen=True)
class SystemUser:
    """A user and its own group."""

    name: str
    uid: int
    gid: int

    def popen_options(self) -> dict[str, object]:
        """What makes `subprocess` run something as this user, without any other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def first_closed(self, paths: list[Path]) -> Path | None:
        """The first of these that the user cannot enter (a folder) or run or read (a file); None when all are open."""
        script = 'for p; do if [ -d "$p" ]; then [ -x "$p" ]; else [ -r "$p" ]; fi || { printf %s "$p"; exit 1; }; done'
        done = subprocess.run(
            ["/bin/sh", "-c", script, "sh", *map(str, paths)],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            **self.popen_options(),  # type: ignore[call-overload]
        )
        return Path(done.stdout) if done.returncode else None


def database_user() -> SystemUser | None:
    """`clauseway-pg`, made when missing, for root; None for everybody else (the database runs as they do)."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(USER_NAME)
    except KeyError:
        _add()
        entry = pwd.getpwnam(USER_NAME)
    return SystemUser(USER_NAME, entry.pw_uid, entry.pw_gid)


def _add() -> None:
    by_hand = (
        f"The database does not run as root. Make a system user named {USER_NAME} with a group of its own, for example "
        f"`useradd --system --user-group --no-create-home --shell /usr/sbin/nologin {USER_NAME}`, "
        "or start Clauseway as an ordinary user."
    )
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise SystemUserError(f"There is no `useradd` here. {by_hand}")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command = [useradd, *options, "--shell", "/usr/sbin/nologin", USER_NAME]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    already_there = 9
    if done.returncode not in {0, already_there}:
        raise SystemUserError(f"`useradd` said: {done.stderr.strip()}. {by_hand}")


def ancestors(path: Path) -> list[Path]:
    """The folder and every folder above it, from the root down."""
    return [*reversed(path.parents), path]
