"""The gap walk: one at a time, notes that never overwrite each other, passages, and colleagues who answer through a link."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clauseway.conformity.models import Question, Walk
from clauseway.conformity.operations import walk
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.organization.models import AccessLink, Person

from .heart import Heart

pytestmark = pytest.mark.django_db


def step(heart: Heart, ref: str = "9.2.2") -> str:
    return f"{heart.base}/gap/iso-9001-2026/{ref}/"


def test_the_walk_begins_where_nobody_has_looked_and_goes_on() -> None:
    """The first requirement first; a note with "looked at" leads to the next and counts it."""
    heart = Heart()
    first = heart.client.get(f"{heart.base}/gap/")["location"]
    assert first.endswith("/gap/iso-9001-2026/4.1/")
    assert "0 of 188 looked at" in heart.html(first)
    response = heart.client.post(f"{first}note/", {"note": "Seen.", "version": "0"})
    assert response["location"].endswith("/4.2/")
    assert "1 of 188 looked at" in heart.html(response["location"])
    heart.again()
    assert Walk.objects.get().note == "Seen."


def test_autosave_keeps_the_note_without_saying_that_it_was_looked_at() -> None:
    """It answers with the new version, so that the next save is no conflict with itself."""
    heart = Heart()
    quiet = {"HTTP_ACCEPT": "application/json"}
    answer = heart.client.post(f"{step(heart)}note/", {"note": "half a", "version": "0"}, **quiet)
    assert answer.json()["version"] == 1
    answer = heart.client.post(f"{step(heart)}note/", {"note": "half a sentence", "version": "1"}, **quiet)
    assert answer.json()["version"] == 2
    heart.again()
    assert Walk.objects.get().walked_at is None


def test_two_people_on_one_requirement_see_both_texts() -> None:
    """Who comes second is told what the first wrote; nothing is written, in the page and in the autosave alike."""
    heart = Heart()
    walk(heart.context, heart.system.id, requirement=heart.requirement().id, note="Theirs.", version=0)
    page = heart.client.post(f"{step(heart)}note/", {"note": "Mine.", "version": "0"})
    html = page.content.decode()
    assert page.status_code == 409
    assert "Theirs." in html
    assert "Mine." in html
    assert 'name="version" value="1"' in html
    told = heart.client.post(f"{step(heart)}note/", {"note": "Mine.", "version": "0"}, HTTP_ACCEPT="application/json")
    assert (told.status_code, told.json()["theirs"]) == (409, "Theirs.")
    heart.again()
    assert Walk.objects.get().note == "Theirs."


def test_a_passage_is_accepted_in_the_walk_and_shows_no_more_than_defined() -> None:
    """It is quoted with its source; accepting it returns to the same requirement."""
    heart = Heart()
    own = {"organization_id": heart.context.organization}
    document = Document.objects.create(
        **own, system=heart.system, item=heart.item, title="Audit manual", fold="audit manual", name="a.md",
        state="effective", effective_from=heart.today,
    )  # fmt: skip
    passage = Passage.objects.create(
        **own, document=document, position=1, heading="Programme", text="Audits are planned for a year."
    )
    suggestion = Suggestion.objects.create(
        **own, passage=passage, document=document, system=heart.system, requirement_id=heart.requirement().id,
        score=5.0, strength="strong", matched=["audit", "programme"],
    )  # fmt: skip
    html = heart.html(step(heart))
    assert "Audits are planned for a year." in html
    response = heart.client.post(f"{step(heart)}passages/{suggestion.id}/accepted/")
    assert response["location"] == step(heart)
    heart.again()
    assert Suggestion.objects.get().state == "accepted"
    signs = {}
    for state in ("effective", "draft"):
        Document.objects.update(state=state)
        html = heart.html(step(heart))
        row = html[html.index('<li class="row" data-key-item>') :]
        signs[state] = re.findall(r'class="mark is-(\S+)"', row)[0]
    assert signs == {"effective": "shown", "draft": "unknown"}


@pytest.mark.parametrize(
    ("server", "said"), [("smtp", "was sent to"), ("console", "sends no mail"), ("dummy", "sends no mail")]
)
def test_nothing_is_called_sent_that_no_mail_server_takes(settings: Any, server: str, said: str) -> None:
    """Whoever asks has to know whether to pass the link on by hand."""
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{server}.EmailBackend"
    heart = Heart()
    Person.objects.filter(id=heart.colleague.id).update(email="colleague@example.test")
    path = f"{heart.base}/gap/ask/?requirement={heart.requirement().id}"
    one = {"person": str(heart.colleague.id), "requirements": [str(heart.requirement().id)], "text": "Who plans them?"}
    told = heart.client.post(path, {"once": heart.token(path), "due_on": "", **one}).content.decode()
    assert said in told
    assert ("was sent to" in told) is (server == "smtp")


def test_a_colleague_answers_through_a_link_and_sees_nothing_else() -> None:
    """The link is shown once, opens only these questions, takes an answer with a file, and the answer stands in the walk."""
    heart = Heart()
    path = f"{heart.base}/gap/ask/?requirement={heart.requirement().id}"
    values = {
        "once": heart.token(path),
        "person": str(heart.colleague.id),
        "requirements": [str(heart.requirement().id)],
        "text": "Who plans the audits?",
        "due_on": "",
    }
    asked = heart.client.post(path, values)
    assert asked.status_code == 200
    found = re.search(r'value="https?://[^/]+(/q/[^"]+)"', asked.content.decode())
    assert found
    assert heart.client.post(path, values).status_code == 302
    heart.again()
    assert Question.objects.count() == 1
    assert AccessLink.objects.count() == 1
    stranger = Client()
    page = stranger.get(found[1])
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    html = page.content.decode()
    assert "Who plans the audits?" in html
    assert heart.base not in html
    heart.again()
    question = Question.objects.get()
    empty = stranger.post(f"{found[1]}{question.id}/", {"answer": " "})
    assert empty.status_code == 422
    file = SimpleUploadedFile("plan.txt", b"the plan for a year", "text/plain")
    done = stranger.post(f"{found[1]}{question.id}/", {"answer": "I do, each December.", "file": file})
    assert done.status_code == 302
    assert "Thank you" in stranger.get(found[1]).content.decode()
    assert "I do, each December." in heart.html(step(heart))
    assert "I do, each December." in heart.html(heart.at())


def test_a_link_that_is_unknown_or_revoked_opens_nothing() -> None:
    """Which of them is not told."""
    heart = Heart()
    assert Client().get("/q/nothing-here/").status_code == 404
    heart.again()
    assert Client().post("/q/nothing-here/0192f0c0-0000-7000-8000-000000000000/").status_code == 404


def test_asking_without_a_text_keeps_the_form() -> None:
    """The person and the requirement chosen are still there."""
    heart = Heart()
    path = f"{heart.base}/gap/ask/?requirement={heart.requirement().id}"
    response = heart.client.post(
        path, {"once": "a", "person": str(heart.colleague.id), "requirements": [str(heart.requirement().id)]}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert f'value="{heart.colleague.id}" selected' in html


def test_judging_in_place_leads_back_to_the_walk() -> None:
    """The small form posts to the judge's form and returns here."""
    heart = Heart()
    path = f"{heart.at(more='judge/')}?back=gap"
    values = {"once": "x", "answer": "gap", "rationale": "There is no programme at all."}
    assert heart.client.post(path, values)["location"] == step(heart)
    assert "judged it a gap" in heart.html(step(heart))


def test_a_step_needs_no_more_than_its_statements() -> None:
    """Whatever is on file."""
    heart = Heart()
    assert heart.statements(step(heart)) <= 10
