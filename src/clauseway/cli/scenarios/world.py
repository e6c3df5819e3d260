"""The scratch organization of one story: who is there, what things are called, which record is meant, and what the clock says."""

import dataclasses
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clauseway.catalogue.models import Edition
from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement, compiled, editions
from clauseway.cli.scenarios.marked import plain
from clauseway.cli.scenarios.naming import find_word, nearest
from clauseway.cli.scenarios.story import Problem, Step, Story, StoryError
from clauseway.evidence.models import Record, Subject
from clauseway.kernel.context import Context, enter, system_context
from clauseway.kernel.folding import fold
from clauseway.organization.models import Person, User
from clauseway.organization.operations import add_person, create_organization, give_role
from clauseway.organization.policies import ROLES
from clauseway.systems.operations import apply_edition, create_system

EVERYBODY = frozenset({"manager", "top-management", "internal-auditor"})


class World:
    """One organization with one management system, made for one story in a transaction that is rolled back."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.line = 1
        self.moment = datetime.combine(story.start, time(8), UTC)
        before = dataclasses.replace(system_context(None), now=self.moment)
        enter(before)
        _organization, inside = create_organization(before, name="Scratch", kind="organization")
        self.base = dataclasses.replace(inside, roles=frozenset({"system"}))
        self.people: dict[str, uuid.UUID] = {}
        self.roles: dict[uuid.UUID, frozenset[str]] = {}
        self.records: dict[str, uuid.UUID] = {}
        self.items: dict[str, uuid.UUID] = {}
        self.documents: dict[str, uuid.UUID] = {}
        self.owners: dict[str, uuid.UUID] = {}
        self.known = {edition.slug: edition for edition in editions()}
        self.applied: dict[str, CompiledEdition] = {}
        context = self.acting("")
        self.system = create_system(context, name="Management system", started_on=story.start).id
        for name, mode in story.standards:
            self.apply(context, name, mode)

    # the clock and the actor

    def advance(self, day: date) -> None:
        """Move the clock to a day, a minute on from the step before when it is the same day."""
        morning = datetime.combine(day, time(9), UTC)
        self.moment = max(morning, self.moment + timedelta(minutes=1))

    def acting(self, name: str) -> Context:
        """The context of a person by name; nobody named means the first person of the story, or the software when there is none."""
        person = self.person(name) if name else next(iter(self.people.values()), None)
        roles = self.roles.get(person, EVERYBODY) if person else frozenset({"system"})
        context = dataclasses.replace(self.base, now=self.moment, person=person, roles=roles)
        enter(context)
        return context

    def system_context(self, moment: datetime | None = None) -> Context:
        context = self.base.at(moment or self.moment)
        enter(context)
        return context

    def wrong(self, message: str) -> StoryError:
        """The error for the step at hand."""
        return StoryError([Problem(self.line, message)])

    # people and subjects by name

    def add_person(self, values: Mapping[str, Any], live_from: date) -> None:
        name = str(values["name"])
        context = dataclasses.replace(self.base, now=self.moment)
        enter(context)
        known = {plain(role): role for role in ROLES}
        wanted = [plain(role) for role in values.get("role") or ()]
        if unknown := next((role for role in wanted if role not in known), ""):
            raise self.wrong(f"“{unknown}” is no role{nearest(unknown, known)}")
        user = User.objects.create_user(f"{uuid.uuid4().hex}@story.example", None, name=name).id if wanted else None
        job, since = str(values.get("job", "")), values.get("on") or live_from
        person = add_person(context, name=name, job=job, live_from=since, user=user)
        self.people[fold(name)] = person.id
        if user is not None:
            self.roles[person.id] = frozenset(known[role] for role in wanted)
            for role in sorted(self.roles[person.id]):
                give_role(context, user=user, role=role)

    def person(self, name: str) -> uuid.UUID:
        """Somebody by name. Who is named without being introduced joins on the story's first day, unless the story lists its people."""
        found = self.people.get(fold(name))
        if found is None:
            if self.story.people:
                raise self.wrong(f"There is no person “{name}”{nearest(fold(name), self.people)}")
            self.add_person({"name": name}, self.story.start)
            found = self.people[fold(name)]
        return found

    def subject(self, kind: str, name: str) -> str:
        """The reference of a member of a population by its name."""
        if kind == "person":
            return str(self.person(name))
        rows = dict(Subject.objects.filter(kind=kind, superseded_at=None).values_list("fold", "ref"))
        found = rows.get(fold(name))
        if found is None:
            raise self.wrong(f"There is no {kind} “{name}”{nearest(fold(name), rows)}")
        return found

    def subjects(self, kind: str, names: Iterable[str], on: date) -> list[str]:
        """References by name; "all" means everybody who is alive on the day."""
        wanted = list(names)
        if [plain(name) for name in wanted] == ["all"]:
            rows = Subject.objects.filter(kind=kind, superseded_at=None, live_from__lte=on).order_by("fold")
            return [row.ref for row in rows if row.live_until is None or row.live_until > on]
        return [self.subject(kind, name) for name in wanted]

    def name_of(self, ref: str) -> str:
        """What the story calls a subject."""
        row = Subject.objects.filter(ref=ref).order_by("-recorded_at").first()
        if row is not None and row.kind == "person":
            person = Person.objects.filter(id=ref).first()
            return person.name if person else row.name
        return row.name if row else ref

    # standards and requirements by name

    def edition(self, name: str) -> Edition:
        """An edition by what people write: ISO 9001:2026, iso-9001-2026, 27001 when only one is installed or applied."""
        numbers = re.findall(r"\d+", name)
        pool = list(self.known.values())
        found = [e for e in pool if numbers and re.findall(r"\d+", f"{e.code} {e.year}") == numbers]
        if not found:
            found = [e for e in pool if numbers and re.findall(r"\d+", e.code) == numbers]
            found = [e for e in found if e.slug in self.applied] or found
        if len(found) != 1:
            names = [e.name for e in pool]
            raise self.wrong(f"“{name}” is no standard that is installed here{nearest(name, names)}")
        return found[0]

    def apply(self, context: Context, name: str, mode: str) -> None:
        """Apply a standard; where nobody says how, to be certified if that is possible at all."""
        edition = self.edition(name)
        mode = mode or ("certify" if edition.certifiable else "comply")
        apply_edition(context, self.system, edition=edition.id, mode=mode)
        self.applied[edition.slug] = compiled(edition.id, edition.digest)

    def requirement(self, text: str) -> CompiledRequirement:
        """A requirement by reference: 9.2.2 while that is plain, else ISO 9001:2026 9.2.2."""
        *prefix, ref = text.split()
        ref = re.sub(r"^[Aa]\.?(?=\d)", "A.", ref or "")
        pool = list(self.applied.values())
        if prefix:
            edition = self.edition(" ".join(prefix))
            pool = [compiled(edition.id, edition.digest)]
        found = [edition.by_ref[ref] for edition in pool if ref in edition.by_ref]
        if not found:
            refs = [known for edition in pool for known in edition.by_ref]
            raise self.wrong(f"There is no requirement “{text}”{nearest(ref, refs)}")
        if len(found) > 1:
            names = " or ".join(f"“{r.edition_name} {r.ref}”" for r in found)
            raise self.wrong(f"“{text}” stands in several standards; write {names}.")
        return found[0]

    def leaves(self, text: str) -> list[CompiledRequirement]:
        """A requirement, or all judged ones below a heading."""
        found = self.requirement(text)
        if found.judged:
            return [found]
        edition = self.edition(found.edition_slug)
        below = compiled(edition.id, edition.digest).requirements.values()
        return [r for r in below if r.judged and r.ref.startswith(f"{found.ref}.")]

    def below(self, heading: str) -> str:
        """The references below a heading, as a mistake names them (at most ten)."""
        refs = [found.ref for found in self.leaves(heading)]
        return ", ".join(refs[:10]) + (", ..." if len(refs) > 10 else "")

    # records

    def remember(self, step: Step, record: Record) -> None:
        if step.label:
            self.records[plain(step.label)] = record.id

    def record(self, values: Mapping[str, Any]) -> uuid.UUID:
        """The record that is meant: by the name the story gave it (as), or the latest of a word, about somebody, of a day."""
        name = str(values["record"])
        labelled = self.records.get(plain(name))
        if labelled is not None:
            return labelled
        word = find_word(name)
        if word is None:
            raise self.wrong(f"There is no record called “{name}”{nearest(plain(name), self.records)}")
        rows = Record.objects.filter(word=word.name, ended_how="").order_by("-happened_on", "-recorded_at")
        if values.get("about"):
            rows = rows.filter(subject_ref=self.subject(word.subject, values["about"][0]))
        if values.get("of"):
            rows = rows.filter(happened_on=values["of"])
        if values.get("requirement"):
            rows = rows.filter(requirement_id=self.requirement(str(values["requirement"])).id)
        row = rows.first()
        if row is None:
            raise self.wrong(f"There is no open record “{name}” like that.")
        return row.id
