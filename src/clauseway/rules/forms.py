"""Forms as data: what a field accepts, when a condition holds, whether it ever can, and what is wrong with what was filled in.

A rule is a condition and what is needed when it holds: `{"when": {...}, "need": ["action"]}`. A condition is a comparison
(`{"field": "result", "is": "outside"}`) or several joined by `all` or `any`. There is no "not": every comparison has its opposite among the words,
and what was not filled in is neither. That keeps every rule readable aloud, and lets `witness` find an example of it or prove that there is none.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

KINDS = ("text", "long", "number", "date", "choice", "yesno", "person", "subject", "file")
ORDERED = ("below", "above", "at-least", "at-most")
LIMITS = ("inside", "outside")
PRESENCE = ("filled", "empty")
WORDS: Mapping[str, tuple[str, ...]] = {
    "number": (*ORDERED, *LIMITS, *PRESENCE),
    "choice": ("is", "is-not", *PRESENCE),
    "yesno": ("is", *PRESENCE),
}
"""The comparisons each kind of field knows; every other kind knows only whether it was filled in."""
MOST_CASES = 512
LONGEST = {"text": 200, "long": 4000}

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `least`/`most`: what can be entered at all; `low`/`high`: the limits of acceptance, which a reading may break and is kept all the same."""

    key: str
    label: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    subject: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field held against a word and, where the word takes one, a value."""

    field: str
    word: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions of which all, or at least one, must hold. Of nothing, `all` holds and `any` does not."""

    every: bool
    parts: tuple["Condition", ...]


Condition = Comparison | Joined


@dataclass(frozen=True, slots=True)
class Rule:
    """When the condition holds, these fields must be filled in."""

    when: Condition
    need: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: `field` (its key, "" for the form), a stable `code`, and what the sentence about it names."""

    field: str
    code: str
    detail: str = ""


class Malformed(Exception):
    """A field, condition or rule that makes no sense; `problem` says which and why."""

    def __init__(self, field: str, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {field} {detail}".strip())
        self.problem = Problem(field, code, detail)


# reading what is stored


def fields_of(stored: Iterable[Mapping[str, Any]]) -> dict[str, Field]:
    """The fields of a form by key, in order. Raises Malformed."""
    made: dict[str, Field] = {}
    for one in stored:
        key, kind = str(one.get("key", "")), str(one.get("kind", ""))
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key) or key in made:
            raise Malformed(key, "field-key")
        if kind not in KINDS:
            raise Malformed(key, "field-kind", kind)
        limits = {name: _decimal(key, one.get(name)) for name in ("least", "most", "low", "high")}
        made[key] = field = Field(
            key=key,
            label=str(one.get("label") or key),
            kind=kind,
            required=bool(one.get("required")),
            options=tuple(str(option) for option in one.get("options") or ()),
            unit=str(one.get("unit") or ""),
            subject=str(one.get("subject") or ""),
            help=str(one.get("help") or ""),
            **limits,
        )
        _sensible(field)
    return made


def _decimal(key: str, value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise Malformed(key, "number", str(value)) from None
    if not found.is_finite():
        raise Malformed(key, "number", str(value))
    return found


def _sensible(field: Field) -> None:
    if field.kind == "choice" and (len(set(field.options)) < 2 or len(set(field.options)) != len(field.options)):
        raise Malformed(field.key, "options")
    for lower, upper in ((field.least, field.most), (field.low, field.high)):
        if lower is not None and upper is not None and lower > upper:
            raise Malformed(field.key, "limits")
    for limit in (field.low, field.high):
        if limit is not None and not _enterable(field, limit):
            raise Malformed(field.key, "limits-beyond")
    if field.kind == "subject" and not field.subject:
        raise Malformed(field.key, "subject")


def condition_of(stored: Mapping[str, Any], fields: Mapping[str, Field]) -> Condition:
    """A condition as it is stored, checked against the fields. Raises Malformed."""
    for joint in ("all", "any"):
        if joint in stored:
            return Joined(joint == "all", tuple(condition_of(part, fields) for part in stored[joint]))
    key = str(stored.get("field", ""))
    field = fields.get(key)
    if field is None:
        raise Malformed(key, "unknown-field", key)
    words = [word for word in stored if word != "field"]
    if len(words) != 1 or words[0] not in WORDS.get(field.kind, PRESENCE):
        raise Malformed(key, "unknown-word", ", ".join(words))
    return Comparison(key, words[0], _compared(field, words[0], stored[words[0]]))


def _compared(field: Field, word: str, value: Any) -> Any:
    if word in (*PRESENCE, *LIMITS):
        if word in LIMITS and field.low is None and field.high is None:
            raise Malformed(field.key, "no-limits")
        return None
    if field.kind == "number":
        number = _decimal(field.key, value)
        if number is None:
            raise Malformed(field.key, "number")
        return number
    if field.kind == "yesno":
        if not isinstance(value, bool):
            raise Malformed(field.key, "yesno", str(value))
        return value
    if str(value) not in field.options:
        raise Malformed(field.key, "not-an-option", str(value))
    return str(value)


def rules_of(stored: Iterable[Mapping[str, Any]], fields: Mapping[str, Field]) -> tuple[Rule, ...]:
    """The rules as they are stored. Raises Malformed, also for a rule that never can hold."""
    made = []
    for one in stored:
        when = condition_of(one.get("when") or {}, fields)
        need = tuple(str(key) for key in one.get("need") or ())
        if not need:
            raise Malformed("", "needs-nothing")
        for key in need:
            if key not in fields:
                raise Malformed(key, "unknown-field", key)
        if witness(when, fields) is None:
            raise Malformed(_first(when), "never-holds")
        made.append(Rule(when, need))
    return tuple(made)


def _first(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        return condition.field
    return next((_first(part) for part in condition.parts), "")


# whether a condition holds, and whether it ever can


def holds(condition: Condition, fields: Mapping[str, Field], values: Values) -> bool:
    """Whether a condition holds for what was filled in. Of a field left empty only "empty" holds."""
    if isinstance(condition, Joined):
        parts = (holds(part, fields, values) for part in condition.parts)
        return all(parts) if condition.every else any(parts)
    return _holds(condition, fields[condition.field], values.get(condition.field))


def _holds(one: Comparison, field: Field, value: Any) -> bool:
    if one.word in PRESENCE:
        return (value is None) == (one.word == "empty")
    if value is None:
        return False
    if one.word in LIMITS:
        return inside(field, value) == (one.word == "inside")
    wanted = one.value
    answers = {
        "is": lambda: value == wanted,
        "is-not": lambda: value != wanted,
        "below": lambda: value < wanted,
        "above": lambda: value > wanted,
        "at-least": lambda: value >= wanted,
        "at-most": lambda: value <= wanted,
    }
    return bool(answers[one.word]())


def inside(field: Field, value: Decimal) -> bool:
    """Whether a number lies within the limits of acceptance (the limits themselves are inside)."""
    return (field.low is None or value >= field.low) and (field.high is None or value <= field.high)


def witness(condition: Condition, fields: Mapping[str, Field]) -> dict[str, Any] | None:
    """Values of the named fields for which the condition holds and which the form accepts; None when there are none, so that it never can hold.

    Raises Malformed ("too-involved") for more than MOST_CASES ways to make it hold.
    """
    for case in _cases(condition):
        found: dict[str, Any] = {}
        by_field: dict[str, list[Comparison]] = {}
        for one in case:
            by_field.setdefault(one.field, []).append(one)
        for key, comparisons in by_field.items():
            fits = [
                v for v in _candidates(fields[key], comparisons) if all(_holds(c, fields[key], v) for c in comparisons)
            ]
            if not fits:
                break
            found[key] = fits[0]
        else:
            return found
    return None


def _cases(condition: Condition) -> list[tuple[Comparison, ...]]:
    """The ways to make it hold: each a set of comparisons that all hold."""
    if isinstance(condition, Comparison):
        return [(condition,)]
    parts = [_cases(part) for part in condition.parts]
    if not condition.every:
        made = [case for part in parts for case in part]
    else:
        size = 1
        for part in parts:
            size *= len(part)
            if size > MOST_CASES:
                raise Malformed(_first(condition), "too-involved")
        made = [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*parts)]
    if len(made) > MOST_CASES:
        raise Malformed(_first(condition), "too-involved")
    return made


def _candidates(field: Field, comparisons: Sequence[Comparison]) -> list[Any]:
    """One value of each kind that the comparisons can tell apart, all of which the field accepts."""
    empty: list[Any] = [] if field.required else [None]
    if field.kind == "choice":
        return [*field.options, *empty]
    if field.kind == "yesno":
        return [True, False, *empty]
    if field.kind != "number":
        return ["something", *empty]
    marks = {one.value for one in comparisons if one.value is not None}
    marks |= {limit for limit in (field.least, field.most, field.low, field.high) if limit is not None}
    points = sorted(marks) or [Decimal(0)]
    between = [(first + second) / 2 for first, second in itertools.pairwise(points)]
    around = [points[0] - 1, *points, *between, points[-1] + 1]
    return [value for value in around if _enterable(field, value)] + empty


def _enterable(field: Field, value: Decimal) -> bool:
    return (field.least is None or value >= field.least) and (field.most is None or value <= field.most)


# what was filled in


def read(field: Field, text: str) -> Any:
    """The value of what was typed; None for nothing. Raises Malformed with what would be right. Persons, subjects and files are references."""
    text = text.strip()
    if not text:
        return None
    if field.kind == "number":
        plain = text.replace(" ", "").replace(",", ".")
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,6})?", plain):
            raise Malformed(field.key, "number", text)
        return Decimal(plain)
    if field.kind == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Malformed(field.key, "date", text) from None
    if field.kind == "yesno":
        if text not in ("yes", "no"):
            raise Malformed(field.key, "yesno", text)
        return text == "yes"
    if field.kind == "choice" and text not in field.options:
        raise Malformed(field.key, "not-an-option", text)
    if len(text) > LONGEST.get(field.kind, 400):
        raise Malformed(field.key, "too-long", str(LONGEST.get(field.kind, 400)))
    return text


def check(fields: Mapping[str, Field], rules: Iterable[Rule], values: Values) -> list[Problem]:
    """Everything that keeps a form from being handed in; each field once. Rules are asked only about what was filled in, so none hides another."""
    found: dict[str, Problem] = {}
    for key, field in fields.items():
        value = values.get(key)
        if value is None:
            if field.required:
                found[key] = Problem(key, "missing")
        elif field.kind == "number" and not _enterable(field, value):
            found[key] = Problem(key, "not-enterable", _span(field.least, field.most))
    for rule in rules:
        if holds(rule.when, fields, values):
            for key in rule.need:
                if values.get(key) is None:
                    found.setdefault(key, Problem(key, "needed-by-rule", _first(rule.when)))
    return list(found.values())


def _span(least: Decimal | None, most: Decimal | None) -> str:
    return f"{'' if least is None else least} … {'' if most is None else most}".strip()


def stored(value: Any) -> Any:
    """A value as it is kept in JSON: numbers and dates as text."""
    return str(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value


def restored(field: Field, value: Any) -> Any:
    """What `stored` made, as a value again."""
    if value is None or field.kind not in ("number", "date"):
        return value
    return Decimal(str(value)) if field.kind == "number" else date.fromisoformat(str(value))
