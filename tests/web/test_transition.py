"""The planner of a new edition: what it says, what its buttons do, and who may press them."""

import re
from typing import Any

import pytest

from clauseway.conformity.models import VerdictNow
from clauseway.evidence.operations import Fact, file_record
from clauseway.organization.models import User
from clauseway.organization.operations import add_person, give_role
from clauseway.systems.models import AppliedEdition, Transition

from .office import Office, signed_in

pytestmark = pytest.mark.django_db
PLANNER = "/transition/iso-9001-2026/"


def office() -> Office:
    return Office("iso-9001-2015")


def html(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def started(**values: str) -> Office:
    made = office()
    answer = made.post(f"{PLANNER}start/", {"once": "a", "plan_gap": "on", **values})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return made


def test_a_system_with_the_latest_editions_is_told_what_this_place_is_for() -> None:
    assert "No newer edition of what you apply" in html(Office("iso-9001-2026").get("/transition/"))


def test_an_applied_edition_with_a_successor_is_offered_the_move() -> None:
    text = html(office().get("/transition/"))
    assert "From ISO 9001:2015 to ISO 9001:2026" in text
    assert "not started" in text


def test_the_planner_names_both_deadlines_their_source_and_what_starting_does() -> None:
    text = html(office().get(PLANNER))
    for told in ("31 March 2028", "30 September 2029", "Likely:", "What starting does", "48", "Start the transition"):
        assert told in text, told


def test_the_list_is_filtered_searched_and_paged() -> None:
    made = office()
    assert "Page" in html(made.get(PLANNER)) or "page=2" in html(made.get(PLANNER))
    moved = html(made.get(f"{PLANNER}?view=moved"))
    assert "Actions to address opportunities" in moved
    assert "Organizational knowledge" not in moved
    assert "Organizational knowledge" in html(made.get(f"{PLANNER}?q=knowledge"))
    assert "Nothing fits this search" in html(made.get(f"{PLANNER}?q=xyzzy"))
    assert html(made.get(f"{PLANNER}?view=nonsense&page=99&sort=-answer&carries=all"))


def test_a_requirement_stands_in_both_editions_side_by_side() -> None:
    made = office()
    requirement = Fact(
        "policy.approved",
        made.context.today,
        system=made.system.id,
        requirement=_requirement("iso-9001-2015", "5.2.1"),
    )
    file_record(made.context, requirement)
    text = html(made.get(f"{PLANNER}at/5.2.1/"))
    assert text.count("What must be shown") == 2
    assert "Policy approved" in text
    reworded = html(made.get(f"{PLANNER}at/6.1.3/"))
    assert "public comparisons" in reworded
    assert "More is asked than before" in reworded


def _requirement(slug: str, ref: str) -> Any:
    from clauseway.catalogue.queries import compiled, edition_by_slug

    row = edition_by_slug(slug)
    assert row
    return compiled(row.id, row.digest).by_ref[ref].id


@pytest.mark.parametrize(
    "path",
    [
        "/transition/iso-27001-2022/",
        "/transition/iso-9001-1987/",
        f"{PLANNER}at/99.9/",
        f"{PLANNER}at/4/",
        f"{PLANNER}at/4.1/?old=1",
    ],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert office().get(path).status_code == 404


def test_starting_applies_both_carries_and_plans() -> None:
    made = started(target_on="2028-01-31")
    text = html(made.get(PLANNER))
    assert "in transition since" in text
    assert "are in the plan" in text
    made.back()
    assert AppliedEdition.objects.filter(valid_until=None).count() == 2
    plan = html(made.get("/plan/"))
    assert "End of the transition to ISO 9001:2026" in plan
    assert "ISO 9001:2026 5.1.1" in plan


def test_what_was_carried_is_told_as_what_it_rests_on() -> None:
    """Evidence on the new requirement's page leads to the record that was filed about the old one."""
    made = office()
    fact = Fact(
        "policy.approved", made.context.today, system=made.system.id, requirement=_requirement("iso-9001-2015", "5.2.1")
    )
    record = file_record(made.context, fact)
    made.post(f"{PLANNER}start/", {"once": "a"})
    text = html(made.get("/requirements/iso-9001-2026/5.2.1/"))
    assert f"/records/{record.id}/" in text
    assert "carried over from the edition before" in text


def test_a_refused_start_keeps_what_was_typed() -> None:
    made = office()
    text = html(made.post(f"{PLANNER}start/", {"once": "a", "target_on": "2001-01-01"}), 422)
    assert "This date has passed." in text
    assert 'value="2001-01-01"' in text
    assert not Transition.objects.exists()


def test_a_form_sent_twice_starts_once() -> None:
    made = started()
    made.post(f"{PLANNER}start/", {"once": "a", "plan_gap": "on"})
    assert Transition.objects.count() == 1


def test_carrying_over_says_what_came_and_is_done_once() -> None:
    made = started()
    made.post(f"{PLANNER}carry/")
    assert "Nothing new to carry over." in html(made.get(PLANNER))


def test_switching_ends_the_old_edition() -> None:
    made = started()
    assert "Its history stays" in html(made.get(f"{PLANNER}switch/"))
    answer = made.post(f"{PLANNER}switch/", {"once": "b", "on": made.context.today.isoformat()})
    assert answer.status_code == 302
    assert not AppliedEdition.objects.filter(edition__slug="iso-9001-2015", valid_until=None).exists()
    assert "switched on" in html(made.get("/transition/"))
    assert html(made.get(PLANNER))
    assert html(made.get(f"{PLANNER}at/5.1.1/"))


def test_giving_up_asks_why_and_says_what_it_ends() -> None:
    made = started()
    assert "What this ends" in html(made.get(f"{PLANNER}give-up/"))
    assert "Say why the move is given up." in html(made.post(f"{PLANNER}give-up/", {"once": "b", "reason": ""}), 422)
    assert made.post(f"{PLANNER}give-up/", {"once": "c", "reason": "No customer asks."}).status_code == 302
    assert not VerdictNow.objects.filter(edition__slug="iso-9001-2026").exists()
    text = html(made.get("/transition/"))
    assert "given up on" in text
    assert "not started" in text


def test_who_may_only_read_sees_the_planner_and_no_button() -> None:
    made = office()
    reader = User.objects.create_user("reader@example.test", "a long password 1", name="Ria Reader")
    add_person(made.context, name="Ria Reader", email=reader.email, user=reader.id)
    give_role(made.context, user=reader.id, role="process-owner")
    client = signed_in(reader)
    text = client.get(f"{made.base}{PLANNER}").content.decode()
    assert "31 March 2028" in text
    assert not re.search(rf'href="[^"]*{PLANNER}start/"', text)
    assert client.post(f"{made.base}{PLANNER}start/", {"once": "z"}).status_code == 403


def test_the_home_page_leads_to_the_new_edition() -> None:
    text = html(office().get("/"))
    assert f"{PLANNER}" in text
    assert "ISO 9001:2026" in text


def test_the_planner_asks_few_statements() -> None:
    made = office()
    made.get(PLANNER)
    assert made.statements(f"{made.base}{PLANNER}") <= 16
    assert made.statements(f"{made.base}{PLANNER}at/8.4.1/") <= 17
