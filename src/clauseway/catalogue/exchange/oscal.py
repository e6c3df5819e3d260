"""OSCAL catalogs and resolved profiles (JSON 1.0 and 1.1): groups, controls, enhancements, parts, parameters, links, back matter."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from clauseway.catalogue.exchange import oscal_ours
from clauseway.catalogue.exchange.model import (
    ASSUMED,
    CHANGED,
    DATA,
    LEFT,
    Draft,
    References,
    Remarks,
    first_sentence,
    plain,
    refuse,
    requirement,
    sections,
    shortened,
    slugged,
)
from clauseway.catalogue.exchange.oscal_texts import MAX_DEPTH, Catalog, flat, mappings, prose, texts
from clauseway.catalogue.packs import Fault, PackRefused

_OTHERS = {
    "profile": "a profile that is not resolved; resolve it first (oscal-cli resolve-profile) and import what comes out",
    "component-definition": "a component definition, not a catalog",
    "system-security-plan": "a system security plan, not a catalog",
    "assessment-plan": "an assessment plan, not a catalog",
    "assessment-results": "assessment results, not a catalog",
    "plan-of-action-and-milestones": "a plan of action and milestones, not a catalog",
}


def read(file: str, content: Any) -> Draft:
    """The catalog in a JSON value. Raises PackRefused."""
    if not isinstance(content, Mapping):
        refuse(file, "file", "is not an OSCAL document: an object with a catalog is expected.")
    for name, what in _OTHERS.items():
        if name in content:
            refuse(file, name, f"is {what}.")
    catalog = content.get("catalog")
    if not isinstance(catalog, Mapping):
        refuse(file, "file", "is not an OSCAL catalog: the object has no 'catalog'.")
    metadata = catalog.get("metadata")
    if not isinstance(metadata, Mapping) or not metadata.get("title"):
        refuse(file, "metadata", "a catalog needs metadata with a title.")
    version = str(metadata.get("oscal-version", "1.1"))
    if not version.startswith("1."):
        refuse(file, "oscal-version", f"{version[:20]} is not read; versions 1.0 and 1.1 are.")
    if oscal_ours.is_ours(metadata):
        return oscal_ours.read(file, catalog)
    remarks = Remarks()
    known = Catalog(file, remarks, References(remarks))
    _resources(known, catalog.get("back-matter"))
    _collect(known, catalog, "", 0)
    if known.faults:
        raise PackRefused(known.faults[:100])
    made = list(_below(known, catalog, "", 0))
    if unused := [key for key in known.resources if key not in known.cited]:
        remarks.note(DATA, "references of the back matter that no control names", str(len(unused)))
    return Draft("oscal", file, _identity(known, catalog, metadata), tuple(made), remarks=remarks.told())


def _identity(known: Catalog, catalog: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    title = flat(known, metadata["title"])
    moment = str(metadata.get("published") or metadata.get("last-modified") or "")
    parties = [
        str(party.get("name")) for party in mappings(known, metadata, "parties", "metadata") if party.get("name")
    ]
    version = str(metadata.get("version") or "")
    for name in sorted(
        set(metadata) - {"title", "published", "last-modified", "version", "oscal-version", "parties", "remarks"}
    ):
        known.remarks.note(LEFT, "metadata of the document", name)
    known.remarks.note(
        ASSUMED, "every control is asked; leave out with a justification what your profile does not select"
    )
    return {
        "edition": slugged(title, 70),
        "standard": slugged(title, 56),
        "code": shortened(title, 60),
        "year": moment[:4] if re.match(r"\d{4}", moment) else "undated",
        "title": shortened(title, 300),
        "discipline": "other",
        "status": "current",
        "published": moment[:10] if metadata.get("published") else None,
        "certifiable": False,
        "summary": prose(known, metadata.get("remarks"), ""),
        "texts": "imported",
        "version": version,
        "sources": [f"OSCAL catalog {catalog.get('uuid', '')}, version {version}".strip(), *dict.fromkeys(parties)],
        "references": [text for key, text in known.resources.items() if key not in known.cited],
    }


def _resources(known: Catalog, back: Any) -> None:
    for resource in mappings(known, back, "resources", "back-matter") if isinstance(back, Mapping) else ():
        citation = resource.get("citation")
        cited = str(citation.get("text", "")) if isinstance(citation, Mapping) else ""
        title = str(resource.get("title") or cited or resource.get("description") or resource.get("uuid"))
        links = [link.get("href") for link in mappings(known, resource, "rlinks", "back-matter")]
        shown = cited if title in cited else ": ".join(filter(None, (title, cited)))
        more = ", ".join(
            str(href) for href in links if isinstance(href, str) and href.startswith(("https://", "http://"))
        )
        known.resources[str(resource.get("uuid"))] = plain(f"{shown or title} {more}".strip())


def _collect(known: Catalog, holder: Mapping[str, Any], parent: str, depth: int) -> None:
    """References and parameters of everything, before any text is made: a control may name one that comes later."""
    if depth > MAX_DEPTH:
        refuse(known.file, parent, f"nested deeper than {MAX_DEPTH} levels.")
    for param in mappings(known, holder, "params", parent):
        known.params[str(param.get("id"))] = param
        for prop in mappings(known, param, "props", parent):
            if prop.get("name") in ("alt-identifier", "alt-label"):
                known.params.setdefault(str(prop.get("value")), param)
    for name in ("groups", "controls"):
        for one in mappings(known, holder, name, parent):
            key = str(one.get("id") or "")
            if name == "controls" and not key:
                known.faults.append(Fault(known.file, parent or "catalog", "a control has no id."))
                continue
            if key and key in known.refs:
                known.faults.append(
                    Fault(known.file, key[:60], "this id is given twice; each control needs one of its own.")
                )
                continue
            ref = _take(known, one, key, parent)
            known.at[id(one)] = known.refs[key or f"group {ref}"] = ref
            _collect(known, one, ref, depth + 1)


def _take(known: Catalog, one: Mapping[str, Any], key: str, parent: str) -> str:
    """The label people know a control by when it is the only one of that label, else its id."""
    labels = [p for p in mappings(known, one, "props", key) if p.get("name") == "label" and p.get("value")]
    labels.sort(key=lambda p: bool(p.get("class")))
    wanted = str(labels[0]["value"]) if labels else key
    if not wanted:
        return known.references.make(parent)
    ref = known.references.take(wanted)
    if ref in known.taken and key:
        known.remarks.note(CHANGED, "labels given twice were replaced by the id", f"{wanted} → {key}")
        ref = known.references.take(key)
    known.taken.add(ref)
    return ref


def _below(known: Catalog, holder: Mapping[str, Any], parent: str, depth: int) -> Iterator[dict[str, Any]]:
    for name in ("groups", "controls"):
        for one in mappings(known, holder, name, parent):
            entry = _entry(known, one, parent, group=name == "groups")
            yield entry
            yield from _below(known, one, entry["ref"], depth + 1)


def _entry(known: Catalog, one: Mapping[str, Any], parent: str, *, group: bool) -> dict[str, Any]:
    ref = known.at[id(one)]
    props = mappings(known, one, "props", ref)
    withdrawn = any(p.get("name") == "status" and str(p.get("value")).lower() == "withdrawn" for p in props)
    body = texts(known, one, ref, withdrawn)
    title, by = flat(known, one.get("title")), "standard"
    if not title and (group or body[0]):
        title, by = first_sentence(body[0]) or ref, "ours"
    if len(title) > 300:
        body = (sections(("", title), ("", body[0])), body[1])
        title = shortened(title, 300)
    if withdrawn:
        known.remarks.note(CHANGED, "withdrawn controls are kept as headings: they ask nothing any more", ref)
        title = shortened(title, 285) + " (withdrawn)"
    rest = [dict(p) for p in props if p.get("name") not in ("label", "sort-id")]
    if rest:
        known.remarks.note(DATA, "properties of controls come back in an OSCAL export and are shown nowhere", ref)
    kept = {"id": one.get("id"), "class": one.get("class"), "props": rest}
    kind = "heading" if group or withdrawn else "requirement"
    return requirement(
        ref,
        title,
        kind,
        parent=parent,
        title_by=by,
        explain=body[0],
        questions=body[1],
        oscal={name: value for name, value in kept.items() if value},
    )
