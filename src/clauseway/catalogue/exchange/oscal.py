"""OSCAL catalogs and resolved profiles (JSON 1.0 and 1.1): groups, controls, enhancements, parts, parameters, links, back matter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from clauseway.catalogue.exchange import oscal_ours
from clauseway.catalogue.exchange.model import (
    ASSUMED,
    CHANGED,
    DATA,
    KEPT,
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
from clauseway.catalogue.packs import Fault, PackRefused

MAX_DEPTH = 30
MAX_INSERTIONS = 200_000
_OTHERS = {
    "profile": "a profile that is not resolved; resolve it first (oscal-cli resolve-profile) and import what comes out",
    "component-definition": "a component definition, not a catalog",
    "system-security-plan": "a system security plan, not a catalog",
    "assessment-plan": "an assessment plan, not a catalog",
    "assessment-results": "assessment results, not a catalog",
    "plan-of-action-and-milestones": "a plan of action and milestones, not a catalog",
}
_INSERT = re.compile(r"\{\{\s*(?:insert:\s*param,|param:)?\s*([\w.\-]+)\s*\}\}")
_LINK = re.compile(r"\[([^\]]*)\]\(#([^)\s]+)\)")
_OBJECTIVES = ("assessment-objective", "objective")
_HEADINGS = {
    "guidance": "Guidance",
    "overview": "Overview",
    "assessment-method": "How an assessor looks",
    "assessment": "How an assessor looks",
    "example": "Example",
}


@dataclass(slots=True)
class _Catalog:
    """What is known of a catalog while it is read."""

    file: str
    remarks: Remarks
    references: References
    params: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    at: dict[int, str] = field(default_factory=dict)
    insertions: int = 0
    resources: dict[str, str] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)
    mentioned: dict[str, None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


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
    known = _Catalog(file, remarks, References(remarks))
    _resources(known, catalog.get("back-matter"))
    _collect(known, catalog, "", 0)
    if known.faults:
        raise PackRefused(known.faults[:100])
    made = list(_below(known, catalog, "", 0))
    if unused := [key for key in known.resources if key not in known.cited]:
        remarks.note(DATA, "references of the back matter that no control names", str(len(unused)))
    return Draft("oscal", file, _identity(known, catalog, metadata), tuple(made), remarks=remarks.told())


def _mappings(known: _Catalog, holder: Mapping[str, Any], name: str, place: str) -> list[Mapping[str, Any]]:
    """The objects in a list; anything else is a fault."""
    found = holder.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        known.faults.append(Fault(known.file, place or "catalog", f"{name} is a list of objects."))
        return []
    return found


def _identity(known: _Catalog, catalog: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    title = _flat(known, metadata["title"])
    moment = str(metadata.get("published") or metadata.get("last-modified") or "")
    parties = [
        str(party.get("name")) for party in _mappings(known, metadata, "parties", "metadata") if party.get("name")
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
        "summary": _prose(known, metadata.get("remarks"), ""),
        "texts": "imported",
        "version": version,
        "sources": [f"OSCAL catalog {catalog.get('uuid', '')}, version {version}".strip(), *dict.fromkeys(parties)],
        "references": [text for key, text in known.resources.items() if key not in known.cited],
    }


def _resources(known: _Catalog, back: Any) -> None:
    for resource in _mappings(known, back, "resources", "back-matter") if isinstance(back, Mapping) else ():
        citation = resource.get("citation")
        cited = str(citation.get("text", "")) if isinstance(citation, Mapping) else ""
        title = str(resource.get("title") or cited or resource.get("description") or resource.get("uuid"))
        links = [link.get("href") for link in _mappings(known, resource, "rlinks", "back-matter")]
        shown = cited if title in cited else ": ".join(filter(None, (title, cited)))
        more = ", ".join(
            str(href) for href in links if isinstance(href, str) and href.startswith(("https://", "http://"))
        )
        known.resources[str(resource.get("uuid"))] = plain(f"{shown or title} {more}".strip())


def _collect(known: _Catalog, holder: Mapping[str, Any], parent: str, depth: int) -> None:
    """References and parameters of everything, before any text is made: a control may name one that comes later."""
    if depth > MAX_DEPTH:
        refuse(known.file, parent, f"nested deeper than {MAX_DEPTH} levels.")
    for param in _mappings(known, holder, "params", parent):
        known.params[str(param.get("id"))] = param
        for prop in _mappings(known, param, "props", parent):
            if prop.get("name") in ("alt-identifier", "alt-label"):
                known.params.setdefault(str(prop.get("value")), param)
    for name in ("groups", "controls"):
        for one in _mappings(known, holder, name, parent):
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


def _take(known: _Catalog, one: Mapping[str, Any], key: str, parent: str) -> str:
    """The label people know a control by when it is the only one of that label, else its id."""
    labels = [p for p in _mappings(known, one, "props", key) if p.get("name") == "label" and p.get("value")]
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


def _below(known: _Catalog, holder: Mapping[str, Any], parent: str, depth: int) -> Iterator[dict[str, Any]]:
    for name in ("groups", "controls"):
        for one in _mappings(known, holder, name, parent):
            entry = _entry(known, one, parent, group=name == "groups")
            yield entry
            yield from _below(known, one, entry["ref"], depth + 1)


def _entry(known: _Catalog, one: Mapping[str, Any], parent: str, *, group: bool) -> dict[str, Any]:
    ref = known.at[id(one)]
    props = _mappings(known, one, "props", ref)
    withdrawn = any(p.get("name") == "status" and str(p.get("value")).lower() == "withdrawn" for p in props)
    body = _texts(known, one, ref, withdrawn)
    title, by = _flat(known, one.get("title")), "standard"
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


def _texts(known: _Catalog, one: Mapping[str, Any], ref: str, withdrawn: bool) -> tuple[str, tuple[str, ...]]:
    """The text of a group or control, and its assessment objectives as questions."""
    found: list[tuple[str, str]] = []
    questions: list[str] = []
    for part in _mappings(known, one, "parts", ref):
        name = str(part.get("name", ""))
        if name in _OBJECTIVES:
            questions += _objectives(known, part, "", 0)
            continue
        heading = _heading(known, part, name)
        if name != "statement" and name not in _HEADINGS:
            known.remarks.note(KEPT, f"parts named “{name}” stand in the text", ref)
        elif name.startswith("assessment"):
            known.remarks.note(KEPT, "where an assessor looks stands in the text", ref)
        found.append((heading, _part(known, part, 0, own_heading=True)))
    found.append(("Set by you", _parameters(known, one, ref)))
    links = _links(known, one, ref)
    if withdrawn:
        found.insert(0, ("", "Withdrawn."))
    return sections(*found, *links), tuple(dict.fromkeys(questions))


def _heading(known: _Catalog, part: Mapping[str, Any], name: str) -> str:
    label = _label(part)
    if name == "statement":
        return ""
    return (
        _flat(known, part.get("title"))
        or (label if len(label) > 6 else "")
        or _HEADINGS.get(name, name.replace("-", " ").capitalize())
    )


def _label(part: Mapping[str, Any]) -> str:
    props = part.get("props")
    for prop in props if isinstance(props, list) else ():
        if isinstance(prop, Mapping) and prop.get("name") == "label":
            return str(prop.get("value", ""))
    return ""


def _part(known: _Catalog, part: Mapping[str, Any], depth: int, *, own_heading: bool = False) -> str:
    """A part and what is below it, as lines of a nested list."""
    if depth > MAX_DEPTH:
        refuse(known.file, str(part.get("id"))[:60], f"nested deeper than {MAX_DEPTH} levels.")
    prose = _prose(known, part.get("prose"), str(part.get("id") or ""))
    title = "" if own_heading else _flat(known, part.get("title"))
    lines = [line for line in (f"**{title}**" if title else "", prose) if line]
    for sub in _mappings(known, part, "parts", str(part.get("id"))):
        text, label = _part(known, sub, depth + 1), _label(sub)
        if text:
            shown = f"- **{label}** {text}" if label else f"- {text}"
            lines.append("\n".join("  " * bool(i) + line for i, line in enumerate(shown.split("\n")) if line.strip()))
    return "\n".join(lines)


def _objectives(known: _Catalog, part: Mapping[str, Any], before: str, depth: int) -> list[str]:
    """Every objective at the end of its branch, with the words above it: what an assessor determines."""
    if depth > MAX_DEPTH:
        refuse(known.file, str(part.get("id"))[:60], f"nested deeper than {MAX_DEPTH} levels.")
    text = " ".join(_prose(known, part.get("prose"), "").split())
    whole = " ".join(filter(None, (before, text)))
    subs = _mappings(known, part, "parts", str(part.get("id")))
    found = [question for sub in subs for question in _objectives(known, sub, whole, depth + 1)]
    if found or not whole:
        return found
    label = _label(part)
    return [shortened(f"{label}: {whole}" if label else whole, 2000).rstrip(";")]


def _parameters(known: _Catalog, one: Mapping[str, Any], ref: str) -> str:
    """What the organization sets: each parameter with its guideline or constraint."""
    lines = []
    for param in _mappings(known, one, "params", ref):
        told = [_prose(known, g.get("prose"), "") for g in _mappings(known, param, "guidelines", ref)]
        told += [_prose(known, c.get("description"), "") for c in _mappings(known, param, "constraints", ref)]
        if any(told):
            lines.append(f"- {_value(known, param, 0)}: {' '.join(filter(None, told))}")
    if lines:
        known.remarks.note(KEPT, "guidelines and constraints of parameters stand in the text", ref)
    return "\n".join(lines)


def _links(known: _Catalog, one: Mapping[str, Any], ref: str) -> list[tuple[str, str]]:
    """Related controls and references, as text."""
    found: dict[str, list[str]] = {}
    for link in _mappings(known, one, "links", ref):
        href, rel = str(link.get("href", "")), str(link.get("rel") or "related")
        target = href.removeprefix("#")
        if href.startswith("#") and target in known.resources:
            known.cited.add(target)
            known.mentioned.pop(target, None)
            shown = known.resources[target]
        else:
            shown = known.refs.get(target) or plain(link.get("text") or target)
        found.setdefault(rel, []).append(shown)
    for target in known.mentioned:
        found.setdefault("reference", []).append(known.resources[target])
    known.mentioned.clear()
    if found:
        known.remarks.note(KEPT, "links to other controls and references stand in the text", ref)
    made = []
    for rel, targets in found.items():
        listed = "\n".join(f"- {t}" for t in targets) if rel == "reference" else ", ".join(targets)
        made.append(("References" if rel == "reference" else rel.replace("-", " ").capitalize(), listed))
    return made


def _flat(known: _Catalog, text: Any) -> str:
    """A title: one line, without emphasis."""
    if text is not None and not isinstance(text, str):
        refuse(known.file, "title", "is not a text.")
    return " ".join(re.sub(r"(?<!\w)[*_`]+|[*_`]+(?!\w)", "", _inserted(known, text or "", 0)).split())


def _prose(known: _Catalog, text: Any, place: str) -> str:
    if text is not None and not isinstance(text, str):
        refuse(known.file, place[:60] or "prose", "is not a text.")
    return plain(_LINK.sub(lambda m: _linked(known, m), _inserted(known, text or "", 0)), known.remarks, place)


def _linked(known: _Catalog, match: re.Match[str]) -> str:
    """A link in a text as its words; what it leads to in the back matter is listed with the references."""
    label, target = match.group(1).strip("[]()"), match.group(2)
    if target in known.resources:
        known.cited.add(target)
        known.mentioned.setdefault(target)
        return label or known.resources[target]
    return label or known.refs.get(target, target)


def _inserted(known: _Catalog, text: str, depth: int) -> str:
    """The text with every parameter in its place."""
    if "{{" not in text:
        return text
    return _INSERT.sub(lambda match: _named(known, match.group(1), depth), text)


def _named(known: _Catalog, key: str, depth: int) -> str:
    param = known.params.get(key)
    known.insertions += 1
    if known.insertions > MAX_INSERTIONS:
        refuse(known.file, key[:60], "parameters that name each other explode; this catalog is not taken.")
    if param is None or depth > 6:
        known.remarks.note(KEPT, "a parameter that the catalog does not explain keeps its name", key)
        return f"[{key}]"
    return _value(known, param, depth)


def _value(known: _Catalog, param: Mapping[str, Any], depth: int) -> str:
    """What stands for a parameter: its values, its choices, or what is to be assigned."""
    values, select = param.get("values"), param.get("select")
    if isinstance(values, list) and values:
        return _inserted(known, ", ".join(map(str, values)), depth + 1)
    if isinstance(select, Mapping) and isinstance(select.get("choice"), list):
        many = "one or more" if select.get("how-many") == "one-or-more" else "one"
        choices = "; ".join(_inserted(known, str(choice), depth + 1) for choice in select["choice"])
        return f"[Selection ({many}): {choices}]"
    label = str(param.get("label") or param.get("usage") or param.get("id"))
    return f"[Assignment: {_inserted(known, label, depth + 1)}]"
