"""Indicators: values against the limits of their day, monitoring in the organization's rhythm, evaluations, and what was left alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.kernel.refusals import Refusal
from clauseway.processes.models import Indicator, Measurement, MeasurementCorrection, Process
from clauseway.processes.operations.indicators import (
    Bounds,
    Value,
    add_indicator,
    change_indicator,
    correct_measurement,
    evaluate_indicator,
    measure,
    set_limits,
)
from clauseway.processes.queries.indicators import looks, newest, thinned
from clauseway.systems.operations import set_rhythm
from clauseway.systems.operations.objectives import Look, Wanted, add_objective, check_in

from .room import Room

pytestmark = pytest.mark.django_db


class Watched(Room):
    """The room with one indicator: on-time delivery of Shipping, at least 95 %, a value a month."""

    def __init__(self) -> None:
        super().__init__()
        self.shipping: Process = self.process("Shipping")
        self.indicator: Indicator = add_indicator(
            self.on("2026-01-06"),
            name="On-time delivery",
            definition="Orders delivered on the promised day, of all of the month",
            unit="%",
            process_id=self.shipping.id,
            owner_id=self.owner,
            every_days=40,
            standards=["iso-9001-2026"],
            bounds=Bounds(lower=Decimal(95)),
        )
        set_rhythm(self.on("2026-01-06"), self.system.id, name="monitoring", days=92)
        set_rhythm(self.on("2026-01-06"), self.system.id, name="process-evaluation", days=365)

    def value(self, day: str, value: int, because: str = "") -> None:
        measure(self.on(day), self.indicator.id, [Value(date.fromisoformat(day), Decimal(value))], because=because)

    def look(self, day: str, since: str, response: str = "") -> None:
        evaluate_indicator(
            self.on(day),
            self.indicator.id,
            period_from=date.fromisoformat(since),
            finding="Carrier late twice",
            response=response,
        )


def test_monitoring_is_settled_and_runs_while_every_indicator_is_fed() -> None:
    room = Watched()
    assert room.words("2026-01-07") >= {"monitoring.planned"}
    assert "process.criteria-set" in room.words("2026-01-07", room.shipping.id)
    assert "monitoring.performed" not in room.words("2026-01-30")
    room.value("2026-01-31", 97)
    assert "monitoring.performed" in room.words("2026-03-11")
    assert "monitoring.performed" not in room.words("2026-03-12")
    assert room.expectation("9.1.1", "monitoring-performed", "2026-03-12")[0] in ("unknown", "gap")


def test_an_indicator_nobody_feeds_takes_monitoring_away_after_its_first_time() -> None:
    """A second indicator has one rhythm's time; then monitoring is not carried out as planned."""
    room = Watched()
    room.value("2026-01-31", 97)
    add_indicator(
        room.on("2026-02-01"),
        name="Returns",
        definition="Returned lots",
        unit="lots",
        direction="lower",
        owner_id=room.owner,
        every_days=30,
        standards=["iso-9001-2026"],
        bounds=Bounds(upper=Decimal(3)),
    )
    room.value("2026-02-20", 96)
    assert "monitoring.performed" in room.words("2026-03-02")
    room.value("2026-03-04", 96)
    assert "monitoring.performed" not in room.words("2026-03-05")


def test_an_indicator_without_definition_leaves_monitoring_unsettled() -> None:
    room = Watched()
    add_indicator(room.on("2026-02-01"), name="Mood", standards=["iso-9001-2026"])
    assert "monitoring.planned" not in room.words("2026-02-02")


def test_limits_set_after_the_fact_heal_nothing() -> None:
    room = Watched()
    room.value("2026-01-31", 90)
    with pytest.raises(Refusal, match="Begin later") as refused:
        set_limits(room.on("2026-02-02"), room.indicator.id, Bounds(lower=Decimal(80)), on=date(2026, 1, 15))
    assert (refused.value.code, refused.value.field) == ("limits.after-the-fact", "on")
    set_limits(room.on("2026-02-02"), room.indicator.id, Bounds(lower=Decimal(80)), reason="New carrier")
    assert Measurement.objects.get().outside
    room.value("2026-02-28", 85)
    assert list(Measurement.objects.order_by("on").values_list("outside", flat=True)) == [True, False]


def test_outside_and_left_alone_is_contrary_until_somebody_acts() -> None:
    """The organization's own rhythm gives the time: by the next value somebody has to have looked and acted."""
    room = Watched()
    room.value("2026-01-31", 90)
    assert "process-performance.outside" not in room.words("2026-03-01", room.shipping.id)
    room.value("2026-03-05", 97)
    assert "process-performance.outside" in room.words("2026-03-12", room.shipping.id)
    room.look("2026-03-20", "2026-01-01")
    assert "process-performance.outside" in room.words("2026-03-20", room.shipping.id)
    assert room.expectation("4.4.1", "processes-evaluated", "2026-03-20")[0] == "gap"
    room.look("2026-03-25", "2026-01-01", response="Second carrier booked")
    assert "process-performance.outside" not in room.words("2026-03-25", room.shipping.id)
    assert room.expectation("4.4.1", "processes-evaluated", "2026-03-25")[0] == "shown"


def test_evaluating_needs_values_and_limits() -> None:
    room = Watched()
    with pytest.raises(Refusal) as refused:
        room.look("2026-02-02", "2026-01-01")
    assert refused.value.code == "evaluation.no-values"
    bare = add_indicator(room.on("2026-02-02"), name="Bare")
    measure(room.on("2026-02-02"), bare.id, [Value(date(2026, 2, 1), Decimal(5))])
    with pytest.raises(Refusal) as refused:
        evaluate_indicator(room.on("2026-02-02"), bare.id, period_from=date(2026, 1, 1), finding="Fine")
    assert refused.value.code == "evaluation.no-limits"


def test_a_correction_is_visible_and_ends_what_rested_on_the_old_value() -> None:
    room = Watched()
    room.value("2026-01-31", 97)
    room.look("2026-02-02", "2026-01-01")
    assert "process.evaluated" in room.words("2026-02-03", room.shipping.id)
    with pytest.raises(Refusal) as refused:
        room.value("2026-01-31", 93)
    assert refused.value.field == "because"
    row = Measurement.objects.get()
    correct_measurement(room.on("2026-02-05"), row.id, value=Decimal(93), because="A week was missing")
    kept = MeasurementCorrection.objects.get()
    assert (kept.before, kept.after, kept.because) == (97, 93, "A week was missing")
    row.refresh_from_db()
    assert row.corrected
    assert row.outside
    assert looks(room.on("2026-02-05"), [room.indicator.id])[room.indicator.id] == []
    assert "process.evaluated" not in room.words("2026-02-05", room.shipping.id)


def test_the_same_values_again_write_nothing() -> None:
    room = Watched()
    values = [Value(date(2026, 1, day), Decimal(96)) for day in range(1, 6)]
    first = measure(room.on("2026-01-31"), room.indicator.id, values)
    again = measure(room.on("2026-01-31"), room.indicator.id, values)
    assert ((first.new, first.same), (again.new, again.same)) == ((5, 0), (0, 5))
    assert Measurement.objects.count() == 5


@pytest.mark.parametrize(
    ("day", "value", "code"),
    [
        ("2026-02-05", "97", "measurement.future"),
        ("2026-01-31", "NaN", "measurement.value"),
        ("2026-01-31", "1e15", "measurement.value"),
    ],
)
def test_values_that_make_no_sense_are_refused(day: str, value: str, code: str) -> None:
    room = Watched()
    with pytest.raises(Refusal) as refused:
        measure(room.on("2026-02-01"), room.indicator.id, [Value(date.fromisoformat(day), Decimal(value))])
    assert refused.value.code == code


def test_ten_thousand_values_are_thinned_out_in_one_statement(django_assert_num_queries: object) -> None:
    room = Watched()
    context = room.on("2054-01-01")
    start = date(2026, 2, 1)
    values = [Value(start + timedelta(days=n), Decimal(90 + n % 10)) for n in range(10_000)]
    measure(context, room.indicator.id, values, source="sheet")
    with django_assert_num_queries(1):  # type: ignore[operator]
        parts = thinned(context, room.indicator.id)
    assert len(parts) == 120
    assert sum(part.count for part in parts) == 10_000
    assert sum(part.outside for part in parts) == 5_000
    assert len(newest(context, room.indicator.id)) == 120


def test_an_objective_missed_by_its_indicator_and_ignored_is_contrary() -> None:
    room = Watched()
    goal = add_objective(
        room.on("2026-01-06"),
        name="Deliver on time",
        indicator=room.indicator.id,
        target=Wanted(value=Decimal(95), due_on=date(2026, 6, 30)),
    )
    room.value("2026-05-31", 92)
    assert "objective.missed" not in room.words("2026-06-29", goal.id)
    assert "objective.missed" in room.words("2026-06-30", goal.id)
    room.value("2026-06-30", 96)
    assert "objective.missed" not in room.words("2026-06-30", goal.id)
    assert "objective.missed" not in room.words("2026-07-05", goal.id)


def test_looking_at_it_when_it_was_due_ends_the_miss() -> None:
    room = Watched()
    goal = add_objective(
        room.on("2026-01-06"),
        name="Deliver on time",
        indicator=room.indicator.id,
        target=Wanted(value=Decimal(95), due_on=date(2026, 6, 30)),
    )
    room.value("2026-06-29", 92)
    assert "objective.missed" in room.words("2026-07-02", goal.id)
    look = Look(value=Decimal(92), finding="Carrier", response="Second carrier", response_due=date(2026, 8, 1))
    check_in(room.on("2026-07-03"), goal.id, look)
    assert room.words("2026-07-03", goal.id) >= {"objective.evaluated"}
    assert "objective.missed" not in room.words("2026-07-03", goal.id)


def test_an_end_ends_what_it_shows() -> None:
    room = Watched()
    room.value("2026-01-31", 90)
    row = Indicator.objects.get()
    change_indicator(room.on("2026-02-10"), row.id, version=row.version, live_until=date(2026, 2, 10))
    assert room.words("2026-05-01", room.shipping.id).isdisjoint(
        {"process-performance.outside", "process.criteria-set"}
    )
    assert not Claim.objects.exclude(id__in=ClaimEnd.objects.values("claim_id")).filter(
        kind="monitoring.planned", valid_until=None
    )
