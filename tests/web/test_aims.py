"""Objectives and indicators on their pages: values on a phone, by sheet, the chart, targets, check-ins; what is refused keeps what was typed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.web.office import Office

from clauseway.organization.models import SheetMapping
from clauseway.processes.models import Indicator, Measurement, MeasurementCorrection
from clauseway.processes.operations.indicators import Bounds, Value, add_indicator, measure
from clauseway.systems.models import Objective, ObjectiveCheckIn, ObjectiveStep
from clauseway.systems.operations.objectives import Wanted, add_objective

pytestmark = pytest.mark.django_db


def indicator(office: Office, name: str = "On-time delivery", values: int = 0) -> Indicator:
    today = office.context.today
    made = add_indicator(
        office.context,
        name=name,
        definition="Orders on the promised day",
        unit="%",
        every_days=45,
        live_from=today - timedelta(days=700),
        bounds=Bounds(target=Decimal(97), lower=Decimal(95)),
    )
    series = [
        Value(today - timedelta(days=values - n), Decimal(96 + n % 3) if n else Decimal(60)) for n in range(values)
    ]
    measure(office.context, made.id, series)
    return made


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_an_indicator_is_added_and_fed_on_a_phone() -> None:
    office = Office()
    assert "Nothing is measured yet" in text_of(office.get("/indicators/"))
    typed = {
        "name": "Returns",
        "unit": "lots",
        "direction": "lower",
        "about": "product",
        "every_days": "45",
        "upper": "3,5",
    }
    assert office.post("/indicators/new/", typed).status_code == 302
    made = Indicator.objects.get()
    today = office.context.today.isoformat()
    assert office.post(f"/indicators/{made.id}/value/", {"value": "4,25", "on": today}).status_code == 302
    assert Measurement.objects.get().value == Decimal("4.25")
    page = text_of(office.get(f"/indicators/{made.id}/"))
    assert "outside" in page
    assert "too few for control limits" in page


def test_what_makes_no_sense_comes_back_with_what_was_typed() -> None:
    office = Office()
    made = indicator(office)
    response = office.post(f"/indicators/{made.id}/value/", {"value": "ninety", "on": office.context.today.isoformat()})
    assert response.status_code == 422
    assert "ninety" in text_of(response)
    assert "Write it like 94.5" in text_of(response)


def test_another_value_of_a_day_asks_why_and_keeps_the_old_one() -> None:
    office = Office()
    made = indicator(office, values=3)
    row = Measurement.objects.order_by("-on").first()
    assert row
    typed = {"value": "91", "on": row.on.isoformat()}
    page = text_of(office.post(f"/indicators/{made.id}/value/", typed))
    assert 'name="because"' in page
    office.post(f"/indicators/{made.id}/value/", {**typed, "because": "Counted twice"})
    kept = MeasurementCorrection.objects.get()
    assert (kept.before, kept.after) == (98, 91)
    assert "Counted twice" in text_of(office.get(f"/indicators/{made.id}/"))


def test_the_chart_is_said_in_words_and_all_values_are_thinned_out() -> None:
    office = Office()
    made = indicator(office, values=30)
    page = text_of(office.get(f"/indicators/{made.id}/"))
    assert 'class="run__plot" role="img"' in page
    assert "Out of control on" in page
    assert "1 value outside its limits" in page
    assert "drawn in 30 stretches" in text_of(office.get(f"/indicators/{made.id}/?chart=all"))


def test_a_monthly_export_of_several_indicators_is_mapped_once() -> None:
    office = Office()
    one, other = indicator(office), indicator(office, "Returns")
    day = (office.context.today - timedelta(days=2)).isoformat()
    sheet = f"KPI name;Stamp;Figure\nOn-time delivery;{day};96,5\nreturns;{day};3\nNo such;{day};3\n"
    mapped = {"map-0": "indicator", "map-1": "on", "map-2": "value", "head": "1"}
    page = text_of(office.post("/stocktake/measurements/import/", {"text": sheet, **mapped}))
    assert "2 rows would be written" in page
    assert "Indicator is one of" in page
    assert Measurement.objects.count() == 0
    office.post("/stocktake/measurements/import/", {"text": sheet, **mapped, "sure": "1"})
    assert set(Measurement.objects.values_list("indicator_id", "value")) == {(one.id, Decimal("96.5")), (other.id, 3)}
    assert SheetMapping.objects.get().register == "measurements"
    changed = sheet.replace("96,5", "90")
    page = text_of(office.post("/stocktake/measurements/import/", {"text": changed}))
    assert "changed" in page.lower()
    office.post("/stocktake/measurements/import/", {"text": changed, "sure": "1"})
    assert MeasurementCorrection.objects.get().after == 90
    assert Measurement.objects.count() == 2


def test_an_objective_from_wish_to_answer() -> None:
    office = Office()
    assert "Nothing is wanted yet" in text_of(office.get("/objectives/"))
    today = office.context.today
    fed = indicator(office, values=14)
    typed = {
        "name": "Deliver on time",
        "indicator": str(fed.id),
        "evaluation": "Monthly meeting",
        "direction": "at-least",
        "value": "99",
        "due_on": today.isoformat(),
    }
    assert office.post("/objectives/new/", typed).status_code == 302
    made = Objective.objects.get()
    assert "it lacks" in text_of(office.get(f"/objectives/{made.id}/"))
    office.post(
        f"/objectives/{made.id}/step/", {"what": "Second round", "resources": "Van", "due_on": today.isoformat()}
    )
    step = ObjectiveStep.objects.get()
    assert office.post(f"/objectives/{made.id}/step/{step.id}/done/", {}).status_code == 302
    form = text_of(office.get(f"/objectives/{made.id}/check-in/"))
    assert "From the indicator" in form
    told = {"value": "97", "on": today.isoformat(), "finding": "Carrier", "response": "Another"}
    refused = office.post(f"/objectives/{made.id}/check-in/", told)
    assert refused.status_code == 422
    assert "Carrier" in text_of(refused)
    office.post(f"/objectives/{made.id}/check-in/", {**told, "response_due": (today + timedelta(days=9)).isoformat()})
    look = ObjectiveCheckIn.objects.get()
    page = text_of(office.get(f"/objectives/{made.id}/"))
    assert "missed, acted on" in page
    assert office.post(f"/objectives/{made.id}/check-in/{look.id}/done/", {}).status_code == 302
    office.post(f"/objectives/{made.id}/check-in/{look.id}/withdraw/", {"because": "Wrong month"})
    assert "Wrong month" in text_of(office.get(f"/objectives/{made.id}/"))
    assert "Deliver on time" in text_of(office.get("/objectives/"))


def test_a_target_that_was_due_is_not_moved() -> None:
    office = Office()
    today = office.context.today
    due = today - timedelta(days=3)
    made = add_objective(
        office.context, name="x", live_from=date(2026, 1, 1), target=Wanted(value=Decimal(5), due_on=due)
    )
    typed = {"direction": "at-least", "value": "1", "due_on": due.isoformat()}
    response = office.post(f"/objectives/{made.id}/target/", typed)
    assert response.status_code == 422
    assert "due after" in text_of(response)


@pytest.mark.parametrize("key", ["objective", "indicators", "measurements", "processes", "others"])
def test_the_registers_open(key: str) -> None:
    office = Office()
    indicator(office, values=2)
    add_objective(office.context, name="Deliver on time")
    assert office.get(f"/stocktake/{key}/").status_code == 200
