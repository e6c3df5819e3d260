"""Document control: a text is written, in force on its day, revised and replaced, reviewed, read; what belongs to it."""

import dataclasses
import uuid
from datetime import timedelta
from typing import Any

import pytest
from tests.documents.desk import TEXT, Desk, open_claims, refused

from clauseway.actions.models import Duty
from clauseway.documents.lines import effective_of, line_of, working_of
from clauseway.documents.models import Passage, Reading, Suggestion
from clauseway.documents.operations import (
    Group,
    answer,
    archive_document,
    change_control_data,
    mark_read,
    put_in_force,
    read_upload,
    report_misuse,
    review_document,
    revise,
    save_text,
    set_audience,
    set_circle,
    set_kind_rule,
    settle_misuse,
    submit,
    take_back,
    upload_document,
    withdraw_document,
)
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimEnd, Subject
from clauseway.kernel.context import enter
from clauseway.kernel.refusals import Conflict, Forbidden
from clauseway.organization.operations import add_site
from clauseway.systems.operations import set_rhythm

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


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
