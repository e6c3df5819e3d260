"""Writing evidence: items, records, populations without a room of their own. Claims are filed by the ledger alone."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.evidence.ledger import subject_row
from clauseway.evidence.models import Item, Record, Subject
from clauseway.evidence.sources import ATTESTED, voided_by
from clauseway.kernel.context import Context
from clauseway.kernel.identifiers import new_id
from clauseway.kernel.ownership import owners
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.kernel.registry import DraftSubject, populations, sources
from clauseway.kernel.storage import store
from clauseway.kernel.work import operation, touch
from clauseway.organization.policies import require

NONE_EXIST = "population.none"
ENDED = "ended-record"
"""The token that says that a record was closed or withdrawn, for whoever rests on it."""


@operation
def collect_item(
    context: Context, *, name: str, content: bytes, media_type: str, collected_on: date | None = None
) -> tuple[Item, bool]:
    """Keep a file as an evidence item, by content: the same content again gives the item there is. Returns (item, newly kept)."""
    require(context, "evidence.file")
    digest = hashlib.sha256(content).hexdigest()
    known = Item.objects.filter(sha256=digest).first()
    if known is not None:
        return known, False
    stored = store(context, digest, content)
    item = Item.objects.create(
        organization_id=context.require_organization(),
        sha256=digest,
        name=name[:300],
        media_type=media_type,
        size=len(content),
        stored_as=stored,
        collected_on=collected_on or context.today,
        recorded_by_id=context.person,
    )
    return item, True


@dataclass(frozen=True, slots=True)
class Fact:
    """What a person states when filing a record. `standards` are editions the fact covered; `sites` references of sites it held at."""

    word: str
    on: date
    system: uuid.UUID | None = None
    requirement: uuid.UUID | None = None
    subject_ref: str = ""
    facets: Mapping[str, Any] | None = None
    standards: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    statement: str = ""
    item: uuid.UUID | None = None
    performed_by: uuid.UUID | None = None
    valid_until: date | None = None


@operation
def file_record(context: Context, fact: Fact) -> Record:
    """File a dated fact in a word of the vocabulary, with its proof. Refuses a word, facet, subject or date that makes no sense, saying which."""
    return file_records(context, [fact])[0]


@operation
def file_records(context: Context, facts: Sequence[Fact]) -> list[Record]:
    """File several facts at once (an attendance list, a monthly check of all systems): all or none of them."""
    require(context, "evidence.file")
    known = _known_subjects(facts)
    owned = _owned(context, facts, known)
    rows = []
    for fact in facts:
        word = _recordable(fact)
        _check_fact(context, fact, word, known)
        by_owner = fact.performed_by is not None and fact.performed_by == owned.get(fact.subject_ref)
        rows.append(_record(context, fact, word, by_owner=by_owner))
    Record.objects.bulk_create(rows)
    voiding = voided_by()
    for row in rows:
        _touch(row, voiding)
    return rows


def _known_subjects(facts: Sequence[Fact]) -> set[tuple[str, str]]:
    refs = {fact.subject_ref for fact in facts if fact.subject_ref}
    if not refs:
        return set()
    return set(Subject.objects.filter(ref__in=refs, superseded_at=None).values_list("kind", "ref"))


def _owned(context: Context, facts: Sequence[Fact], known: set[tuple[str, str]]) -> dict[str, uuid.UUID]:
    """Who owns the known subjects of facts of which it matters that somebody else did it: by reference."""
    asked: dict[str, set[str]] = {}
    for fact in facts:
        word = vocabulary().words.get(fact.word)
        if word and word.subject in owners and (word.subject, fact.subject_ref) in known and word.not_by_owner:
            asked.setdefault(word.subject, set()).add(fact.subject_ref)
    found: dict[str, uuid.UUID] = {}
    for kind, refs in asked.items():
        found |= owners[kind](context, sorted(refs))
    return found


def _record(context: Context, fact: Fact, word: Word, *, by_owner: bool) -> Record:
    """What somebody states about the independence of their own look at what they own does not make it independent."""
    facets: dict[str, Any] = dict(fact.facets or {})
    if by_owner:
        facets |= dict.fromkeys(word.not_by_owner, False)
    if fact.standards:
        facets["standards"] = sorted(fact.standards)
    if fact.sites:
        facets["sites"] = sorted(fact.sites)
    return Record(
        organization_id=context.require_organization(),
        system_id=fact.system,
        word=word.name,
        requirement_id=fact.requirement,
        subject_kind=word.subject if fact.subject_ref else "",
        subject_ref=fact.subject_ref,
        item_id=fact.item,
        happened_on=fact.on,
        valid_until=fact.valid_until,
        facets=facets,
        statement=fact.statement.strip(),
        performed_by_id=fact.performed_by,
        recorded_by_id=context.person,
    )


def _touch(record: Record, voiding: Collection[str] | None = None) -> None:
    """What the record's key can prove may have changed, and what a room that reads such records says of its subject; a contrary fact also touches
    attestations that there are none."""
    touch("record", record_key(record))
    for source in sources.values():
        if record.subject_ref and record.word in source.reads:
            touch(source.name, record.subject_ref)
    if record.word in (voided_by() if voiding is None else voiding):
        touch("record", ATTESTED)


def record_key(record: Record) -> str:
    """The key under which records of one word about one subject and requirement are claimed together, so that the latest can win."""
    return f"{record.word}|{record.subject_ref}|{record.requirement_id or ''}"


def _recordable(fact: Fact) -> Word:
    word = vocabulary().words.get(fact.word)
    if word is None or "record" not in word.by:
        raise Refusal("record.unknown-word", _("This kind of record does not exist: %s.") % fact.word, field="word")
    return word


def _check_fact(context: Context, fact: Fact, word: Word, known: set[tuple[str, str]]) -> None:
    if fact.on > context.today:
        raise Refusal(
            "record.in-the-future", _("A record states what happened; this date is still to come."), field="on"
        )
    if fact.valid_until is not None and fact.valid_until <= fact.on:
        raise Refusal("record.ends-before-it-starts", _("It would end before it starts."), field="valid_until")
    if word.of_requirement and fact.requirement is None:
        raise Refusal("record.requirement-missing", _("Say which requirement this is about."), field="requirement")
    if word.subject and word.stance > 0 and not fact.subject_ref:
        raise Refusal("record.subject-missing", _("Say which %s this is about.") % word.subject, field="subject_ref")
    if fact.subject_ref and word.subject and (word.subject, fact.subject_ref) not in known:
        raise Refusal("record.subject-unknown", _("There is no such %s.") % word.subject, field="subject_ref")
    if word.stance < 0 and not fact.statement.strip():
        raise Refusal("record.statement-missing", _("Say what was observed."), field="statement")
    for name, value in (fact.facets or {}).items():
        field = word.fields.get(name)
        if field is None:
            raise Refusal(
                "record.unknown-facet",
                _("“%(word)s” has no detail “%(name)s”.") % {"word": word.label, "name": name},
                field=name,
            )
        if field.type == "choice" and str(value) not in field.options:
            options = ", ".join(field.options)
            raise Refusal(
                "record.facet-value",
                _("%(label)s is one of: %(options)s.") % {"label": field.label, "options": options},
                field=name,
            )
        if field.type == "yesno" and not isinstance(value, bool):
            raise Refusal("record.facet-value", _("%s is yes or no.") % field.label, field=name)


def _get(context: Context, record: uuid.UUID) -> Record:
    found = Record.objects.select_for_update().filter(id=record).first()
    if found is None:
        raise NotFound("record.not-found", _("There is no such record."))
    return found


@operation
def close_record(context: Context, record: uuid.UUID, *, on: date, reason: str) -> Record:
    """Say that what a record states ceased on a day (a contrary fact was put right). It stays true for the time before."""
    require(context, "evidence.file")
    found = _get(context, record)
    _refuse_ended(found)
    if not reason.strip():
        raise Refusal("record.reason-missing", _("Say why it ended."), field="reason")
    if on < found.happened_on or on > context.today:
        raise Refusal(
            "record.ends-before-it-starts", _("The end lies between the day it happened and today."), field="on"
        )
    return _finish(context, found, "closed", on, reason)


@operation
def withdraw_record(context: Context, record: uuid.UUID, *, reason: str) -> Record:
    """Take back a record that was wrong from the start. It stays readable, with the reason, and counts for nothing."""
    require(context, "evidence.file")
    found = _get(context, record)
    _refuse_ended(found)
    if not reason.strip():
        raise Refusal("record.reason-missing", _("Say what was wrong with it."), field="reason")
    return _finish(context, found, "withdrawn", context.today, reason)


def _refuse_ended(record: Record) -> None:
    if record.ended_how:
        raise Refusal("record.ended", _("This record has ended already."))


def _finish(context: Context, record: Record, how: str, on: date, reason: str) -> Record:
    record.ended_how, record.ended_on, record.ended_reason, record.ended_by_id = how, on, reason.strip(), context.person
    record.save(update_fields=["ended_how", "ended_on", "ended_reason", "ended_by"])
    _touch(record)
    touch(ENDED, record.id)
    return record


@operation
def examine_record(context: Context, record: uuid.UUID, *, owners: Iterable[uuid.UUID] = ()) -> Record:
    """Note that somebody independent looked at a record: not who performed, recorded or owns what it is about (`owners`). Forbidden otherwise."""
    require(context, "evidence.examine")
    found = _get(context, record)
    _refuse_ended(found)
    if context.person is None or context.person in {found.performed_by_id, found.recorded_by_id, *owners}:
        raise Forbidden(
            "examine.not-independent", _("You performed, recorded or own this; somebody else must look at it.")
        )
    found.examined_by_id, found.examined_on = context.person, context.today
    found.save(update_fields=["examined_by", "examined_on"])
    _touch(found)
    return found


@operation
def attest_none(
    context: Context, *, kind: str, reason: str, on: date | None = None, only: Mapping[str, Any] | None = None
) -> Record:
    """A named person attests that there are no subjects of a kind (or none with these facets). Void as soon as one is alive.

    Refused for what every organization has (processes, people, roles, parties, documents, objectives): an empty list of them is work not done.
    """
    require(context, "stocktake.edit")
    if context.person is None:
        raise Forbidden("attest.no-person", _("Only a named person can attest this."))
    if kind not in vocabulary().subjects:
        raise Refusal("attest.unknown-kind", _("There is no such population: %s.") % kind, field="kind")
    if vocabulary().subjects[kind].never_none and not only:
        plural = _(vocabulary().subjects[kind].plural)
        raise Refusal("attest.never-none", _("Every organization has some: %s. List them.") % plural, field="kind")
    if on is not None and on > context.today:
        raise Refusal("attest.in-the-future", _("Nobody knows yet that there will be none."), field="on")
    if not reason.strip():
        raise Refusal("attest.reason-missing", _("Say how you know that there are none."), field="reason")
    record = Record.objects.create(
        organization_id=context.require_organization(),
        word=NONE_EXIST,
        happened_on=on or context.today,
        facets={"subject": kind, **({"only": dict(only)} if only else {})},
        statement=reason.strip(),
        performed_by_id=context.person,
        recorded_by_id=context.person,
    )
    _touch(record)
    return record


@operation
def add_subjects(
    context: Context, *, kind: str, members: Iterable[DraftSubject], origin: str
) -> tuple[list[Subject], int]:
    """Add or change members of a population that no room owns yet (suppliers from purchases, equipment, systems).

    Members are told apart by `ref` or, when that is empty, by name. Returns (rows written, rows that were already so).
    """
    require(context, "stocktake.edit")
    if kind not in vocabulary().subjects or kind in populations:
        raise Refusal("population.not-editable", _("This population is kept elsewhere."), field="kind")
    by_fold = {row.fold: row for row in Subject.objects.filter(kind=kind, superseded_at=None)}
    by_ref = {row.ref: row for row in by_fold.values()}
    fresh: list[Subject] = []
    outdated: list[uuid.UUID] = []
    same = 0
    for draft in members:
        row = subject_row(context, kind, draft, origin)
        old = by_ref.get(draft.ref) if draft.ref else by_fold.get(row.fold)
        row.ref = old.ref if old else draft.ref or str(new_id())
        if old and (old.name, old.facets, old.live_from, old.live_until) == (
            row.name,
            row.facets,
            row.live_from,
            row.live_until,
        ):
            same += 1
            continue
        if old:
            outdated.append(old.id)
        by_fold[row.fold] = by_ref[row.ref] = row
        fresh.append(row)
    Subject.objects.filter(id__in=outdated).update(superseded_at=context.now)
    Subject.objects.bulk_create(fresh)
    if fresh:
        touch("subjects", kind)
    return fresh, same


@operation
def end_subject(context: Context, *, kind: str, ref: str, on: date) -> Subject:
    """Say that a member left its population on a day: a new version with that end."""
    require(context, "stocktake.edit")
    old = Subject.objects.select_for_update().filter(kind=kind, ref=ref, superseded_at=None).first()
    if old is None:
        raise NotFound("subject.not-found", _("There is no such entry."))
    if on < old.live_from:
        raise Refusal("subject.ends-before-it-starts", _("It would end before it started."), field="on")
    draft = DraftSubject(old.ref, old.name, old.live_from, on, old.facets)
    Subject.objects.filter(id=old.id).update(superseded_at=context.now)
    row = subject_row(context, kind, draft, old.origin)
    row.save()
    touch("subjects", kind)
    return row
