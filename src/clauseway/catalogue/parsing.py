"""Reading text that anybody may have written: YAML, JSON and zip archives, each with limits, before anything is made of it.

What is refused is refused with the place in the file and the reason. Nothing here is recursive, so nesting cannot end the process.
"""

import io
import json
import math
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import yaml

MAX_YAML_BYTES = 12_000_000
MAX_JSON_BYTES = 32_000_000
MAX_ZIP_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 120_000_000
MAX_MEMBERS = 400
MAX_DEPTH = 60
MAX_NODES = 2_000_000
MAX_DIGITS = 18
_RATIO = 300
_CHUNK = 65536
_EVENTS: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """A text that is not taken: `place` says where (a line, a key, a member), `reason` why and what to do."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def decoded(data: bytes, limit: int) -> str:
    """The text of a file that must be UTF-8 and not larger than `limit` bytes."""
    if len(data) > limit:
        raise Unreadable(
            "file",
            f"larger than {limit // 1_000_000} MB ({len(data) // 1_000_000} MB); split it or remove what is not part of the pack.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start}", "not UTF-8; save the file as UTF-8.") from None
    if "\0" in text:
        raise Unreadable(f"byte {text.index(chr(0))}", "holds a zero byte; this is not a text file.")
    return text


def read_yaml(data: bytes) -> Any:
    """One YAML document as plain values, without aliases, repeated keys, huge or unreal numbers. Raises Unreadable."""
    text = decoded(data, MAX_YAML_BYTES)
    try:
        _walk_yaml(text)
        content = yaml.load(text, Loader=_EVENTS)  # noqa: S506 - a safe loader, and its events were looked at
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "file"
        said = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise Unreadable(place, f"not readable YAML: {said}") from None
    except (ValueError, OverflowError, RecursionError, TypeError) as error:
        raise Unreadable("file", f"a value cannot be read: {str(error)[:120]}") from None
    return content


def _walk_yaml(text: str) -> None:
    """Look at every event once: how deep, how many, aliases, keys given twice, numbers that are none."""
    loader = _EVENTS(text)
    depth = count = 0
    seen: list[_Mapping | None] = []
    while loader.check_event():
        event = loader.get_event()
        count += 1
        line = event.start_mark.line + 1
        if count > MAX_NODES:
            raise Unreadable(f"line {line}", f"holds more than {MAX_NODES} values.")
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(
                f"line {line}", "aliases are not allowed: one may explode to gigabytes; write the value out."
            )
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
            seen.pop()
            continue
        if isinstance(event, yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if seen and seen[-1] is not None:
                seen[-1].take(event, line)
            if isinstance(event, yaml.ScalarEvent):
                _check_scalar(event, line)
                continue
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable(f"line {line}", f"nested deeper than {MAX_DEPTH} levels.")
            seen.append(_Mapping() if isinstance(event, yaml.MappingStartEvent) else None)


class _Mapping:
    """The keys of one mapping while it is read: every other thing in it is a key."""

    __slots__ = ("is_key", "keys")

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.is_key = True

    def take(self, event: Any, line: int) -> None:
        if self.is_key:
            if not isinstance(event, yaml.ScalarEvent):
                raise Unreadable(f"line {line}", "a list or mapping cannot be the name of something.")
            if event.value in self.keys:
                raise Unreadable(f"line {line}", f"{event.value[:60]!r} is given twice in one mapping.")
            self.keys.add(event.value)
        self.is_key = not self.is_key


def _check_scalar(event: Any, line: int) -> None:
    if not event.implicit[0]:
        return
    if event.value.lower().lstrip("+-") in (".nan", ".inf"):
        raise Unreadable(f"line {line}", f"{event.value} is not a number one can use.")
    digits = event.value.replace("_", "").lstrip("+-")
    if len(digits) > MAX_DIGITS and digits.isdigit():
        raise Unreadable(f"line {line}", f"a number of {len(digits)} digits; put it in quotes if it is a text.")


def read_json(data: bytes) -> Any:
    """One JSON value; a key given twice, NaN, Infinity and huge numbers are refused. Raises Unreadable."""
    text = decoded(data, MAX_JSON_BYTES)
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_constant,
            parse_int=_whole,
            parse_float=_real,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"line {error.lineno}", f"not readable JSON: {error.msg}.") from None
    except RecursionError:
        raise Unreadable("file", "nested too deeply to be read.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        known = next((value for name, value in pairs if name in ("id", "uuid", "title", "name")), None)
        place = f"object {known[:60]!r}" if isinstance(known, str) else f"key {twice[:60]!r}"
        raise Unreadable(place, f"{twice[:60]!r} is given twice in one object; which one counts cannot be told.")
    return made


def _constant(name: str) -> Any:
    raise Unreadable(name, f"{name} is not a number one can use.")


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Unreadable(f"{digits[:20]}…", f"a number of {len(digits)} digits.")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if len(digits) > 60 or not math.isfinite(value):
        raise Unreadable(f"{digits[:20]}…", "a number too large or too long to be used.")
    return value


def read_zip(data: bytes) -> dict[str, bytes]:
    """The files of a zip archive by their path. Sizes are counted while unpacking; nothing the archive says of itself is believed."""
    if len(data) > MAX_ZIP_BYTES:
        raise Unreadable("file", f"larger than {MAX_ZIP_BYTES // 1_000_000} MB.")
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_MEMBERS:
                raise Unreadable("archive", f"holds more than {MAX_MEMBERS} files.")
            for entry in entries:
                name = _safe_name(entry)
                if name in found:
                    raise Unreadable(name, "is in the archive twice.")
                found[name] = b"".join(_unpacked(archive, entry, name, left))
                left -= len(found[name])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("archive", f"damaged or not a zip archive: {str(error)[:100]}") from None
    return found


def _safe_name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename.replace("\\", "/").removeprefix("./")
    parts = name.split("/")
    if name.startswith("/") or ":" in parts[0] or ".." in parts or not name.isprintable() or len(name) > 240:
        raise Unreadable(name[:80], "an unsafe name in an archive.")
    if entry.flag_bits & 0x1:
        raise Unreadable(name, "is encrypted; save it without a password.")
    return name


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> Iterator[bytes]:
    """The content in pieces, until a limit is crossed."""
    size, most = 0, max(entry.compress_size, 1) * _RATIO
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left or (size > 1_000_000 and size > most):
                raise Unreadable(name, "unpacks to far more than it says or than is taken; this looks like a zip bomb.")
            yield piece
