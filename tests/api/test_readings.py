"""Values from machines: what a token opens and what not, the same request twice, and every refusal with code and field."""

import json
import re
import shlex
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.office import Office

from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Forbidden
from clauseway.organization.links import make_link, revoke_link
from clauseway.organization.models import AccessLink
from clauseway.organization.operations import create_organization
from clauseway.processes.models import Indicator, Measurement, MeasurementCorrection
from clauseway.processes.operations.feeding import SCOPE, feed
from clauseway.processes.operations.indicators import Bounds, add_indicator

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "values-from-machines.md"


class Factory(Office):
    """The office with an indicator and a machine's token."""

    def __init__(self) -> None:
        super().__init__()
        cache.clear()
        self.indicator = self.add(self.context)
        self.access, self.token = make_link(self.context, scope=SCOPE, reference="ERP")
        self.today = self.context.today.isoformat()
        self.machine = Client()

    def add(self, context: Context, name: str = "Orders in time") -> Indicator:
        since = context.today - timedelta(days=60)
        return add_indicator(context, name=name, unit="%", live_from=since, bounds=Bounds(lower=Decimal(90)))

    def send(self, body: Any, *, token: str | None = None, key: str = "", indicator: Any = None) -> tuple[int, Any]:
        """One request as a machine makes it: status and answer."""
        text = body if isinstance(body, str) else json.dumps(body)
        head = {"Authorization": f"Bearer {self.token if token is None else token}"}
        head |= {"Idempotency-Key": key} if key else {}
        path = f"/api/indicators/{indicator or self.indicator.id}/readings"
        found = self.machine.post(path, text, content_type="application/json", headers=head)
        enter(self.context)
        return found.status_code, found.json()

    def reading(self, value: Any = "96.5", **more: Any) -> dict[str, Any]:
        return {"readings": [{"on": self.today, "value": value, **more}]}


def test_values_are_entered_once_and_held_against_their_limits() -> None:
    office = Factory()
    assert office.send(office.reading(value=89.5)) == (200, {"new": 1, "same": 0, "corrected": 0})
    assert office.send(office.reading(value="89.50")) == (200, {"new": 0, "same": 1, "corrected": 0})
    row = Measurement.objects.get()
    assert (row.value, row.source, row.outside, row.by_id) == (Decimal("89.5"), "api", True, None)
    office.indicator.refresh_from_db()
    assert (office.indicator.last_value, office.indicator.outside) == (Decimal("89.5"), True)
    office.access.refresh_from_db()
    assert office.access.used_at is not None


def test_another_value_for_the_same_day_needs_a_reason_and_keeps_what_was_said() -> None:
    office = Factory()
    office.send(office.reading())
    status, told = office.send(office.reading(value="95"))
    assert (status, told["code"]) == (422, "measurement.because")
    assert office.send({**office.reading(value="95"), "because": "Counted twice"})[1]["corrected"] == 1
    assert MeasurementCorrection.objects.get().because == "Counted twice"


def test_the_same_key_gives_the_same_answer_and_another_body_is_a_conflict() -> None:
    office = Factory()
    assert office.send(office.reading(), key="night 1")[1]["new"] == 1
    assert office.send(office.reading(), key="night 1") == (200, {"new": 1, "same": 0, "corrected": 0})
    assert Measurement.objects.count() == 1
    status, told = office.send(office.reading(value="12"), key="night 1")
    assert (status, told["code"]) == (409, "readings.key-used")


def test_all_values_of_a_request_or_none() -> None:
    office = Factory()
    later = (office.context.today + timedelta(days=1)).isoformat()
    rows = [{"on": office.today, "value": "96"}, {"on": later, "value": "96"}]
    status, told = office.send({"readings": rows}, key="night 2")
    assert (status, told["code"], Measurement.objects.count()) == (422, "measurement.future", 0)
    assert office.send({"readings": rows[:1]}, key="night 2")[0] == 200, "a refused request used up no key"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ("{", "api.no-json", ""),
        ("[]", "api.no-object", ""),
        ("{}", "api.readings-missing", "readings"),
        ({"readings": []}, "api.readings-missing", "readings"),
        ({"readings": [7]}, "api.reading", "readings[0]"),
        ({"readings": [{"on": "14.3.2026", "value": 1}]}, "api.on", "readings[0].on"),
        ({"readings": [{"on": "2026-03-14"}]}, "api.value", "readings[0].value"),
        ({"readings": [{"on": "2026-03-14", "value": True}]}, "api.value", "readings[0].value"),
        ('{"readings": [{"on": "2026-03-14", "value": NaN}]}', "measurement.value", "value"),
        ({"readings": [{"on": "2026-03-14", "value": "1,5"}]}, "api.value", "readings[0].value"),
        ({"readings": [{"on": "2026-03-14", "value": 1, "unit": "%"}]}, "api.unknown", "readings[0].unit"),
        ({"readings": [{"on": "2026-03-14", "value": 1, "label": 3}]}, "api.text", "readings[0].label"),
        ({"readings": [{"on": "2026-03-14", "value": "1e999999"}]}, "measurement.value", "value"),
        ({"readings": [{"on": "2026-03-14", "value": 1}] * 2001}, "api.readings-many", "readings"),
        ({"readings": [{"on": "2026-03-14", "value": 1}], "because": 1}, "api.because", "because"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_place(body: Any, code: str, field: str) -> None:
    status, told = Factory().send(body)
    assert (status, told["code"], told["field"]) == (422, code, field)
    assert told["message"]


def test_a_token_opens_nothing_else_and_nothing_after_it_was_taken_back() -> None:
    office = Factory()
    _other, wrong = make_link(office.context, scope="supplier", reference="x")
    for token in ("", "nonsense", wrong):
        status, told = office.send(office.reading(), token=token)
        assert (status, told["code"].startswith("api.token")) == (401, True)
    for path in (office.base + "/indicators/", "/"):
        found = office.machine.get(path, headers={"Authorization": f"Bearer {office.token}"})
        assert found.status_code in (200, 302, 404)
        assert b"Orders in time" not in found.content
    enter(office.context)
    revoke_link(office.context, office.access.id)
    assert office.send(office.reading())[0] == 401
    assert Measurement.objects.count() == 0


def test_another_organizations_indicator_is_not_there() -> None:
    office = Factory()
    outside = Context(None, office.user.id)
    enter(outside)
    _other, context = create_organization(outside, name="Elsewhere", founder=office.user)
    enter(context)
    theirs = office.add(context)
    status, told = office.send(office.reading(), indicator=theirs.id)
    assert (status, told["code"]) == (404, "indicator.not-found")


def test_too_many_requests_are_told_to_wait() -> None:
    office = Factory()
    statuses = [office.send(office.reading(), token="nonsense")[0] for _n in range(22)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert office.send(office.reading())[0] == 200, "a good token is not kept waiting by them"


def test_only_a_token_feeds_and_only_who_may_makes_one() -> None:
    office = Factory()
    with pytest.raises(Forbidden):
        feed(office.context, office.indicator.id, [])
    with pytest.raises(Forbidden):
        make_link(replace(office.context, roles=frozenset({"employee"})), scope=SCOPE, reference="Mine")


def test_a_token_is_made_shown_once_and_taken_back_on_its_page() -> None:
    office = Factory()
    assert office.post("/indicators/machines/", {"name": "Scale", "days": "30"}).status_code == 302
    page = office.get("/indicators/machines/").content.decode()
    token = re.search(r"shown this once: ([\w-]{30,})", page)
    assert token
    assert office.send(office.reading(), token=token[1])[0] == 200
    assert token[1] not in office.get("/indicators/machines/").content.decode()
    made = AccessLink.objects.get(reference="Scale")
    office.post(f"/indicators/machines/{made.id}/revoke/", {})
    assert office.send(office.reading(), token=token[1])[0] == 401
    assert "Say which machine" in office.post("/indicators/machines/", {"name": " ", "days": "30"}).content.decode()


def test_the_request_in_the_docs_works_as_written() -> None:
    office = Factory()
    text = DOCS.read_text(encoding="utf-8")
    words = shlex.split(re.search(r"```sh\n(curl .*?)```", text, re.DOTALL)[1].replace("\\\n", " "))  # type: ignore[index]
    head = dict(words[n + 1].split(": ", 1) for n, word in enumerate(words) if word == "-H")
    body = words[words.index("-d") + 1].replace("2026-03-14", office.today)
    body = body.replace("2026-03-13", (office.context.today - timedelta(days=1)).isoformat())
    path = re.sub(r"https://[^/]+", "", words[1])
    path = re.sub(r"indicators/[^/]+", f"indicators/{office.indicator.id}", path)
    head["Authorization"] = head["Authorization"].replace("$TOKEN", office.token)
    found = office.machine.post(path, body, content_type=head.pop("Content-Type"), headers=head)
    answer = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert answer
    assert (found.status_code, found.json()) == (200, json.loads(answer[1]))
