"""Backup and restore: one tar with the database (pg_dump as the backup role), the files, the keys and a manifest.

The database is dumped first and files are only ever added, so every file that the dump names is in the archive.
The manifest comes last in the archive and names every other member with size and SHA-256. Nothing is put in place
before all of it was compared.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psycopg

from clauseway import __version__
from clauseway.installation import binaries
from clauseway.installation.datafolder import KEYS, DataFolder, write_private
from clauseway.installation.environment import Configuration, as_django
from clauseway.installation.problem import InstallationError

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
CHUNK = 1024 * 1024
MEMBER = re.compile(r"(database\.dump|secrets/(secret|encryption)-key|files/(?!.*(^|/)\.\.?(/|$))[^\0]+)")

UNKNOWN_TO_OLDER_SERVERS = b"SET transaction_timeout = 0;\n"


class ArchiveError(InstallationError):
    """The backup or the restore was not done; the message says why. A failed restore changed nothing."""


@dataclass(frozen=True)
class Member:
    """One file in the archive; size in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `created_at` is UTC in ISO 8601."""

    format: int
    clauseway: str
    created_at: str
    server: str
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        return sum(member.size for member in self.members)


def back_up(settings: Configuration, target: Path) -> Manifest:
    """Write the archive (0600), at once under its final name. The database has to be running.

    Raises ArchiveError when the target exists, or the database or the disk refuses.
    """
    if target.exists():
        raise ArchiveError(f"{target} is there already. Name a new file.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory(dir=settings.folder.run) as scratch:
            dump = Path(scratch) / DUMP
            server = _dump(settings.backup_url, dump)
            with unfinished.open("wb") as stream:
                os.fchmod(stream.fileno(), 0o600)
                manifest = _write(stream, _sources(settings, dump), server)
                os.fsync(stream.fileno())
        unfinished.rename(target)
    except OSError as error:
        raise ArchiveError(
            f"The backup could not be written: {error.strerror} ({error.filename or target})."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _dump(url: str, target: Path) -> str:
    """Dump as the backup role; the server's version."""
    with psycopg.connect(url) as connection:
        server = str(connection.info.parameter_status("server_version"))
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--schema=public", f"--file={target}"]
    done = subprocess.run(command, env=_client_environment(url), capture_output=True, text=True)
    if done.returncode:
        raise ArchiveError(f"The database could not be dumped. pg_dump said:\n{done.stderr.strip()[-2000:]}")
    return server


def _write(stream: IO[bytes], sources: list[tuple[str, Path]], server: str) -> Manifest:
    members = []
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in sources:
            members.append(_add(archive, name, path))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(FORMAT, __version__, now, server, tuple(members))
        text = json.dumps(asdict(manifest), indent=1).encode()
        with tempfile.TemporaryFile() as file:
            file.write(text)
            file.seek(0)
            archive.addfile(_entry(MANIFEST, len(text)), file)
    return manifest


def _sources(settings: Configuration, dump: Path) -> list[tuple[str, Path]]:
    """What goes in, by name; keys only when they are the folder's and not given in the environment."""
    folder = settings.folder
    given = {"secret-key": settings.given_secret_key, "encryption-key": settings.given_encryption_key}
    keys = [(f"secrets/{name}", folder.secrets / name) for name in KEYS if not given[name]]
    files = sorted(path for path in folder.files.rglob("*") if path.is_file() and not path.is_symlink())
    return [(DUMP, dump), *keys, *((f"files/{path.relative_to(folder.files).as_posix()}", path) for path in files)]


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _add(archive: tarfile.TarFile, name: str, path: Path) -> Member:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        reader = _Hashing(file)
        archive.addfile(_entry(name, size), reader)  # type: ignore[arg-type]
    return Member(name, size, reader.digest.hexdigest())


class _Hashing:
    """Reads a file once for the archive and for its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def unpack(archive: Path, folder: DataFolder) -> tuple[Manifest, Path]:
    """Unpack into a scratch folder of the data folder and compare everything with the manifest.

    Raises ArchiveError for anything that is not a whole, unchanged archive of this or an older release.
    """
    scratch = Path(tempfile.mkdtemp(dir=folder.path, prefix=".restore-"))
    try:
        with tarfile.open(archive, mode="r:") as stream:
            found = {entry.name: _extract(stream, entry, scratch) for entry in stream}
        manifest = _read_manifest(scratch / MANIFEST)
        found.pop(MANIFEST, None)
        if found != {member.name: member for member in manifest.members} or DUMP not in found:
            raise ArchiveError(
                f"{archive} is damaged: its content is not what its manifest says. Nothing was restored."
            )
    except (OSError, tarfile.TarError) as error:
        shutil.rmtree(scratch, ignore_errors=True)
        raise ArchiveError(f"{archive} cannot be read as a Clauseway backup: {error}. Nothing was restored.") from error
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return manifest, scratch


def _extract(stream: tarfile.TarFile, entry: tarfile.TarInfo, scratch: Path) -> Member:
    """Write one member below `scratch`. Only plain files with expected names: links and paths upwards are refused."""
    source = stream.extractfile(entry) if entry.isreg() else None
    if source is None or not (entry.name == MANIFEST or MEMBER.fullmatch(entry.name)):
        raise ArchiveError(f"The archive holds {entry.name!r}, which no Clauseway backup does. Nothing was restored.")
    target = scratch / entry.name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with source, target.open("wb") as file:
        while block := source.read(CHUNK):
            digest.update(block)
            file.write(block)
    target.chmod(0o600)
    return Member(entry.name, target.stat().st_size, digest.hexdigest())


def _read_manifest(file: Path) -> Manifest:
    try:
        said = json.loads(file.read_text())
        members = tuple(Member(**member) for member in said.pop("members"))
        manifest = Manifest(members=members, **said)
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        raise ArchiveError("The archive has no readable manifest: it is incomplete. Nothing was restored.") from None
    if manifest.format != FORMAT or _numbers(manifest.clauseway) > _numbers(__version__):
        raise ArchiveError(
            f"The archive was written by Clauseway {manifest.clauseway} (format {manifest.format}), "
            f"this is {__version__}. Restore it with that release or a newer one."
        )
    return manifest


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def refuse_used(settings: Configuration) -> None:
    """Raises ArchiveError unless the database has no tables and the folder has no files."""
    with psycopg.connect(settings.owner_url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0]:
        raise ArchiveError(
            f"This installation is in use: its database has {row[0]} tables. A restore goes into an empty one only. "
            "Name a new data folder in CLAUSEWAY_DATA (or a new database), and do not start or migrate it before."
        )
    if any(settings.folder.files.iterdir()):
        raise ArchiveError(f"{settings.folder.files} holds files. A restore goes into an empty installation only.")


def put_back(settings: Configuration, scratch: Path) -> None:
    """Load the dump as the owner role in one transaction, then move files and keys to their place.

    Raises ArchiveError; the database and the folder are as before then.
    """
    _load(settings.owner_url, scratch / DUMP)
    for source, target in ((scratch / "files", settings.folder.files), (scratch / "secrets", settings.folder.secrets)):
        if source.is_dir():
            for path in source.iterdir():
                if source.name == "secrets":
                    write_private(target / path.name, path.read_text())
                else:
                    path.rename(target / path.name)


def _load(url: str, dump: Path) -> None:
    """pg_restore writes a script, psql runs it in one transaction, less the one setting that servers before 17 lack."""
    script = dump.with_name("database.sql")
    command = [_program("pg_restore"), "--no-owner", "--schema=public", f"--file={script}", str(dump)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise ArchiveError(f"The dump in the archive cannot be read. pg_restore said:\n{done.stderr.strip()[-2000:]}")
    command = [
        _program("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    loading = subprocess.Popen(
        command, env=_client_environment(url), stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert loading.stdin is not None
    try:
        with script.open("rb") as lines:
            for line in lines:
                if line != UNKNOWN_TO_OLDER_SERVERS:
                    loading.stdin.write(line)
    except BrokenPipeError:
        pass
    _, errors = loading.communicate()
    if loading.returncode:
        raise ArchiveError(
            f"The database could not be loaded; nothing was changed. psql said:\n{errors.decode()[-2000:]}"
        )


def _program(name: str) -> str:
    return binaries.embedded().program(name)


def _client_environment(url: str) -> Mapping[str, str]:
    """The address for PostgreSQL's programs, in the environment so that no password stands in a process list."""
    parts = as_django(url)
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    options = {f"PG{name.upper()}": value for name, value in parts["OPTIONS"].items() if name.startswith("ssl")}
    return {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        **options,
        **{key: parts[name] for key, name in names.items()},
    }
