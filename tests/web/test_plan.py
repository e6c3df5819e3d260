"""The plan, my work, the calendar, the palette and reports, through the browser's eyes (Django's client)."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.office import Office

from clauseway.actions.models import Action, Duty
from clauseway.actions.operations import create_action, move_action, set_milestone
from clauseway.catalogue.queries import edition_by_slug
from clauseway.conformity.models import Report
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.operations import apply_edition, create_system
from clauseway.web.reports import wording
from clauseway.web.reports.build import gap_report
from clauseway.web.reports.tasks import make

pytestmark = pytest.mark.django_db


class Scene:
    """One organization, its manager signed in, one system under ISO 9001:2026."""

    def __init__(self) -> None:
        self.user = User.objects.create_user("plan@example.test", "a long password 1", name="Petra Plan")
        start = Context(None, self.user.id)
        enter(start)
        self.organization, self.context = create_organization(start, name="Planned", founder=self.user)
        enter(self.context)
        self.system = create_system(self.context, name="Quality")
        edition = edition_by_slug("iso-9001-2026")
        assert edition
        apply_edition(self.context, self.system.id, edition=edition.id)
        self.client = Client()
        self.client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.base = f"/o/{self.organization.slug}/s/{self.system.slug}"

    @property
    def today(self) -> date:
        return self.context.today


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_an_action_planned_in_the_browser_becomes_its_owners_duty(scene: Scene) -> None:
    """The form makes the action; the owner finds it on their work, the calendar and the iCalendar feed."""
    due = scene.today + timedelta(days=5)
    answer = scene.client.post(
        f"{scene.base}/plan/new/",
        {
            "title": "Evaluate suppliers",
            "kind": "other",
            "owner_id": str(scene.context.person),
            "due_on": due.isoformat(),
            "stage": "stage2",
        },
    )
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    enter(scene.context)
    assert Duty.objects.get().title == "Evaluate suppliers"
    assert "Evaluate suppliers" in scene.client.get(f"{scene.base}/work/").content.decode()
    assert "Evaluate suppliers" in scene.client.get(f"{scene.base}/work/calendar/?month={due:%Y-%m}").content.decode()
    assert "SUMMARY:Evaluate suppliers" in scene.client.get(f"{scene.base}/work/calendar.ics").content.decode()


def test_a_refused_form_keeps_what_was_typed(scene: Scene) -> None:
    """Due before start is refused at the field, and the title is still there."""
    answer = scene.client.post(
        f"{scene.base}/plan/new/",
        {"title": "Backwards", "kind": "other", "start_on": "2026-05-02", "due_on": "2026-05-01", "stage": "stage2"},
    )
    assert answer.status_code == 422
    assert "Backwards" in answer.content.decode()
    enter(scene.context)
    assert not Action.objects.exists()


def test_two_people_on_one_action_get_a_conflict(scene: Scene) -> None:
    """The second one is told and their text is kept."""
    action = create_action(scene.context, system_id=scene.system.id, title="Write the procedure")
    form = {"title": "First", "kind": "other", "stage": "stage2", "version": "1"}
    assert scene.client.post(f"{scene.base}/plan/{action.id}/", form).status_code == 302
    answer = scene.client.post(f"{scene.base}/plan/{action.id}/", {**form, "title": "Second"})
    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    enter(scene.context)
    assert Action.objects.get().title == "First"


@pytest.mark.parametrize(("state", "code"), [("open", "action.move"), ("nonsense", "action.move")])
def test_an_action_moves_only_where_it_may(scene: Scene, state: str, code: str) -> None:
    action = create_action(scene.context, system_id=scene.system.id, title="Write it")
    with pytest.raises(Refusal) as refusal:
        move_action(scene.context, action.id, state=state)
    assert refusal.value.code == code


def test_what_waits_cannot_be_done_and_circles_are_refused(scene: Scene) -> None:
    first = create_action(scene.context, system_id=scene.system.id, title="First")
    second = create_action(scene.context, system_id=scene.system.id, title="Second", after=[first.id])
    with pytest.raises(Refusal, match="First"):
        move_action(scene.context, second.id, state="done")
    from clauseway.actions.operations import change_action

    with pytest.raises(Refusal) as refusal:
        change_action(scene.context, first.id, version=1, after=[second.id])
    assert refusal.value.code == "action.cycle"


def test_the_forecast_names_two_dates_and_what_drives_them(scene: Scene) -> None:
    create_action(scene.context, system_id=scene.system.id, title="Policy", effort_days=3, stage="stage1")
    set_milestone(scene.context, system_id=scene.system.id, kind="stage1", on_date=scene.today + timedelta(days=2))
    page = scene.client.get(f"{scene.base}/plan/forecast/").content.decode()
    assert "nine times in ten" in page
    assert "of 100 simulated plans are late" in page


def test_nothing_planned_has_no_dates_and_half_a_plan_says_so_in_the_report_too(scene: Scene) -> None:
    """Waiting alone makes no date to believe; and a director who reads only the report learns what its dates leave out."""
    scene.client.get(f"{scene.base}/")
    page = scene.client.get(f"{scene.base}/plan/forecast/").content.decode()
    assert "Nothing is planned yet" in page
    assert "nine times in ten</" not in page
    enter(scene.context)
    asked: dict[str, Any] = {"as_of": scene.today, "known_at": None, "prepared_by": "Petra Plan"}
    assert not any(s.p50 or s.drivers for s in gap_report(scene.context, scene.system, **asked).stages)
    create_action(scene.context, system_id=scene.system.id, title="Policy", effort_days=3, stage="stage1")
    first = gap_report(scene.context, scene.system, **asked).stages[0]
    assert first.p50
    assert "These dates are those of half a plan." in first.drivers[0]


def test_the_report_counts_what_the_track_counts() -> None:
    """Controls of which nobody has decided whether they are necessary are listed and told, not counted, here as there."""
    office = Office()
    track = office.get("/").content.decode()
    office.back()
    report = gap_report(
        office.context, office.system, as_of=office.context.today, known_at=None, prepared_by="Lena Lead"
    )
    quality, security = report.standards
    assert (quality.undecided, security.undecided) == (0, 93)
    assert security.counts.total == 30
    assert "93 controls not decided yet" in wording.mode(security)
    assert sum(standard.counts.total for standard in report.standards) == 95
    assert report.stages[1].blockers == 95
    assert "93 controls wait for your decision" in track


@pytest.mark.parametrize(
    "path",
    [
        "plan/",
        "plan/new/",
        "plan/timeline/",
        "plan/forecast/",
        "plan/milestones/",
        "work/",
        "work/calendar/",
        "reports/",
        "palette?q=9.2",
        "palette",
    ],
)
def test_pages_open_empty(scene: Scene, path: str) -> None:
    assert scene.client.get(f"{scene.base}/{path}").status_code == 200


def test_the_palette_finds_a_requirement_by_reference_and_by_words(scene: Scene) -> None:
    assert "9.2.2" in scene.client.get(f"{scene.base}/palette?q=9001 9.2").content.decode()
    assert "Internal audit" in scene.client.get(f"{scene.base}/palette?q=internal audit").content.decode()


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_report_is_asked_for_made_and_fetched(scene: Scene, kind: str) -> None:
    answer = scene.client.post(
        f"{scene.base}/reports/", {"format": kind, "as_of": scene.today.isoformat(), "knowledge": "now"}
    )
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    enter(scene.context)
    report = Report.objects.get()
    make(scene.context, report.id)
    got = scene.client.get(f"{scene.base}/reports/{report.id}/file")
    assert got.status_code == 200
    assert got.content[:4] in (b"%PDF", b"PK\x03\x04")


def test_another_organizations_plan_is_not_found(scene: Scene) -> None:
    action = create_action(scene.context, system_id=scene.system.id, title="Secret")
    stranger = User.objects.create_user("other@example.test", "a long password 1")
    client = Client()
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"{scene.base}/plan/{action.id}/").status_code == 404
    assert scene.client.get(f"{scene.base}/plan/{uuid.uuid4()}/").status_code == 404
