"""A text before people: who may review and approve, how many must, who left, what a signature and a named policy are for."""

import pytest
from tests.documents.desk import TEXT, Desk, open_claims, refused

from clauseway.actions.models import Duty
from clauseway.documents.models import Document, Vote
from clauseway.documents.operations import (
    Signature,
    answer,
    compensate,
    confirm_in_force,
    remark,
    replace_asked,
    save_text,
    set_kind_rule,
    settle_remark,
)
from clauseway.kernel.refusals import Conflict
from clauseway.organization.operations import change_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_author_neither_approves_nor_reviews(desk: Desk) -> None:
    """Not by naming themselves, and not by having become an author after they were named."""
    row = desk.draft()
    refused("document.own-approval", desk.put, row, approvers=[desk.context.person])
    refused("document.own-review", desk.put, row, reviewers=[desk.context.person])
    save_text(desk.by(desk.boss), row.id, version=row.version, title=row.title, text=TEXT + "More.\n")
    refused("document.own-approval", desk.put, row, approvers=[desk.boss.id])
    assert Document.objects.get(id=row.id).state == "draft"


def test_a_named_policy_lets_an_author_approve_and_asks_for_a_second_look(desk: Desk) -> None:
    """Only with name and reason, only that kind; declared until somebody else looked, and the author is not that somebody."""
    refused("kind-rule.policy", set_kind_rule, desk.context, "policy", own_approval=True, own_policy="Small team")
    set_kind_rule(
        desk.context,
        "policy",
        own_approval=True,
        own_policy="Small team",
        own_reason="Nine people, one of them writes.",
    )
    row = desk.draft()
    made = desk.put(row, approvers=[desk.context.person])
    row = answer(desk.context, made.id, part="approval", answer="approve")
    assert row.state == "effective"
    assert "Small team" in row.own_policy
    assert Vote.objects.get(round=made).own_policy
    assert [c.grade for c in open_claims(row).values() if c.kind.endswith("controlled")] == ["declared"]
    assert Duty.objects.filter(natural_key=f"document-look:{row.id}", state="open").exists()
    refused("document.own-look", compensate, desk.context, row.id, note="Fine")
    row = compensate(desk.by(desk.colleague, 3), row.id, note="Read it against the practice of May.")
    grades = {c.code: c.grade for c in open_claims(row).values() if c.kind.endswith("controlled")}
    assert set(grades.values()) == {"declared", "recorded"}
    form = desk.draft("Leave form", kind="form")
    refused("document.own-approval", desk.put, form, approvers=[desk.context.person])


def test_a_policy_does_not_help_once_it_is_taken_back(desk: Desk) -> None:
    """Allowed when the text was put before the author, but not any more when they answer."""
    set_kind_rule(desk.context, "policy", own_approval=True, own_policy="Small", own_reason="Few people.")
    made = desk.put(desk.draft(), approvers=[desk.context.person])
    set_kind_rule(desk.context, "policy", own_approval=False)
    refused("round.own-text", answer, desk.context, made.id, part="approval", answer="approve")


def test_quorum_two_and_the_second_answer_of_one_person(desk: Desk) -> None:
    """Two different people; one alone does not do, and nobody answers twice."""
    set_kind_rule(desk.context, "policy", quorum=2)
    row = desk.draft()
    refused("document.quorum", desk.put, row)
    made = desk.put(row, approvers=[desk.boss.id, desk.colleague.id])
    assert answer(desk.by(desk.boss), made.id, part="approval", answer="approve").state == "approval"
    refused("round.answered", answer, desk.by(desk.boss), made.id, part="approval", answer="approve")
    assert answer(desk.by(desk.colleague), made.id, part="approval", answer="approve").state == "effective"


def test_two_approvers_at_once(desk: Desk) -> None:
    """One is enough: the second is told that it is over, and nothing is written twice."""
    made = desk.put(desk.draft(), approvers=[desk.boss.id, desk.colleague.id])
    answer(desk.by(desk.boss), made.id, part="approval", answer="approve")
    with pytest.raises(Conflict) as told:
        answer(desk.by(desk.colleague), made.id, part="approval", answer="changes", comment="No")
    assert told.value.code == "round.over"


def test_an_approver_who_left(desk: Desk) -> None:
    """Named before: the round waits, they answer no more, and somebody else takes their place. Named after: refused."""
    row = desk.draft()
    made = desk.put(row)
    change_person(desk.context, desk.boss.id, version=desk.boss.version, live_until=desk.context.today)
    refused("round.left", answer, desk.by(desk.boss), made.id, part="approval", answer="approve")
    vote = Vote.objects.get(round=made)
    refused("document.own-approval", replace_asked, desk.context, vote.id, by=desk.context.person)
    replace_asked(desk.context, vote.id, by=desk.colleague.id)
    assert answer(desk.by(desk.colleague), made.id, part="approval", answer="approve").state == "effective"
    other = desk.draft("Other")
    refused("document.person-left", desk.put, other)


def test_a_reviewer_who_left_is_struck(desk: Desk) -> None:
    """Then the approvers are asked; an approver is not struck below the quorum."""
    made = desk.put(desk.draft(), reviewers=[desk.colleague.id])
    review, approval = Vote.objects.get(round=made, part="review"), Vote.objects.get(round=made, part="approval")
    refused("document.quorum", replace_asked, desk.context, approval.id, by=None)
    replace_asked(desk.context, review.id, by=None)
    assert Document.objects.get(id=made.document_id).state == "approval"


def test_asking_for_changes_ends_the_round(desk: Desk) -> None:
    """It must be said what; the draft is its author's again, who has the duty; the next round has the next number."""
    row = desk.draft()
    made = desk.put(row, reviewers=[desk.colleague.id])
    reader = desk.by(desk.colleague)
    refused("round.changes-unsaid", answer, reader, made.id, part="review", answer="changes")
    refused("remark.quote", remark, reader, made.id, quote="words that are not there", wording="x")
    told = remark(reader, made.id, quote="on their last day", wording="on their last day at noon")
    row = answer(reader, made.id, part="review", answer="changes")
    assert row.state == "draft"
    assert Duty.objects.filter(natural_key=f"document-changes:{row.id}", state="open").exists()
    settle_remark(desk.context, told.id, take=True)
    row.refresh_from_db()
    assert "at noon" in row.text
    refused("remark.settled", settle_remark, desk.context, told.id, take=True)
    assert desk.put(row).number == 2


def test_unfinished_texts_are_not_put_before_people(desk: Desk) -> None:
    """An open variable, a field to fill, a reference to nothing, no text at all."""
    for text, code in (
        ("", "document.text"),
        ("Approved for {{document.colour}}.", "document.unfilled"),
        ("The manager is [insert name].", "document.unfilled"),
        ("See [[PRO-999]].", "document.reference-unknown"),
    ):
        row = desk.draft(f"Draft {code} {len(text)}", text=text)
        refused(code, desk.put, row)
    desk.draft("Buying", kind="procedure", text="How we buy.")
    assert desk.put(desk.draft("Fine", text="We buy as [[PRO-001|the procedure]] says.")).text.endswith(
        "the procedure says."
    )


def test_a_signature_is_asked_where_the_kind_says_so(desk: Desk) -> None:
    """Without it the approval is refused; with it its meaning is kept."""
    set_kind_rule(desk.context, "policy", signature=True, meaning="I release this policy.")
    made = desk.put(desk.draft())
    refused("document.signed", answer, desk.by(desk.boss), made.id, part="approval", answer="approve")
    answer(desk.by(desk.boss), made.id, part="approval", answer="approve", signature=Signature("password"))
    vote = Vote.objects.get(round=made)
    assert (vote.signed_as, vote.signed_how) == ("I release this policy.", "password")


def test_whoever_was_not_asked_does_not_answer(desk: Desk) -> None:
    """Not even the manager."""
    made = desk.put(desk.draft())
    refused("round.not-asked", answer, desk.by(desk.colleague), made.id, part="approval", answer="approve")


def test_an_imported_draft_goes_through_a_round_and_is_not_confirmed_beside_it(desk: Desk) -> None:
    """One control for all: while it is before people nobody states its approval by hand."""
    desk.take_in(("a.md", TEXT.replace("{{organization.name}}", "us").encode()))
    row = Document.objects.get()
    made = desk.put(row)
    refused(
        "document.in-round",
        confirm_in_force,
        desk.context,
        row.id,
        approved_by=desk.boss.id,
        approved_on=desk.context.today,
    )
    assert answer(desk.by(desk.boss), made.id, part="approval", answer="approve").state == "effective"
