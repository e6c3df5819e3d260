"""Laws of forms: an example of a rule makes it hold, none means that nothing does, and what is needed is asked for."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseway.rules.forms import (
    Comparison,
    Condition,
    Joined,
    Malformed,
    Rule,
    check,
    condition_of,
    fields_of,
    holds,
    read,
    restored,
    rules_of,
    stored,
    witness,
)

FIELDS = fields_of(
    [
        {
            "key": "result",
            "label": "Result",
            "kind": "choice",
            "options": ["inside", "outside", "not measured"],
            "required": True,
        },
        {"key": "kind", "label": "Kind", "kind": "choice", "options": ["a", "b"]},
        {"key": "stopped", "label": "Stopped", "kind": "yesno", "required": True},
        {"key": "told", "label": "Told", "kind": "yesno"},
        {
            "key": "heat",
            "label": "Heat",
            "kind": "number",
            "unit": "°C",
            "least": 0,
            "most": 100,
            "low": 20,
            "high": 80,
        },
        {"key": "count", "label": "Count", "kind": "number", "required": True},
        {"key": "action", "label": "Action", "kind": "long"},
        {"key": "by", "label": "By", "kind": "person", "required": True},
    ]
)
NUMBERS = st.integers(-20, 240).map(lambda n: Decimal(n) / 2)


@st.composite
def comparisons(draw: Any) -> Comparison:
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    words = {
        "number": ["below", "above", "at-least", "at-most", "filled", "empty"],
        "choice": ["is", "is-not", "empty"],
        "yesno": ["is", "empty"],
    }
    word = draw(
        st.sampled_from(
            [*words.get(field.kind, ["filled", "empty"]), *(["inside", "outside"] if field.low is not None else [])]
        )
    )
    value: Any = None
    if word in ("below", "above", "at-least", "at-most"):
        value = draw(NUMBERS)
    elif word in ("is", "is-not"):
        value = draw(st.booleans() if field.kind == "yesno" else st.sampled_from(field.options))
    return Comparison(field.key, word, value)


conditions: st.SearchStrategy[Condition] = st.recursive(
    comparisons(),
    lambda inner: st.builds(Joined, st.booleans(), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


@st.composite
def filled(draw: Any) -> dict[str, Any]:
    """Values that the form accepts, whatever the rules say."""
    values: dict[str, Any] = {}
    for key, field in FIELDS.items():
        some = {
            "choice": st.sampled_from(field.options or ("a",)),
            "yesno": st.booleans(),
            "number": NUMBERS.filter(
                lambda n, f=field: (f.least is None or n >= f.least) and (f.most is None or n <= f.most)
            ),
        }.get(field.kind, st.just("text"))
        value = draw(some if field.required else st.none() | some)
        if value is not None:
            values[key] = value
    return values


@settings(max_examples=300)
@given(conditions)
def test_an_example_makes_the_condition_hold_and_the_form_accepts_it(condition: Condition) -> None:
    found = witness(condition, FIELDS)
    if found is None:
        return
    assert holds(condition, FIELDS, {key: value for key, value in found.items() if value is not None})
    named = [p for p in check(FIELDS, (), found) if p.field in found]
    assert named == []


@settings(max_examples=300)
@given(conditions, filled())
def test_what_can_never_hold_holds_for_nothing(condition: Condition, values: dict[str, Any]) -> None:
    if holds(condition, FIELDS, values):
        assert witness(condition, FIELDS) is not None


@given(conditions, filled(), st.sampled_from(sorted(FIELDS)))
def test_a_rule_asks_exactly_when_it_holds(condition: Condition, values: dict[str, Any], need: str) -> None:
    problems = check(FIELDS, [Rule(condition, (need,))], values)
    assert bool(problems) == (holds(condition, FIELDS, values) and need not in values)


@given(filled())
def test_values_survive_being_stored(values: dict[str, Any]) -> None:
    assert {key: restored(FIELDS[key], stored(value)) for key, value in values.items()} == values


@pytest.mark.parametrize(
    "when",
    [
        {"all": [{"field": "result", "is": "outside"}, {"field": "result", "is": "inside"}]},
        {"field": "heat", "above": 100},
        {"all": [{"field": "heat", "inside": True}, {"field": "heat", "above": 80}]},
        {"field": "count", "empty": True},
        {"all": [{"field": "kind", "is-not": "a"}, {"field": "kind", "is-not": "b"}]},
        {"all": [{"field": "told", "empty": True}, {"field": "told", "is": False}]},
        {"any": []},
    ],
)
def test_a_rule_that_never_can_hold_is_refused(when: dict[str, Any]) -> None:
    with pytest.raises(Malformed) as told:
        rules_of([{"when": when, "need": ["action"]}], FIELDS)
    assert told.value.problem.code == "never-holds"


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({"field": "nobody", "is": "a"}, "unknown-field"),
        ({"field": "action", "is": "a"}, "unknown-word"),
        ({"field": "result", "is": "lost"}, "not-an-option"),
        ({"field": "count", "outside": True}, "no-limits"),
        ({"field": "count", "above": "much"}, "number"),
        ({"field": "stopped", "is": "yes"}, "yesno"),
        ({"all": [{"any": [{"field": "count", "above": n} for n in range(9)]}] * 4}, "too-involved"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(when: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as told:
        rules_of([{"when": when, "need": ["action"]}], FIELDS)
    assert told.value.problem.code == code


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"key": "a b", "kind": "text"}, "field-key"),
        ({"key": "a", "kind": "colour"}, "field-kind"),
        ({"key": "a", "kind": "choice", "options": ["one"]}, "options"),
        ({"key": "a", "kind": "number", "least": 5, "most": 4}, "limits"),
        ({"key": "a", "kind": "number", "most": 4, "high": 5}, "limits-beyond"),
        ({"key": "a", "kind": "number", "most": "NaN"}, "number"),
        ({"key": "a", "kind": "subject"}, "subject"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(given_: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as told:
        fields_of([given_])
    assert told.value.problem.code == code


def test_a_reading_outside_is_kept_and_an_impossible_one_is_not() -> None:
    """Limits of acceptance may be broken, honestly; limits of entry may not."""
    rule = Rule(condition_of({"field": "heat", "outside": True}, FIELDS), ("action",))
    base = {"result": "inside", "stopped": False, "count": Decimal(1), "by": "x"}
    assert [p.code for p in check(FIELDS, [rule], {**base, "heat": Decimal(90)})] == ["needed-by-rule"]
    assert check(FIELDS, [rule], {**base, "heat": Decimal(90), "action": "cooled"}) == []
    assert [p.code for p in check(FIELDS, [rule], {**base, "heat": Decimal(101), "action": "x"})] == ["not-enterable"]


@pytest.mark.parametrize(("key", "text"), [("heat", "warm"), ("heat", "1e9"), ("result", "lost"), ("stopped", "maybe")])
def test_what_was_typed_and_makes_no_sense_is_told(key: str, text: str) -> None:
    with pytest.raises(Malformed):
        read(FIELDS[key], text)
    assert read(FIELDS[key], "  ") is None


def test_a_comma_is_a_decimal_mark() -> None:
    assert read(FIELDS["heat"], "12,5") == Decimal("12.5")
