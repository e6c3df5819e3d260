"""An edition in the database as the pack it came from: what an export writes and an import compares with."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from clauseway.catalogue.exchange.checking import canonical
from clauseway.catalogue.exchange.model import LISTS
from clauseway.catalogue.exchange.shipped import shipped_pack
from clauseway.catalogue.models import Correspondence, Edition, Expectation, Requirement, RequirementTopic
from clauseway.catalogue.packs import Pack
from clauseway.catalogue.queries import edition_by_slug
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound


def own_editions(context: Context) -> QuerySet[Edition]:
    """The standards this organization brought in, by code and year."""
    return Edition.objects.filter(organization_id=context.require_organization()).order_by("code", "-year", "slug")


def exported_pack(context: Context, slug: str) -> Pack:
    """The pack of an edition that may be seen: one of our own from its files, an organization's from its rows. NotFound otherwise."""
    found = edition_by_slug(slug)
    if found is None:
        raise NotFound("edition.not-found", "There is no such standard.")
    return pack_of(found) if found.organization_id else shipped_pack(Path(settings.CONTENT), slug)


def pack_of(edition: Edition) -> Pack:
    """The pack that an organization's edition was made of; its digest is the one the edition carries."""
    rows = list(Requirement.objects.filter(edition=edition).order_by("sort_key"))
    refs = {row.id: row.ref for row in rows}
    links: dict[str, list[dict[str, str]]] = {}
    for link in RequirementTopic.objects.filter(requirement__edition=edition).select_related("topic").order_by("id"):
        links.setdefault(refs[link.requirement_id], []).append(
            {
                "topic": link.topic.slug,
                "strength": link.strength,
                "provenance": link.provenance,
                "confidence": link.confidence,
            }
        )
    requirements = tuple(
        {
            "ref": row.ref,
            "title": row.title,
            "parent": refs.get(row.parent_id, "") if row.parent_id else "",
            "kind": row.kind,
            "exclusion": row.exclusion,
            "stage1": row.stage1,
            "topics": links.get(row.ref, []),
            **{
                name: row.words.get(name)
                for name in ("explain", "title_by", "confidence", "alt", "excluded_but", *LISTS)
            },
            **row.words.get("more", {}),
        }
        for row in rows
    )
    expectations = tuple(
        {"for": refs[row.requirement_id], "code": row.code, **row.terms}  # type: ignore[index]
        for row in Expectation.objects.filter(requirement__edition=edition).order_by("position")
    )
    identity = {name: value for name, value in edition.facts.items() if name != "source"}
    return canonical(Pack(edition.slug, identity, requirements, expectations, _correspondences(edition), ""))


def _correspondences(edition: Edition) -> tuple[dict[str, str], ...]:
    start = f"{edition.slug}: "
    rows = Correspondence.objects.filter(organization_id=edition.organization_id, provenance__startswith=start)
    return tuple(
        {
            "from": row.edition_from,
            "from_ref": row.ref_from,
            "to": row.edition_to,
            "to_ref": row.ref_to,
            "relation": row.relation,
            "strength": row.strength,
            "provenance": row.provenance[len(start) :],
            "confidence": row.confidence,
        }
        for row in rows.order_by("id")
    )
