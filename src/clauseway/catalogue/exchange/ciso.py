"""Libraries of CISO Assistant (YAML): frameworks, reference controls, threats, risk matrices, mapping sets, translations; singular and plural keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clauseway.catalogue.exchange.ciso_links import linked
from clauseway.catalogue.exchange.model import (
    CHANGED,
    DATA,
    KEPT,
    LEFT,
    TITLE_LENGTH,
    Draft,
    References,
    Remarks,
    depth_first,
    first_sentence,
    plain,
    refuse,
    requirement,
    sections,
    shortened,
    slugged,
)
from clauseway.catalogue.packs import Fault, PackRefused

_PLURALS = {
    "framework": "frameworks",
    "reference_control": "reference_controls",
    "threat": "threats",
    "risk_matrix": "risk_matrices",
    "requirement_mapping_set": "requirement_mapping_sets",
}
_NODE = {
    *("urn", "assessable", "depth", "parent_urn", "ref_id", "name", "description", "annotation", "typical_evidence"),
    *("implementation_groups", "threats", "reference_controls", "questions", "question", "translations"),
}
_FRAMEWORK = {"urn", "ref_id", "name", "description", "requirement_nodes", "requirement_node", "translations"}
_NAMED = {
    "reference_controls": "reference controls stand in the text of the requirements that name them",
    "threats": "threats stand in the text of the requirements that name them",
}
_STRANGE = {
    "reference_controls": "reference controls of another library stand in the text by their name there",
    "threats": "threats of another library stand in the text by their name there",
}


@dataclass(slots=True)
class _Library:
    """What is known of a library while it is read. `language` is the one wanted ("" for the library's own)."""

    file: str
    language: str
    remarks: Remarks
    references: References
    named: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, message: str) -> None:
        self.faults.append(Fault(self.file, place[-80:] or "library", message))


def read(file: str, content: Mapping[str, Any], language: str = "") -> Draft:
    """The library in a YAML value. Raises PackRefused."""
    remarks = Remarks()
    own_language = str(content.get("locale") or "")
    library = _Library(file, "" if language == own_language else language, remarks, References(remarks))
    objects = _objects(library, content)
    for name in ("reference_controls", "threats"):
        for one in objects[name]:
            library.named[_urn(one)] = one
    frameworks = objects["frameworks"]
    entries: list[dict[str, Any]] = []
    for framework in frameworks:
        entries += _framework(library, framework, several=len(frameworks) > 1)
    if not frameworks:
        entries += _alone(library, objects)
    correspondences = linked(file, objects["requirement_mapping_sets"], library.refs, remarks)
    if library.language and library.language not in library.languages:
        known = ", ".join(sorted({own_language, *library.languages} - {""}))
        library.fault("translations", f"has no texts in {language!r}; it has {known}.")
    if library.faults:
        raise PackRefused(library.faults[:100])
    _say_languages(library, own_language)
    identity = _identity(library, content, objects, frameworks)
    ordered = tuple(depth_first(entries))
    return Draft("ciso", file, identity, ordered, (), tuple(correspondences), remarks.told())


def _say_languages(library: _Library, own_language: str) -> None:
    if library.languages:
        others = sorted({own_language, *library.languages} - {library.language or own_language, ""})
        library.remarks.note(DATA, "texts in other languages come back in an export", ", ".join(others))


def _objects(library: _Library, content: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The objects by their plural name, whether the file uses that or the singular, one or a list."""
    given = content.get("objects")
    if not isinstance(given, Mapping):
        refuse(library.file, "objects", "is not a mapping of kinds of objects.")
    found: dict[str, list[Mapping[str, Any]]] = {plural: [] for plural in _PLURALS.values()}
    for name, value in given.items():
        plural = _PLURALS.get(str(name), str(name))
        if plural not in found:
            library.remarks.note(LEFT, "kinds of objects that have no place here", str(name))
            continue
        rows = value if isinstance(value, list) else [value] if value else []
        for row in rows:
            if isinstance(row, Mapping):
                found[plural].append(row)
            else:
                library.fault(str(name), "an object is a mapping of names and values.")
    if not any(found.values()) and not library.faults:
        refuse(library.file, "objects", "holds nothing that can be read here.")
    return found


def _urn(one: Mapping[str, Any]) -> str:
    return str(one.get("urn") or "").strip().lower()


def _text(library: _Library, one: Mapping[str, Any], name: str) -> str:
    """A text of an object in the language asked for; a name is taken as it is, so that tags in it refuse the library."""
    translations = one.get("translations")
    value = one.get(name)
    if isinstance(translations, Mapping):
        library.languages |= {str(key) for key in translations}
        chosen = translations.get(library.language) if library.language else None
        if isinstance(chosen, Mapping) and chosen.get(name):
            value = chosen[name]
    return " ".join(str(value or "").split()) if name == "name" else plain(value, library.remarks, name)


def _ref(library: _Library, one: Mapping[str, Any]) -> str:
    """The reference people know an object by; "" for none. A number that may have lost its zero is read from the URN or refused."""
    given = one.get("ref_id")
    if isinstance(given, float):
        last = _urn(one).rpartition(":")[2]
        if last.replace(".", "").isdigit() and float(last) == given:
            return last
        library.fault(_urn(one), f"its ref_id {given} is a number; put it in quotes (5.10 and 5.1 are not the same).")
    return str(given).strip() if given is not None else ""


def _framework(library: _Library, framework: Mapping[str, Any], *, several: bool) -> list[dict[str, Any]]:
    nodes = framework.get("requirement_nodes") or framework.get("requirement_node") or []
    nodes = nodes if isinstance(nodes, list) else [nodes]
    for name in sorted(set(map(str, framework)) - _FRAMEWORK):
        library.remarks.note(DATA, "scores, groups and other definitions of the framework come back in an export", name)
    top = ""
    made: list[dict[str, Any]] = []
    if several:
        top = _taken(library, framework, "")
        made.append(requirement(top, shortened(_text(library, framework, "name") or top, TITLE_LENGTH), "heading"))
    groups = _groups(library, framework)
    ordered = _in_order(library, nodes)
    for node in ordered:
        parent = str(node.get("parent_urn") or "").strip().lower()
        library.refs[_urn(node)] = _taken(library, node, library.refs.get(parent, top))
    return made + [_node(library, node, groups, top) for node in ordered]


def _in_order(library: _Library, nodes: list[Any]) -> list[Mapping[str, Any]]:
    """The nodes with every one after its parent; a URN given twice, a missing parent or a cycle is a fault."""
    known: dict[str, Mapping[str, Any]] = {}
    for number, node in enumerate(nodes, 1):
        if not isinstance(node, Mapping):
            library.fault(f"requirement node {number}", "is not a mapping of names and values.")
        elif not _urn(node):
            library.fault(f"requirement node {number}", "has no urn.")
        elif _urn(node) in known:
            library.fault(_urn(node), "this urn is given twice; each requirement needs one of its own.")
        else:
            known[_urn(node)] = node
    above = {urn: str(node.get("parent_urn") or "").strip().lower() for urn, node in known.items()}
    for urn, parent in above.items():
        if parent and parent not in known:
            library.fault(urn, f"its parent {parent[-60:]} is missing.")
    rows = depth_first({"ref": urn, "parent": parent} for urn, parent in above.items())
    placed: set[str] = {""}
    for row in rows:
        if row["parent"] not in placed and row["parent"] in known:
            library.fault(str(row["ref"]), "stands below itself.")
        placed.add(str(row["ref"]))
    return [known[str(row["ref"])] for row in rows]


def _taken(library: _Library, one: Mapping[str, Any], parent: str) -> str:
    """A reference nobody else has: its own, the one below its parent, or one of our making."""
    wanted = _ref(library, one)
    if not wanted:
        made = library.references.make(parent)
    else:
        made = library.references.take(wanted)
        if made in library.taken:
            library.remarks.note(CHANGED, "references given twice were written below their parent", wanted[:40])
            joined = f"{parent}.{wanted}" if parent else wanted
            made = library.references.take(joined)
            if made in library.taken:
                made = library.references.make(parent or made)
    library.taken.add(made)
    return made


def _groups(library: _Library, framework: Mapping[str, Any]) -> dict[str, str]:
    given = framework.get("implementation_groups_definition")
    rows = given if isinstance(given, list) else []
    return {
        str(row.get("ref_id")): _text(library, row, "name") or str(row.get("ref_id"))
        for row in rows
        if isinstance(row, Mapping)
    }


def _node(library: _Library, node: Mapping[str, Any], groups: Mapping[str, str], top: str) -> dict[str, Any]:
    ref = library.refs[_urn(node)]
    parent = library.refs.get(str(node.get("parent_urn") or "").strip().lower(), top)
    name, description = _text(library, node, "name"), _text(library, node, "description")
    title = name or first_sentence(description or _text(library, node, "annotation")) or ref
    if len(title) > TITLE_LENGTH:
        description, title = sections(("", name), ("", description)), shortened(name, TITLE_LENGTH)
    for key in sorted(set(map(str, node)) - _NODE):
        library.remarks.note(DATA, "values of requirements that have no place here come back in an export", key)
    chosen = [groups.get(str(g), str(g)) for g in _list(node.get("implementation_groups"))]
    if chosen:
        library.remarks.note(KEPT, "which groups or levels a requirement belongs to stands in its text", ref)
    text = sections(
        ("", description),
        ("Note", _text(library, node, "annotation")),
        ("Typical evidence", _text(library, node, "typical_evidence")),
        ("Measures", _named(library, node, "reference_controls", ref)),
        ("Threats", _named(library, node, "threats", ref)),
        ("Groups", ", ".join(chosen)),
    )
    kept = {key: value for key, value in node.items() if key not in _NODE or key == "translations"}
    return requirement(
        ref,
        title,
        "requirement" if node.get("assessable") else "heading",
        parent=parent,
        title_by="standard" if name else "ours",
        explain=text,
        questions=_questions(library, node),
        urn=_urn(node),
        ciso=kept,
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _named(library: _Library, node: Mapping[str, Any], kind: str, ref: str) -> str:
    """The reference controls or threats a node names, as lines; one of another library keeps its URN."""
    lines = []
    for urn in _list(node.get(kind)):
        one = library.named.get(str(urn).strip().lower())
        if one is None:
            lines.append(f"- {urn}")
            library.remarks.note(KEPT, _STRANGE[kind], ref)
            continue
        head = " ".join(filter(None, (_ref(library, one), _text(library, one, "name"))))
        text = " ".join(_text(library, one, "description").split())
        lines.append(f"- **{head}** {text}".rstrip())
        library.remarks.note(KEPT, _NAMED[kind], ref)
    return "\n".join(lines)


def _questions(library: _Library, node: Mapping[str, Any]) -> list[str]:
    given = node.get("questions") or node.get("question") or {}
    if isinstance(given, Mapping):
        inner = given.get("questions")
        given = inner if isinstance(inner, list) else list(given.values())
    found = []
    for one in given if isinstance(given, list) else ():
        if not isinstance(one, Mapping):
            continue
        text = _text(library, one, "text")
        choices = [str(c.get("value", "")) if isinstance(c, Mapping) else str(c) for c in _list(one.get("choices"))]
        if text:
            found.append(f"{text} ({' / '.join(filter(None, choices))})" if any(choices) else text)
    return found


def _alone(library: _Library, objects: Mapping[str, list[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """A library without a framework: controls one can declare necessary; threats, matrices and mappings to read."""
    made: list[dict[str, Any]] = []
    for plural, title, kind in (
        ("reference_controls", "Reference controls", "control"),
        ("threats", "Threats", "heading"),
        ("risk_matrices", "Risk matrices", "heading"),
        ("requirement_mapping_sets", "Correspondences", "heading"),
    ):
        if not objects[plural]:
            continue
        top = _taken(library, {"ref_id": title.split()[0]}, "")
        made.append(requirement(top, title, "heading"))
        for one in objects[plural]:
            ref = _taken(library, one, top)
            library.refs[_urn(one)] = ref
            name = _text(library, one, "name") or first_sentence(_text(library, one, "description")) or ref
            text = sections(
                ("", _text(library, one, "description")),
                ("Note", _text(library, one, "annotation")),
                ("Typical evidence", _text(library, one, "typical_evidence")),
                ("Kind", ", ".join(str(one[k]) for k in ("category", "csf_function") if one.get(k))),
                ("", _matrix(one) if plural == "risk_matrices" else ""),
            )
            more = {"exclusion": "control"} if kind == "control" else {}
            made.append(
                requirement(ref, shortened(name, TITLE_LENGTH), kind, parent=top, explain=text, urn=_urn(one), **more)
            )
    return made


def _matrix(matrix: Mapping[str, Any]) -> str:
    """The levels of a risk matrix as text."""
    told = []
    for name in ("probability", "impact", "risk"):
        levels = [
            " ".join(filter(None, (str(level.get("abbreviation") or ""), str(level.get("name") or ""))))
            for level in _list(matrix.get(name))
            if isinstance(level, Mapping)
        ]
        if levels:
            told.append(f"- **{name.capitalize()}** {' · '.join(levels)}")
    return "\n".join(told)


def _identity(
    library: _Library,
    content: Mapping[str, Any],
    objects: Mapping[str, list[Mapping[str, Any]]],
    frameworks: list[Mapping[str, Any]],
) -> dict[str, Any]:
    main = frameworks[0] if len(frameworks) == 1 else content
    title = _text(library, main, "name") or _text(library, content, "name") or library.file
    code = str(main.get("ref_id") or content.get("ref_id") or title)
    tail = _urn(main).rpartition(":")[2] or code
    date = str(content.get("publication_date") or "")
    material = {name: objects[name] for name in ("reference_controls", "threats", "risk_matrices") if objects[name]}
    for name in material:
        library.remarks.note(
            DATA, "objects that are no requirement are kept with the standard and come back in an export", name
        )
    definitions = {k: v for k, v in main.items() if k not in _FRAMEWORK} if frameworks else {}
    return {
        "edition": slugged(tail, 70),
        "standard": slugged(tail, 56),
        "code": shortened(code, 60),
        "year": date[:4] if date[:4].isdigit() else f"v{content.get('version', 1)}"[:8],
        "title": shortened(title, TITLE_LENGTH),
        "discipline": "other",
        "status": "current",
        "published": date[:10] if date[:4].isdigit() else None,
        "certifiable": False,
        "summary": _text(library, main, "description") or _text(library, content, "description"),
        "texts": "imported",
        "version": str(content.get("version") or ""),
        "copyright": plain(content.get("copyright")),
        "sources": [str(content[k]) for k in ("provider", "packager", "urn") if content.get(k)],
        "urn": _urn(main),
        "language": library.language or str(content.get("locale") or ""),
        "material": material,
        "definitions": definitions,
        "translations": content.get("translations") or None,
    }
