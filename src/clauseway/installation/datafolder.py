"""The data folder: everything one installation must not lose, in one place, closed to other users.

Layout (all made by `prepare`, none of it on import):

    clauseway.json      marks the folder as ours; layout number
    secrets/            one file a secret, 0600
    postgres/           the embedded database (owner: the database's own system user when started by root)
    postgres-binaries/  only where that user cannot reach the installed binaries: a copy of them
    files/              uploaded files, by organization and content
    run/                remembered port, locks, logs: may be deleted while nothing runs
"""

import contextlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from clauseway.installation.problem import InstallationError

MARKER = "clauseway.json"
LAYOUT = 1
KEYS = ("secret-key", "encryption-key")
SECRET_BYTES = 32
_MISSING_PORT = 1


class DataFolderError(InstallationError):
    """The data folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class DataFolder:
    """Paths and secrets below one data folder. Reading never creates anything."""

    path: Path

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def marker(self) -> Path:
        return self.path / MARKER

    @property
    def prepared(self) -> bool:
        """Whether `prepare` has ever completed here. Raises DataFolderError when this user may not look."""
        try:
            return self.marker.is_file()
        except PermissionError:
            raise DataFolderError(self._not_ours()) from None

    def prepare(self) -> None:
        """Make the folder with its parts, mode 0700. Idempotent. The modes of existing parents are never touched.

        Raises DataFolderError for a folder that holds something else or cannot be written.
        """
        try:
            self._refuse_foreign_content()
            self._refuse_other_owner()
            fresh = not self.prepared
            self.path.mkdir(parents=True, exist_ok=True)
            if fresh:
                self.path.chmod(0o700)
            for part in (self.secrets, self.files, self.run):
                part.mkdir(mode=0o700, exist_ok=True)
                part.chmod(0o700)
            if fresh:
                write_private(self.marker, json.dumps({"layout": LAYOUT}) + "\n")
            for key in KEYS:
                self.secret(key)
        except OSError as error:
            raise DataFolderError(
                f"The data folder {self.path} cannot be used: {error.strerror}. "
                "Give the user that runs Clauseway write access to it, or name another folder in CLAUSEWAY_DATA."
            ) from error

    def _refuse_foreign_content(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise DataFolderError(f"CLAUSEWAY_DATA names {self.path}, which is a file. Name a folder.")
        if self.prepared:
            layout = json.loads(self.marker.read_text()).get("layout")
            if layout != LAYOUT:
                raise DataFolderError(
                    f"The data folder {self.path} has layout {layout}; this release knows layout {LAYOUT}. "
                    "Use the release that wrote it."
                )
        elif self.path.exists() and any(self.path.iterdir()):
            raise DataFolderError(
                f"{self.path} holds other files and is not a Clauseway data folder. "
                "Name an empty or a new folder in CLAUSEWAY_DATA."
            )

    def _refuse_other_owner(self) -> None:
        if self.path.exists() and self.path.stat().st_uid != os.geteuid():
            raise DataFolderError(self._not_ours())

    def _not_ours(self) -> str:
        return (
            f"The data folder {self.path} belongs to another user. Run Clauseway as that user, "
            "or name another folder in CLAUSEWAY_DATA."
        )

    def secret(self, name: str) -> str:
        """The secret of this name: read, or made at random when the folder is prepared and has none yet.

        In a folder that is not prepared nothing was ever stored with the secret, so a value for this process only
        is returned and nothing is written.
        """
        file = self.secrets / name
        try:
            return file.read_text().strip()
        except FileNotFoundError:
            if not self.prepared:
                return _passing_secret(self.path, name)
        except PermissionError:
            raise DataFolderError(self._not_ours()) from None
        create_private(file, secrets.token_urlsafe(SECRET_BYTES) + "\n")
        return file.read_text().strip()

    @property
    def database_port(self) -> int:
        """The embedded server's remembered TCP port; port 1, where nothing ever listens, before its first start."""
        try:
            return int((self.run / "database-port").read_text())
        except (OSError, ValueError):
            return _MISSING_PORT

    def remember_database_port(self, port: int) -> None:
        write_private(self.run / "database-port", f"{port}\n")


_passing: dict[tuple[Path, str], str] = {}


def _passing_secret(path: Path, name: str) -> str:
    return _passing.setdefault((path, name), secrets.token_urlsafe(SECRET_BYTES))


def write_private(file: Path, text: str) -> None:
    """Replace a file's content at once (0600); a reader sees the old or the new text, never half of it."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(text)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink()
        raise


def create_private(file: Path, text: str) -> None:
    """Create a file (0600) with its whole text; where two processes do so at once, the first one's text stays."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(text)
        with contextlib.suppress(FileExistsError):
            os.link(temporary, file)
    finally:
        Path(temporary).unlink()
