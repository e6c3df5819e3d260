"""Our packs as OSCAL catalogs and back without loss: what OSCAL has a word for uses it, the rest are properties and parts in our namespace."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clauseway.catalogue.exchange.model import LISTS, Draft, refuse
from clauseway.catalogue.packs import Pack

NS = "urn:clauseway:ns:pack"
VERSION = "1.1.2"
_SINGULAR = {
    "maintain": "document",
    "retain": "record",
    "questions": "question",
    "pitfalls": "pitfall",
    "principles": "principle",
    "terms": "term",
}
_PLURAL = {part: name for name, part in _SINGULAR.items()}
_NAMESPACE = uuid.UUID("5a7f0d2e-51c3-5e0c-8d61-3c9f6b1f9f04")
_KNOWN = {"ref", "title", "parent", "kind", "explain", *LISTS}


def catalog(pack: Pack, *, modified: str) -> dict[str, Any]:
    """The pack as an OSCAL catalog. `modified` is a moment in ISO 8601 with a zone."""
    asked: dict[str, list[Mapping[str, Any]]] = {}
    for entry in pack.expectations:
        asked.setdefault(entry["for"], []).append(entry)
    below: dict[str, list[Mapping[str, Any]]] = {}
    for entry in pack.requirements:
        below.setdefault(entry["parent"], []).append(entry)
    ids = _ids(pack.requirements)
    identity = pack.identity
    made: dict[str, Any] = {
        "uuid": str(uuid.uuid5(_NAMESPACE, f"{pack.slug} {pack.digest}")),
        "metadata": {
            "title": identity["title"],
            "last-modified": modified,
            "version": str(identity.get("version") or identity["year"]),
            "oscal-version": VERSION,
            "props": [_prop("edition", pack.slug)],
            **({"remarks": identity["summary"]} if identity.get("summary") else {}),
        },
    }
    held = {name: value for name, value in identity.items() if name not in ("title", "summary")}
    made["metadata"]["props"] += [
        _prop("identity", json.dumps(value, ensure_ascii=True), name) for name, value in held.items()
    ]
    made |= _children("", below, asked, ids, in_control=False)
    if pack.correspondences:
        made["back-matter"] = {"resources": [_correspondences(pack)]}
    return {"catalog": made}


def _ids(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """An identifier OSCAL allows for every reference, each only once."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for entry in entries:
        ref = entry["ref"]
        wanted = str((entry.get("oscal") or {}).get("id") or "") or ref
        plain = "".join(c if c.isalnum() or c in "._-" else "-" for c in wanted.lower()) or "x"
        token = plain if plain[0].isalpha() or plain[0] == "_" else f"r{plain}"
        number = 1
        while token in taken:
            number += 1
            token = f"{plain}-{number}" if plain[0].isalpha() else f"r{plain}-{number}"
        taken.add(token)
        made[ref] = token
    return made


def _prop(name: str, value: str, cls: str = "", remarks: str = "") -> dict[str, str]:
    made = {"name": name, "ns": NS, "value": value}
    return made | ({"class": cls} if cls else {}) | ({"remarks": remarks} if remarks else {})


def _children(
    parent: str,
    below: Mapping[str, Sequence[Mapping[str, Any]]],
    asked: Mapping[str, Sequence[Mapping[str, Any]]],
    ids: Mapping[str, str],
    *,
    in_control: bool,
) -> dict[str, Any]:
    """What stands below: headings as groups, unless they stand below a control; the order among brothers is a property."""
    found: dict[str, list[dict[str, Any]]] = {"groups": [], "controls": []}
    for position, entry in enumerate(below.get(parent, ()), 1):
        group = entry["kind"] == "heading" and not in_control
        made = _holder(entry, asked.get(entry["ref"], ()), ids, position)
        made |= _children(entry["ref"], below, asked, ids, in_control=not group)
        found["groups" if group else "controls"].append(made)
    return {name: rows for name, rows in found.items() if rows}


def _holder(
    entry: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], ids: Mapping[str, str], position: int
) -> dict[str, Any]:
    ref = entry["ref"]
    kept = entry.get("oscal") or {}
    props: list[dict[str, Any]] = [
        {"name": "label", "value": ref},
        _prop("kind", entry["kind"]),
        _prop("position", str(position)),
        *(dict(prop) for prop in kept.get("props") or ()),
    ]
    for name in sorted(set(entry) - _KNOWN):
        props.append(_prop("entry", json.dumps(entry[name], ensure_ascii=True, sort_keys=True), name))
    parts: list[dict[str, Any]] = []
    if entry["explain"]:
        parts.append({"id": f"{ids[ref]}_smt", "name": "statement", "prose": entry["explain"]})
    for name in LISTS:
        parts += [{"name": _SINGULAR[name], "ns": NS, "prose": text} for text in entry[name]]
    for one in asked:
        more = {key: value for key, value in one.items() if key not in ("for", "code", "says")}
        parts.append(
            {
                "name": "expectation",
                "ns": NS,
                "class": one["facet"],
                "title": one["code"],
                "prose": one.get("says", ""),
                "props": [_prop("terms", json.dumps(more, ensure_ascii=True, sort_keys=True))],
            }
        )
    return {
        "id": ids[ref],
        **({"class": kept["class"]} if kept.get("class") else {}),
        "title": entry["title"],
        "props": props,
        **({"parts": parts} if parts else {}),
    }


def _correspondences(pack: Pack) -> dict[str, Any]:
    lines = [json.dumps(entry, ensure_ascii=True, sort_keys=True) for entry in pack.correspondences]
    return {
        "uuid": str(uuid.uuid5(_NAMESPACE, f"{pack.slug} correspondences")),
        "title": "Correspondences with other standards",
        "props": [_prop("correspondence", line) for line in lines],
    }


def is_ours(metadata: Mapping[str, Any]) -> bool:
    """True when the catalog was written here."""
    return any(prop.get("name") == "edition" and prop.get("ns") == NS for prop in _list(metadata, "props"))


def _list(holder: Any, name: str) -> list[Mapping[str, Any]]:
    found = holder.get(name) if isinstance(holder, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def read(file: str, content: Mapping[str, Any]) -> Draft:
    """A catalog written here, as the pack it was."""
    metadata = content["metadata"]
    identity: dict[str, Any] = {"title": metadata.get("title"), "summary": metadata.get("remarks")}
    for prop in _ours(metadata):
        if prop.get("name") == "identity":
            identity[str(prop.get("class"))] = _json(file, "metadata", prop.get("value"))
        elif prop.get("name") == "edition":
            identity.setdefault("edition", prop.get("value"))
    requirements: list[Mapping[str, Any]] = []
    expectations: list[Mapping[str, Any]] = []
    for entry, asked in _entries(file, content, "", 0):
        requirements.append(entry)
        expectations += asked
    linked = [
        _json(file, "back-matter", prop.get("value"))
        for resource in _list(content.get("back-matter"), "resources")
        for prop in _ours(resource)
        if prop.get("name") == "correspondence"
    ]
    return Draft("oscal", file, identity, tuple(requirements), tuple(expectations), tuple(linked))


def _ours(holder: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [prop for prop in _list(holder, "props") if prop.get("ns") == NS]


def _json(file: str, place: str, text: Any) -> Any:
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        refuse(file, place, "a property of ours was changed and cannot be read.")


def _entries(
    file: str, holder: Mapping[str, Any], parent: str, depth: int
) -> Iterator[tuple[dict[str, Any], list[Mapping[str, Any]]]]:
    if depth > 40:
        refuse(file, parent, "nested deeper than 40 levels.")
    rows = [*_list(holder, "groups"), *_list(holder, "controls")]
    for one in sorted(rows, key=_position):
        entry, asked = _entry(file, one, parent)
        yield entry, asked
        yield from _entries(file, one, str(entry["ref"]), depth + 1)


def _position(one: Mapping[str, Any]) -> int:
    found = [str(p.get("value")) for p in _ours(one) if p.get("name") == "position"]
    return int(found[0]) if found and found[0].isdigit() and len(found[0]) < 9 else 0


def _entry(file: str, one: Mapping[str, Any], parent: str) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
    labels = [str(p.get("value")) for p in _list(one, "props") if p.get("name") == "label" and not p.get("ns")]
    ref = labels[0] if labels else str(one.get("id"))
    entry: dict[str, Any] = {"ref": ref, "title": one.get("title"), "parent": parent, "kind": "requirement"}
    entry |= {"exclusion": "justified", "explain": "", **{name: [] for name in LISTS}}
    for prop in _ours(one):
        if prop.get("name") == "kind":
            entry["kind"] = prop.get("value")
        elif prop.get("name") == "entry":
            entry[str(prop.get("class"))] = _json(file, ref, prop.get("value"))
    asked: list[Mapping[str, Any]] = []
    for part in _list(one, "parts"):
        name, text = str(part.get("name")), part.get("prose")
        if name == "statement":
            entry["explain"] = text
        elif name in _PLURAL and part.get("ns") == NS:
            entry[_PLURAL[name]].append(text)
        elif name == "expectation" and part.get("ns") == NS:
            more: Any = next((_json(file, ref, p.get("value")) for p in _ours(part) if p.get("name") == "terms"), {})
            if not isinstance(more, Mapping):
                refuse(file, ref, "the terms of an expectation were changed and cannot be read.")
            asked.append({"for": ref, "code": part.get("title"), **more, "says": text})
    return entry, asked
