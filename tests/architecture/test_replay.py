"""Replay: after any run of operations the stored verdicts equal a full recompute, each past moment can be judged again as it was known then, and
reconciling finds nothing to do."""

import random
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from clauseway.catalogue.queries import CompiledEdition, compiled, edition_by_slug
from clauseway.conformity.gather import gather
from clauseway.conformity.judging import digest_of, refresh, verdicts_at
from clauseway.conformity.models import Verdict, VerdictNow
from clauseway.conformity.operations import judge_by_person, take_back_judgement
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Record, Subject
from clauseway.evidence.operations import (
    Fact,
    attest_none,
    close_record,
    collect_item,
    file_record,
    withdraw_record,
)
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import Person, User
from clauseway.organization.operations import add_person, add_site, change_person, create_organization
from clauseway.processes.models import Process
from clauseway.processes.operations import add_process, change_process
from clauseway.systems.models import System
from clauseway.systems.operations import (
    apply_edition,
    create_system,
    decide_applicability,
    note_issue,
    note_party,
    set_rhythm,
    state_scope,
)

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
OPERATIONS = 60


class Life:
    """A scratch organization that lives through random days; every step is one operation, refused ones included."""

    def __init__(self, seed: int, edition: str) -> None:
        self.random = random.Random(seed)
        self.now = START
        user = User.objects.create_user(f"lead{seed}@replay.test", "a long password 1", name="Lead")
        before = Context(None, user.id, now=self.now)
        enter(before)
        _organization, self.base = create_organization(before, name=f"Replay {seed}", founder=user)
        enter(self.base)
        self.system: System = create_system(self.base, name="Quality")
        row = edition_by_slug(edition)
        assert row
        apply_edition(self.base, self.system.id, edition=row.id)
        refresh(self.base, self.system.id)
        self.slug = edition
        self.edition: CompiledEdition = compiled(row.id, row.digest)
        self.judged = [r for r in self.edition.requirements.values() if r.judged]
        self.moments: list[tuple[Context, dict[uuid.UUID, str]]] = []
        self.done = self.refused = 0

    @property
    def context(self) -> Context:
        context = self.base.at(self.now)
        enter(context)
        return context

    def wait(self) -> None:
        self.now += timedelta(days=self.random.choice([0, 0, 1, 3, 20, 90]), minutes=7)

    def step(self) -> None:
        act = self.random.choice(ACTS)
        try:
            act(self)
            self.done += 1
        except Refusal:
            self.refused += 1

    def remember(self) -> None:
        """What is stored now, as known now: to be found again later."""
        context = self.context
        refresh(context, self.system.id)
        self.moments.append((context, stored(self.system)))

    def past(self) -> date:
        return (self.now - timedelta(days=self.random.choice([0, 2, 40, 200]))).date()

    def pick(self, model: type) -> uuid.UUID:
        found = list(model.objects.order_by("id").values_list("id", flat=True))  # type: ignore[attr-defined]
        if not found:
            raise Refusal("nothing", "There is nothing to pick.")
        return self.random.choice(found)


def stored(system: System) -> dict[uuid.UUID, str]:
    return dict(VerdictNow.objects.filter(system_id=system.id).values_list("requirement_id", "digest"))


def _person(life: Life) -> None:
    add_person(life.context, name=f"Person {life.random.randrange(10**6)}")


def _leaves(life: Life) -> None:
    person = Person.objects.get(id=life.pick(Person))
    change_person(life.context, person.id, version=person.version, live_until=life.now.date())


def _site(life: Life) -> None:
    add_site(life.context, name=f"Site {life.random.randrange(10**6)}")


def _process(life: Life) -> None:
    activity = life.random.choice(["design", "production", "sales", "other"])
    add_process(life.context, name=f"Process {life.random.randrange(10**6)}", activity=activity)


def _process_ends(life: Life) -> None:
    row = Process.objects.get(id=life.pick(Process))
    change_process(life.context, row.id, version=row.version, live_until=life.now.date())


def _rhythm(life: Life) -> None:
    set_rhythm(
        life.context, life.system.id, name="internal-audit", days=life.random.choice([30, 180, 365]), on=life.past()
    )


def _audit(life: Life) -> None:
    fact = Fact(
        "audit.performed",
        life.past(),
        system=life.system.id,
        subject_ref=str(life.pick(Process)),
        facets={"impartial": life.random.random() < 0.8},
        standards=(life.slug,),
    )
    file_record(life.context, fact)


def _word(life: Life) -> None:
    """A record in any word a requirement asks for, about a subject when it has one."""
    requirement = life.random.choice(life.judged)
    kinds = sorted(requirement.asked.kinds)
    if not kinds:
        raise Refusal("nothing", "Nothing is asked.")
    subjects = list(Subject.objects.filter(superseded_at=None).values_list("ref", flat=True))
    subject = life.random.choice(subjects) if subjects and life.random.random() < 0.5 else ""
    fact = Fact(
        life.random.choice(kinds),
        life.past(),
        system=life.system.id,
        requirement=requirement.id,
        subject_ref=subject,
        standards=(life.slug,),
        statement="What was observed on the day.",
    )
    file_record(life.context, fact)


def _withdraw(life: Life) -> None:
    withdraw_record(life.context, life.pick(Record), reason="It was filed by mistake.")


def _close(life: Life) -> None:
    close_record(life.context, life.pick(Record), on=life.now.date(), reason="It was put right.")


def _attest(life: Life) -> None:
    kind = life.random.choice(["supplier", "equipment", "complaint", "process"])
    attest_none(life.context, kind=kind, reason="We looked and there are none.")


def _judgement(life: Life) -> None:
    requirement = life.random.choice(life.judged).id
    item, _new = collect_item(life.context, name="a.txt", content=b"seen", media_type="text/plain")
    judge_by_person(
        life.context,
        life.system.id,
        requirement=requirement,
        answer=life.random.choice(["shown", "partly", "gap"]),
        rationale="I looked at it myself.",
        basis=[("item", item.id)],
    )


def _take_back(life: Life) -> None:
    requirement = life.random.choice(life.judged).id
    take_back_judgement(life.context, life.system.id, requirement=requirement, reason="I was wrong.")


def _exclude(life: Life) -> None:
    requirement = life.random.choice(life.judged).id
    applies = life.random.random() < 0.4
    decide_applicability(
        life.context,
        life.system.id,
        requirement=requirement,
        applies=applies,
        reason="We do no such thing here at all.",
    )


def _context_of(life: Life) -> None:
    if life.random.random() < 0.5:
        note_issue(life.context, life.system.id, text=f"Issue {life.random.randrange(10**6)}", side="external")
    else:
        note_party(life.context, name=f"Party {life.random.randrange(10**6)}", needs="Good work")


def _scope(life: Life) -> None:
    state_scope(life.context, life.system.id, text="Making and mending of instruments at all sites.")


ACTS: list[Callable[[Life], None]] = [
    *(_person, _leaves, _site, _process, _process, _process_ends, _rhythm, _audit, _audit, _audit),
    *(_word, _word, _word, _word, _withdraw, _close, _attest, _judgement, _judgement, _take_back, _exclude),
    *(_context_of, _scope),
]


@pytest.mark.parametrize(("seed", "edition"), [(1, "iso-9001-2026"), (2, "iso-9001-2026"), (3, "iso-27001-2022")])
def test_a_random_life_can_be_replayed(seed: int, edition: str) -> None:
    life = Life(seed, edition)
    for number in range(OPERATIONS):
        life.wait()
        life.step()
        if number % 10 == 9:
            life.remember()
    assert life.done > OPERATIONS / 3, f"{life.refused} of {OPERATIONS} operations were refused"
    context = life.context
    refresh(context, life.system.id)
    recomputed = {r.id: digest_of(v) for r, v in gather(context, life.system.id).verdicts()}
    assert stored(life.system) == recomputed, "What is stored is not what a full recompute gives."
    assert reconcile_all(context) == frozenset(), "The ledger was out of step with the rooms."
    for moment, then in life.moments:
        again = verdicts_at(context, life.system.id, moment.today, moment.now)
        differing = [
            life.edition.requirements[key].ref for key, (_r, v) in again.items() if digest_of(v) != then.get(key)
        ]
        assert differing == [], f"As known on {moment.now:%d %B}, these were judged differently then."


def test_history_has_a_row_for_each_change_and_only_then() -> None:
    life = Life(7, "iso-9001-2026")
    for _number in range(20):
        life.wait()
        life.step()
    refresh(life.context, life.system.id)
    last: dict[uuid.UUID, str] = {}
    for row in Verdict.objects.filter(system_id=life.system.id).order_by("known_at", "id"):
        assert last.get(row.requirement_id) != row.digest, "The same verdict was written twice in a row."
        last[row.requirement_id] = row.digest
    assert last == stored(life.system)
