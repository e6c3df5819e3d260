"""Loading packs: the only writer of the catalogue. Whole or not at all; an unchanged pack is not touched."""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from clauseway.catalogue.content import pack_folders
from clauseway.catalogue.models import Correspondence, Edition, Expectation, Requirement, RequirementTopic, Topic
from clauseway.catalogue.packs import TERMS, Pack, Trunk, folder_digest, parent_in, read_pack, read_trunk, words_of
from clauseway.catalogue.vocabulary import Vocabulary, read_vocabulary
from clauseway.kernel.folding import natural_key
from clauseway.kernel.identifiers import named_id


def load_content(content: Path | None = None, only: Collection[str] = ()) -> list[str]:
    """Load the trunk and every pack that changed (of `only` some editions, when named); returns the slugs loaded. Raises PackRefused or VocabularyError,
    then nothing changed.

    Whether a pack changed is told by the digests of its files, of the trunk's and of the vocabulary's, before any of them is read.
    Runs as the owner of the tables: the catalogue is global and the application may only read it.
    """
    folder = content or Path(settings.CONTENT)
    known = dict(Edition.objects.filter(organization_id=None).values_list("slug", "digest"))
    extra = _vocabulary_digest(folder / "vocabulary") + folder_digest(folder / "trunk")
    digests = {path: _combined(folder_digest(path), extra) for path in pack_folders(folder)}
    changed = [
        path for path, digest in digests.items() if known.get(path.name) != digest and (not only or path.name in only)
    ]
    if not changed:
        return []
    words = read_vocabulary(folder / "vocabulary")
    trunk = read_trunk(folder / "trunk", words)
    packs = [(read_pack(path, trunk, words), digests[path]) for path in changed]
    with transaction.atomic():
        _load_trunk(trunk)
        for pack, digest in packs:
            _load_pack(pack, digest, words)
    return [pack.slug for pack, _digest in packs]


def _vocabulary_digest(folder: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.yaml")))).hexdigest()


def _combined(digest: str, extra: str) -> str:
    return hashlib.sha256((digest + extra).encode()).hexdigest()


def _terms(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in TERMS if entry.get(name) not in (None, "", {}, [])}


def _load_trunk(trunk: Trunk) -> None:
    topics = [
        Topic(
            id=named_id("topic", topic["slug"]),
            slug=topic["slug"],
            title=topic["title"],
            parent_id=named_id("topic", topic["parent"]) if topic.get("parent") else None,
            neutral=bool(topic.get("neutral")),
            position=position,
        )
        for position, topic in enumerate(trunk.topics)
    ]
    _upsert(
        Topic, sorted(topics, key=lambda t: t.parent_id is not None), ["slug", "title", "parent", "neutral", "position"]
    )
    expectations = [
        Expectation(
            id=named_id("expectation", topic["slug"], entry["code"]),
            topic_id=named_id("topic", topic["slug"]),
            code=entry["code"],
            position=position,
            terms=_terms(entry),
        )
        for topic in trunk.topics
        for position, entry in enumerate(topic.get("expectations") or [])
    ]
    _upsert(Expectation, expectations, ["topic", "code", "position", "terms"])
    shared = Expectation.objects.filter(topic__isnull=False, organization_id=None)
    shared.exclude(id__in=[e.id for e in expectations]).delete()


def _upsert(model: Any, rows: list[Any], fields: list[str]) -> None:
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500)


def _load_pack(pack: Pack, digest: str, words: Vocabulary) -> None:
    identity = pack.identity
    edition = Edition(
        id=named_id("edition", pack.slug),
        slug=pack.slug,
        standard=identity["standard"],
        code=identity["code"],
        year=str(identity["year"]),
        title=identity["title"],
        discipline=identity["discipline"],
        status=identity["status"],
        certifiable=bool(identity.get("certifiable", True)),
        predecessor=identity.get("predecessor") or "",
        digest=digest,
        facts=json.loads(json.dumps(dict(identity), default=str)),
    )
    _upsert(
        Edition,
        [edition],
        ["standard", "code", "year", "title", "discipline", "status", "certifiable", "predecessor", "digest", "facts"],
    )
    _load_requirements(pack, edition)
    _load_expectations(pack)
    Correspondence.objects.filter(edition_to=pack.slug, organization_id=None).delete()
    Correspondence.objects.bulk_create(
        Correspondence(
            edition_from=str(entry.get("from", "")),
            ref_from=str(entry.get("from_ref") or ""),
            edition_to=str(entry.get("to", pack.slug)),
            ref_to=str(entry.get("to_ref") or ""),
            relation=str(entry.get("relation", "")),
            strength=str(entry.get("strength") or ""),
            provenance=str(entry.get("provenance", ""))[:300],
            confidence=str(entry.get("confidence", "")),
        )
        for entry in pack.correspondences
    )


def _load_requirements(pack: Pack, edition: Edition) -> None:
    refs = {str(entry["ref"]) for entry in pack.requirements}
    topics, requirements, links = [], [], []
    for entry in pack.requirements:
        ref = str(entry["ref"])
        parent = parent_in(entry)
        topics.append(
            Topic(
                id=named_id("topic", f"{pack.slug}/{ref}"),
                slug=f"{pack.slug}/{ref}",
                title=entry["title"],
                private=True,
            )
        )
        requirements.append(
            Requirement(
                id=named_id("requirement", pack.slug, ref),
                edition=edition,
                ref=ref,
                sort_key=natural_key(ref),
                title=entry["title"],
                parent_id=named_id("requirement", pack.slug, parent) if parent in refs else None,
                kind=entry["kind"],
                exclusion=entry["exclusion"],
                stage1=bool(entry.get("stage1")),
                private_topic_id=topics[-1].id,
                words=words_of(entry),
            )
        )
        links += [
            RequirementTopic(
                requirement_id=requirements[-1].id,
                topic_id=named_id("topic", link["topic"]),
                strength=link["strength"],
                provenance=str(link.get("provenance") or "")[:300],
                confidence=str(link.get("confidence") or ""),
            )
            for link in entry.get("topics") or []
        ]
    _upsert(Topic, topics, ["slug", "title", "private"])
    requirements.sort(key=lambda r: r.ref.count("."))
    _upsert(
        Requirement,
        requirements,
        ["ref", "sort_key", "title", "parent", "kind", "exclusion", "stage1", "private_topic", "words"],
    )
    Requirement.objects.filter(edition=edition).exclude(id__in=[r.id for r in requirements]).delete()
    RequirementTopic.objects.filter(requirement__edition=edition).delete()
    RequirementTopic.objects.bulk_create(links)


def _load_expectations(pack: Pack) -> None:
    rows = [
        Expectation(
            id=named_id("expectation", pack.slug, str(entry["for"]), entry["code"]),
            requirement_id=named_id("requirement", pack.slug, str(entry["for"])),
            code=entry["code"],
            position=position,
            terms=_terms(entry),
        )
        for position, entry in enumerate(pack.expectations)
    ]
    _upsert(Expectation, rows, ["requirement", "code", "position", "terms"])
    own = Expectation.objects.filter(requirement__edition__slug=pack.slug, organization_id=None)
    own.exclude(id__in=[row.id for row in rows]).delete()
