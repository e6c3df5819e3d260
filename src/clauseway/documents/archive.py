"""Opening a zip of documents safely: nothing is written to disk, nothing the archive says of itself is believed.

Sizes are counted while unpacking, never taken from the headers. Folders and the litter of operating systems
(`__MACOSX/`, `.DS_Store`, `Thumbs.db`, `desktop.ini`) are passed over in silence.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from clauseway.documents.problems import Problem, refusal
from clauseway.documents.sniff import sniff

_CHUNK = 65536
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much one archive may hold. Sizes in bytes; `ratio` is unpacked to packed, asked of members over 1 MB."""

    files: int = 2000
    file_bytes: int = 50_000_000
    total_bytes: int = 500_000_000
    ratio: int = 200
    nesting: int = 1
    name_length: int = 240


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its safe relative name with forward slashes, and its content."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of the archive (or, with an empty name, the archive) that was not read, and why."""

    name: str
    problem: Problem


@dataclass(slots=True)
class _Count:
    """What has been taken out so far, nested archives included."""

    files: int = 0
    total: int = 0
    stopped: bool = False
    names: set[str] = field(default_factory=set)


def members(data: bytes, limits: ArchiveLimits = ArchiveLimits()) -> Iterator[Member | Refused]:
    """Every file of a zip archive in its order, one in memory at a time; what is not read comes with its reason."""
    yield from _walk(data, "", limits, 0, _Count())


def safe_name(name: str, limits: ArchiveLimits = ArchiveLimits()) -> str | Problem:
    """A relative path without climbing, drive letters or control characters, or the problem with it."""
    name = name.replace("\\", "/")
    if name.startswith("/") or (len(name) > 1 and name[1] == ":" and name[0].isalpha()):
        return refusal("unsafe-path")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in (part.strip() for part in parts):
        return refusal("unsafe-path")
    if not parts or len(name) > limits.name_length or any(not char.isprintable() for char in name):
        return refusal("unsafe-name")
    return "/".join(parts)


def _walk(data: bytes, prefix: str, limits: ArchiveLimits, depth: int, count: _Count) -> Iterator[Member | Refused]:
    if _directory_size(data) > max(1_000_000, limits.files * 1000):
        yield Refused(prefix.rstrip("/"), refusal("too-many-files", limit=limits.files))
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (*_BROKEN, NotImplementedError):
        yield Refused(prefix.rstrip("/"), refusal("archive-corrupt"))
        return
    with archive:
        for entry in entries:
            if count.stopped:
                return
            if entry.is_dir() or _is_litter(entry.filename):
                continue
            yield from _take(archive, entry, prefix, limits=limits, depth=depth, count=count)


def _take(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, prefix: str, *, limits: ArchiveLimits, depth: int, count: _Count
) -> Iterator[Member | Refused]:
    checked = safe_name(prefix + entry.filename.replace("\\", "/").removeprefix("./"), limits)
    if entry.filename.startswith(("/", "\\")):
        checked = refusal("unsafe-path")
    shown = checked if isinstance(checked, str) else _shown(prefix + entry.filename)
    problem = checked if isinstance(checked, Problem) else _entry_problem(entry, limits)
    if problem is None and shown.casefold() in count.names:
        problem = refusal("duplicate-name")
    if problem is not None:
        yield Refused(shown, problem)
        return
    if count.files >= limits.files:
        count.stopped = True
        yield Refused(shown, refusal("too-many-files", limit=limits.files))
        return
    content = _read(archive, entry, limits, count)
    if isinstance(content, Problem):
        yield Refused(shown, content)
        return
    count.names.add(shown.casefold())
    if content and sniff(content, shown)[0] == "zip":
        if depth >= limits.nesting:
            yield Refused(shown, refusal("nested-too-deep", limit=limits.nesting))
        else:
            yield from _walk(content, shown + "/", limits, depth + 1, count)
        return
    count.files += 1
    yield Member(shown, content)


def _entry_problem(entry: zipfile.ZipInfo, limits: ArchiveLimits) -> Problem | None:
    mode = entry.external_attr >> 16
    if mode and stat.S_ISLNK(mode):
        return refusal("member-symlink")
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return refusal("member-special")
    if entry.flag_bits & 0x1:
        return refusal("member-encrypted")
    if entry.compress_type not in _METHODS:
        return refusal("member-method", method=entry.compress_type)
    if entry.file_size > limits.file_bytes:
        return refusal("too-large", size=entry.file_size, limit=limits.file_bytes)
    return None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ArchiveLimits, count: _Count) -> bytes | Problem:
    """Unpack in pieces and stop at the first limit crossed, whatever the header promised."""
    packed = max(entry.compress_size, 1)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                count.total += len(piece)
                if size > limits.file_bytes:
                    return refusal("too-large", size=f"> {limits.file_bytes}", limit=limits.file_bytes)
                if count.total > limits.total_bytes:
                    count.stopped = True
                    return refusal("total-too-large", limit=limits.total_bytes)
                if size > 1_000_000 and size > packed * limits.ratio:
                    return refusal("member-ratio", limit=limits.ratio)
                pieces.append(piece)
    except NotImplementedError:
        return refusal("member-method", method=entry.compress_type)
    except (*_BROKEN, MemoryError):
        return refusal("member-corrupt")
    return b"".join(pieces)


def _directory_size(data: bytes) -> int:
    """Bytes of the central directory, from the end record; 0 when there is none."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    return int(struct.unpack_from("<I", data, at + 12)[0]) if 0 <= at <= len(data) - 22 else 0


def _is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").lower().split("/")
    return parts[-1] in _LITTER or "__macosx" in parts


def _shown(name: str) -> str:
    """A refused name made safe to show."""
    return "".join(char if char.isprintable() else "�" for char in name)[:200]
