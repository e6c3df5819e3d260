"""From a recorded fact to a verdict, through the rooms' own operations."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity.judging import judge_requirements, refresh, verdicts_at
from clauseway.conformity.models import Standing, Verdict, VerdictNow
from clauseway.conformity.operations import judge_by_person
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim
from clauseway.evidence.operations import Fact, file_record, withdraw_record
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.processes.operations import add_process
from clauseway.systems.operations import apply_edition, create_system, decide_applicability, set_rhythm

pytestmark = pytest.mark.django_db


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day + "T09:00:00+00:00")


class Story:
    """A scratch organization with one system under ISO 9001:2026 and one process."""

    def __init__(self) -> None:
        self.user = User.objects.create_user("lead@example.test", "a long password 1", name="Lead")
        before = Context(None, self.user.id, now=moment("2026-01-05"))
        enter(before)
        _org, self.context = create_organization(before, name="Scratch", founder=self.user)
        enter(self.context)
        self.system = create_system(self.context, name="Quality")
        edition = edition_by_slug("iso-9001-2026")
        assert edition
        apply_edition(self.context, self.system.id, edition=edition.id)
        self.edition = compiled(edition.id, edition.digest)

    def on(self, day: str) -> Context:
        context = self.context.at(moment(day))
        enter(context)
        return context

    def answer(self, ref: str, day: str) -> VerdictNow:
        refresh(self.on(day), self.system.id)
        return VerdictNow.objects.get(system_id=self.system.id, requirement_id=self.edition.by_ref[ref].id)


def test_an_audit_by_the_owner_does_not_count_and_an_independent_one_does() -> None:
    """9.2.2 is a gap while the only audit of a process was not impartial."""
    story = Story()
    context = story.on("2026-01-06")
    process = add_process(context, name="Sales")
    set_rhythm(context, story.system.id, name="internal-audit", days=365)
    fact = Fact(
        "audit.performed",
        date(2026, 3, 2),
        system=story.system.id,
        subject_ref=str(process.id),
        facets={"impartial": False},
        standards=("iso-9001-2026",),
    )
    file_record(story.on("2026-03-03"), fact)
    row = story.answer("9.2.2", "2026-03-04")
    assert row.answer == "gap"
    assert "does-not-count" in {reason["code"] for reason in row.reasons}
    better = replace(fact, facets={"impartial": True}, on=date(2026, 4, 1))
    file_record(story.on("2026-04-02"), better)
    row = story.answer("9.2.2", "2026-04-03")
    assert row.facets["done"] != "gap"


def audited(story: Story) -> Fact:
    process = add_process(story.on("2026-01-06"), name="Sales")
    set_rhythm(story.on("2026-01-06"), story.system.id, name="internal-audit", days=365)
    return Fact(
        "audit.performed",
        date(2026, 3, 2),
        system=story.system.id,
        subject_ref=str(process.id),
        facets={"impartial": True},
        standards=("iso-9001-2026",),
    )


def test_a_withdrawn_record_was_known_then_and_never_was_as_we_know_it_now() -> None:
    """Two clocks: what was on file on 10 March showed the audit; knowing of the withdrawal, it never counted."""
    story = Story()
    record = file_record(story.on("2026-03-03"), audited(story))
    withdraw_record(story.on("2026-04-01"), record.id, reason="The report was about another site.")
    requirement = story.edition.by_ref["9.2.2"].id
    now = story.on("2026-04-02")
    then = verdicts_at(now, story.system.id, date(2026, 3, 10), moment("2026-03-10"))[requirement][1]
    since = verdicts_at(now, story.system.id, date(2026, 3, 10), moment("2026-04-02"))[requirement][1]
    shown = {(r.expectation, r.code) for r in then.reasons}
    missing = {(r.expectation, r.code) for r in since.reasons}
    (code,) = {e.code for e in story.edition.by_ref["9.2.2"].asked.expectations if e.kind == "audit.performed"}
    assert (code, "shown") in shown
    assert (code, "shown") not in missing


def test_reconciling_everything_finds_nothing_and_judging_again_changes_nothing() -> None:
    """The ledger is in step after every operation, and the stored verdicts equal a full recompute."""
    story = Story()
    file_record(story.on("2026-03-03"), audited(story))
    context = story.on("2026-03-04")
    refresh(context, story.system.id)
    claims, verdicts = Claim.objects.count(), Verdict.objects.count()
    assert reconcile_all(context) == frozenset()
    judge_requirements(context, story.system.id, None)
    assert (Claim.objects.count(), Verdict.objects.count()) == (claims, verdicts)


def test_a_judgement_needs_a_basis_and_a_rationale() -> None:
    """Shown without anything looked at, or without saying why, is refused with the field at fault."""
    story = Story()
    context = story.on("2026-03-04")
    requirement = story.edition.by_ref["5.1.1"].id
    for values, field in (
        ({"answer": "shown", "rationale": "Looked at the minutes of three meetings."}, "basis"),
        ({"answer": "gap", "rationale": "no"}, "rationale"),
        ({"answer": "perhaps", "rationale": "Looked at the minutes of three meetings."}, "answer"),
    ):
        with pytest.raises(Refusal) as refusal:
            judge_by_person(context, story.system.id, requirement=requirement, **values)
        assert refusal.value.field == field


def test_what_may_never_be_left_out_is_refused() -> None:
    story = Story()
    with pytest.raises(Refusal) as refusal:
        decide_applicability(
            story.on("2026-03-04"),
            story.system.id,
            requirement=story.edition.by_ref["9.2.2"].id,
            applies=False,
            reason="We are too small for audits.",
        )
    assert refusal.value.code == "applicability.never"


def test_a_day_keeps_how_it_ended() -> None:
    """The standing of a day counts every judged requirement once."""
    story = Story()
    file_record(story.on("2026-03-03"), audited(story))
    refresh(story.on("2026-03-03"), story.system.id)
    counts = Standing.objects.get(day=date(2026, 3, 3)).counts
    judged = sum(1 for r in story.edition.requirements.values() if r.judged)
    assert sum(counts[name] for name in ("conforming", "gap", "unknown", "not-applicable", "undeclared")) == judged
