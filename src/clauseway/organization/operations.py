"""Writing organizations, sites, people, roles and the search index. The only writer of the room."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context, enter
from clauseway.kernel.folding import fold
from clauseway.kernel.identifiers import new_id
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject, unit_of_work
from clauseway.organization.models import Membership, Organization, Person, SearchEntry, Site, User
from clauseway.organization.policies import ROLES, require

_INDEXED = """
INSERT INTO organization_searchentry AS old (id, organization_id, kind, reference, title, detail, path, fold)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (organization_id, kind, reference) DO UPDATE
SET title = excluded.title, detail = excluded.detail, path = excluded.path, fold = excluded.fold
WHERE (old.title, old.detail, old.path, old.fold) IS DISTINCT FROM (excluded.title, excluded.detail, excluded.path, excluded.fold)
"""


def slug_of(name: str) -> str:
    """A short address part made of a name: `slug_of("Noordzee Instruments B.V.") == "noordzee-instruments-b-v"`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:48] or "organization"


def create_organization(
    context: Context,
    *,
    name: str,
    country: str = "",
    sector: str = "",
    headcount: int | None = None,
    timezone: str = "UTC",
    language: str = "en",
    kind: str = "organization",
    founder: User | None = None,
) -> tuple[Organization, Context]:
    """Make an organization with its founder as manager and top management; returns it and the founder's context in it.

    Every account may do this: it opens nothing that exists. Refuses an empty name or an unknown time zone.
    """
    name = name.strip()
    if not name:
        raise Refusal("organization.name-missing", _("Give the organization a name."), field="name")
    if timezone not in available_timezones():
        raise Refusal("organization.timezone", _("This time zone is not known."), field="timezone")
    identifier = new_id()
    inside = Context(
        identifier, context.user, None, frozenset({"system"}), context.now, timezone, context.request, context.kind
    )
    with unit_of_work(inside):
        enter(inside)
        organization = Organization.objects.create(
            id=identifier,
            slug=f"{slug_of(name)}-{identifier.hex[-5:]}",
            name=name,
            kind=kind,
            country=country,
            sector=sector.strip(),
            headcount=headcount,
            timezone=timezone,
            language=language,
        )
        person = None
        if founder is not None:
            person = add_person(inside, name=founder.name or founder.email, email=founder.email, user=founder.id)
            for role in ("manager", "top-management"):
                give_role(inside, user=founder.id, role=role)
    roles = frozenset({"manager", "top-management"}) if founder else inside.roles
    return organization, replace(inside, person=person.id if person else None, roles=roles)


@operation
def change_organization(context: Context, **values: object) -> Organization:
    """Change name, country, sector, headcount, time zone, language or currency."""
    require(context, "organization.manage")
    allowed = {"name", "country", "sector", "headcount", "timezone", "language", "currency"}
    if unknown := set(values) - allowed:
        raise Refusal("organization.unknown-value", _("This cannot be changed: %s.") % ", ".join(sorted(unknown)))
    organization = Organization.objects.get(id=context.require_organization())
    for name, value in values.items():
        setattr(organization, name, value)
    organization.save()
    return organization


@operation
def add_person(
    context: Context,
    *,
    name: str,
    email: str = "",
    job: str = "",
    unit: str = "",
    user: uuid.UUID | None = None,
    live_from: date | None = None,
) -> Person:
    """Add somebody who works for the organization, with or without an account."""
    require(context, "organization.manage")
    name = name.strip()
    if not name:
        raise Refusal("person.name-missing", _("A person needs a name."), field="name")
    person = Person.objects.create(
        organization_id=context.require_organization(),
        name=name,
        fold=fold(name),
        email=email.strip().lower(),
        job=job.strip(),
        unit=unit.strip(),
        user_id=user,
        live_from=live_from or context.today,
    )
    index(context, kind="person", reference=str(person.id), title=name, detail=job, path=f"people/{person.id}")
    touch_subject("person", person.id)
    return person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a pasted list of people."""

    name: str
    email: str = ""
    job: str = ""
    unit: str = ""


@operation
def add_people(context: Context, rows: Iterable[PersonRow], live_from: date | None = None) -> tuple[int, int]:
    """Add many people at once; those already there (same name and mail) are left as they are. Returns (added, already there)."""
    require(context, "organization.manage")
    known = set(Person.objects.values_list("fold", "email"))
    fresh: list[Person] = []
    same = 0
    for row in rows:
        key = (fold(row.name), row.email.strip().lower())
        if not key[0] or key in known:
            same += bool(key[0])
            continue
        known.add(key)
        fresh.append(
            Person(
                organization_id=context.require_organization(),
                name=row.name.strip(),
                fold=key[0],
                email=key[1],
                job=row.job.strip(),
                unit=row.unit.strip(),
                live_from=live_from or context.today,
            )
        )
    Person.objects.bulk_create(fresh)
    for person in fresh:
        index(
            context,
            kind="person",
            reference=str(person.id),
            title=person.name,
            detail=person.job,
            path=f"people/{person.id}",
        )
    if fresh:
        touch("population", "person")
    return len(fresh), same


@operation
def change_person(context: Context, person: uuid.UUID, *, version: int, **values: object) -> Person:
    """Change a person's values or say when they left (`live_until`). Conflict when somebody changed them since `version`."""
    require(context, "organization.manage")
    found = Person.objects.select_for_update().filter(id=person).first()
    if found is None:
        raise NotFound("person.not-found", _("There is no such person."))
    if found.version != version:
        raise Conflict(
            "person.changed", _("Somebody else changed this person meanwhile."), details={"version": found.version}
        )
    for name in ("name", "email", "job", "unit", "live_until"):
        if name in values:
            setattr(found, name, values[name])
    found.fold = fold(found.name)
    found.version += 1
    found.save()
    index(
        context, kind="person", reference=str(found.id), title=found.name, detail=found.job, path=f"people/{found.id}"
    )
    touch_subject("person", found.id)
    return found


@operation
def add_site(
    context: Context, *, name: str, kind: str = "permanent", address: str = "", live_from: date | None = None
) -> Site:
    """Add a site. Refuses a second one of the same name."""
    require(context, "organization.manage")
    name = name.strip()
    if not name:
        raise Refusal("site.name-missing", _("A site needs a name."), field="name")
    if Site.objects.filter(fold=fold(name)).exists():
        raise Refusal("site.exists", _("There is a site of this name already."), field="name")
    site = Site.objects.create(
        organization_id=context.require_organization(),
        name=name,
        fold=fold(name),
        kind=kind,
        address=address.strip(),
        live_from=live_from or context.today,
    )
    index(context, kind="site", reference=str(site.id), title=name, detail=address, path="stocktake/sites")
    touch_subject("site", site.id)
    return site


@operation
def change_site(context: Context, site: uuid.UUID, *, version: int, **values: object) -> Site:
    """Change a site or say when it closed (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "organization.manage")
    found = Site.objects.select_for_update().filter(id=site).first()
    if found is None:
        raise NotFound("site.not-found", _("There is no such site."))
    if found.version != version:
        raise Conflict(
            "site.changed", _("Somebody else changed this site meanwhile."), details={"version": found.version}
        )
    for name in ("name", "kind", "address", "live_until"):
        if name in values:
            setattr(found, name, values[name])
    found.fold = fold(found.name)
    found.version += 1
    found.save()
    touch_subject("site", found.id)
    return found


@operation
def give_role(context: Context, *, user: uuid.UUID, role: str) -> Membership:
    """Give a user a role here. Refuses an unknown role; giving it twice changes nothing."""
    require(context, "members.manage")
    if role not in ROLES:
        raise Refusal("role.unknown", _("There is no such role: %s.") % role, field="role")
    found = Membership.objects.filter(user_id=user, role=role, valid_until=None).first()
    return found or Membership.objects.create(
        organization_id=context.require_organization(),
        user_id=user,
        role=role,
        granted_by=str(context.person or ""),
        valid_from=context.today,
    )


@operation
def take_role(context: Context, *, user: uuid.UUID, role: str) -> None:
    """Take a role away from today on. Refuses to leave the organization without anybody who may manage members."""
    require(context, "members.manage")
    if role == "manager" and not Membership.objects.filter(role=role, valid_until=None).exclude(user_id=user).exists():
        raise Refusal(
            "role.last-manager", _("Somebody must remain who may manage members; give the role to somebody else first.")
        )
    Membership.objects.filter(user_id=user, role=role, valid_until=None).update(valid_until=context.today)


def index(context: Context, *, kind: str, reference: str, title: str, path: str, detail: str = "") -> None:
    """Put a thing into the search index, or change its entry; one statement. Called inside the operation that made or changed it."""
    words = [str(title)[:300], str(detail)[:300], str(path), fold(f"{title} {detail}")]
    with prepared_cursor() as cursor:
        cursor.execute(_INDEXED, [new_id(), context.require_organization(), kind, str(reference), *words])


def unindex(context: Context, *, kind: str, reference: str) -> None:
    """Take a thing out of the search index."""
    SearchEntry.objects.filter(kind=kind, reference=reference).delete()
