"""The pages of documents: give, watch, decide, confirm; what goes wrong is told in a sentence and changes nothing."""

import json
import re
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from tests.documents.room import POLICY, UNDATED, Room

from clauseway.documents.models import Document, Drop, DropFile, Suggestion
from clauseway.documents.operations import decide, read_all
from clauseway.kernel.context import enter
from clauseway.organization.models import Organization, User
from clauseway.organization.operations import create_organization

pytestmark = pytest.mark.django_db


class Pages(Room):
    """A room whose manager is signed in."""

    def __init__(self, *editions: str) -> None:
        super().__init__(*editions)
        self.client = Client()
        self.client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.base = f"/o/{self.organization.slug}/s/{self.system.slug}/documents/"

    def get(self, path: str = "", status: int = 200, **more: Any) -> str:
        answer = self.client.get(self.base + path, **more)
        assert answer.status_code == status, answer.content.decode()[-1500:]
        enter(self.context)
        return answer.content.decode()

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        answer = self.client.post(self.base + path, data or {}, **more)
        enter(self.context)
        return answer

    def give(self, *files: tuple[str, bytes], **values: str) -> Any:
        sent = [SimpleUploadedFile(name, content) for name, content in files]
        return self.post("import/", {"token": uuid.uuid4().hex, "files": sent, **values})


@pytest.fixture
def pages() -> Pages:
    return Pages()


def test_an_empty_register_teaches(pages: Pages) -> None:
    """Nothing there yet: what it is for, an example, one button."""
    page = pages.get()
    assert "No documents yet" in page
    assert "documents/import/" in page
    assert "Nothing waits for a decision" in pages.get("review/")


def test_files_given_in_the_browser_become_a_drop_and_are_read(pages: Pages) -> None:
    """Without script: the form leads to the drop, which tells how far it is, and afterwards what became of each file."""
    answer = pages.give(("a.md", POLICY.encode()), ("b.exe", b"MZ\x00"))
    drop = Drop.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{pages.base}import/{drop.id}/"
    assert "every 1s" in pages.get(f"import/{drop.id}/")
    assert "1 of 2" in pages.get(f"import/{drop.id}/progress")
    read_all(pages.context, drop.id)
    told = pages.client.get(f"{pages.base}import/{drop.id}/progress")
    assert told["HX-Refresh"] == "true"
    enter(pages.context)
    page = pages.get(f"import/{drop.id}/")
    assert "This is a program, not a document" in page
    assert "every 1s" not in page
    assert "b.exe" in pages.get(f"import/{drop.id}/?state=refused")
    assert "b.exe" not in pages.get(f"import/{drop.id}/?state=read")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_moments_are_told_in_the_zone_of_the_organization(pages: Pages, zone: str) -> None:
    """Day and hour on the wall there: east of the date line it may be tomorrow, west of it still yesterday."""
    Organization.objects.update(timezone=zone)
    pages.give(("a.md", POLICY.encode()))
    drop = Drop.objects.get()
    there = drop.recorded_at.astimezone(ZoneInfo(zone))
    assert f"{there.day} {there:%b %Y}, {there:%H:%M}" in pages.get(f"import/{drop.id}/")


def test_the_same_form_sent_twice_leads_to_the_same_drop(pages: Pages) -> None:
    """A double click or a reload of the answer makes nothing twice."""
    token = uuid.uuid4().hex
    first = pages.give(("a.md", POLICY.encode()), token=token)
    second = pages.give(("a.md", POLICY.encode()), token=token)
    assert first["Location"] == second["Location"]
    assert Drop.objects.count() == 1


def test_paths_of_a_folder_are_kept_and_climbing_ones_refused(pages: Pages) -> None:
    """The script tells paths beside the files; they are checked like any name."""
    names = ["policies/a.md", "../up.md"]
    answer = pages.give(("a.md", POLICY.encode()), ("up.md", b"# B\n\nText"), paths=json.dumps(names))
    assert answer.status_code == 302
    assert dict(DropFile.objects.values_list("name", "state")) == {"policies/a.md": "waiting", "../up.md": "refused"}


def test_no_files_is_told_and_the_script_gets_a_sentence(pages: Pages) -> None:
    """Nothing chosen is refused, as a page and as JSON."""
    answer = pages.post("import/", {"token": "x"})
    assert answer.status_code == 422
    assert "Choose at least one file" in answer.content.decode()
    told = pages.post("import/", {"token": "x"}, headers={"accept": "application/json"})
    assert told.json()["message"].startswith("Choose at least one file")


@override_settings(DATA_UPLOAD_MAX_NUMBER_FILES=2)
def test_too_many_files_are_told_in_a_sentence(pages: Pages) -> None:
    """Django refuses the form before a view sees it; a person still reads why."""
    answer = pages.give(*((f"{n}.md", b"# A\n\nText") for n in range(3)))
    assert answer.status_code == 422
    assert "too many files" in answer.content.decode()
    assert not Drop.objects.exists()


def test_the_import_form_is_protected_against_forgery(pages: Pages) -> None:
    """The form that reads its files early still checks its token."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(pages.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post(f"{pages.base}import/", {"files": [SimpleUploadedFile("a.md", b"# A")]})
    assert answer.status_code == 403


def proposed(pages: Pages) -> Suggestion:
    pages.take_in(("a.md", POLICY.encode()))
    return pages.proposals()[0]  # type: ignore[index]


def test_the_queue_quotes_the_passage_and_says_what_accepting_shows(pages: Pages) -> None:
    """Passage with marked words, requirement in our words, strength and why, and never more than defined."""
    row = proposed(pages)
    page = pages.get("review/")
    requirement = pages.editions[0].requirements[row.requirement_id]
    assert f"{requirement.ref}</span> {requirement.title}" in page
    assert "<mark>" in page
    assert "shows that this is defined, and never more" in page
    assert "style=" not in page


def test_accepting_without_script_and_with_htmx(pages: Pages) -> None:
    """The plain form leads back to the queue; htmx gets the card as it stands and the new count."""
    row = proposed(pages)
    answer = pages.post(f"review/{row.id}/decide?seen={row.version}&verdict=accepted")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == "accepted"
    told = pages.post(f"review/{row.id}/decide?seen={row.version}&verdict=undo", headers={"hx-request": "true"})
    assert told.status_code == 200
    assert 'hx-swap-oob="true"' in told.content.decode()
    assert Suggestion.objects.get(id=row.id).state == "proposed"


def test_a_decision_made_meanwhile_is_shown_and_not_overwritten(pages: Pages) -> None:
    """Who was first stays; who came second reads it on the card."""
    row = proposed(pages)
    decide(pages.other, row.id, "rejected", seen=row.version)
    told = pages.post(
        f"review/{row.id}/decide?seen={row.version}&verdict=accepted", headers={"hx-request": "true"}
    ).content.decode()
    assert "Otto Other rejected this meanwhile" in told
    assert Suggestion.objects.get(id=row.id).state == "rejected"


def test_moving_through_the_page_of_one_suggestion(pages: Pages) -> None:
    """Every requirement can be chosen there; choosing none is told."""
    row = proposed(pages)
    page = pages.get(f"review/{row.id}/")
    target = pages.editions[0].by_ref["A.5.3"]
    assert str(target.id) in page
    pages.post(f"review/{row.id}/decide?seen={row.version}", {"verdict": "moved"})
    assert Suggestion.objects.get(id=row.id).state == "proposed"
    pages.post(f"review/{row.id}/decide?seen={row.version}", {"verdict": "moved", "requirement": str(target.id)})
    assert Suggestion.objects.get(requirement_id=target.id, passage_id=row.passage_id).state == "accepted"


def confirmation(pages: Pages, document: Document, **changes: Any) -> dict[str, Any]:
    values = {
        "approved_by": str(pages.boss.id),
        "approved_on": pages.context.today.isoformat(),
        "version": document.version,
    }
    return {**values, "effective_from": "", "author": "", **changes}


def test_a_draft_says_why_and_is_confirmed_by_a_named_approval(pages: Pages) -> None:
    """The page gives the reason; the form keeps what was typed when it is refused; confirmed it is in force."""
    pages.take_in(("a.md", UNDATED.encode()))
    document = pages.document()
    page = pages.get(f"{document.id}/")
    assert "neither an approval nor a day" in page
    own = pages.post(f"{document.id}/confirm", confirmation(pages, document, author=str(pages.boss.id)))
    assert own.status_code == 422
    assert "cannot approve it" in own.content.decode()
    late = pages.post(f"{document.id}/confirm", confirmation(pages, document, approved_on="2999-01-01"))
    assert late.status_code == 422
    assert "2999-01-01" in late.content.decode()
    stale = pages.post(f"{document.id}/confirm", confirmation(pages, document, version=99))
    assert stale.status_code == 422
    assert "Somebody else changed this document" in stale.content.decode()
    done = pages.post(f"{document.id}/confirm", confirmation(pages, document))
    assert done.status_code == 302
    document.refresh_from_db()
    assert document.state == "effective"


def test_a_text_with_unfilled_marks_offers_no_confirmation(pages: Pages) -> None:
    """The form is not there, and the address refuses it as well."""
    pages.take_in(("a.md", (POLICY + "\n\nOwner: TBD\n").encode()))
    document = pages.document()
    page = pages.get(f"{document.id}/")
    assert "confirm-form" not in page
    assert "TBD" in page
    assert pages.post(f"{document.id}/confirm", confirmation(pages, document)).status_code == 422


def test_an_accepted_passage_of_a_draft_carries_no_mark_of_shown(pages: Pages) -> None:
    """Neither beside the text nor under what the document describes, until the document is in force."""
    pages.take_in(("a.md", (POLICY + "\n\nOwner: TBD\n").encode()))
    row = pages.proposals()[0]
    assert pages.post(f"review/{row.id}/decide?seen={row.version}&verdict=accepted").status_code == 302
    page = pages.get(f"{pages.document().id}/")
    described = page[page.index("What it describes") :]
    assert pages.editions[0].requirements[row.requirement_id].ref in described
    assert "mark is-shown" not in described


def test_the_limit_of_a_file_is_told_as_it_is_set(pages: Pages) -> None:
    """50 000 000 bytes are 50 MB on the page that takes files, as in every refusal."""
    with override_settings(MAX_FILE_BYTES=50_000_000):
        assert "At most 50\u00a0MB a file" in pages.get("import/")


def test_only_what_may_stay_empty_is_called_optional(pages: Pages) -> None:
    """What is refused when it is empty does not say that it may be."""
    pages.take_in(("a.md", POLICY.encode()))
    here = f"{pages.document().id}/misuse"
    for name in re.findall(r'name="(on|kind|statement)"[^>]* required', pages.get(here)):
        assert pages.post(here, {name: ""}).status_code == 422
    assert pages.get(here).count('class="field__opt"') == 1, "where it was found"


def test_withdrawing_asks_why(pages: Pages) -> None:
    """Without a reason nothing happens; with one the document stays readable."""
    pages.take_in(("a.md", POLICY.encode()))
    document = pages.document()
    assert pages.post(f"{document.id}/withdraw", {"reason": "", "version": document.version}).status_code == 422
    pages.post(f"{document.id}/withdraw", {"reason": "Merged elsewhere", "version": document.version})
    assert "Merged elsewhere" in pages.get(f"{document.id}/")


def test_the_original_is_a_download_and_never_a_page(pages: Pages) -> None:
    """Content of strangers is handed out as a file only."""
    pages.take_in(("page.html", b"<html><body><h1>Hi</h1><p>Some text</p><script>alert(1)</script></body></html>"))
    document = pages.document()
    answer = pages.client.get(f"{pages.base}{document.id}/file")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_long_names_and_markup_in_texts_do_no_harm(pages: Pages) -> None:
    """Names and texts are escaped wherever they stand."""
    nasty = "<script>alert(1)</script>" + "x" * 200
    pages.take_in((f"{'y' * 200}.md", f"# {nasty}\n\n<script>alert(2)</script> {POLICY}".encode()))
    document = pages.document()
    for path in ("", f"{document.id}/", "review/"):
        page = pages.get(path)
        assert "<script>alert" not in page


def test_a_full_register_pages_searches_and_asks_no_more_for_many_rows(
    pages: Pages, django_assert_max_num_queries: Any
) -> None:
    """A full register: fifty rows a page, found by words, and no statement per row."""
    pages.take_in(*((f"{n:03}.md", f"# Procedure {n:03}\n\nText of {n}.\n".encode()) for n in range(120)))
    with django_assert_max_num_queries(14):
        page = pages.get("?sort=-title")
    assert page.index("Procedure 119") < page.index("Procedure 118")
    assert "1 to 50 of 120" in page
    assert "Procedure 007" in pages.get("?q=procedure 007")
    assert "Nothing fits this search" in pages.get("?q=zzzz")
    assert "51 to 100" in pages.get("?page=2")


def test_another_organization_finds_nothing(pages: Pages) -> None:
    """Each address of this journey is not found for a stranger, and unknown things are not found for members."""
    pages.take_in(("a.md", POLICY.encode()))
    document, drop, row = pages.document(), Drop.objects.get(), Suggestion.objects.first()
    assert row
    stranger = User.objects.create_user("stranger@example.test", "a long password 1", name="S")
    create_organization(pages.context, name="Elsewhere", founder=stranger)
    enter(pages.context)
    client = Client()
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    paths = (
        "",
        "import/",
        f"import/{drop.id}/",
        "review/",
        f"review/{row.id}/",
        f"{document.id}/",
        f"{document.id}/file",
    )
    for path in paths:
        assert client.get(pages.base + path).status_code == 404, path
    assert client.post(f"{pages.base}review/{row.id}/decide?verdict=accepted").status_code == 404
    enter(pages.context)
    for path in (f"{uuid.uuid4()}/", f"import/{uuid.uuid4()}/", f"review/{uuid.uuid4()}/"):
        pages.get(path, status=404)
