"""The words of OSCAL groups and controls: parts, objectives, parameters in their places, links and references, as plain text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clauseway.catalogue.exchange.model import KEPT, References, Remarks, plain, refuse, sections, shortened
from clauseway.catalogue.packs import Fault

MAX_DEPTH = 30
MAX_INSERTIONS = 200_000
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
class Catalog:
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


def mappings(known: Catalog, holder: Mapping[str, Any], name: str, place: str) -> list[Mapping[str, Any]]:
    """The objects in a list; anything else is a fault."""
    found = holder.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        known.faults.append(Fault(known.file, place or "catalog", f"{name} is a list of objects."))
        return []
    return found


def texts(known: Catalog, one: Mapping[str, Any], ref: str, withdrawn: bool) -> tuple[str, tuple[str, ...]]:
    """The text of a group or control, and its assessment objectives as questions."""
    found: list[tuple[str, str]] = []
    questions: list[str] = []
    for part in mappings(known, one, "parts", ref):
        name = str(part.get("name", ""))
        if name in _OBJECTIVES:
            questions += _objectives(known, part, "", 0)
            continue
        heading = _heading(known, part, name)
        if name != "statement" and name not in _HEADINGS:
            known.remarks.note(KEPT, "parts without a place of their own stand in the text", f"{name} ({ref})")
        elif name.startswith("assessment"):
            known.remarks.note(KEPT, "where an assessor looks stands in the text", ref)
        found.append((heading, _part(known, part, 0, own_heading=True)))
    found.append(("Set by you", _parameters(known, one, ref)))
    links = _links(known, one, ref)
    if withdrawn:
        found.insert(0, ("", "Withdrawn."))
    return sections(*found, *links), tuple(dict.fromkeys(questions))


def _heading(known: Catalog, part: Mapping[str, Any], name: str) -> str:
    label = _label(part)
    if name == "statement":
        return ""
    return (
        flat(known, part.get("title"))
        or (label if len(label) > 6 else "")
        or _HEADINGS.get(name, name.replace("-", " ").capitalize())
    )


def _label(part: Mapping[str, Any]) -> str:
    props = part.get("props")
    for prop in props if isinstance(props, list) else ():
        if isinstance(prop, Mapping) and prop.get("name") == "label":
            return str(prop.get("value", ""))
    return ""


def _part(known: Catalog, part: Mapping[str, Any], depth: int, *, own_heading: bool = False) -> str:
    """A part and what is below it, as lines of a nested list."""
    if depth > MAX_DEPTH:
        refuse(known.file, str(part.get("id"))[:60], f"nested deeper than {MAX_DEPTH} levels.")
    said = prose(known, part.get("prose"), str(part.get("id") or ""))
    title = "" if own_heading else flat(known, part.get("title"))
    lines = [line for line in (f"**{title}**" if title else "", said) if line]
    for sub in mappings(known, part, "parts", str(part.get("id"))):
        text, label = _part(known, sub, depth + 1), _label(sub)
        if text:
            shown = f"- **{label}** {text}" if label else f"- {text}"
            lines.append("\n".join("  " * bool(i) + line for i, line in enumerate(shown.split("\n")) if line.strip()))
    return "\n".join(lines)


def _objectives(known: Catalog, part: Mapping[str, Any], before: str, depth: int) -> list[str]:
    """Every objective at the end of its branch, with the words above it: what an assessor determines."""
    if depth > MAX_DEPTH:
        refuse(known.file, str(part.get("id"))[:60], f"nested deeper than {MAX_DEPTH} levels.")
    text = " ".join(prose(known, part.get("prose"), "").split())
    whole = " ".join(filter(None, (before, text)))
    subs = mappings(known, part, "parts", str(part.get("id")))
    found = [question for sub in subs for question in _objectives(known, sub, whole, depth + 1)]
    if found or not whole:
        return found
    label = _label(part)
    return [shortened(f"{label}: {whole}" if label else whole, 2000).rstrip(";")]


def _parameters(known: Catalog, one: Mapping[str, Any], ref: str) -> str:
    """What the organization sets: each parameter with its guideline or constraint."""
    lines = []
    for param in mappings(known, one, "params", ref):
        told = [prose(known, g.get("prose"), "") for g in mappings(known, param, "guidelines", ref)]
        told += [prose(known, c.get("description"), "") for c in mappings(known, param, "constraints", ref)]
        if any(told):
            lines.append(f"- {_value(known, param, 0)}: {' '.join(filter(None, told))}")
    if lines:
        known.remarks.note(KEPT, "guidelines and constraints of parameters stand in the text", ref)
    return "\n".join(lines)


def _links(known: Catalog, one: Mapping[str, Any], ref: str) -> list[tuple[str, str]]:
    """Related controls and references, as text."""
    found: dict[str, list[str]] = {}
    for link in mappings(known, one, "links", ref):
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


def flat(known: Catalog, text: Any) -> str:
    """A title: one line, without emphasis."""
    if text is not None and not isinstance(text, str):
        refuse(known.file, "title", "is not a text.")
    return " ".join(re.sub(r"(?<!\w)[*_`]+|[*_`]+(?!\w)", "", _inserted(known, text or "", 0)).split())


def prose(known: Catalog, text: Any, place: str) -> str:
    if text is not None and not isinstance(text, str):
        refuse(known.file, place[:60] or "prose", "is not a text.")
    return plain(_LINK.sub(lambda m: _linked(known, m), _inserted(known, text or "", 0)), known.remarks, place)


def _linked(known: Catalog, match: re.Match[str]) -> str:
    """A link in a text as its words; what it leads to in the back matter is listed with the references."""
    label, target = match.group(1).strip("[]()"), match.group(2)
    if target in known.resources:
        known.cited.add(target)
        known.mentioned.setdefault(target)
        return label or known.resources[target]
    return label or known.refs.get(target, target)


def _inserted(known: Catalog, text: str, depth: int) -> str:
    """The text with every parameter in its place."""
    if "{{" not in text:
        return text
    return _INSERT.sub(lambda match: _named(known, match.group(1), depth), text)


def _named(known: Catalog, key: str, depth: int) -> str:
    param = known.params.get(key)
    known.insertions += 1
    if known.insertions > MAX_INSERTIONS:
        refuse(known.file, key[:60], "parameters that name each other explode; this catalog is not taken.")
    if param is None or depth > 6:
        known.remarks.note(KEPT, "a parameter that the catalog does not explain keeps its name", key)
        return f"[{key}]"
    return _value(known, param, depth)


def _value(known: Catalog, param: Mapping[str, Any], depth: int) -> str:
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
