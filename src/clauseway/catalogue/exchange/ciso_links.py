"""Mapping sets of CISO Assistant libraries as correspondences: relationship and strength kept, URNs turned into editions and references."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clauseway.catalogue.exchange.model import KEPT, LEFT, OWN, REF_LENGTH, Remarks, reference, refuse, slugged

_RELATIONS = {
    "equal": ("equal", "same"),
    "subset": ("subset", "close"),
    "superset": ("superset", "close"),
    "intersect": ("intersects", "partial"),
}
"""A relationship as our relation and how far proof carries over: only equal texts ask nothing more."""


def linked(
    file: str, sets: Sequence[Mapping[str, Any]], refs: Mapping[str, str], remarks: Remarks
) -> Iterator[dict[str, str]]:
    """The correspondences of every set. `refs` are the references of the requirements in the same file by URN."""
    for one in sets:
        source, target = _edition(one.get("source_framework_urn")), _edition(one.get("target_framework_urn"))
        if not source or not target:
            refuse(
                file,
                str(one.get("urn"))[-80:],
                "a mapping set names the framework it comes from and the one it leads to.",
            )
        rows = one.get("requirement_mappings") or one.get("requirement_mapping") or []
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
            if not isinstance(row, Mapping):
                refuse(file, f"{str(one.get('urn'))[-60:]} {number}", "a mapping is a mapping of names and values.")
            made = _pair(row, source, target, refs, remarks)
            if made:
                yield made


def _pair(
    row: Mapping[str, Any], source: str, target: str, refs: Mapping[str, str], remarks: Remarks
) -> dict[str, str] | None:
    relationship = str(row.get("relationship") or "intersect").strip().lower()
    if relationship not in _RELATIONS:
        remarks.note(LEFT, "pairs of requirements that do not correspond", _last(row.get("source_requirement_urn")))
        return None
    relation, strength = _RELATIONS[relationship]
    told = [str(row[name]) for name in ("rationale", "annotation") if row.get(name)]
    weight = row.get("strength_of_relationship", row.get("strength"))
    if weight is not None:
        told.insert(0, f"strength {weight} of 10")
        remarks.note(KEPT, "the strength of a relationship stands in its provenance", "")
    return {
        "from": source,
        "from_ref": _known(row.get("source_requirement_urn"), refs),
        "to": target,
        "to_ref": _known(row.get("target_requirement_urn"), refs),
        "relation": relation,
        "strength": strength,
        "provenance": "; ".join(told)[:200] or "mapping set of the library",
        "confidence": "unsure",
    }


def _edition(urn: Any) -> str:
    """The slug of the edition a framework becomes when it is imported."""
    tail = _last(urn)
    return OWN + slugged(tail, 70) if tail else ""


def _last(urn: Any) -> str:
    return str(urn or "").strip().lower().rpartition(":")[2]


def _known(urn: Any, refs: Mapping[str, str]) -> str:
    return refs.get(str(urn or "").strip().lower()) or reference(_last(urn))[:REF_LENGTH]
