"""Choosing in the browser: answers kept with their versions, a reasoned result, ways side by side, benefits then and now."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from clauseway.actions.models import Duty
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, Refusal
from clauseway.organization.models import Organization, User
from clauseway.organization.operations import create_organization
from clauseway.systems import choosing as room
from clauseway.systems.models import Benefit, Interview
from clauseway.systems.operations import create_system

from .office import Office, signed_in

pytestmark = pytest.mark.django_db

EXPECTED: dict[str, Any] = {
    "title": "Fewer complaints",
    "measure": "Complaints in twelve months",
    "unit": "complaints",
    "direction": "less",
    "baseline": "31",
    "target": "15",
}


@pytest.fixture
def office() -> Office:
    return Office()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def send(office: Office, path: str, follow: bool = True, **values: Any) -> Any:
    answer = office.client.post(f"{office.home}/choose/{path}", values, follow=follow)
    office.back()
    return answer


def look(office: Office, path: str = "") -> str:
    answer = office.client.get(f"{office.home}/choose/{path}")
    office.back()
    assert answer.status_code == 200
    return text(answer)


def test_the_trade_is_known_and_twelve_questions_are_asked(office: Office) -> None:
    Organization.objects.filter(id=office.organization.id).update(sector="Precision machining")
    shown = look(office)
    assert shown.count("<fieldset") == 12
    assert 'value="manufacturing" checked' in shown
    assert "From what you said of your trade" in shown


def test_answers_end_in_a_reasoned_recommendation(office: Office) -> None:
    """What is named comes first; a wrong name is put right; what nobody can be certified to is told; silence too."""
    shown = text(
        send(
            office, "", after="0", sector="manufacturing", soon="iso-14001",
            **{"customers-other": "ISO 9000 certified, ISO 27017; frobnication 7"},
        )
    )  # fmt: skip
    assert "Yes: 1 certificate is asked for" in shown
    assert shown.index("<h3>ISO 14001") < shown.index("<h3>ISO 9001")
    assert "It must be there within a year" in shown
    assert "Nobody is certified to ISO 9000; the certificate is to ISO 9001." in shown
    assert "The certificate that comes closest: ISO/IEC 27001." in shown
    assert "“frobnication 7”" in shown
    assert "What could not be told" in shown
    assert f"{office.base}/compare/adding/iso-14001-2026/" in shown
    assert f"{office.home}/standards/iso-14001/" in shown
    assert "At work in Quality" in shown


def test_every_version_is_kept_and_the_same_answers_make_none(office: Office) -> None:
    send(office, "", after="0", customers="iso-9001")
    send(office, "", after="1", customers="iso-9001")
    send(office, "", after="1", customers="iso-45001")
    assert list(Interview.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    old = look(office, "result/?version=1")
    assert "There are newer ones" in old
    assert "<h3>ISO 9001" in old
    assert office.client.get(f"{office.home}/choose/result/?version=7").status_code == 404


def test_two_who_answer_at_once_lose_nothing(office: Office) -> None:
    send(office, "", after="0", customers="iso-9001")
    answer = send(office, "", after="0", customers="iso-14001", **{"law-other": "TS 16949"})
    assert answer.status_code == 409
    shown = text(answer)
    assert "Somebody else answered meanwhile" in shown
    assert 'value="iso-14001" checked' in shown
    assert 'value="TS 16949"' in shown
    assert 'name="after" value="1"' in shown
    with pytest.raises(Conflict):
        room.answer_interview(office.context, answers={"sector": ["food"]}, typed={}, after=0)


def test_without_a_system_the_interview_is_the_first_thing() -> None:
    user = User.objects.create_user("first@example.test", "a long password 1", name="Fina First")
    outside = Context(None, user.id)
    enter(outside)
    organization, context = create_organization(outside, name="Newcomer", founder=user)
    client: Client = signed_in(user)
    home = f"/o/{organization.slug}"
    assert f"{home}/choose/" in text(client.get(f"{home}/new-system/"))
    assert "Nothing is answered yet" in text(client.get(f"{home}/choose/result/"))
    shown = text(client.post(f"{home}/choose/", {"after": "0", "customers": "iso-9001"}, follow=True))
    assert f"{home}/new-system/" in shown
    assert "Say for which standard and how many people" in text(client.get(f"{home}/choose/ways/"))
    enter(context)


def test_the_station_and_first_steps_lead_here(office: Office) -> None:
    system = create_system(office.context, name="Empty")
    shown = text(office.client.get(f"{office.home}/s/{system.slug}/"))
    office.back()
    assert shown.count(f'{office.home}/choose/"') == 2


def test_ways_stand_side_by_side_for_this_organization(office: Office) -> None:
    shown = look(office, "ways/?standards=iso-9001&personnel=40&maturity=none&hours=20")
    assert "ISO 9001, 40 people, 20 hours a week" in shown
    for words in ("Comply and declare", "With a consultant", "To whom", "Risks", "Afterwards", "Paid outside"):
        assert words in shown
    assert "standards=iso-9001&amp;personnel=40" in shown


def test_ways_say_what_the_answers_mean(office: Office) -> None:
    send(office, "", after="0", customers="iso-9001", planet="permit")
    shown = look(office, "ways/?personnel=40")
    assert "Complying is not enough for ISO 9001" in shown
    assert "Complying is enough for ISO 14001 as long as nobody asks" in shown
    wrong = office.client.get(f"{office.home}/choose/ways/?standards=iso-9001&personnel=0")
    assert wrong.status_code == 422
    office.back()


def test_a_benefit_is_set_looked_back_at_and_compared(office: Office) -> None:
    assert 'value="Fewer complaints"' in look(office, "benefits/?proposal=complaints")
    send(office, "benefits/", **EXPECTED)
    made = Benefit.objects.get()
    assert made.look_on == office.context.today + timedelta(days=365)
    duty = Duty.objects.get(natural_key=f"benefit:{made.id}")
    assert (duty.due_on, duty.state) == (made.look_on, "open")
    work = text(office.get("/work/"))
    office.back()
    assert f'{office.home}/choose/benefits/{made.id}/"' in work
    shown = text(send(office, f"benefits/{made.id}/", found="21", finding="Answered sooner", version="1"))
    for words in (
        "31 complaints",
        "15 complaints",
        "21 complaints",
        "better, 62 percent of the way",
        "Answered sooner",
    ):
        assert words in shown
    duty.refresh_from_db()
    assert duty.state == "done"
    with pytest.raises(Conflict):
        room.look_back(office.context, made.id, found="3", version=1)


def test_a_benefit_that_cannot_be_measured_is_refused_at_its_field(office: Office) -> None:
    answer = send(office, "benefits/", **{**EXPECTED, "target": "40"})
    assert answer.status_code == 422
    assert "The target must be better" in text(answer)
    assert 'value="Complaints in twelve months"' in text(answer)
    for field, value in (("title", " "), ("baseline", "many"), ("direction", "up"), ("look_on", office.context.today)):
        with pytest.raises(Refusal) as refused:
            room.expect_benefit(office.context, room.Expected(**{**EXPECTED, field: value}))
        assert refused.value.field == field


def test_a_benefit_may_be_given_up(office: Office) -> None:
    made = room.expect_benefit(office.context, room.Expected(**EXPECTED))
    send(office, f"benefits/{made.id}/give-up/")
    assert "Nothing is expected yet" in look(office, "benefits/")
    assert Duty.objects.get(natural_key=f"benefit:{made.id}").state == "dropped"
    assert office.client.get(f"{office.home}/choose/benefits/{made.id}/").status_code == 404


def test_who_only_reads_answers_nothing(office: Office) -> None:
    reader = Context(office.organization.id, office.user.id, roles=frozenset({"employee"}))
    enter(reader)
    with pytest.raises(Forbidden):
        room.answer_interview(reader, answers={"sector": ["food"]}, typed={}, after=0)
    with pytest.raises(Forbidden):
        room.expect_benefit(reader, room.Expected(**EXPECTED))
    office.back()
