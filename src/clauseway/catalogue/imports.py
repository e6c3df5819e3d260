"""An organization's own standards: brought in, changed by a later file, taken away again. Writes the organization's own rows only; ours are never touched."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clauseway.catalogue.exchange.checking import checked, terms
from clauseway.catalogue.exchange.model import Draft, Remark, with_judgements
from clauseway.catalogue.kept import pack_of
from clauseway.catalogue.models import Correspondence, Edition, Expectation, Requirement, RequirementTopic, Topic
from clauseway.catalogue.packs import Pack, Trunk, read_trunk, words_of
from clauseway.catalogue.resolving import resolved
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.kernel.context import Context
from clauseway.kernel.folding import natural_key
from clauseway.kernel.identifiers import named_id
from clauseway.kernel.refusals import Conflict, NotFound
from clauseway.kernel.work import operation
from clauseway.organization.policies import require

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
ADDED, REMOVED = "added", "removed"


@dataclass(frozen=True, slots=True)
class Line:
    """What an import does to one reference: added, changed (and what of it) or removed."""

    what: str
    ref: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do: `state` is new, changed or unchanged; `lines` names every reference it touches."""

    edition: uuid.UUID
    slug: str
    name: str
    title: str
    form: str
    state: str
    requirements: int
    lines: tuple[Line, ...]
    unchanged: int
    identity: tuple[str, ...]
    remarks: tuple[Remark, ...]
    written: bool

    def count(self, what: str) -> int:
        return sum(1 for line in self.lines if line.what == what)


@cache
def _trunk() -> Trunk:
    return read_trunk(Path(settings.CONTENT) / "trunk", vocabulary())


@operation
def import_standard(context: Context, draft: Draft, *, dry_run: bool = False) -> Imported:
    """Bring a standard in for this organization alone, or bring its later file up to date. The same content again writes nothing.

    PackRefused (nothing changed) when the draft is not in order; Conflict when the file no longer has references something is recorded about.
    """
    require(context, "system.manage")
    draft = with_judgements(resolved(draft))
    pack = checked(draft, _trunk(), vocabulary())
    found = Edition.objects.filter(organization_id=context.require_organization(), slug=pack.slug).first()
    done = _compared(context, draft, pack, found)
    if dry_run or done.state == UNCHANGED:
        return done
    _write(context, pack, draft)
    if found is not None:
        _remove_requirements(found, {line.ref for line in done.lines if line.what == REMOVED})
    return Imported(**{name: getattr(done, name) for name in Imported.__slots__ if name != "written"}, written=True)


@operation
def remove_standard(context: Context, edition: uuid.UUID) -> bool:
    """Take an own standard away with all its rows. True when it is gone; where something was recorded about it, it is only withdrawn (False).

    Whoever calls has made sure that no system applies it now.
    """
    require(context, "system.manage")
    found = Edition.objects.filter(id=edition, organization_id=context.require_organization()).first()
    if found is None:
        raise NotFound("edition.not-found", _("There is no such standard of your own."))
    if not _gone(Requirement.objects.filter(edition=found), edition=found):
        found.status = "withdrawn"
        found.save(update_fields=["status"])
        return False
    Correspondence.objects.filter(_owned(context, found.slug)).delete()
    return True


def _owned(context: Context, slug: str) -> Q:
    """Whose correspondences are this pack's."""
    return Q(organization_id=context.require_organization(), provenance__startswith=f"{slug}: ")


def _compared(context: Context, draft: Draft, pack: Pack, found: Edition | None) -> Imported:
    before = pack_of(found) if found else None
    lines = tuple(_lines(before, pack))
    identity = pack.identity
    same = (
        before is not None and found is not None and before.digest == pack.digest and found.status == identity["status"]
    )
    state = NEW if before is None else UNCHANGED if same else CHANGED
    known = before.identity if before else identity
    changed = sorted(name for name in {*known, *identity} if known.get(name) != identity.get(name))
    return Imported(
        edition=named_id("own", str(context.require_organization()), pack.slug),
        slug=pack.slug,
        name=f"{identity['code']}:{identity['year']}",
        title=identity["title"],
        form=draft.form,
        state=state,
        requirements=sum(1 for entry in pack.requirements if entry["kind"] != "heading"),
        lines=lines,
        unchanged=len(pack.requirements) - sum(1 for line in lines if line.what != REMOVED),
        identity=tuple(changed),
        remarks=draft.remarks,
        written=False,
    )


def _lines(before: Pack | None, pack: Pack) -> list[Line]:
    """Every reference that is added, changed or removed, in the order of the new file; those removed come last."""
    old = {str(entry["ref"]): entry for entry in before.requirements} if before else {}
    asked, asked_before = _by_ref(pack), _by_ref(before) if before else {}
    made = []
    for entry in pack.requirements:
        ref = entry["ref"]
        if ref not in old:
            made.append(Line(ADDED, ref, entry["title"]))
            continue
        fields = [name for name in {**old[ref], **entry} if old[ref].get(name) != entry.get(name)]
        if asked.get(ref) != asked_before.get(ref):
            fields.append("expectations")
        if fields:
            made.append(Line(CHANGED, ref, entry["title"], tuple(fields)))
    refs = {entry["ref"] for entry in pack.requirements}
    return made + [Line(REMOVED, ref, entry["title"]) for ref, entry in old.items() if ref not in refs]


def _by_ref(pack: Pack) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for entry in pack.expectations:
        found.setdefault(entry["for"], []).append(entry)
    return found


def _remove_requirements(edition: Edition, refs: set[str]) -> None:
    """Take the references away that the file no longer has. Conflict when anything was recorded about one of them."""
    if not _gone(Requirement.objects.filter(edition=edition, ref__in=refs)):
        named = ", ".join(sorted(refs, key=natural_key)[:8])
        raise Conflict(
            "edition.references-in-use",
            _(
                "The file no longer has %s, and something is recorded about it. Import the file as an edition of its own instead."
            )
            % named,
            field="edition",
        )


def _gone(requirements: QuerySet[Requirement], edition: Edition | None = None) -> bool:
    """Delete requirements (and their edition) with what the pack gave them; False, with nothing deleted, where anything recorded refers to one.

    The database's own foreign keys are asked: only they see every room's rows.
    """
    found = list(requirements.values_list("id", "private_topic_id"))
    ids, topics = [row[0] for row in found], [row[1] for row in found]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            RequirementTopic.objects.filter(requirement_id__in=ids)._raw_delete("default")
            Expectation.objects.filter(requirement_id__in=ids)._raw_delete("default")
            Requirement.objects.filter(id__in=ids)._raw_delete("default")
            Topic.objects.filter(id__in=topics)._raw_delete("default")
            if edition is not None:
                Edition.objects.filter(id=edition.id)._raw_delete("default")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        return False
    return True


def _write(context: Context, pack: Pack, draft: Draft) -> None:
    owner, identity = context.require_organization(), pack.identity
    edition = Edition(
        id=named_id("own", str(owner), pack.slug),
        organization_id=owner,
        slug=pack.slug,
        standard=identity["standard"],
        code=identity["code"],
        year=identity["year"],
        title=identity["title"],
        discipline=identity["discipline"],
        status=identity["status"],
        certifiable=bool(identity.get("certifiable", False)),
        predecessor=str(identity.get("predecessor") or "")[:80],
        digest=pack.digest,
        facts={
            **identity,
            "source": {
                "form": draft.form,
                "file": draft.file[:200],
                "remarks": [[r.what, r.message, r.count, list(r.places)] for r in draft.remarks],
            },
        },
    )
    _upsert(Edition, [edition])
    _write_requirements(owner, pack, edition)
    rows = [
        Expectation(
            id=named_id("own", str(owner), pack.slug, "expectation", entry["for"], entry["code"]),
            organization_id=owner,
            requirement_id=_requirement_id(owner, pack.slug, entry["for"]),
            code=entry["code"],
            position=position,
            terms=terms(entry),
        )
        for position, entry in enumerate(pack.expectations)
    ]
    _upsert(Expectation, rows)
    Expectation.objects.filter(requirement__edition=edition).exclude(id__in=[row.id for row in rows]).delete()
    _write_correspondences(context, pack)


def _write_requirements(owner: uuid.UUID, pack: Pack, edition: Edition) -> None:
    keys = _sort_keys([entry["ref"] for entry in pack.requirements])
    topics, requirements, links = [], [], []
    for entry in pack.requirements:
        ref = entry["ref"]
        topic = named_id("own", str(owner), pack.slug, "topic", ref)
        slug = f"{pack.slug}/{ref}"
        topics.append(Topic(id=topic, organization_id=owner, slug=slug, title=entry["title"], private=True))
        requirements.append(
            Requirement(
                id=_requirement_id(owner, pack.slug, ref),
                organization_id=owner,
                edition=edition,
                ref=ref,
                sort_key=keys[ref],
                title=entry["title"],
                parent_id=_requirement_id(owner, pack.slug, entry["parent"]) if entry["parent"] else None,
                kind=entry["kind"],
                exclusion=entry["exclusion"],
                stage1=entry["stage1"],
                private_topic_id=topic,
                words=_words(entry),
            )
        )
        links += [
            RequirementTopic(
                requirement_id=requirements[-1].id,
                topic_id=named_id("topic", link["topic"]),
                strength=link["strength"],
                provenance=link.get("provenance", ""),
                confidence=link.get("confidence", "")[:8],
            )
            for link in entry.get("topics", ())
        ]
    _upsert(Topic, topics)
    _upsert(Requirement, requirements)
    RequirementTopic.objects.filter(requirement__edition=edition).delete()
    RequirementTopic.objects.bulk_create(links)


def _words(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown to people, and below `more` what only an export gives back."""
    known = {"ref", "title", "parent", "kind", "exclusion", "stage1", "topics"}
    shown = words_of(entry)
    more = {name: value for name, value in entry.items() if name not in known and name not in shown}
    return {**shown, "more": more} if more else shown


def _sort_keys(refs: list[str]) -> dict[str, str]:
    """The keys that keep the file's order: the references' own where they tell it, else their position."""
    keys = {ref: natural_key(ref) for ref in refs}
    told = sorted(refs, key=keys.__getitem__) == refs and len(set(keys.values())) == len(refs)
    if told and max(map(len, keys.values())) <= 80:
        return keys
    return {ref: f"{position:06d}" for position, ref in enumerate(refs)}


def _requirement_id(owner: uuid.UUID, slug: str, ref: str) -> uuid.UUID:
    return named_id("own", str(owner), slug, "requirement", ref)


def _write_correspondences(context: Context, pack: Pack) -> None:
    """Its correspondences, replaced as a whole; each says which pack it comes from."""
    Correspondence.objects.filter(_owned(context, pack.slug)).delete()
    Correspondence.objects.bulk_create(
        Correspondence(
            organization_id=context.require_organization(),
            edition_from=entry.get("from", pack.slug),
            ref_from=entry.get("from_ref", ""),
            edition_to=entry.get("to", pack.slug),
            ref_to=entry.get("to_ref", ""),
            relation=entry.get("relation", "")[:16],
            strength=entry.get("strength", ""),
            provenance=f"{pack.slug}: {entry.get('provenance', '')}"[:300],
            confidence=entry.get("confidence", "")[:8],
        )
        for entry in pack.correspondences
    )


def _upsert(model: Any, rows: list[Any]) -> None:
    fields = [field.name for field in model._meta.local_fields if field.name not in ("id", "organization_id")]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500)
