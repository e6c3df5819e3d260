"""Files become documents, passages are suggested, people decide, documents come into force and end: each step says no where it must."""

import zipfile
from datetime import date

import pytest
from django.test import override_settings
from tests.documents import files
from tests.documents.room import POLICY, UNDATED, Room

from clauseway.conformity.judging import refresh, verdicts_at
from clauseway.conformity.models import VerdictNow
from clauseway.documents.models import Document, Drop, DropFile, Passage, Suggestion
from clauseway.documents.operations import (
    accept_also,
    confirm_in_force,
    decide,
    incoming,
    keep_apart,
    move,
    review_document,
    start_drop,
    suggest_passages,
    supersede_document,
    undo,
    withdraw_document,
)
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, Subject
from clauseway.kernel.refusals import Conflict, Forbidden, Refusal

pytestmark = pytest.mark.django_db
REVIEW = "A.5.18"


def accept_all(room: Room) -> int:
    done = 0
    for row in room.proposals():
        decide(room.context, row.id, "accepted")
        done += 1
    return done


def facets_shown(room: Room) -> dict[str, dict[str, str]]:
    refresh(room.context, room.system.id)
    by_id = {r.id: r for edition in room.editions for r in edition.requirements.values()}
    return {by_id[row.requirement_id].ref: row.facets for row in VerdictNow.objects.filter(system_id=room.system.id)}


def test_an_unfilled_template_shows_nothing_even_if_a_person_accepts_everything() -> None:
    """Every document of the set is a draft; with all its suggestions accepted no requirement has anything defined by a document."""
    room = Room()
    room.declare_controls()
    before = {
        r.id: (v.answer, dict(v.facets))
        for r, v in verdicts_at(room.context, room.system.id, room.context.today, room.context.now).values()
    }
    drop = room.take_in_folder("unfilled-template")
    assert drop.state == "done"
    assert set(Document.objects.values_list("state", flat=True)) == {"draft"}
    assert accept_all(room) > 10
    after = verdicts_at(room.context, room.system.id, room.context.today, room.context.now)
    assert {r.id: (v.answer, dict(v.facets)) for r, v in after.values()} == before
    assert not [v for _r, v in after.values() if v.answer == "conforming"]
    assert set(Claim.objects.filter(source="document").values_list("grade", flat=True)) == {"draft"}
    assert any("only-draft" in {reason.code for reason in v.reasons} for _r, v in after.values())


def test_an_unfilled_template_cannot_be_confirmed_in_force_either() -> None:
    """A text with unfilled marks refuses confirmation; a licence without marks is the only one that could be confirmed."""
    room = Room()
    room.take_in_folder("unfilled-template")
    for document in Document.objects.exclude(name="LICENSE.md"):
        with pytest.raises(Refusal) as refused:
            confirm_in_force(room.context, document.id, approved_by=room.boss.id, approved_on=date(2026, 11, 1))
        assert refused.value.code == "document.unfilled", document.name


def test_filled_documents_show_defined_and_never_more() -> None:
    """Accepted passages of documents in force make some requirements defined; done and works are untouched."""
    room = Room()
    room.declare_controls()
    before = facets_shown(room)
    room.take_in_folder("filled")
    assert accept_all(room) > 5
    after = facets_shown(room)
    better = [ref for ref in after if after[ref].get("defined") == "shown" and before[ref].get("defined") != "shown"]
    assert len(better) >= 3, better
    for ref in after:
        for facet in ("done", "works"):
            assert after[ref].get(facet) == before[ref].get(facet)
    assert reconcile_all(room.context) == frozenset()


def test_equal_content_is_kept_once_and_linked() -> None:
    """The same content under another name in one drop, and again in a later drop, leads to the document there is."""
    room = Room()
    room.take_in(("a.md", POLICY.encode()), ("copy of a.md", POLICY.encode()))
    room.take_in(("b.md", POLICY.encode()))
    document = room.document()
    assert {name: (row.state, row.document_id) for name, row in room.files().items()} == {
        "a.md": ("read", document.id),
        "copy of a.md": ("known", document.id),
        "b.md": ("known", document.id),
    }


def test_the_same_form_sent_twice_makes_one_drop() -> None:
    """A token is good for one drop."""
    room = Room()
    first = start_drop(
        room.context, room.system.id, name="d", files=[incoming("a.md", b"# A\n\nText")], token="t1", defer=False
    )
    second = start_drop(
        room.context, room.system.id, name="d", files=[incoming("a.md", b"# A\n\nText")], token="t1", defer=False
    )
    assert first.id == second.id
    assert (Drop.objects.count(), DropFile.objects.count()) == (1, 1)


HOSTILE = {
    "empty.md": (b"", "empty-file"),
    "invoice.pdf.exe": (b"MZ\x90\x00" + bytes(200), "executable"),
    "policy.pdf.exe": (b"plain text", "executable-name"),
    "locked.pdf": (files.pdf("secret", encrypted=True), "password-protected"),
    "broken.docx": (b"PK\x03\x04 nothing", "corrupt"),
    "blob.bin": (bytes(range(256)) * 20, "executable-name"),
    "../../etc/passwd.md": (b"# Hello\n\nText", "unsafe-path"),
    "scan.pdf": (files.pdf(""), "no-text"),
}


def test_hostile_files_are_told_apart_and_the_good_one_is_read() -> None:
    """Each hostile file is refused with its own reason and leaves neither item nor document; the file among them is read."""
    room = Room()
    room.take_in(*((name, content) for name, (content, _code) in HOSTILE.items()), ("good.md", POLICY.encode()))
    found = room.files()
    for name, (_content, code) in HOSTILE.items():
        row = found[name]
        assert (row.state, row.problem["code"], row.document_id) == ("refused", code, None), name
    assert found["good.md"].state == "read"
    assert Document.objects.count() == 1
    assert Drop.objects.get().done == Drop.objects.get().total == len(HOSTILE) + 1


def test_members_of_a_zip_become_files_of_the_drop() -> None:
    """Good members are read; climbing names, bombs and encrypted members are refused one by one."""
    room = Room()
    bomb = bytes(3_000_000)
    room.take_in(
        ("pack.zip", files.zipped({"in/a.md": POLICY.encode(), "../up.md": b"# Up\n\nText", "bomb.txt": bomb}))
    )
    found = {name: (row.state, row.problem.get("code")) for name, row in room.files().items()}
    assert found == {
        "pack.zip": ("opened", None),
        "pack.zip/in/a.md": ("read", None),
        "pack.zip/../up.md": ("refused", "unsafe-path"),
        "pack.zip/bomb.txt": ("refused", "member-ratio"),
    }


def test_a_damaged_zip_is_refused_itself() -> None:
    """An archive that cannot be opened is one refused file, not an empty success."""
    room = Room()
    good = files.zipped({"a.md": POLICY.encode()}, zipfile.ZIP_STORED)
    room.take_in(("cut.zip", good[: len(good) // 2]))
    assert room.files()["cut.zip"].problem["code"] == "archive-corrupt"


def test_an_empty_zip_is_refused_itself() -> None:
    """Nothing came of it, and its line says so."""
    room = Room()
    room.take_in(("none.zip", files.zipped({})))
    assert {name: (row.state, row.problem["code"]) for name, row in room.files().items()} == {
        "none.zip": ("refused", "archive-empty")
    }


def test_what_is_not_utf8_is_read_with_a_notice() -> None:
    """Windows text is read and the guess is told at the file."""
    room = Room()
    room.take_in(("alt.txt", "Prüfung der Geräte, jährlich – Größe".encode("cp1252")))
    row = room.files()["alt.txt"]
    assert row.state == "read"
    assert "encoding-guessed" in [told["code"] for told in row.problem["told"]]


@override_settings(MAX_FILE_BYTES=1000, MAX_DROP_FILES=3)
def test_limits_are_the_installation_s() -> None:
    """Too many files are refused together, a file that is too large by itself; in a zip what comes after the limit is left out."""
    room = Room()
    with pytest.raises(Refusal) as refused:
        room.take_in(*((f"{n}.md", b"# A\n\nB") for n in range(4)))
    assert refused.value.code == "drop.too-many-files"
    room.take_in(
        ("large.md", b"x" * 1001), ("many.zip", files.zipped({f"{n}.md": b"# %d\n\nText" % n for n in range(5)}))
    )
    found = room.files()
    assert found["large.md"].problem["code"] == "too-large"
    assert [row.problem.get("code") for row in found.values()].count("too-many-files") == 1


def test_what_a_person_decided_is_kept_and_a_rejected_pair_never_comes_back() -> None:
    """Matching again changes neither decisions nor asks again."""
    room = Room()
    room.take_in(("a.md", POLICY.encode()))
    rows = room.proposals()
    assert rows, "the policy describes the control on access rights"
    decide(room.context, rows[0].id, "rejected")
    waiting = suggest_passages(room.context, room.system.id)
    assert waiting == len(rows) - 1
    assert Suggestion.objects.get(id=rows[0].id).state == "rejected"


def test_two_people_deciding_at_once_never_overwrite() -> None:
    """The second decision is refused with the name of who was first; the same person sending it twice is not."""
    room = Room()
    room.take_in(("a.md", POLICY.encode()))
    row = room.proposals()[0]
    decide(room.other, row.id, "rejected", seen=row.version)
    decide(room.other, row.id, "rejected", seen=row.version)
    with pytest.raises(Conflict, match="Otto Other rejected this"):
        decide(room.context, row.id, "accepted", seen=row.version)
    assert Suggestion.objects.get(id=row.id).decided_by_id == room.colleague.id


def test_moving_accepts_there_and_rejects_here_and_undo_takes_both_back() -> None:
    """A moved passage shows the chosen requirement only; undo leaves the suggestion as it was."""
    room = Room()
    room.take_in(("a.md", POLICY.encode()))
    row = room.proposals()[0]
    target = (
        room.editions[0].by_ref["A.5.15"]
        if row.requirement_id != room.editions[0].by_ref["A.5.15"].id
        else room.editions[0].by_ref["A.5.3"]
    )
    chosen = move(room.context, row.id, target.id, seen=row.version)
    assert (chosen.state, chosen.came_from_id) == ("accepted", row.id)
    assert Suggestion.objects.get(id=row.id).state == "rejected"
    undo(room.context, row.id)
    assert Suggestion.objects.get(id=row.id).state == "proposed"
    assert Suggestion.objects.get(id=chosen.id).state in ("withdrawn", "proposed")
    assert reconcile_all(room.context) == frozenset()


def test_a_passage_may_show_a_further_requirement_once_accepted() -> None:
    """The same topic of another standard is accepted beside the first, never before it."""
    room = Room("iso-9001-2026", "iso-27001-2022")
    room.take_in(("a.md", POLICY.encode()))
    row = room.proposals()[0]
    further = (
        room.editions[0].by_ref["7.5.3.1"]
        if "7.5.3.1" in room.editions[0].by_ref
        else next(iter(room.editions[0].requirements.values()))
    )
    with pytest.raises(Refusal):
        accept_also(room.context, row.id, further.id)
    decide(room.context, row.id, "accepted")
    also = accept_also(room.context, row.id, further.id)
    assert (also.state, also.strength) == ("accepted", "person")
    undo(room.context, also.id)
    assert Suggestion.objects.get(id=also.id).state == "withdrawn"
    assert Suggestion.objects.get(id=row.id).state == "accepted"


def draft(room: Room) -> Document:
    room.take_in(("a.md", UNDATED.encode()))
    return room.document()


def test_a_draft_shows_only_draft_until_somebody_else_than_the_author_confirms_it() -> None:
    """Acceptance on a draft shows nothing; confirmed, the same acceptance shows defined from the day it is in force."""
    room = Room()
    room.declare_controls()
    document = draft(room)
    accept_all(room)
    ref = room.editions[0].requirements[Suggestion.objects.filter(state="accepted").first().requirement_id].ref
    assert facets_shown(room)[ref]["defined"] != "shown"
    with pytest.raises(Forbidden) as refused:
        confirm_in_force(
            room.context, document.id, approved_by=room.boss.id, approved_on=date(2026, 11, 2), author=room.boss.id
        )
    assert refused.value.code == "document.own-approval"
    confirm_in_force(
        room.context, document.id, approved_by=room.boss.id, approved_on=date(2026, 11, 2), author=room.colleague.id
    )
    assert facets_shown(room)[ref]["defined"] == "shown"
    assert reconcile_all(room.context) == frozenset()


@pytest.mark.parametrize(
    ("approved", "since", "code"),
    [
        (date(2026, 12, 1), None, "document.approved-later"),
        (date(2026, 11, 2), date(2026, 10, 1), "document.effective-before-approval"),
    ],
)
def test_dates_that_do_not_fit_are_refused(approved: date, since: date | None, code: str) -> None:
    """Approval is not in the future, and nothing is in force before it was approved."""
    room = Room()
    document = draft(room)
    with pytest.raises(Refusal) as refused:
        confirm_in_force(
            room.context, document.id, approved_by=room.boss.id, approved_on=approved, effective_from=since
        )
    assert refused.value.code == code
    assert Document.objects.get(id=document.id).state == "draft"


def test_a_text_that_names_its_approver_is_in_force_but_not_under_control() -> None:
    """Only a confirmation here makes a document controlled and reviewed; a text alone is a member of what must be controlled."""
    room = Room()
    room.take_in(("a.md", POLICY.encode()))
    document = room.document()
    assert (document.state, document.approved_as) == ("effective", "Vera Director")
    assert Subject.objects.filter(kind="document", superseded_at=None).count() == 1
    assert not Claim.objects.filter(source="document", subject_kind="document").exists()
    confirm_in_force(room.context, document.id, approved_by=room.boss.id, approved_on=date(2026, 2, 3))
    kinds = set(Claim.objects.filter(source="document", subject_ref=str(document.id)).values_list("kind", flat=True))
    assert kinds == {"documented-information.controlled", "documented-information.reviewed"}
    review_document(room.context, document.id, on=date(2026, 11, 20))
    assert reconcile_all(room.context) == frozenset()


def test_a_later_version_is_offered_and_replaces_only_when_confirmed() -> None:
    """Same title, other content: an offer. Until it is taken both stand; then the older ends the day the later begins."""
    room = Room()
    room.take_in(("policies/access.md", POLICY.encode()))
    room.take_in(
        (
            "policies/access v2.md",
            (POLICY + "\nThe register of rights is kept for three years.\n")
            .replace("2026-02-03", "2026-10-01")
            .encode(),
        )
    )
    old, new = Document.objects.order_by("recorded_at", "id")
    assert new.replaces_id == old.id
    assert (old.state, new.state) == ("effective", "effective")
    supersede_document(room.context, old.id, by=new.id)
    old.refresh_from_db()
    assert (old.state, old.effective_until) == ("superseded", date(2026, 10, 1))
    with pytest.raises(Refusal):
        keep_apart(room.context, new.id)


def test_a_withdrawn_document_keeps_what_it_showed_before() -> None:
    """Withdrawing needs a reason; claims end that day and stay true for the time before."""
    room = Room()
    room.declare_controls()
    room.take_in(("a.md", POLICY.encode()))
    accept_all(room)
    document = room.document()
    with pytest.raises(Refusal):
        withdraw_document(room.context, document.id, reason="  ")
    withdraw_document(room.context, document.id, reason="Replaced by the handbook")
    claims = Claim.objects.filter(source="document")
    assert claims.exists()
    row = Suggestion.objects.filter(state="accepted").first()
    ref = room.editions[0].requirements[row.requirement_id].ref
    assert facets_shown(room)[ref]["defined"] != "shown"
    earlier = verdicts_at(room.context, room.system.id, date(2026, 6, 1), room.context.now)
    assert earlier[row.requirement_id][1].facets["defined"] == "shown"
    assert reconcile_all(room.context) == frozenset()


def test_a_document_in_force_only_later_shows_nothing_before() -> None:
    """The text's own date decides, also when it is still to come."""
    room = Room()
    room.take_in(("a.md", POLICY.replace("**Effective date:** 2026-02-03", "**Effective date:** 2027-01-15").encode()))
    document = room.document()
    assert (document.state, document.effective_from) == ("effective", date(2027, 1, 15))


def test_passages_are_exact_quotations_in_their_order() -> None:
    """Positions count from nought and the text stands in the file."""
    room = Room()
    room.take_in(("a.md", POLICY.encode()))
    rows = list(Passage.objects.order_by("position"))
    assert [row.position for row in rows] == list(range(len(rows)))
    assert all(row.text in POLICY.replace("**", "") for row in rows)
