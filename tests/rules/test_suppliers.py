"""What an evaluation comes to, what certificates cover, and which purchases went around approval: the laws."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules import suppliers as rule
from clauseway.rules.suppliers import (
    CERTIFICATE,
    RESULTS,
    Approval,
    Bought,
    Certificate,
    Criteria,
    Criterion,
    Delivery,
    Figures,
    Limits,
)

START = date(2026, 1, 1)
days = st.integers(0, 200).map(lambda n: START + timedelta(n))
marks = st.integers(0, 4)
CATEGORIES = ("machining", "warehousing")


@st.composite
def criteria(draw: st.DrawFn) -> Criteria:
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True))
    made = tuple(Criterion(n, n, draw(st.integers(1, 9)), must=draw(st.booleans())) for n in names)
    low, high = sorted(draw(st.tuples(st.integers(1, 100), st.integers(1, 100))))
    return Criteria(made, high, low)


@st.composite
def certificates(draw: st.DrawFn) -> Certificate:
    begins, length = draw(days), draw(st.integers(1, 120))
    covers = frozenset(draw(st.sets(st.sampled_from(CATEGORIES))))
    return Certificate(covers, begins, begins + timedelta(length))


@st.composite
def approvals(draw: st.DrawFn) -> Approval:
    on = draw(days)
    until = draw(st.none() | st.integers(1, 100).map(lambda n: on + timedelta(n)))
    categories = draw(st.none() | st.frozensets(st.sampled_from(CATEGORIES), min_size=1))
    return Approval(on, until, draw(st.booleans()), categories)


def _bought() -> st.SearchStrategy[list[Bought]]:
    one = st.tuples(days, st.sampled_from(("", *CATEGORIES)))
    return st.lists(one, max_size=8).map(
        lambda rows: [Bought(f"P{n}", day, what) for n, (day, what) in enumerate(rows)]
    )


@given(criteria(), st.data())
def test_a_better_mark_never_worsens(wanted: Criteria, data: st.DataObject) -> None:
    given_ = {c.key: data.draw(marks) for c in wanted.criteria}
    one = data.draw(st.sampled_from(sorted(given_)))
    better = {**given_, one: min(4, given_[one] + 1)}
    before, after = rule.score(wanted, given_), rule.score(wanted, better)
    assert after.percent >= before.percent
    assert RESULTS.index(after.result) >= RESULTS.index(before.result)


@given(criteria(), st.data())
def test_a_criterion_that_must_be_met_rejects_whatever_the_rest_says(wanted: Criteria, data: st.DataObject) -> None:
    given_ = {c.key: data.draw(marks) for c in wanted.criteria}
    found = rule.score(wanted, given_)
    missed = [c.key for c in wanted.criteria if c.must and given_[c.key] < rule.PASSING_MARK]
    assert list(found.failed) == missed
    assert not missed or found.result == "rejected"
    assert 0 <= found.percent <= 100


@given(st.lists(certificates(), max_size=6), certificates(), st.sampled_from(CATEGORIES), days)
def test_one_certificate_more_never_shortens_cover(
    known: list[Certificate], more: Certificate, what: str, day: date
) -> None:
    before, after = rule.covered_until(known, what, day), rule.covered_until([*known, more], what, day)
    assert before is None or (after is not None and after >= before)


@given(st.lists(certificates(), max_size=6), st.sampled_from(CATEGORIES), days)
def test_cover_is_only_what_scopes_name_and_without_a_hole(held: list[Certificate], what: str, day: date) -> None:
    until = rule.covered_until(held, what, day)
    naming = [c for c in held if what in c.covers]
    assert (until is not None) == any(c.valid_from <= day < c.valid_until for c in naming)
    if until is not None:
        every = [day + timedelta(n) for n in range((until - day).days)]
        assert all(any(c.valid_from <= one < c.valid_until for c in naming) for one in every)
        assert not any(c.valid_from <= until < c.valid_until for c in naming)


@given(_bought(), st.lists(approvals(), max_size=5))
def test_what_was_approved_is_never_around_and_all_else_is(bought: list[Bought], known: list[Approval]) -> None:
    found = rule.around_approval(bought, known)
    named = {ref for span in found for ref in span.refs}
    assert named == {b.ref for b in bought if not rule.approved_on(known, b.on, b.category)}
    assert all(a.ends is not None and a.ends <= b.begins for a, b in pairwise(found))


@given(_bought(), st.lists(approvals(), max_size=5), days)
def test_settling_ends_and_never_lengthens(bought: list[Bought], known: list[Approval], day: date) -> None:
    before = rule.around_approval(bought, known)
    after = rule.around_approval(bought, known, [day])
    far = date(2999, 1, 1)

    def length(spans: list[rule.Around]) -> int:
        return sum(((span.ends or far) - span.begins).days for span in spans)

    assert length(after) <= length(before)
    assert {ref for span in after for ref in span.refs} == {ref for span in before for ref in span.refs}


@given(_bought(), st.lists(approvals(), max_size=4), st.randoms())
def test_the_order_of_purchases_does_not_matter(bought: list[Bought], known: list[Approval], random: object) -> None:
    mixed = list(bought)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert rule.around_approval(mixed, known) == rule.around_approval(bought, known)


@given(days, st.none() | days, st.none() | days, st.none() | st.integers(1, 400))
def test_buying_never_shortens_membership(
    begins: date, ends: date | None, bought: date | None, window: int | None
) -> None:
    ends = None if ends is None or ends < begins else ends
    alone = rule.membership((begins, ends), None, None, window)
    both = rule.membership((begins, ends), bought, bought, window)
    assert alone == (begins, ends)
    assert both is not None
    assert both[0] <= begins
    assert both[1] is None or (ends is not None and both[1] >= ends)


@pytest.mark.parametrize(
    ("registered", "first", "last", "window", "expected"),
    [
        (None, None, None, None, None),
        (None, START, START, None, (START, None)),
        (None, START, START, 30, (START, START + timedelta(30))),
        ((START, START + timedelta(10)), START, START + timedelta(20), None, (START, None)),
        ((START, START + timedelta(10)), START, START + timedelta(5), None, (START, START + timedelta(10))),
        ((START, START + timedelta(10)), START, START + timedelta(20), 30, (START, START + timedelta(50))),
    ],
    ids=[
        "nobody",
        "bought once",
        "within the window",
        "ended and still bought",
        "ended after",
        "ended, then the window",
    ],
)
def test_who_counts(
    registered: tuple[date, date | None] | None, first: date, last: date, window: int, expected: object
) -> None:
    assert rule.membership(registered, first, last, window) == expected


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"criteria": ()}, "none"),
        ({"criteria": (Criterion("a", "A"), Criterion("a", "B"))}, "twice"),
        ({"criteria": (Criterion("a", "A", 0),)}, "weight"),
        ({"approve_from": 40}, "limits"),
        ({"conditional_from": 0}, "limits"),
    ],
)
def test_criteria_that_make_no_sense_are_named(changes: dict[str, object], problem: str) -> None:
    good = {"criteria": (Criterion("a", "A", kind=CERTIFICATE),), "approve_from": 70, "conditional_from": 50}
    assert rule.problems(Criteria(**good)) == []  # type: ignore[arg-type]
    assert problem in rule.problems(Criteria(**{**good, **changes}))  # type: ignore[arg-type]


def test_a_delivery_that_is_not_there_yet_is_late_once_its_day_is_over() -> None:
    due = START + timedelta(5)
    waiting = [Delivery(due, None)]
    assert rule.figures(waiting, due) == Figures(0, 0, 0, 0)
    assert rule.figures(waiting, due + timedelta(1)) == Figures(1, 1, 0, 0)
    assert rule.figures([Delivery(due, due, 1, 2), Delivery(None, due)], due) == Figures(2, 0, 1, 2)


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        (Figures(10, 1, 0, 0), ()),
        (Figures(10, 2, 0, 0), ("late",)),
        (Figures(10, 0, 1, 0), ("nonconforming",)),
        (Figures(0, 0, 0, 3), ("complaints",)),
    ],
)
def test_a_limit_is_broken_above_it_and_not_at_it(figures: Figures, codes: tuple[str, ...]) -> None:
    assert rule.broken(figures, Limits(10, 5, 2)) == codes
    assert rule.broken(figures, Limits()) == ()


@pytest.mark.parametrize(
    ("last", "good", "rests", "days", "due"),
    [
        (None, False, None, [365], date(2026, 1, 1)),
        (date(2026, 2, 1), False, None, [365], date(2026, 2, 1)),
        (date(2026, 2, 1), True, None, [], None),
        (date(2026, 2, 1), True, None, [365, 30], date(2026, 3, 3)),
        (date(2026, 2, 1), True, date(2026, 2, 15), [30], date(2026, 2, 15)),
    ],
    ids=["never", "rejected", "no end", "shortest rhythm", "what it rests on"],
)
def test_when_to_evaluate_again(
    last: date | None, good: bool, rests: date | None, days: list[int], due: date | None
) -> None:
    assert rule.evaluate_again_on(last, good, rests, date(2026, 1, 1), days) == due


def test_only_the_last_certificate_for_something_provided_is_asked_for_again() -> None:
    first = Certificate(frozenset({"machining"}), date(2025, 1, 1), date(2026, 6, 1))
    second = Certificate(frozenset({"machining", "casting"}), date(2026, 1, 1), date(2027, 6, 1))
    assert rule.renew_by({"a": first}, ["machining"]) == {"a": date(2026, 5, 2)}
    assert rule.renew_by({"a": first, "b": second}, ["machining"]) == {"b": date(2027, 5, 2)}
    assert rule.renew_by({"a": first}, ["warehousing"]) == {}
    assert set(rule.renew_by({"a": first, "b": first}, ["machining"])) == {"b"}
