"""The data set: organizations with systems of two standards each, items, records, documents, actions and duties; made in bulk, judged for real.

It runs as the application's role, inside each organization, so that row-level security and the trail are at work. Records, documents and decisions are
written in bulk; claims are filed by the ledger's own reconcile and verdicts by the judge, so that a full recompute would find the same.
"""

import random
import sys
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.children import tell
from bench.evidence import documents, records

EDITIONS = ("iso-9001-2026", "iso-27001-2022")
PASSWORD = "a long enough word for the bench"  # noqa: S105 - of a throw-away installation
POPULATIONS = {
    "supplier": 6,
    "product": 4,
    "customer": 4,
    "information-system": 5,
    "asset": 6,
    "risk": 6,
    "equipment": 4,
    "change": 3,
    "design-project": 2,
    "nonconforming-output": 2,
    "incident": 2,
    "obligation": 3,
    "complaint": 2,
    "role": 4,
    "objective": 4,
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything. Items, documents, actions and duties are counted per organization or per system as named."""

    organizations: int = 10
    systems: int = 10
    items_per_organization: int = 1_800
    records_per_system: int = 490
    documents_per_system: int = 20
    actions_per_system: int = 60
    duties_per_organization: int = 500


QUICK = Size(organizations=2, systems=2, items_per_organization=500)


def main(quick: bool) -> None:
    import django

    django.setup()
    from django.db import connection

    from clauseway.organization.models import User

    size = QUICK if quick else Size()
    user = User(email="manager@bench.example", name="Mara Bench")
    user.set_password(PASSWORD)
    user.save()
    made = [Builder(size, number, user).build() for number in range(size.organizations)]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    tell(
        size={name: getattr(size, name) for name in size.__slots__},
        **made[len(made) // 2],
        session=session_of(user),
        email=user.email,
    )


def session_of(user: Any) -> str:
    """A signed-in session's key."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.session.session_key or ""


class Builder:
    """Makes one organization. The same number makes the same one (but for identifiers)."""

    def __init__(self, size: Size, number: int, user: Any) -> None:
        self.size, self.number, self.user = size, number, user
        self.random = random.Random(number)
        self.now = datetime.now(UTC)
        self.today = self.now.date()

    def build(self) -> dict[str, Any]:
        from clauseway.conformity.judging import judge_requirements
        from clauseway.evidence.ledger import reconcile_all
        from clauseway.kernel.context import Context, system_context, within
        from clauseway.organization.operations import create_organization

        before = Context(None, self.user.id, now=self.now)
        organization, founder = create_organization(
            before, name=f"Bench works {self.number}", headcount=80, founder=self.user
        )
        self.me, self.organization = founder.person, organization.id
        self.context = system_context(organization.id, now=self.now)
        with within(self.context):
            self.ground()
            systems = [self.system(index) for index in range(self.size.systems)]
        with within(self.context):
            reconcile_all(self.context)
            for system in systems:
                judge_requirements(self.context, system.id, None)
        with within(self.context):
            self.history(systems)
        chosen = systems[len(systems) // 2]
        return {
            "organization": str(organization.id),
            "slug": organization.slug,
            "system": str(chosen.id),
            "system_slug": chosen.slug,
        }

    def before(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def moment(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 10, self.random.randrange(60), tzinfo=UTC)

    def ground(self) -> None:
        """People, sites, processes, populations, parties, items."""
        from clauseway.evidence.ledger import reconcile_population
        from clauseway.evidence.models import Item, Subject
        from clauseway.kernel.folding import fold
        from clauseway.organization.models import Person, Site
        from clauseway.processes.models import Process
        from clauseway.systems.models import InterestedParty

        mine = {"organization_id": self.organization}
        since = {"live_from": self.before(700)}
        names = [f"Person {self.number}-{index:02d}" for index in range(12)]
        people = Person.objects.bulk_create(Person(name=n, fold=fold(n), **mine, **since) for n in names)
        self.people = [person.id for person in people]
        Site.objects.bulk_create(Site(name=f"Site {n}", fold=f"site {n}", **mine, **since) for n in (1, 2))
        kinds, activities = ("core", "support", "management"), ("production", "purchasing", "sales", "design", "other")
        Process.objects.bulk_create(
            Process(
                name=f"Process {n}",
                fold=f"process {n}",
                kind=kinds[n % 3],
                activity=activities[n % 5],
                owner_id=self.people[n],
                inputs="orders",
                outputs="goods",
                position=n,
                **mine,
                **since,
            )
            for n in range(8)
        )
        InterestedParty.objects.bulk_create(
            InterestedParty(name=f"Party {n}", fold=f"party {n}", **mine, **since) for n in range(4)
        )
        Subject.objects.bulk_create(
            Subject(
                kind=kind,
                ref=str(uuid.uuid4()),
                name=f"{kind.capitalize()} {n}",
                fold=f"{kind} {n}",
                facets={"criticality": "high"}
                if kind == "supplier"
                else {"kind": "information"}
                if kind == "asset"
                else {},
                origin="list",
                recorded_at=self.moment(self.before(600)),
                **mine,
                **since,
            )
            for kind, count in POPULATIONS.items()
            for n in range(count)
        )
        for kind in ("person", "site", "process", "party"):
            reconcile_population(self.context, kind)
        items = Item.objects.bulk_create(
            self.items(Item, self.size.items_per_organization, "photo {}.jpg", "image/jpeg"), batch_size=1000
        )
        self.proofs = [item.id for item in items]

    def items(self, model: Any, count: int, name: str, media_type: str) -> list[Any]:
        return [
            model(
                organization_id=self.organization,
                sha256=f"{self.random.getrandbits(256):064x}",
                name=name.format(n),
                media_type=media_type,
                size=self.random.randrange(2_000, 900_000),
                collected_on=(day := self.before(self.random.randrange(400))),
                recorded_at=self.moment(day),
                recorded_by_id=self.me,
            )
            for n in range(count)
        ]

    def system(self, index: int) -> Any:
        """One system: two editions, scope, rhythms, decided controls, records, documents, plan."""
        from clauseway.catalogue.models import Edition
        from clauseway.catalogue.queries import compiled
        from clauseway.catalogue.vocabulary import vocabulary
        from clauseway.systems.models import Applicability, AppliedEdition, Rhythm, ScopeStatement, System

        mine: dict[str, Any] = {"organization_id": self.organization}
        name = f"Integrated system {index}"
        system = System.objects.create(
            name=name, slug=f"system-{index}", started_on=self.before(380), lead_id=self.me, **mine
        )
        mine["system_id"] = system.id
        editions = [Edition.objects.get(slug=slug) for slug in EDITIONS]
        since, known = self.before(370), self.moment(self.before(370))
        AppliedEdition.objects.bulk_create(
            AppliedEdition(edition=edition, target_on=self.today + timedelta(days=200), valid_from=since, **mine)
            for edition in editions
        )
        ScopeStatement.objects.create(
            text="Everything we make and sell.", approved_by_id=self.people[0], valid_from=since, **mine
        )
        Rhythm.objects.bulk_create(
            Rhythm(
                name=word.name, days=word.suggest_days, valid_from=since, set_by_id=self.me, recorded_at=known, **mine
            )
            for word in vocabulary().rhythms.values()
        )
        asked = [
            r for edition in editions for r in compiled(edition.id, edition.digest).requirements.values() if r.judged
        ]
        controls = [r for r in asked if r.kind == "control"]
        Applicability.objects.bulk_create(
            Applicability(
                requirement_id=control.id,
                decision="out" if position % 20 == 7 else "in",
                reason="Follows from the risk assessment of this year.",
                decided_by_id=self.me,
                valid_from=since,
                recorded_at=known,
                **mine,
            )
            for position, control in enumerate(controls)
            if position % 9
        )
        records(self, system, asked, EDITIONS)
        documents(self, system, asked)
        self.plan(system, asked)
        return system

    def plan(self, system: Any, asked: list[Any]) -> None:
        """Actions with what they close, milestones, and duties of mine and of others."""
        from clauseway.actions.models import Action, ActionCloses, Duty, Milestone

        mine: dict[str, Any] = {"organization_id": self.organization}
        actions = [
            Action(
                system_id=system.id,
                title=f"Do thing {n} properly",
                fold=f"do thing {n:03d} properly",
                owner_id=self.random.choice([self.me, *self.people]),
                due_on=self.today + timedelta(days=self.random.randrange(-20, 120)),
                effort_days=self.random.randrange(1, 9),
                state="done" if n % 6 == 5 else "open",
                **mine,
            )
            for n in range(self.size.actions_per_system)
        ]
        Action.objects.bulk_create(actions)
        pairs = {(action.id, self.random.choice(asked).id) for action in actions for _ in range(2)}
        ActionCloses.objects.bulk_create(ActionCloses(action_id=a, requirement_id=r, **mine) for a, r in pairs)
        Milestone.objects.bulk_create(
            Milestone(system_id=system.id, kind=kind, name=kind, on_date=self.today + timedelta(days=days), **mine)
            for kind, days in (("stage1", 120), ("stage2", 190))
        )
        share = self.size.duties_per_organization // self.size.systems
        Duty.objects.bulk_create(
            Duty(
                natural_key=f"bench:{system.id}:{n}",
                kind="action",
                title=f"Do thing {n} properly",
                detail="Because 8.4.1 is not shown without it",
                path="plan/",
                system_id=system.id,
                person_id=self.me if n % 10 == 0 else self.random.choice(self.people),
                due_on=self.today + timedelta(days=self.random.randrange(-20, 90)),
                **mine,
            )
            for n in range(share)
        )

    def history(self, systems: list[Any]) -> None:
        """Walks, and a history of two earlier verdicts for every requirement."""
        from clauseway.conformity.models import Verdict, Walk

        earlier = []
        for row in Verdict.objects.all():
            for weeks in (20, 6):
                known = self.now - timedelta(weeks=weeks)
                copy = Verdict(
                    **{
                        field.attname: getattr(row, field.attname)
                        for field in Verdict._meta.fields
                        if field.name != "id"
                    }
                )
                copy.answer, copy.as_of, copy.known_at, copy.digest = "unknown", known.date(), known, f"{weeks:064d}"
                earlier.append(copy)
        Verdict.objects.bulk_create(earlier, batch_size=1000)
        rows = Verdict.objects.filter(digest=f"{6:064d}").values_list("system_id", "requirement_id")
        Walk.objects.bulk_create(
            [self.walk(system, requirement) for position, (system, requirement) in enumerate(rows) if position % 2],
            batch_size=1000,
        )

    def walk(self, system: uuid.UUID, requirement: uuid.UUID) -> Any:
        from clauseway.conformity.models import Walk

        return Walk(
            organization_id=self.organization,
            system_id=system,
            requirement_id=requirement,
            note="Looked at.",
            walked_by_id=self.me,
            walked_at=self.now,
        )


if __name__ == "__main__":
    main("--quick" in sys.argv)
