"""The pages of document control: written, put before people, answered, in force, revised, compared, distributed, read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.architecture.test_statements import CONTROL, WHO
from tests.documents.desk import TEXT
from tests.web.document_desk import PASSWORD, Desk
from tests.web.test_documents import Pages

from clauseway.documents.models import Document, DocumentReview, Misuse, Reading, Remark, Round, Vote
from clauseway.documents.operations import (
    Group,
    answer,
    set_audience,
    set_kind_rule,
    submit,
)
from clauseway.kernel.context import enter
from clauseway.organization.operations import change_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_document_is_written_previewed_and_put_before_people(desk: Desk) -> None:
    """From the register's button to the approver's answer, all by forms."""
    assert "documents/new/" in desk.get()
    row = desk.write()
    shown = desk.post(
        f"{row.id}/preview", {"text": "# A\n\n{{organization.name}} [[NO-1]] <script>x</script>"}
    ).content.decode()
    assert "Scratch" in shown
    assert "There is no document NO-1" in shown
    assert "<script>" not in shown
    told = desk.post(f"{row.id}/submit", {"version": row.version, "approvers": [str(desk.boss.id)], "note": "Please"})
    assert told.status_code == 302, told.content.decode()[-900:]
    page = desk.as_boss.get(f"{desk.base}{row.id}/round").content.decode()
    enter(desk.context)
    assert "Your approval" in page
    assert "Please" in page
    told = desk.as_boss.post(f"{desk.base}{row.id}/answer", {"part": "approval", "answer": "approve"})
    enter(desk.context)
    assert told.status_code == 302, told.content.decode()[-900:]
    page = desk.get(f"{row.id}/")
    assert "POL-001" in page
    assert "in force" in page
    assert "POL-001" in desk.get("?q=leave")
    assert "<mark>" in desk.get("?q=removed")


def test_the_author_is_refused_with_a_sentence_and_the_form_keeps_what_was_chosen(desk: Desk) -> None:
    """Naming oneself as approver; the error stands at the field."""
    row = desk.write()
    me = str(desk.context.person)
    told = desk.post(f"{row.id}/submit", {"version": row.version, "approvers": [me], "note": "Quick"})
    assert told.status_code == 403
    text = told.content.decode()
    assert "Whoever wrote a document cannot approve it" in text
    assert "Quick" in text


def test_two_editors_meet(desk: Desk) -> None:
    """The second sees both texts and loses nothing."""
    row = desk.write()
    told = desk.post(f"{row.id}/edit", {"version": row.version - 1, "title": row.title, "text": "My own words"})
    assert told.status_code == 422
    page = told.content.decode()
    assert "Saved by somebody else meanwhile" in page
    assert "My own words" in page
    assert desk.post(f"{row.id}/edit", {"version": "x", "title": row.title, "text": "y"}).status_code == 422


def test_what_is_in_force_is_revised_and_compared(desk: Desk) -> None:
    """The old revision points to the new one; the comparison marks words; the address by identifier leads to what holds."""
    first = desk.in_force(desk.write())
    assert desk.client.get(f"{desk.base}{first.id}/edit").status_code == 302
    enter(desk.context)
    desk.post(f"{first.id}/revise")
    second = Document.objects.get(number=2)
    assert "is on its way" in desk.get(f"{first.id}/")
    desk.post(
        f"{second.id}/edit",
        {"version": second.version, "title": second.title, "text": TEXT.replace("last day", "last hour")},
    )
    second = desk.in_force(Document.objects.get(id=second.id))
    page = desk.get(f"{first.id}/")
    assert "no longer holds" in page
    page = desk.get(f"{second.id}/compare")
    assert "<del>day</del><ins>hour</ins>" in page
    told = desk.client.get(f"{desk.base}by/pol-001/")
    enter(desk.context)
    assert told["Location"].endswith(f"{second.id}/")
    assert desk.post(f"{first.id}/archive").status_code == 302
    assert Document.objects.get(id=first.id).state == "archived"


def test_remarks_suggest_words_and_are_taken_over(desk: Desk) -> None:
    """The reader suggests and asks for changes; the writer takes it over; the next look shows what changed since."""
    row = desk.write()
    submit(desk.context, row.id, approvers=[desk.boss.id])
    there = f"{desk.base}{row.id}/"
    desk.as_boss.post(f"{there}remark", {"quote": "on their last day", "wording": "at once"})
    told = desk.as_boss.post(f"{there}answer", {"part": "approval", "answer": "changes"})
    enter(desk.context)
    assert told.status_code == 302
    remark = Remark.objects.get()
    assert "Take over" in desk.get(f"{row.id}/round")
    desk.post(f"remarks/{remark.id}/settle?take=1")
    row.refresh_from_db()
    assert "removed at once" in row.text
    submit(desk.context, row.id, approvers=[desk.boss.id])
    page = desk.as_boss.get(f"{there}round").content.decode()
    enter(desk.context)
    assert "since you last looked" in page
    assert "<ins>at once</ins>" in page


def test_the_page_of_a_document_asks_little(desk: Desk) -> None:
    """Twelve statements at most with a round, readers and groups; the sheet of control costs no more with more of them."""
    row = desk.in_force(desk.write())
    groups = [Group("person", str(desk.boss.id)), Group("person", str(desk.context.person)), Group("unit", "Sales")]
    counted = []
    for some in (groups[:1], groups):
        set_audience(desk.context, row.id, some)
        desk.get(f"{row.id}/")
        with CaptureQueriesContext(connection) as captured:
            desk.get(f"{row.id}/")
        said = [query["sql"] for query in captured.captured_queries]
        counted.append([sql for sql in said if not CONTROL.match(sql) and not WHO.search(sql)])
    few, many = counted
    assert len(many) <= 12, [sql[sql.find("FROM") :][:90] for sql in many]
    assert len(many) == len(few)


def test_a_signature_asks_the_password_again(desk: Desk) -> None:
    """A wrong or missing one is refused; the right one is kept as what it means."""
    set_kind_rule(desk.context, "policy", signature=True, meaning="I release it.")
    row = desk.write()
    submit(desk.context, row.id, approvers=[desk.boss.id])
    there = f"{desk.base}{row.id}/answer"
    for given in ({}, {"password": "wrong"}):
        told = desk.as_boss.post(there, {"part": "approval", "answer": "approve", **given})
        enter(desk.context)
        assert told.status_code in (403, 422)
        assert "This is not your password" in told.content.decode()
    told = desk.as_boss.post(there, {"part": "approval", "answer": "approve", "password": PASSWORD})
    enter(desk.context)
    assert told.status_code == 302
    assert Vote.objects.get().signed_as == "I release it."


def test_readers_read_and_the_list_tells(desk: Desk) -> None:
    """Asked by the page, read by the page; the manager sees who did."""
    row = desk.in_force(desk.write())
    me = str(desk.context.person)
    told = desk.post(f"{row.id}/audience", {"audience": [f"person|{me}", f"person|{desk.boss.id}"], "must_read": "on"})
    assert told.status_code == 302, told.content.decode()[-600:]
    assert row.title in desk.get("reading/")
    assert "I have read and understood it" in desk.get(f"{row.id}/")
    desk.post(f"{row.id}/read")
    assert Reading.objects.filter(read_at__isnull=False).count() == 1
    assert "1 of 2 read it" in desk.get(f"{row.id}/")
    set_audience(desk.context, row.id, [Group("everybody")])
    assert "everybody" in desk.get(f"{row.id}/")


def test_an_old_copy_is_noted_and_settled(desk: Desk) -> None:
    """It stands on the page until somebody says what was done."""
    row = desk.write()
    told = desk.post(f"{row.id}/misuse", {"kind": "unapproved", "statement": "At the press", "on": "2026-11-20"})
    assert told.status_code == 302, told.content.decode()[-600:]
    found = Misuse.objects.get()
    assert "At the press" in desk.get(f"{row.id}/")
    assert desk.post(f"misuse/{found.id}/", {"note": ""}).status_code == 422
    assert desk.post(f"misuse/{found.id}/", {"note": "Taken away"}).status_code == 302
    assert Misuse.objects.get().settled_on


def test_an_author_approves_under_the_named_policy_and_somebody_looks(desk: Desk) -> None:
    """The rule is set on its page, the note stands at the document until the second look."""
    rule = {"prefix": "POL-", "digits": "3", "quorum": "1", "read_days": "14", "own_approval": "on"}
    assert desk.post("kinds/policy/", rule).status_code == 422
    assert (
        desk.post("kinds/policy/", {**rule, "own_policy": "Small team", "own_reason": "Nine people."}).status_code
        == 302
    )
    assert "Small team" in desk.get("kinds/")
    row = desk.write()
    made = submit(desk.context, row.id, approvers=[desk.context.person])  # type: ignore[list-item]
    answer(desk.context, made.id, part="approval", answer="approve")
    assert "a second look is still to come" in desk.get(f"{row.id}/")
    assert desk.post(f"{row.id}/look", {"note": "ok"}).status_code == 403
    told = desk.as_boss.post(f"{desk.base}{row.id}/look", {"note": "Compared with the practice."})
    enter(desk.context)
    assert told.status_code == 302
    assert "Compared with the practice" in desk.get(f"{row.id}/")


def test_somebody_else_is_asked_for_one_who_left(desk: Desk) -> None:
    """The round says who has left; the form names somebody else."""
    row = desk.write()
    made = submit(desk.context, row.id, approvers=[desk.boss.id])
    change_person(desk.context, desk.boss.id, version=desk.boss.version, live_until=desk.context.today)
    assert "has left and can answer no more" in desk.get(f"{row.id}/round")
    vote = Vote.objects.get(round=made)
    assert desk.post(f"asked/{vote.id}/", {"by": ""}).status_code == 422
    assert desk.post(f"asked/{vote.id}/", {"by": str(desk.colleague.id)}).status_code == 302
    assert desk.post(f"{row.id}/take-back").status_code == 302
    assert Round.objects.get().result == "taken-back"


def test_another_organization_finds_none_of_it(desk: Desk) -> None:
    """Every page of one document is not found for a stranger."""
    row = desk.in_force(desk.write())
    stranger = Pages()
    for part in ("", "edit", "round", "compare", "control", "audience", "translate", "submit"):
        told = stranger.client.get(f"{stranger.base}{row.id}/{part}")
        enter(stranger.context)
        assert told.status_code == 404, part


def test_a_review_may_say_that_a_change_is_needed(desk: Desk) -> None:
    """The form asks what has to change and records it; without that it is refused at its field."""
    row = desk.in_force(desk.write())
    assert f"{row.id}/needs-change" in desk.get(f"{row.id}/")
    assert desk.post(f"{row.id}/needs-change", {"on": "", "note": ""}).status_code == 422
    told = desk.post(f"{row.id}/needs-change", {"on": "", "note": "Name the new gate"})
    assert told.status_code == 302, told.content.decode()[-600:]
    assert DocumentReview.objects.get().outcome == "change-needed"
