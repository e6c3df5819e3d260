"""Templates become drafts, an unfilled one is never approved however it is tried, and what serves an entry is said by a person and shows nothing."""

import re

import pytest
from tests.documents.room import NOW, Room

from clauseway.documents.documented import IN_FORCE, IN_WORK, NOTHING, OFFERED, Entry, entries, holding
from clauseway.documents.drafting import revise, save_text
from clauseway.documents.models import Document, Passage, Serving
from clauseway.documents.operations import (
    Signature,
    accept_serving,
    answer,
    confirm_in_force,
    draw_document,
    end_serving,
    submit,
    withdraw_document,
)
from clauseway.documents.template_packs import pack
from clauseway.kernel.context import enter
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.rules.blanks import blanks

pytestmark = pytest.mark.django_db
BLANK = re.compile(r"\[(?:Fill in|Choose):\s*([^\]]*)\]")


def filled_in(text: str) -> str:
    """A text as somebody would fill it in."""
    return BLANK.sub(lambda m: m.group(1).split(" / ")[0] if " / " in m.group(1) else "words of our own", text)


def entry(room: Room, ref: str, sort: str = "maintain") -> Entry:
    return next(one for one in entries(room.context, room.system.id) if (one.requirement.ref, one.sort) == (ref, sort))


@pytest.fixture
def room() -> Room:
    return Room("iso-27001-2022")


def approve(room: Room, row: Document) -> Document:
    made = submit(room.context, row.id, approvers=[room.boss.id])
    answer(room.acting(room.boss), made.id, part="approval", answer="approve", signature=Signature("password"))
    enter(room.context)
    row.refresh_from_db()
    return row


def test_a_template_becomes_a_draft_with_known_variables_and_blanks_for_what_is_unknown(room: Room) -> None:
    row = draw_document(room.context, room.system.id, "scope-statement")
    assert (row.state, row.form, row.title) == (
        "draft",
        "authored",
        "Scope of the information security management system",
    )
    assert "{{organization.name}}" not in row.text or "Scratch" not in row.text
    assert "[Fill in: the scope of the management system" in row.text, "no scope was stated yet"
    assert "{{system.standards}}" in row.text, "what is known follows the organization"
    assert "Interfaces and dependencies" in row.text
    assert "Life cycle" not in row.text
    assert row.wrote == [str(room.context.person)]
    assert row.words > 50


def test_a_part_for_another_standard_is_taken_when_it_is_asked_for(room: Room) -> None:
    row = draw_document(room.context, room.system.id, "management-policy", standards=["iso-14001", "iso-27001"])
    assert row.title == "Management policy"
    assert "## Environment" in row.text
    assert "## Food safety" not in row.text
    assert draw_document(room.context, room.system.id, "management-policy").title == "Information security policy"


def test_blanks_refuse_approval_and_are_named(room: Room) -> None:
    row = draw_document(room.context, room.system.id, "cryptography")
    with pytest.raises(Refusal) as refused:
        submit(room.context, row.id, approvers=[room.boss.id])
    assert refused.value.code == "document.unfilled"
    assert refused.value.field == "text"
    assert "method in transit" in refused.value.message
    assert "more." in refused.value.message
    assert len(refused.value.details["blanks"]) == len(blanks(row.text))
    row.refresh_from_db()
    assert row.state == "draft"


def test_nobody_states_an_unfilled_text_to_be_in_force_either(room: Room) -> None:
    """The other way in: a person who did not write it states that a named person approved it."""
    row = draw_document(room.context, room.system.id, "cryptography")
    with pytest.raises(Refusal, match="method in transit") as refused:
        confirm_in_force(room.other, row.id, approved_by=room.boss.id, approved_on=NOW.date())
    assert refused.value.code == "document.unfilled"
    assert not Passage.objects.filter(document=row).exists(), "nothing of it is suggested for a requirement"


@pytest.mark.parametrize(
    "left",
    [
        "One [Fill in: who keeps it] is left.",
        "In code `[Fill in: who keeps it]` it counts too.",
        "```\n[fill in : who keeps it]\n```",
        "Begun and not closed [Fill in: who keeps it",
        "Over two lines [Fill in: who\nkeeps it].",
        "[Choose: yes / no]",
        "[CHOOSE: yes / no]",
    ],
)
def test_one_blank_is_enough(room: Room, left: str) -> None:
    row = draw_document(room.context, room.system.id, "cryptography")
    row = save_text(room.context, row.id, version=row.version, title=row.title, text=f"{filled_in(row.text)}\n\n{left}")
    with pytest.raises(Refusal) as refused:
        submit(room.context, row.id, approvers=[room.boss.id])
    assert refused.value.code == "document.unfilled"


def test_a_blank_in_the_title_counts(room: Room) -> None:
    row = draw_document(room.context, room.system.id, "cryptography", title="Keys of [Fill in: name of the unit]")
    row = save_text(room.context, row.id, version=row.version, title=row.title, text=filled_in(row.text))
    with pytest.raises(Refusal, match="name of the unit"):
        submit(room.context, row.id, approvers=[room.boss.id])


def test_filled_in_it_is_approved_like_any_other(room: Room) -> None:
    row = draw_document(room.context, room.system.id, "cryptography")
    row = save_text(room.context, row.id, version=row.version, title=row.title, text=filled_in(row.text))
    assert approve(room, row).state == "effective"


@pytest.mark.parametrize("group", sorted({one.group for one in pack().templates.values()}))
def test_every_template_unfilled_is_refused_and_filled_can_be_approved(room: Room, group: str) -> None:
    for key, found in pack().templates.items():
        if found.group == group:
            families = sorted(found.standards | found.variants)
            row = draw_document(room.context, room.system.id, key, standards=families, owner_id=room.colleague.id)
            with pytest.raises(Refusal, match="Not filled in yet"):
                submit(room.context, row.id, approvers=[room.boss.id])
            text = filled_in(row.text)
            row = save_text(room.context, row.id, version=row.version, title=row.title, text=text)
            submit(room.context, row.id, approvers=[room.boss.id])
            row.refresh_from_db()
            assert row.state == "approval", key


def test_an_entry_goes_from_nothing_to_in_force_by_what_is_said_and_done(room: Room) -> None:
    asked = entry(room, "A.8.24")
    assert "cryptography" in asked.templates

    def state() -> str:
        return holding(room.context, room.system.id).state(asked, {})

    assert state() == NOTHING
    row = draw_document(room.context, room.system.id, "cryptography")
    assert state() == OFFERED, "begun from its template, and nobody said that it serves it"
    said = accept_serving(room.context, room.system.id, asked, document=row.id)
    assert state() == IN_WORK
    assert accept_serving(room.context, room.system.id, asked, document=row.id).id == said.id, "said twice is said once"
    row = save_text(room.context, row.id, version=row.version, title=row.title, text=filled_in(row.text))
    approve(room, row)
    assert state() == IN_FORCE
    fresh = revise(room.context, row.id)
    assert fresh.state == "draft"
    assert state() == IN_FORCE, "the revision in force goes on serving while the next is written"
    end_serving(room.context, room.system.id, said.id)
    assert state() == OFFERED
    assert Serving.objects.filter(id=said.id).exclude(ended_on=None).exists(), "ended, not deleted"


def test_what_is_withdrawn_serves_nothing(room: Room) -> None:
    asked = entry(room, "A.8.24")
    row = draw_document(room.context, room.system.id, "cryptography", entries=[asked])
    row = save_text(room.context, row.id, version=row.version, title=row.title, text=filled_in(row.text))
    row = approve(room, row)
    withdraw_document(room.context, row.id, reason="We no longer encrypt.")
    assert holding(room.context, room.system.id).state(asked, {}) == NOTHING
    with pytest.raises(Refusal, match="has ended"):
        accept_serving(room.context, room.system.id, entry(room, "A.8.24", "retain"), document=row.id)


def test_a_register_serves_when_something_is_in_it(room: Room) -> None:
    asked = entry(room, "A.5.9")
    assert "assets" in asked.registers
    accept_serving(room.context, room.system.id, asked, register="assets")
    held = holding(room.context, room.system.id)
    assert held.state(asked, {"assets": 0}) == IN_WORK
    assert held.state(asked, {"assets": 3}) == IN_FORCE


def test_what_is_not_here_is_refused(room: Room) -> None:
    asked = entry(room, "A.8.24")
    with pytest.raises(NotFound):
        accept_serving(room.context, room.system.id, asked, document=room.system.id)
    with pytest.raises(Refusal, match="Choose"):
        accept_serving(room.context, room.system.id, asked, register="nowhere")
    with pytest.raises(NotFound):
        draw_document(room.context, room.system.id, "no-such")
    other = Room("iso-9001-2026")
    with pytest.raises(NotFound):
        accept_serving(other.context, other.system.id, asked, register="assets")
