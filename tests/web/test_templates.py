"""The pages of templates and of documented information: choose, preview, begin, accept, take back, export."""

import dataclasses
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.architecture.test_statements import CONTROL, WHO
from tests.documents.test_serving import filled_in
from tests.web.test_documents import Pages

from clauseway.documents.documented import entries
from clauseway.documents.models import Document, Drawn, Serving
from clauseway.documents.operations import draw_document, save_text, submit
from clauseway.documents.template_packs import pack
from clauseway.kernel.context import enter
from clauseway.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> Pages:
    return Pages()


def text(answer: Any) -> str:
    """A page as one line, entities read."""
    page = answer if isinstance(answer, str) else answer.content.decode()
    return re.sub(r"\s+", " ", html.unescape(page))


def entry_path(pages: Pages, ref: str, sort: str = "maintain") -> str:
    enter(pages.context)
    one = next(one for one in entries(pages.context, pages.system.id) if (one.requirement.ref, one.sort) == (ref, sort))
    return f"information/{one.requirement.id}/{one.part}/"


def test_templates_are_listed_searched_and_filtered(pages: Pages) -> None:
    told = text(pages.get("templates/"))
    assert "Access control policy" in told
    assert "Medical device file" not in told, "not for the standards applied here"
    assert "Medical device file" in text(pages.get("templates/?all=yes&q=device+file"))
    assert "Medical device file" in text(pages.get("templates/?standard=iso-13485&q=device"))
    found = text(pages.get("templates/?q=cryptography"))
    assert "Use of cryptography and keys" in found
    assert "Physical security" not in found
    assert "Physical security" not in text(pages.get("templates/?kind=record"))
    assert "No template" not in found


def test_a_template_is_previewed_with_what_is_known_and_what_is_not(pages: Pages) -> None:
    told = text(pages.get("templates/scope-statement/"))
    assert "ISO/IEC 27001:2022" in told, "the standards applied are filled in"
    assert '<mark class="blank">[Fill in: the scope of the management system' in told
    assert "Interfaces and dependencies" in told
    assert "Life" not in told.split("What is outside")[1].split("Where we have")[0]
    other = text(pages.get("templates/scope-statement/preview?standards=iso-14001"))
    assert "Where we have authority and influence" in other
    assert "Interfaces and dependencies" not in other
    pages.get("templates/no-such/", status=404)


def test_a_document_is_begun_from_a_template(pages: Pages) -> None:
    told = pages.post("templates/cryptography/", {"title": "Our keys", "standards": ["iso-27001"]})
    assert told.status_code == 302
    row = Document.objects.get(title="Our keys")
    assert told["Location"].endswith(f"{row.id}/edit")
    assert row.state == "draft"
    assert Drawn.objects.get(document=row).template == "cryptography"
    editor = text(pages.get(f"{row.id}/edit"))
    assert "things are to be filled in" in editor
    assert '<mark class="blank">' in editor


def test_a_refusal_keeps_what_was_typed(pages: Pages) -> None:
    pages.post("templates/cryptography/", {"title": "One", "identifier": "KEY-1"})
    told = pages.post("templates/cryptography/", {"title": "Two of them", "identifier": "key-1"})
    assert told.status_code in (400, 409, 422)
    assert "Two of them" in text(told)
    assert "has the identifier key-1" in text(told)
    assert not Document.objects.filter(title="Two of them").exists()


def test_a_new_document_leads_to_the_templates(pages: Pages) -> None:
    assert "documents/templates/" in text(pages.get("new/"))


def test_the_list_says_what_is_asked_and_what_serves_it(pages: Pages) -> None:
    told = text(pages.get("information/"))
    assert "nothing yet" in told
    assert "not that anything conforms" in told
    assert "Rules on where to encrypt" in text(pages.get("information/?q=A.8.24"))
    assert "Rules on where to encrypt" not in text(pages.get("information/?q=A.8.24&sort=retain"))
    assert "Rules on where to encrypt" not in text(pages.get("information/?state=in-force&q=A.8.24"))


def test_an_entry_is_written_from_its_template_and_then_serves(pages: Pages) -> None:
    path = entry_path(pages, "A.8.24")
    told = text(pages.get(path))
    assert "Nobody has said yet" in told
    href = re.search(r'href="([^"]*/templates/cryptography/\?entry=[^"]*)"', told)
    assert href
    form = pages.client.get(href.group(1))
    assert "It is noted to serve" in text(form)
    sent = pages.client.post(href.group(1), {"title": "Our keys", "once": "a1"})
    assert sent.status_code == 302
    told = text(pages.get(path))
    assert "Our keys" in told
    assert "in work: it shows nothing until it is approved" in told
    assert "Our keys" in text(pages.get("information/?q=A.8.24"))


def test_what_is_offered_is_accepted_one_by_one_and_in_bulk_and_taken_back(pages: Pages) -> None:
    enter(pages.context)
    row = draw_document(pages.context, pages.system.id, "cryptography", title="Our keys")
    path = entry_path(pages, "A.8.24")
    assert "begun from the template for this" in text(pages.get(path))
    pages.post(f"{path}serve?target=document:{row.id}", {})
    enter(pages.context)
    said = Serving.objects.get(document=row, ended_on=None)
    told = text(pages.get(path))
    assert "Take back" in told
    assert pages.post(f"information/serving/{said.id}/end", {}).status_code == 302
    enter(pages.context)
    assert not Serving.objects.filter(ended_on=None).exists()
    key = path.removeprefix("information/").rstrip("/").replace("/", ":")
    pages.post("information/accept", {"action": "accept", "key": [key]})
    enter(pages.context)
    assert Serving.objects.filter(document=row, ended_on=None).count() == 1
    pages.post(f"{path}serve", {"target": "register:suppliers"})
    enter(pages.context)
    assert Serving.objects.filter(target="register:suppliers").exists()
    pages.post(f"{path}serve", {"target": "register:nowhere"})
    assert "Choose a document, a form or a register" in text(pages.get(path))


def test_it_is_taken_out_as_csv_and_excel(pages: Pages) -> None:
    sheet = pages.get("information/sheet.csv?q=A.8.24")
    assert "Rules on where to encrypt" in sheet
    assert len(sheet.splitlines()) == 1 + sum(
        len(pack().serving["iso-27001-2022", "A.8.24", s]) for s in ("maintain", "retain")
    )
    assert pages.client.get(f"{pages.base}information/sheet.xlsx").content.startswith(b"PK")


def test_the_pages_ask_the_database_little_whatever_there_is(pages: Pages) -> None:
    enter(pages.context)
    asked = [one for one in entries(pages.context, pages.system.id) if "cryptography" in one.templates]
    for n in range(6):
        draw_document(pages.context, pages.system.id, "cryptography", title=f"Keys {n}", entries=asked)

    def counted(path: str) -> int:
        pages.get(path)
        with CaptureQueriesContext(connection) as seen:
            pages.get(path)
        return sum(1 for one in seen if not CONTROL.match(one["sql"]) and not WHO.search(one["sql"]))

    assert counted("information/") <= 12
    assert counted(entry_path(pages, "A.8.24")) <= 12
    assert counted("templates/") <= 6
    assert counted("templates/scope-statement/") <= 12


def test_only_whoever_may_file_begins_and_accepts(pages: Pages) -> None:
    """The rule is the operation's, whatever a page shows."""
    enter(pages.context)
    guest = dataclasses.replace(pages.context, roles=frozenset({"employee"}))
    with pytest.raises(Refusal):
        draw_document(guest, pages.system.id, "cryptography")


def test_what_was_filled_in_goes_before_people(pages: Pages) -> None:
    enter(pages.context)
    row = draw_document(pages.context, pages.system.id, "cryptography", title="Our keys")
    told = pages.post(f"{row.id}/submit", {"approvers": [str(pages.boss.id)], "version": row.version})
    assert "Not filled in yet: “method in transit”" in text(told)
    enter(pages.context)
    row = save_text(pages.context, row.id, version=row.version, title=row.title, text=filled_in(row.text))
    assert submit(pages.context, row.id, approvers=[pages.boss.id]).number == 1
