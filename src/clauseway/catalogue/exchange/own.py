"""Our own format: a folder or a zip of the files docs/reference/pack-format.md describes."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from clauseway.catalogue import parsing
from clauseway.catalogue.exchange.model import LEFT, Draft, Remarks, refuse
from clauseway.catalogue.packs import Fault, Pack, PackRefused

_KINDS = ("requirements", "expectations", "correspondences")
_MOMENT = (2026, 1, 1, 0, 0, 0)


def read_folder(folder: Path) -> Draft:
    """The pack in a folder. Raises PackRefused."""
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}
    return read_files(folder.name, files)


def read_files(name: str, files: Mapping[str, bytes]) -> Draft:
    """The pack in some files by their path; they lie together, in any folder. Raises PackRefused with every file that cannot be read."""
    packs = [path for path in files if PurePosixPath(path).name == "pack.yaml"]
    if len(packs) != 1:
        found = "no pack.yaml" if not packs else f"{len(packs)} packs"
        refuse(name, "archive", f"{found}; one pack is imported at a time, with pack.yaml beside its requirements.")
    folder = PurePosixPath(packs[0]).parent
    remarks, faults = Remarks(), []
    read: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    identity: Any = None
    for path in sorted(files):
        at = PurePosixPath(path)
        kind = next((k for k in _KINDS if at.name.startswith(k)), "")
        if at.parent != folder or at.suffix != ".yaml" or not (kind or at.name == "pack.yaml"):
            remarks.note(LEFT, "files that are no part of a pack", path)
            continue
        try:
            content = parsing.read_yaml(files[path])
        except parsing.Unreadable as unreadable:
            faults.append(Fault(at.name, unreadable.place, unreadable.reason))
            continue
        if at.name == "pack.yaml":
            identity = content
        else:
            read[kind] += _entries(at.name, content, faults)
    if not faults and not isinstance(identity, dict):
        faults.append(Fault("pack.yaml", "file", "is not a mapping of names and values."))
    if faults:
        raise PackRefused(faults)
    return Draft(
        "own",
        name,
        identity,
        tuple(read["requirements"]),
        tuple(read["expectations"]),
        tuple(read["correspondences"]),
        remarks.told(),
    )


def _entries(file: str, content: Any, faults: list[Fault]) -> list[Any]:
    """The list in a file, also where it stands under a single name."""
    if isinstance(content, dict) and len(content) == 1:
        content = next(iter(content.values()))
    if content is None:
        return []
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        faults.append(Fault(file, "file", "a list of entries is expected."))
        return []
    return content


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """YAML without aliases, as our readers want it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(pack: Pack) -> bytes:
    """A zip of the pack's files; the same pack gives the same bytes."""
    files = {
        "pack.yaml": dict(pack.identity),
        "requirements.yaml": list(map(dict, pack.requirements)),
        "expectations.yaml": list(map(dict, pack.expectations)),
        "correspondences.yaml": list(map(dict, pack.correspondences)),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content:
                text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
                entry = zipfile.ZipInfo(f"{pack.slug}/{name}", _MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, text.encode())
    return made.getvalue()
