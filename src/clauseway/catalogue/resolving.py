"""Correspondences of an imported file led to the editions and references that are here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clauseway.catalogue.exchange.model import DATA, OWN, Draft, Remark
from clauseway.catalogue.models import Edition, Requirement

_ENDS = ("from", "to")


def resolved(draft: Draft) -> Draft:
    """The draft with every end of a correspondence that can be told named as it is named here; others keep the names the file uses, and it is said."""
    rows = [dict(entry) for entry in draft.correspondences if isinstance(entry, Mapping)]
    wanted = {str(row.get(end) or "") for row in rows for end in _ENDS} - {""}
    if not wanted or len(rows) != len(draft.correspondences):
        return draft
    every = list(Edition.objects.all())
    known = {_plain(edition.slug): edition for edition in every} | {edition.slug: edition for edition in every}
    found = {slug: known.get(slug) or known.get(_plain(slug)) for slug in wanted}
    spelled = {edition.id: _spellings(edition) for edition in found.values() if edition}
    for row in rows:
        for end in _ENDS:
            _lead(row, end, found, spelled)
    strangers = sorted(slug for slug, edition in found.items() if edition is None and slug != _own_slug(draft))
    if not strangers:
        return replace(draft, correspondences=tuple(rows))
    remark = Remark(
        DATA,
        "correspondences with standards that are not here wait until they are",
        len(strangers),
        tuple(strangers[:5]),
    )
    return replace(draft, correspondences=tuple(rows), remarks=(*draft.remarks, remark))


def _lead(
    row: dict[str, Any], end: str, found: Mapping[str, Edition | None], spelled: Mapping[Any, Mapping[str, str]]
) -> None:
    edition = found.get(str(row.get(end) or ""))
    if edition is not None:
        ref = str(row.get(f"{end}_ref") or "")
        known = spelled[edition.id]
        row[end] = edition.slug
        row[f"{end}_ref"] = known.get(ref) or known.get(_plain(ref)) or ref


def _spellings(edition: Edition) -> dict[str, str]:
    """The references of an edition by how they may be written; exactly as they are comes first."""
    refs = list(Requirement.objects.filter(edition=edition).values_list("ref", flat=True))
    return {_plain(ref): ref for ref in refs} | {ref: ref for ref in refs}


def _plain(text: str) -> str:
    """What two spellings of a slug or reference share: ISO27001-2022 and own-iso-27001-2022, A.5.1 and a.5.1."""
    return "".join(c for c in text.lower().removeprefix(OWN) if c.isalnum() or c == ".")


def _own_slug(draft: Draft) -> str:
    slug = str(draft.identity.get("edition") or "")
    return slug if slug.startswith(OWN) else OWN + slug
