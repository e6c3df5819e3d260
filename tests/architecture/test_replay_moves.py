"""Replay with moves to a new edition among the random days: what is carried keeps the ledger in step, and each past moment can be judged again."""

import uuid

import pytest

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity import transitions
from clauseway.conformity.gather import gather
from clauseway.conformity.judging import digest_of, refresh, verdicts_at
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim
from clauseway.systems.models import Transition

from .test_replay import OPERATIONS, Life, stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Moving(Life):
    """A life under ISO 9001:2015 that now and then starts, carries, gives up or ends its move to 2026."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed, "iso-9001-2015")
        row = edition_by_slug("iso-9001-2026")
        assert row
        self.new = compiled(row.id, row.digest)

    def step(self) -> None:
        chance = self.random.random()
        running = Transition.objects.filter(state=Transition.RUNNING).first()
        if chance > 0.25:
            self.judged = [
                r for r in (self.new if running and chance > 0.7 else self.edition).requirements.values() if r.judged
            ]
            super().step()
        elif running is None:
            transitions.start(self.context, self.system.id, old=self.edition.id, new=self.new.id, plan_gap=chance < 0.1)
        elif chance < 0.08:
            transitions.abandon(self.context, running.id, reason="Not now.")
        else:
            transitions.carry_over(self.context, running.id)


@pytest.mark.parametrize("seed", [13, 15, 18])
def test_a_life_with_moves_can_be_replayed(seed: int) -> None:
    life = Moving(seed)
    for number in range(OPERATIONS):
        life.wait()
        life.step()
        if number % 10 == 9:
            life.remember()
    running = Transition.objects.filter(state=Transition.RUNNING).first()
    if running is not None:
        life.wait()
        transitions.switch(life.context, running.id)
    assert Claim.objects.filter(source="carried").exists()
    context = life.context
    refresh(context, life.system.id)
    recomputed = {r.id: digest_of(v) for r, v in gather(context, life.system.id).verdicts()}
    assert stored(life.system) == recomputed
    assert reconcile_all(context) == frozenset()
    names: dict[uuid.UUID, str] = {
        r.id: f"{e.name} {r.ref}" for e in (life.edition, life.new) for r in e.requirements.values()
    }
    for moment, then in life.moments:
        again = verdicts_at(context, life.system.id, moment.today, moment.now)
        differing = [names[key] for key, (_r, v) in again.items() if key in then and digest_of(v) != then[key]]
        assert differing == [], f"As known on {moment.now:%d %B}, these were judged differently then."
