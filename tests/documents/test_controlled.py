"""Document control: a text is written, put before people, approved by others, in force on its day, replaced, reviewed, read."""

import dataclasses
import uuid
from datetime import timedelta
from typing import Any

import pytest
from tests.documents.room import Room

from clauseway.actions.models import Duty
from clauseway.documents.lines import effective_of, line_of, working_of
from clauseway.documents.models import Document, Passage, Reading, Round, Suggestion, Vote
from clauseway.documents.operations import (
    Group,
    Signature,
    add_document,
    answer,
    archive_document,
    change_control_data,
    compensate,
    confirm_in_force,
    mark_read,
    put_in_force,
    read_upload,
    remark,
    replace_asked,
    report_misuse,
    review_document,
    revise,
    save_text,
    set_audience,
    set_circle,
    set_kind_rule,
    settle_misuse,
    settle_remark,
    submit,
    take_back,
    upload_document,
    withdraw_document,
)
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimEnd, Subject
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, Refusal
from clauseway.organization.models import Person
from clauseway.organization.operations import add_person, add_site, change_person
from clauseway.systems.operations import set_rhythm

pytestmark = pytest.mark.django_db
TEXT = (
    "# Access\n\n## Rights\n\nAccess rights are given, reviewed and removed by the owner of each system of {{organization.name}}."
    "\n\n## Leavers\n\nAccess of people who leave is removed on their last day.\n"
)


class Desk(Room):
    """A room with two more people; Lena writes, Vera (`boss`) approves, Otto (`colleague`) reviews."""

    def __init__(self) -> None:
        super().__init__("iso-9001-2026")
        self.third = add_person(self.context, name="Nina New", email="nina@example.test")

    def by(self, person: Person, days: int = 0) -> Context:
        context = dataclasses.replace(self.context, person=person.id, now=self.context.now + timedelta(days))
        enter(context)
        return context

    def later(self, days: int) -> Context:
        context = self.context.at(self.context.now + timedelta(days))
        enter(context)
        return context

    def draft(self, title: str = "Access policy", **more: Any) -> Document:
        return add_document(self.context, self.system.id, title=title, **{"kind": "policy", "text": TEXT, **more})

    def put(self, row: Document, **more: Any) -> Round:
        return submit(self.context, row.id, **{"approvers": [self.boss.id], **more})

    def approved(self, row: Document | None = None, **more: Any) -> Document:
        made = self.put(row or self.draft(), **more)
        return answer(self.by(self.boss), made.id, part="approval", answer="approve")

    def next(self, row: Document, text: str = TEXT + "\n## Guests\n\nGuests get none.\n") -> Document:
        fresh = revise(self.context, row.id, change_note="Guests")
        return save_text(self.context, fresh.id, version=fresh.version, title=fresh.title, text=text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def refused(code: str, call: Any, *args: Any, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    assert told.value.code == code, (told.value.code, told.value.message)
    return told.value


def open_claims(row: Document) -> dict[str, Claim]:
    ended = ClaimEnd.objects.exclude(how="ceased").values("claim_id")
    return {
        claim.code: claim for claim in Claim.objects.filter(source="document", key=str(row.id)).exclude(id__in=ended)
    }


def test_a_text_goes_from_draft_to_force_and_is_under_control(desk: Desk) -> None:
    """Review, then approval by somebody else; then it is controlled, reviewed and one of the population; variables are filled in."""
    row = desk.draft()
    assert row.identifier == "POL-001"
    made = desk.put(row, reviewers=[desk.colleague.id])
    row.refresh_from_db()
    assert row.state == "review"
    refused("round.not-yet", answer, desk.by(desk.boss), made.id, part="approval", answer="approve")
    row = answer(desk.by(desk.colleague), made.id, part="review", answer="approve")
    assert row.state == "approval"
    assert Duty.objects.filter(person_id=desk.boss.id, state="open", title__contains="Approve").exists()
    row = answer(desk.by(desk.boss), made.id, part="approval", answer="approve")
    assert (row.state, row.approved_by_id, row.shown) == ("effective", desk.boss.id, True)
    assert not Duty.objects.filter(person_id=desk.boss.id, state="open").exists()
    assert {claim.kind for claim in open_claims(row).values()} == {
        "documented-information.controlled",
        "documented-information.reviewed",
    }
    assert Subject.objects.filter(kind="document", ref=str(row.id), superseded_at=None).exists()
    texts = " ".join(Passage.objects.filter(document=row).values_list("text", flat=True))
    assert desk.organization.name in texts
    assert row.item is not None
    assert not reconcile_all(desk.context)


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


def test_what_is_before_people_or_approved_or_ended_is_not_edited(desk: Desk) -> None:
    """Each refusal says where to change it instead."""
    row = desk.draft()
    desk.put(row)
    row.refresh_from_db()
    edit: Any = {"title": "X", "text": "Y"}
    refused("document.in-round", save_text, desk.context, row.id, version=row.version, **edit)
    take_back(desk.context, row.id)
    row.refresh_from_db()
    row = desk.approved(row)
    enter(desk.context)
    refused("document.revise-instead", save_text, desk.context, row.id, version=row.version, **edit)
    second = desk.approved(desk.next(row))
    told = refused("document.ended", save_text, desk.context, row.id, version=row.version + 9, **edit)
    assert told.details["document"] == str(second.id)
    refused("document.ended", revise, desk.context, row.id)


def test_two_save_the_same_draft(desk: Desk) -> None:
    """The later one is told, with both texts."""
    row = desk.draft()
    save_text(desk.context, row.id, version=row.version, title=row.title, text="Mine first.")
    with pytest.raises(Conflict) as told:
        save_text(desk.by(desk.colleague), row.id, version=row.version, title=row.title, text="Theirs.")
    assert told.value.details["theirs"] == "Mine first."


def test_a_new_revision_takes_the_place_of_the_old_on_its_day(desk: Desk) -> None:
    """Until then people see the old one; then the old one ends, for the ledger on the very day."""
    first = desk.approved()
    enter(desk.context)
    second = desk.next(first)
    refused("document.being-revised", revise, desk.context, first.id)
    assert not second.shown
    second = desk.approved(second, effective_on=desk.context.today + timedelta(10))
    assert second.state == "approved"
    current = effective_of(desk.context, second)
    assert current is not None
    assert current.id == first.id
    assert put_in_force(desk.later(9)) == 0
    assert put_in_force(desk.later(10)) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.shown, second.state, second.shown) == ("superseded", False, "effective", True)
    assert first.effective_until == second.effective_from
    assert second.number == 2
    assert [row.number for row in line_of(desk.context, first)] == [2, 1]
    archive_document(desk.later(11), first.id)
    assert not reconcile_all(desk.later(11))


def test_an_approved_revision_that_does_not_come_leaves_the_old_one_in_force(desk: Desk) -> None:
    """Withdrawn before its day."""
    first = desk.approved()
    enter(desk.context)
    second = desk.approved(desk.next(first), effective_on=desk.context.today + timedelta(10))
    withdraw_document(desk.context, second.id, reason="A mistake in it")
    first.refresh_from_db()
    assert (first.state, first.effective_until) == ("effective", None)
    assert working_of(desk.context, first) is None
    assert put_in_force(desk.later(20)) == 0


def test_what_was_accepted_for_a_passage_is_carried_to_the_same_words(desk: Desk) -> None:
    """The unchanged passage goes on to show its requirement in the new revision; the changed one waits for a person."""
    long = TEXT.replace("\n\n## Leavers", " They keep a list of who has which right." * 12 + "\n\n## Leavers")
    long += "The list is checked every month." * 12
    first = desk.approved(desk.draft(text=long))
    enter(desk.context)
    requirement = next(r for r in desk.editions[0].requirements.values() if r.judged)
    for passage in Passage.objects.filter(document=first):
        Suggestion.objects.update_or_create(
            organization_id=first.organization_id,
            passage=passage,
            requirement_id=requirement.id,
            defaults={
                "document": first,
                "system_id": first.system_id,
                "score": 1,
                "strength": "person",
                "state": "accepted",
                "decided_on": desk.context.today,
                "decided_at": desk.context.now,
            },
        )
    second = desk.approved(desk.next(first, long.replace("on their last day", "within an hour")))
    carried = Suggestion.objects.filter(document=second, state="accepted")
    assert carried.count() == 1
    assert Suggestion.objects.filter(document=first, state="accepted").count() == 2
    assert not carried.filter(passage__text__contains="within an hour").exists()


def test_a_review_without_change_is_evidence_and_starts_the_clock_again(desk: Desk) -> None:
    """Each review holds until the next; the duty counts from the last one."""
    set_rhythm(desk.context, desk.system.id, name="document-review", days=365)
    row = desk.approved(desk.draft(owner_id=desk.colleague.id))
    duty = Duty.objects.get(natural_key=f"document-clock:{row.id}")
    assert (duty.person_id, duty.due_on) == (desk.colleague.id, row.approved_on + timedelta(365))  # type: ignore[operator]
    review_document(desk.later(300), row.id)
    duty.refresh_from_db()
    assert duty.due_on == row.approved_on + timedelta(665)  # type: ignore[operator]
    reviews = sorted(c.valid_from for c in open_claims(row).values() if c.kind == "documented-information.reviewed")
    assert reviews == [row.approved_on, row.approved_on + timedelta(300)]  # type: ignore[operator]
    refused("document.review-unsaid", review_document, desk.later(301), row.id, outcome="change-needed")
    review_document(desk.later(301), row.id, outcome="change-needed", note="Names a tool we dropped.")
    assert Duty.objects.filter(natural_key=f"document-revise:{row.id}", state="open").exists()
    assert not reconcile_all(desk.later(301))


def test_an_old_copy_speaks_against_control_until_it_is_settled(desk: Desk) -> None:
    """Not where nothing was ever replaced; and not approved is only what was not approved."""
    first = desk.approved()
    enter(desk.context)
    refused("misuse.nothing-ended", report_misuse, desk.context, first.id, kind="superseded", statement="Old sheet")
    refused("misuse.approved", report_misuse, desk.context, first.id, kind="unapproved", statement="x")
    second = desk.approved(desk.next(first))
    found = report_misuse(
        desk.context, second.id, kind="superseded", statement="Revision 1 at the press", where="Hall 2"
    )
    claim = next(c for c in open_claims(second).values() if c.stance < 0)
    assert claim.kind == "document.superseded-copy-in-use"
    settle_misuse(desk.later(2), found.id, note="Sheet taken away, folder checked.")
    assert ClaimEnd.objects.filter(claim=claim, how="ceased").exists()
    assert not reconcile_all(desk.later(2))


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


def test_identifiers_follow_the_scheme_and_are_unique(desk: Desk) -> None:
    """The next number of the kind; another's is refused, one's own kept over revisions."""
    set_kind_rule(desk.context, "procedure", prefix="VA-", digits=2)
    first, second = desk.draft("A", kind="procedure"), desk.draft("B", kind="procedure")
    assert (first.identifier, second.identifier) == ("VA-01", "VA-02")
    refused(
        "document.identifier-taken",
        change_control_data,
        desk.context,
        second.id,
        version=second.version,
        identifier="va-01",
    )
    refused("document.identifier-taken", desk.draft, "C", identifier="VA-02")
    row = desk.approved(first)
    enter(desk.context)
    assert desk.next(row).identifier == "VA-01"


def test_a_translation_of_a_translation_is_refused(desk: Desk) -> None:
    """And one of itself by a detour."""
    english, german = desk.draft("Policy", language="en"), desk.draft("Leitlinie", language="de")
    change_control_data(desk.context, german.id, version=german.version, variant_of_id=english.id)
    english.refresh_from_db()
    refused(
        "document.variant-circle",
        change_control_data,
        desk.context,
        english.id,
        version=english.version,
        variant_of_id=german.id,
    )


def test_linked_and_uploaded_documents_go_the_same_way(desk: Desk) -> None:
    """Same register, same approval; a link needs an address, the same file is not taken twice."""
    refused("document.link", desk.draft, "Law", form="linked", kind="external", link="javascript:alert(1)")
    link = desk.approved(desk.draft("Law", form="linked", kind="external", link="https://law.example.test/1", text=""))
    enter(desk.context)
    assert link.state == "effective"
    content = TEXT.replace("{{organization.name}}", "us").encode()
    read = read_upload("sheet.md", content)
    values: Any = {"title": "Sheet", "name": "sheet.md", "content": content, "read": read, "kind": "instruction"}
    row = upload_document(desk.context, desk.system.id, **values)
    assert desk.approved(row).state == "effective"
    enter(desk.context)
    refused("document.same-content", upload_document, desk.context, desk.system.id, **values)
    refused("file.empty", read_upload, "a.md", b"")


def test_readers_are_asked_again_by_a_new_revision_and_reading_shows_nothing(desk: Desk) -> None:
    """By person and site; the duty ends with reading; the next revision opens it anew; the ledger hears nothing of it."""
    site = add_site(desk.context, name="Hall")
    set_circle(desk.context, "site", str(site.id), [desk.third.id])
    first = desk.approved()
    enter(desk.context)
    before = Claim.objects.count()
    refused("audience.unknown", set_audience, desk.context, first.id, [Group("site", str(uuid.uuid4()))])
    set_audience(desk.context, first.id, [Group("site", str(site.id)), Group("person", str(desk.colleague.id))])
    assert set(Reading.objects.values_list("person_id", flat=True)) == {desk.third.id, desk.colleague.id}
    mark_read(desk.by(desk.third), first.id)
    assert Duty.objects.filter(kind="reading", state="open").count() == 1
    assert Claim.objects.count() == before
    enter(desk.context)
    second = desk.approved(desk.next(first))
    assert Duty.objects.filter(kind="reading", state="open", person_id=desk.third.id).count() == 1
    assert Duty.objects.filter(kind="reading", state="open").count() == 2
    refused("reading.not-in-force", mark_read, desk.by(desk.third), first.id)
    set_audience(desk.later(1), second.id, [Group("person", str(desk.third.id))])
    assert Duty.objects.filter(kind="reading", state="open").count() == 1


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


def test_who_only_reads_writes_nothing(desk: Desk) -> None:
    """An employee who is asked may answer; nobody else's rights grow."""
    row = desk.draft()
    employee = dataclasses.replace(desk.by(desk.colleague), roles=frozenset({"employee"}))
    with pytest.raises(Forbidden):
        save_text(employee, row.id, version=row.version, title="X", text="Y")
    with pytest.raises(Forbidden):
        submit(employee, row.id, approvers=[desk.boss.id])
    made = desk.put(row, approvers=[desk.colleague.id])
    assert answer(employee, made.id, part="approval", answer="approve").state == "effective"
