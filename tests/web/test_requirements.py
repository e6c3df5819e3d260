"""The requirement pages: the list, one requirement with its reasons, and the forms its reasons lead to."""

import pytest
from django.test import Client

from clauseway.conformity.models import Judgement, VerdictNow
from clauseway.evidence.models import Item, Record
from clauseway.organization.models import Membership, User
from clauseway.organization.operations import give_role
from clauseway.systems.models import Applicability, Rhythm
from clauseway.web import posted

from .heart import BACKEND, Heart

pytestmark = pytest.mark.django_db


def test_a_requirement_says_in_a_sentence_what_is_missing_and_offers_what_closes_it() -> None:
    """9.2.2: the processes without audit are counted and named, the partial audit does not count, each with its button."""
    heart = Heart()
    html = heart.html(heart.at())
    assert "2 of 18 processes have not been audited within your rhythm" in html
    assert "Process 15 and Process 16; population: the process map" in html
    assert "One audit was not impartial and does not count" in html
    assert "Record 2 audits" in html
    assert "record/audit.performed/" in html
    assert "%" not in html.split("<main")[1].split("</main>")[0].replace("%2", "")


def test_the_same_page_for_a_reader_offers_nothing() -> None:
    """Somebody who may only read sees why, and no button that would be refused."""
    heart = Heart()
    reader = User.objects.create_user("reader@example.test", "a long password 1", name="Reader")
    give_role(heart.context, user=reader.id, role="employee")
    assert Membership.objects.filter(user=reader).exists()
    client = Client()
    client.force_login(reader, backend=BACKEND)
    html = client.get(heart.at()).content.decode()
    assert "2 of 18 processes have not been audited" in html
    assert "record/audit.performed/" not in html
    assert client.get(heart.at(more="judge/")).status_code == 403


def test_a_record_for_several_processes_is_filed_once_and_judged_at_once() -> None:
    """Two audits in one form, sent twice: two records, and the sentence is gone."""
    heart = Heart()
    path = heart.at(more="record/audit.performed/?for=audits-impartial")
    values = {
        "once": heart.token(path),
        "subject": [str(p.id) for p in heart.processes[15:]],
        "on": heart.today.isoformat(),
        "facet-impartial": "yes",
        "standards": ["iso-9001-2026"],
        "statement": "Both went well.",
    }
    before = Record.objects.count()
    first, second = heart.client.post(path, values), heart.client.post(path, values)
    assert (first.status_code, second.status_code) == (302, 302)
    heart.again()
    assert Record.objects.count() == before + 2
    assert "have not been audited" not in heart.html(heart.at())


def test_a_refused_record_keeps_everything_typed_and_the_file() -> None:
    """A date in the future is refused at its field; text, choices and the uploaded proof are still there."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    heart = Heart()
    path = heart.at(more="record/audit.performed/")
    values = {
        "once": heart.token(path),
        "subject": [str(heart.processes[15].id)],
        "on": "2999-01-01",
        "statement": "What I typed for an hour.",
        "proof": SimpleUploadedFile("report.txt", b"report of the audit", "text/plain"),
    }
    response = heart.client.post(path, values)
    html = response.content.decode()
    assert response.status_code == 422
    assert "What I typed for an hour." in html
    assert "this date is still to come" in html
    assert f'value="{heart.processes[15].id}" checked' in html
    assert "report.txt" in html
    heart.again()
    assert f'name="proof_kept" value="{Item.objects.get(name="report.txt").id}"' in html


def test_judging_needs_reasons_and_marks_the_leads_own_judgement_as_declared() -> None:
    """Too short a reason is refused; a good one is kept, declared because the judge leads the system."""
    heart = Heart()
    path = heart.at(more="judge/")
    html = heart.html(path)
    assert "You lead this system." in html
    refused = heart.client.post(path, {"once": "a", "answer": "shown", "rationale": "ok"})
    assert refused.status_code == 422
    assert "Say in a sentence why" in refused.content.decode()
    values = {
        "once": "b",
        "answer": "shown",
        "rationale": "Looked at the programme.",
        "basis": [f"item:{heart.item.id}"],
    }
    assert heart.client.post(path, values).status_code == 302
    assert heart.client.post(path, values).status_code == 302
    heart.again()
    judgement = Judgement.objects.get(ended_at=None)
    assert judgement.declared
    assert heart.client.post(heart.at(more="take-back/")).status_code == 302
    heart.again()
    assert not Judgement.objects.filter(ended_at=None).exists()


def test_a_control_is_declared_necessary_with_its_reason_and_then_judged() -> None:
    """Before, it is quiet; afterwards it has expectations to show."""
    heart = Heart()
    page = heart.at("A.5.1", slug="iso-27001-2022")
    assert "Nobody has decided yet whether this control is necessary" in heart.html(page)
    path = heart.at("A.5.1", "applicability/", "iso-27001-2022")
    assert (
        heart.client.post(path, {"once": "a", "applies": "yes", "reason": "Customers ask for it."}).status_code == 302
    )
    heart.again()
    assert Applicability.objects.get().decision == "in"
    assert "Nobody has decided yet" not in heart.html(page)


def test_what_cannot_be_left_out_is_refused_with_the_text_kept() -> None:
    """9.2.2 always applies; the reason typed is still in the form."""
    heart = Heart()
    path = heart.at(more="applicability/")
    response = heart.client.post(path, {"once": "a", "applies": "no", "reason": "We have no auditors here."})
    assert response.status_code == 422
    assert "We have no auditors here." in response.content.decode()


def test_a_rhythm_is_set_from_the_reason_that_misses_it() -> None:
    """The suggestion stands in the field; what is set is the organization's own."""
    heart = Heart()
    path = heart.at(more="rhythm/audit-programme-evaluation/")
    assert 'value="365"' in heart.html(path)
    assert heart.client.post(path, {"once": "a", "days": "x", "on": heart.today.isoformat()}).status_code == 422
    assert heart.client.post(path, {"once": "b", "days": "400", "on": heart.today.isoformat()}).status_code == 302
    heart.again()
    assert Rhythm.objects.get(name="audit-programme-evaluation").days == 400


def test_that_there_are_none_is_attested_by_name() -> None:
    """The form says where the list is kept, and takes the attestation."""
    heart = Heart()
    path = heart.at("8.4.1", "population/supplier/")
    assert "Which suppliers are there?" in heart.html(path)
    response = heart.client.post(path, {"once": "a", "reason": "We make everything ourselves."})
    assert response.status_code == 302
    heart.again()
    assert Record.objects.filter(word="population.none").exists()


def test_a_record_can_be_closed_and_withdrawn_but_not_examined_by_who_entered_it() -> None:
    """The page says what it serves; examining one's own record is refused in words."""
    heart = Heart()
    record = Record.objects.first()
    assert record
    page = f"{heart.base}/records/{record.id}/"
    assert "9.2.2" in heart.html(page)
    assert "I examined it" not in heart.html(page)
    heart.client.post(f"{page}examine/")
    assert "somebody else must look at it" in heart.html(page)
    assert heart.client.post(f"{page}withdraw/", {"once": "a", "reason": ""}).status_code == 422
    assert heart.client.post(f"{page}withdraw/", {"once": "b", "reason": "Wrong process."}).status_code == 302
    assert "Withdrawn" in heart.html(page)


def test_the_list_searches_filters_pages_and_counts() -> None:
    """Search finds words of ours, filters narrow, fifty stand on a page, and views say how many."""
    heart = Heart()
    index = f"{heart.base}/requirements/"
    everything = heart.html(index)
    assert everything.count('<tr role="row" data-key-item>') == 50
    total = VerdictNow.objects.count() if heart.again() is None else 0
    assert f"of {total}" in everything
    assert "Internal audit programme" in heart.html(f"{index}?q=audit+programme")
    assert "Nothing fits this search" in heart.html(f"{index}?q=zzzz")
    narrowed = heart.html(f"{index}?standard=iso-9001-2026&clause=9.2")
    assert narrowed.count("data-key-item>") == 2
    assert "9.2.1" in narrowed
    for view in ("gaps", "open", "stage1", "undecided", "shown"):
        heart.html(f"{index}?view={view}")
    assert heart.html(f"{index}?sort=-clause&page=2")
    assert heart.html(f"{index}?page=999&answer=nonsense&facet=works&blocks=stage2")


def test_a_standard_has_a_page_with_our_summary() -> None:
    """Clause by clause, with where it is known from."""
    heart = Heart()
    html = heart.html(f"{heart.base}/requirements/iso-27001-2022/")
    assert "A.5" in html
    assert "in our own words" in html
    heart.html(f"{heart.base}/requirements/iso-14001-2015/", 404)


@pytest.mark.parametrize("more", ["", "judge/", "record/audit.performed/", "applicability/", "rhythm/internal-audit/"])
def test_no_page_needs_more_than_its_statements(more: str) -> None:
    """Ten data statements beside session and account, whatever is on file."""
    heart = Heart()
    assert heart.statements(heart.at(more=more)) <= 10


def test_the_list_needs_seven_statements() -> None:
    """All verdicts come in one."""
    heart = Heart()
    assert heart.statements(f"{heart.base}/requirements/") <= 7


def test_a_conflict_shows_both_texts() -> None:
    """A refusal that carries what somebody else wrote puts it beside what was typed."""
    from clauseway.kernel.refusals import Conflict
    from clauseway.web.components import Field

    form = posted.FormPage(crumbs=(), title="", lead="", fields=(Field(name="a", label="A"),), submit="", cancel="")
    shown = posted.with_refusal(form, Conflict("x.changed", "Changed.", details={"note": "theirs", "mine": "mine"}))
    assert (shown.theirs, shown.mine, shown.errors) == ("theirs", "mine", ("Changed.",))
