"""A change of edition: what is foreseen is what comes, everything carried names where it is from, and giving up leaves nothing behind."""

import random
from datetime import date, datetime
from typing import Any

import pytest

from clauseway.actions.models import Action, ActionCloses, Milestone
from clauseway.actions.operations import create_action
from clauseway.catalogue.queries import CompiledRequirement, compiled, edition_by_slug
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity import transitions
from clauseway.conformity.judging import refresh, verdicts_at
from clauseway.conformity.models import Judgement, Verdict, VerdictNow
from clauseway.conformity.operations import judge_by_person, take_back_judgement
from clauseway.conformity.supposing import suppose
from clauseway.conformity.transitions import Outlook, outlook
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimBasis, ClaimEnd
from clauseway.evidence.operations import Fact, close_record, collect_item, file_record, withdraw_record
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.models import Applicability, AppliedEdition, Carried, Transition
from clauseway.systems.operations import (
    adopt_rhythms,
    apply_edition,
    create_system,
    decide_applicability,
    drop_edition,
    state_scope,
)

pytestmark = pytest.mark.django_db


class Move:
    """A scratch organization that has applied ISO 9001:2015 since January and can move to 2026."""

    def __init__(self) -> None:
        user = User.objects.create_user("lead@example.test", "a long password 1", name="Lead")
        before = Context(None, user.id, now=moment("2026-01-05"))
        enter(before)
        _org, self.context = create_organization(before, name="Scratch", founder=user)
        enter(self.context)
        self.system = create_system(self.context, name="Quality").id
        self.old, self.new = edition("iso-9001-2015"), edition("iso-9001-2026")
        apply_edition(self.context, self.system, edition=self.old.id)
        self.on("2026-10-01")

    def on(self, day: str) -> Context:
        self.context = self.context.at(moment(day))
        enter(self.context)
        return self.context

    def outlook(self) -> Outlook:
        return outlook(self.context, self.system, self.old, self.new)

    def start(self, **values: Any) -> Transition:
        return transitions.start(self.context, self.system, old=self.old.id, new=self.new.id, **values)

    def answers(self) -> dict[str, str]:
        """The stored answers of the new edition, by reference."""
        refresh(self.context, self.system)
        rows = VerdictNow.objects.filter(system_id=self.system, edition_id=self.new.id)
        return {self.new.requirements[row.requirement_id].ref: row.answer for row in rows}

    def file(self, word: str, ref: str = "", **values: Any) -> Any:
        requirement = self.old.by_ref[ref].id if ref else None
        return file_record(
            self.context, Fact(word, date(2026, 9, 1), system=self.system, requirement=requirement, **values)
        )

    def judge(self, ref: str, answer: str = "shown", of: str = "old") -> Judgement:
        item, _new = collect_item(self.context, name="seen.txt", content=ref.encode(), media_type="text/plain")
        requirement = (self.old if of == "old" else self.new).by_ref[ref].id
        return judge_by_person(
            self.context,
            self.system,
            requirement=requirement,
            answer=answer,
            rationale="Looked at what there is.",
            basis=[("item", item.id)],
        )

    def carried(self, ref: str) -> list[Claim]:
        topic = self.new.by_ref[ref].private_topic
        ended = ClaimEnd.objects.values("claim_id")
        return list(Claim.objects.filter(source="carried", topic_id=topic).exclude(id__in=ended))


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day + "T09:00:00+00:00")


def edition(slug: str) -> Any:
    row = edition_by_slug(slug)
    assert row
    return compiled(row.id, row.digest)


def fill(move: Move, seed: int) -> None:
    """File something about most requirements of the old edition: records about the requirement or naming the edition, judgements, decisions."""
    chance = random.Random(seed)
    state_scope(move.context, move.system, text="Design and manufacture of instruments at one site.")
    rhythms = dict.fromkeys(vocabulary().rhythms, 365)
    adopt_rhythms(move.context, move.system, rhythms)
    for requirement in move.old.requirements.values():
        if requirement.judged and chance.random() < 0.7:
            for expected in requirement.asked.expectations:
                _show(move, requirement, expected, chance)
            if chance.random() < 0.3:
                move.judge(requirement.ref, chance.choice(["shown", "partly", "gap"]))
            if chance.random() < 0.2:
                move.file("contrary.observed", requirement.ref, statement="Seen otherwise.")
            if requirement.exclusion != "never" and chance.random() < 0.3:
                decide_applicability(
                    move.context, move.system, requirement=requirement.id, applies=False, reason="We do nothing of it."
                )


def _show(move: Move, requirement: CompiledRequirement, expected: Any, chance: random.Random) -> None:
    word = vocabulary().words[expected.kind]
    if expected.person or expected.per or "record" not in word.by or chance.random() < 0.2:
        return
    facets = {name: value[0] if isinstance(value, list | tuple) else value for name, value in expected.where.items()}
    facets.pop("any", None)
    about = requirement.ref if word.of_requirement or chance.random() < 0.5 else ""
    standards = () if chance.random() < 0.3 else ("iso-9001-2015",)
    try:
        move.file(expected.kind, about, facets=facets, standards=standards)
    except Refusal:
        return


@pytest.mark.parametrize("seed", range(3))
def test_what_is_foreseen_is_what_comes(seed: int) -> None:
    """The answers foreseen before the start are those judged after it, and everything is in step."""
    move = Move()
    fill(move, seed)
    refresh(move.context, move.system)
    foreseen = {each.requirement.ref: each.answer for each in move.outlook().steps if each.after}
    move.start(plan_gap=False)
    assert move.answers() == foreseen
    assert "conforming" in foreseen.values()
    assert reconcile_all(move.context) == frozenset()
    again = {
        key: v.answer
        for key, (_r, v) in verdicts_at(move.context, move.system, date(2026, 10, 1), moment("2099-01-01")).items()
    }
    stored = dict(VerdictNow.objects.filter(system_id=move.system).values_list("requirement_id", "answer"))
    assert stored == again


def test_foreseeing_changes_nothing() -> None:
    move = Move()
    fill(move, 7)
    refresh(move.context, move.system)
    before = (
        Claim.objects.count(),
        Verdict.objects.count(),
        VerdictNow.objects.count(),
        AppliedEdition.objects.count(),
    )
    move.outlook()
    suppose(move.context, move.system, move.new)
    after = (Claim.objects.count(), Verdict.objects.count(), VerdictNow.objects.count(), AppliedEdition.objects.count())
    assert before == after


def test_starting_twice_carries_and_plans_nothing_twice() -> None:
    move = Move()
    fill(move, 1)
    first = move.start()
    counts = [m.objects.count() for m in (Claim, ClaimEnd, Judgement, Applicability, Carried, Action, Milestone)]
    again = move.start()
    assert again.id == first.id
    assert counts == [
        m.objects.count() for m in (Claim, ClaimEnd, Judgement, Applicability, Carried, Action, Milestone)
    ]
    assert transitions.carry_over(move.context, first.id) == (0, 0, 0)


def test_a_carried_claim_names_the_claim_it_rests_on() -> None:
    move = Move()
    record = move.file("policy.approved", "5.2.1")
    move.start()
    (carried,) = move.carried("5.2.1")
    original = Claim.objects.get(source="record")
    assert (carried.valid_from, carried.grade, carried.kind) == (record.happened_on, original.grade, original.kind)
    basis = ClaimBasis.objects.get(claim=carried)
    assert (basis.reference, basis.digest) == (f"claim:{original.id}", original.digest)


def test_what_is_filed_later_about_the_old_requirement_is_carried_at_once() -> None:
    move = Move()
    move.start()
    move.on("2026-10-08")
    move.file("policy.approved", "5.2.1")
    assert len(move.carried("5.2.1")) == 1


def test_what_is_taken_back_is_no_longer_carried() -> None:
    move = Move()
    record = move.file("policy.approved", "5.2.1")
    move.start()
    move.on("2026-10-08")
    withdraw_record(move.context, record.id, reason="It was the wrong policy.")
    assert move.carried("5.2.1") == []
    assert reconcile_all(move.context) == frozenset()


def test_a_contrary_fact_goes_over_even_where_more_is_asked_until_it_is_closed() -> None:
    """6.1.1 is reworded: proof does not carry, but an open contrary fact does."""
    move = Move()
    fact = move.file("contrary.observed", "6.1.1", statement="Nobody looked at risks.")
    move.file("policy.approved", "6.1.1")
    move.start()
    assert [claim.kind for claim in move.carried("6.1.1")] == ["contrary.observed"]
    assert move.answers()["6.1.1"] == "gap"
    move.on("2026-10-08")
    close_record(move.context, fact.id, on=date(2026, 10, 8), reason="It was put right.")
    assert move.carried("6.1.1") == []


def test_an_audit_of_the_old_edition_does_not_go_over() -> None:
    move = Move()
    move.file("audit.concluded", "9.2.1", standards=("iso-9001-2015",))
    move.start()
    assert move.carried("9.2.1") == []


def test_a_newer_record_about_the_new_requirement_takes_the_place_of_what_was_carried() -> None:
    move = Move()
    move.file("policy.approved", "5.2.1")
    move.start()
    move.on("2026-10-08")
    fact = Fact("policy.approved", date(2026, 10, 7), system=move.system, requirement=move.new.by_ref["5.2.1"].id)
    file_record(move.context, fact)
    assert move.carried("5.2.1") == []
    assert reconcile_all(move.context) == frozenset()


def test_a_judgement_goes_over_with_its_author_and_ends_with_the_one_it_came_from() -> None:
    move = Move()
    judged = move.judge("8.4.1")
    move.start()
    carried = Judgement.objects.get(requirement_id=move.new.by_ref["8.4.1"].id)
    assert (carried.carried_from_id, carried.by_id, carried.judged_on) == (judged.id, judged.by_id, judged.judged_on)
    take_back_judgement(move.context, move.system, requirement=move.old.by_ref["8.4.1"].id, reason="It was wrong.")
    carried.refresh_from_db()
    assert carried.ended_at is not None


def test_a_judgement_of_the_new_requirement_is_never_overwritten() -> None:
    move = Move()
    apply_edition(move.context, move.system, edition=move.new.id)
    move.judge("8.4.1", "gap", of="new")
    move.judge("8.4.1")
    move.start()
    current = Judgement.objects.get(requirement_id=move.new.by_ref["8.4.1"].id, ended_at=None)
    assert (current.answer, current.carried_from_id) == ("gap", None)


def test_a_decision_on_applicability_goes_over_with_its_reason() -> None:
    move = Move()
    old = move.old.by_ref["8.3.1"]
    assert old.exclusion != "never"
    made = decide_applicability(
        move.context, move.system, requirement=old.id, applies=False, reason="We design nothing ourselves."
    )
    move.start()
    carried = Applicability.objects.get(requirement_id=move.new.by_ref["8.3.1"].id)
    assert (carried.decision, carried.reason, carried.carried_from_id) == ("out", made.reason, made.id)
    assert move.answers()["8.3.1"] == "not-applicable"


def test_both_deadlines_and_the_remaining_gap_come_into_the_plan() -> None:
    move = Move()
    known = create_action(
        move.context, system_id=move.system, title="Mend purchasing", closes=[move.old.by_ref["8.4.1"].id]
    )
    move.start()
    days = sorted(Milestone.objects.filter(system_id=move.system).values_list("on_date", flat=True))
    assert days == [date(2028, 3, 31), date(2029, 9, 30)]
    closes = set(ActionCloses.objects.values_list("requirement_id", flat=True))
    assert move.new.by_ref["5.1.1"].id in closes
    assert ActionCloses.objects.filter(action=known, requirement_id=move.new.by_ref["8.4.1"].id).exists()
    assert {each.requirement.id for each in move.outlook().gap} <= closes


def test_the_switch_ends_the_old_edition_and_keeps_its_history() -> None:
    move = Move()
    fill(move, 2)
    begun = move.start()
    history = Verdict.objects.filter(requirement__edition_id=move.old.id).count()
    move.on("2026-11-02")
    done = transitions.switch(move.context, begun.id)
    assert (done.state, done.ended_on) == ("switched", date(2026, 11, 2))
    refresh(move.context, move.system)
    assert set(VerdictNow.objects.values_list("edition_id", flat=True)) == {move.new.id}
    assert Verdict.objects.filter(requirement__edition_id=move.old.id).count() >= history
    then = verdicts_at(move.context, move.system, date(2026, 10, 20), moment("2026-10-20"))
    assert {r.edition for r, _v in then.values()} == {move.old.id, move.new.id}
    assert reconcile_all(move.context) == frozenset()
    assert Claim.objects.filter(source="carried").exclude(id__in=ClaimEnd.objects.values("claim_id")).exists()


def test_giving_up_leaves_nothing_of_the_new_edition_in_force() -> None:
    move = Move()
    fill(move, 3)
    begun = move.start()
    move.on("2026-11-02")
    transitions.abandon(move.context, begun.id, reason="The customer does not ask for it.")
    assert not AppliedEdition.objects.filter(edition_id=move.new.id, valid_until=None).exists()
    live = Claim.objects.filter(source="carried").exclude(id__in=ClaimEnd.objects.values("claim_id"))
    assert not live.filter(valid_until=None).exists()
    assert not Judgement.objects.filter(carried_from__isnull=False, ended_at=None).exists()
    assert not Applicability.objects.filter(carried_from__isnull=False, valid_until=None).exists()
    assert not Milestone.objects.exists()
    assert set(Action.objects.values_list("state", flat=True)) <= {"cancelled"}
    assert set(VerdictNow.objects.values_list("edition_id", flat=True)) == {move.old.id}
    assert reconcile_all(move.context) == frozenset()
    again = move.start()
    assert again.id != begun.id
    assert reconcile_all(move.context) == frozenset()


def test_neither_edition_is_dropped_in_the_middle_of_a_move() -> None:
    move = Move()
    move.start()
    for each in (move.old, move.new):
        with pytest.raises(Refusal) as refused:
            drop_edition(move.context, move.system, edition=each.id)
        assert refused.value.code == "edition.in-transition"


REFUSED = {
    "a date that has passed": ("transition.target-passed", lambda m: m.start(target_on=date(2026, 9, 1))),
    "an edition that replaces nothing here": (
        "transition.not-successor",
        lambda m: transitions.moves.begin(m.context, m.system, old=m.old.id, new=edition("iso-27001-2022").id),
    ),
    "an edition that is not applied": (
        "transition.not-applied",
        lambda m: transitions.moves.begin(m.context, m.system, old=m.new.id, new=m.old.id),
    ),
    "a switch in the future": (
        "transition.in-the-future",
        lambda m: transitions.switch(m.context, m.start().id, on=date(2027, 1, 1)),
    ),
    "a switch before the start": (
        "transition.before-start",
        lambda m: transitions.switch(m.context, m.start().id, on=date(2026, 9, 1)),
    ),
    "giving up without a reason": (
        "transition.reason-missing",
        lambda m: transitions.abandon(m.context, m.start().id, reason=" "),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_makes_no_sense_is_refused(what: str) -> None:
    code, attempt = REFUSED[what]
    with pytest.raises(Refusal) as refused:
        attempt(Move())
    assert refused.value.code == code
    assert not Transition.objects.filter(ended_on__isnull=False).exists()


def test_what_has_ended_cannot_be_switched_again() -> None:
    move = Move()
    begun = move.start()
    transitions.switch(move.context, begun.id)
    for attempt in (transitions.switch, transitions.carry_over):
        with pytest.raises(Refusal, match="ended"):
            attempt(move.context, begun.id)


def test_adding_a_standard_is_judged_by_what_is_on_file_without_applying_it() -> None:
    """Information security: what everybody's document control shows, it shows there too; controls wait for a decision."""
    move = Move()
    fill(move, 4)
    supposed = suppose(move.context, move.system, edition("iso-27001-2022"))
    answers = {each.requirement.ref: each.verdict.answer for each in supposed.values()}
    assert answers["A.5.1"] == "unknown"
    assert any(each.undeclared for each in supposed.values())
    apply_edition(move.context, move.system, edition=edition("iso-27001-2022").id)
    refresh(move.context, move.system)
    stored = VerdictNow.objects.filter(edition__slug="iso-27001-2022").values_list("requirement__ref", "answer")
    assert dict(stored) == answers
