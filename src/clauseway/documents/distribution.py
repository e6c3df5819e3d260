"""Distribution: who has to know a document, who is asked to read which revision, who says to have read and understood it.

Reading is never evidence of awareness: what it proves is said in `acknowledging`, and it is that alone.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.documents.acknowledging import NAME as ACKNOWLEDGED
from clauseway.documents.drafting import locked
from clauseway.documents.lines import effective_of, kind_rule
from clauseway.documents.models import Audience, CircleMember, Document, Reading
from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.mail import post
from clauseway.organization.models import Membership, Person
from clauseway.organization.policies import ROLES, require

REMIND_EVERY = 7


@dataclass(frozen=True, slots=True)
class Group:
    """A group a document goes to. `ref`: a role, job or unit by name, a process, site or person by reference; "" for everybody."""

    kind: str
    ref: str = ""
    must_read: bool = True


@operation
def set_audience(context: Context, document: uuid.UUID, groups: Sequence[Group]) -> list[Audience]:
    """State to whom a document goes, all its revisions alike. With one in force, whoever newly must read it is asked at once."""
    require(context, "evidence.file")
    row = locked(document)
    wanted = {(group.kind, group.ref.strip()): group for group in groups}
    for group in wanted.values():
        _check(group)
    Audience.objects.filter(line_id=row.line_key).delete()
    made = Audience.objects.bulk_create(
        Audience(
            organization_id=row.organization_id, line_id=row.line_key, kind=kind, ref=ref, must_read=group.must_read
        )
        for (kind, ref), group in wanted.items()
    )
    current = effective_of(context, row)
    if current is not None:
        ask_readers(context, current)
    return made


def _check(group: Group) -> None:
    known = {
        "everybody": lambda ref: ref == "",
        "role": lambda ref: ref in ROLES,
        "job": bool,
        "unit": bool,
        "process": lambda ref: Subject.objects.filter(kind="process", ref=ref, superseded_at=None).exists(),
        "site": lambda ref: Subject.objects.filter(kind="site", ref=ref, superseded_at=None).exists(),
        "person": lambda ref: Person.objects.filter(id=ref).exists(),
    }
    if group.kind not in known or not known[group.kind](group.ref):
        raise Refusal("audience.unknown", _("There is no such group: %s.") % group.ref, field="audience")


@operation
def set_circle(context: Context, kind: str, ref: str, people: Iterable[uuid.UUID]) -> int:
    """State who works in a process or at a site; documents distributed there go to them. Returns how many they are."""
    require(context, "stocktake.edit")
    if kind not in ("process", "site"):
        raise Refusal("circle.kind", _("People belong to a process or a site."), field="kind")
    _check(Group(kind, ref))
    CircleMember.objects.filter(kind=kind, ref=ref).delete()
    made = CircleMember.objects.bulk_create(
        CircleMember(organization_id=context.require_organization(), kind=kind, ref=ref, person_id=person)
        for person in set(people)
    )
    lines = Audience.objects.filter(kind=kind, ref=ref).values_list("line_id", flat=True)
    for row in Document.objects.filter(Q(line_id__in=list(lines)) | Q(id__in=list(lines)), state="effective"):
        ask_readers(context, row)
    return len(made)


def audience_of(context: Context, row: Document) -> list[Audience]:
    """The groups a document goes to."""
    return list(Audience.objects.filter(line_id=row.line_key).order_by("kind", "ref"))


def readers(context: Context, groups: Sequence[Audience]) -> QuerySet[Person]:
    """The people of some groups who are here today."""
    refs: dict[str, list[str]] = {}
    for group in groups:
        refs.setdefault(group.kind, []).append(group.ref)
    who = Q(id__in=[])
    if "everybody" in refs:
        who = Q()
    else:
        who |= Q(id__in=[uuid.UUID(ref) for ref in refs.get("person", ())])
        if "role" in refs:
            users = Membership.objects.filter(role__in=refs["role"], valid_until=None).values("user_id")
            who |= Q(user_id__in=users)
        for name in ("job", "unit"):
            for ref in refs.get(name, ()):
                who |= Q(**{f"{name}__iexact": ref})
        for kind in ("process", "site"):
            if kind in refs:
                who |= Q(id__in=CircleMember.objects.filter(kind=kind, ref__in=refs[kind]).values("person_id"))
    here = Q(live_from__lte=context.today) & (Q(live_until=None) | Q(live_until__gt=context.today))
    return Person.objects.filter(who).filter(here, erased_at=None).order_by("fold", "id")


def ask_readers(context: Context, row: Document) -> int:
    """Ask everybody who must read a document in force and was not asked for this revision; others are let off. Returns how many are new."""
    if row.state != "effective":
        return 0
    groups = [group for group in audience_of(context, row) if group.must_read]
    wanted = {person.id: person for person in readers(context, groups)} if groups else {}
    known = {reading.person_id: reading for reading in Reading.objects.filter(document=row)}
    due = context.today + timedelta(kind_rule(context, row.kind).read_days)
    fresh = [
        Reading(organization_id=row.organization_id, document=row, person_id=key, asked_on=context.today, due_on=due)
        for key in wanted
        if key not in known
    ]
    Reading.objects.bulk_create(fresh)
    for key, reading in known.items():
        if reading.read_at is None and reading.dropped == (key in wanted):
            reading.dropped = key not in wanted
            reading.save(update_fields=["dropped"])
            touch(ACKNOWLEDGED, key)
            if reading.dropped:
                close_duty(context, _key(row, key), dropped=True)
            else:
                _duty(context, row, reading)
    for reading in fresh:
        _duty(context, row, reading)
        touch(ACKNOWLEDGED, reading.person_id)
    return len(fresh)


def _duty(context: Context, row: Document, reading: Reading) -> None:
    open_duty(
        context,
        natural_key=_key(row, reading.person_id),
        kind="reading",
        title=_("Read “%s”") % row.title,
        person=reading.person_id,
        due_on=reading.due_on,
        system_id=row.system_id,
        reference=str(row.id),
        path=f"documents/{row.id}/",
    )


def drop_readers(context: Context, row: Document) -> None:
    """Nobody has to read a revision any more that ended."""
    open_ = Reading.objects.filter(document=row, read_at=None, dropped=False)
    for person in list(open_.values_list("person_id", flat=True)):
        close_duty(context, _key(row, person), dropped=True)
    open_.update(dropped=True)


def _key(row: Document, person: uuid.UUID) -> str:
    return f"read:{row.id}:{person}"


@operation
def mark_read(context: Context, document: uuid.UUID) -> Reading:
    """The actor states to have read and understood a revision in force. Refused on any other: it is not what holds."""
    require(context, "actions.own")
    row = locked(document)
    if context.person is None:
        raise NotFound("person.not-found", _("Only a person reads."))
    if row.state != "effective" or (row.effective_from or context.today) > context.today:
        raise Refusal("reading.not-in-force", _("Only the revision in force is read and understood. Open that one."))
    reading, _made = Reading.objects.get_or_create(
        organization_id=row.organization_id,
        document=row,
        person_id=context.person,
        defaults={"asked_on": context.today},
    )
    if reading.read_at is None:
        reading.read_at, reading.dropped = context.now, False
        reading.save()
        close_duty(context, _key(row, context.person))
        touch(ACKNOWLEDGED, context.person)
    return reading


@operation
def remind_readers(context: Context) -> int:
    """Ask newcomers, and remind by letter, once a week, those whose reading is overdue; returns how many letters."""
    lines = Audience.objects.filter(must_read=True).values_list("line_id", flat=True)
    for row in Document.objects.filter(Q(line_id__in=list(lines)) | Q(id__in=list(lines)), state="effective"):
        ask_readers(context, row)
    before = context.today - timedelta(REMIND_EVERY)
    late = Reading.objects.filter(read_at=None, dropped=False, due_on__lt=context.today, document__state="effective")
    late = late.filter(Q(reminded_on=None) | Q(reminded_on__lte=before)).select_related("person", "document")
    by_person: dict[uuid.UUID, list[Reading]] = {}
    for reading in late:
        by_person.setdefault(reading.person_id, []).append(reading)
    sent = 0
    for rows in by_person.values():
        person = rows[0].person
        if person.email:
            titles = "\n".join(f"- {row.document.identifier} {row.document.title}".replace("-  ", "- ") for row in rows)
            post(
                to=person.email,
                subject=_("Documents wait for your reading"),
                body=_("Please read:") + f"\n\n{titles}\n",
            )
            sent += 1
        Reading.objects.filter(id__in=[row.id for row in rows]).update(reminded_on=context.today)
    return sent


def reading_list(context: Context, person: uuid.UUID) -> QuerySet[Reading]:
    """What a person is asked to read or has read, of what is in force; the open ones first, by their day."""
    rows = Reading.objects.filter(person_id=person, dropped=False, document__state="effective")
    return rows.select_related("document", "document__system").order_by("read_at", "due_on", "id")
