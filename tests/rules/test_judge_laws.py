"""Laws of the judge, over generated requirements and ledgers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clauseway.rules.facts import FACETS, Asked, Claim, Decision, Expectation, Facts, Period, Subject, Unless, Verdict
from clauseway.rules.population import Population
from clauseway.rules.verdict import judge

START = date(2026, 1, 1)
STANDING = {"gap": 0, "unknown": 1, "conforming": 2, "not-applicable": 2}
KINDS = ("a.done", "b.done")
laws = settings(max_examples=80, deadline=None)

days = st.integers(0, 400).map(lambda n: START + timedelta(days=n))
ends = st.none() | days
results = st.sampled_from([{}, {"result": "good"}, {"result": "bad"}])
extents = st.sampled_from([{}, {"sites": ["north"]}, {"sites": ["south"]}, {"sites": ["north", "south"]}])
standards = st.sampled_from([{}, {"standards": ["one"]}, {"standards": ["other"]}])


@st.composite
def claims(draw: Callable[..., Any], kind: str = "", stance: int = 1) -> Claim:
    start = draw(days)
    end = draw(ends)
    return Claim(
        id=str(draw(st.integers(0, 999))),
        kind=kind or draw(st.sampled_from(KINDS)),
        stance=stance,
        grade=draw(st.sampled_from(["draft", "declared", "recorded", "examined"])),
        valid_from=start,
        valid_until=end if end is None or end > start else None,
        entered=start + timedelta(days=draw(st.integers(0, 90))),
        topic=draw(st.sampled_from(["", "own", "close", "elsewhere"])),
        subject=draw(st.sampled_from(["", "s1", "s2", "s3"])),
        facets={**draw(results), **draw(extents), **draw(standards)},
        filed_by=draw(st.sampled_from(["p1", "p2"])),
    )


@st.composite
def expectations(draw: Callable[..., Any], code: str) -> Expectation:
    per = draw(st.sampled_from(["", "supplier"]))
    rhythm = draw(st.sampled_from(["", "yearly"]))
    return Expectation(
        code=code,
        facet=draw(st.sampled_from(FACETS)),
        kind=draw(st.sampled_from(KINDS)),
        where=draw(st.sampled_from([{}, {"result": ["good"]}])),
        deciding=frozenset({"result"}) if draw(st.booleans()) else frozenset(),
        per=per,
        only=draw(st.sampled_from([{}, {"criticality": ["high"]}])) if per else {},
        need=draw(st.sampled_from(["all", 1, 2, 0.5])) if per else "all",
        rhythm=rhythm,
        grace=bool(rhythm) and draw(st.booleans()),
        absent_is_gap=draw(st.booleans()),
        bound=draw(st.booleans()),
        by_site=draw(st.booleans()),
    )


@st.composite
def subjects(draw: Callable[..., Any], kind: str, ref: str) -> Subject:
    start = draw(days)
    end = draw(ends)
    facets = draw(st.sampled_from([{}, {"criticality": "high"}, {"criticality": "low"}])) if kind == "supplier" else {}
    return Subject(kind, ref, ref, start, end if end is None or end > start else None, facets)


@st.composite
def periods(draw: Callable[..., Any]) -> tuple[Period, ...]:
    cuts = sorted({draw(days) for _ in range(draw(st.integers(0, 2)))})
    found = []
    for position, cut in enumerate(cuts):
        end = cuts[position + 1] if position + 1 < len(cuts) else None
        found.append(Period(draw(st.sampled_from([30, 90, 365])), cut, end))
    return tuple(found)


@st.composite
def cases(draw: Callable[..., Any]) -> tuple[Asked, list[Claim], Facts, date]:
    """A requirement, the claims about it, the other facts, and a day."""
    asked = Asked(
        ref="1",
        edition="one-2026",
        standard="one",
        expectations=tuple(draw(expectations(f"e{number}")) for number in range(draw(st.integers(1, 3)))),
        topics=frozenset({"own"}),
        close=frozenset({"close"}),
        control=draw(st.booleans()),
        excluded_but=draw(st.sampled_from([(), (Unless("supplier", "", {"criticality": "high"}),)])),
        against={"trouble.open": "e0", **dict.fromkeys(KINDS, "e0")},
    )
    filed = draw(st.lists(claims(), max_size=8))
    filed += draw(st.lists(claims(kind="trouble.open", stance=-1), max_size=1))
    if draw(st.booleans()):
        none = draw(claims(kind="population.none"))
        filed.append(replace(none, topic="", subject="", facets={"subject": "supplier"}))
    filed = [replace(claim, id=f"{number:03}") for number, claim in enumerate(filed)]
    members = tuple(draw(subjects("supplier", f"s{n}")) for n in range(1, draw(st.integers(1, 4))))
    sites = tuple(draw(subjects("site", ref)) for ref in ("north", "south")[: draw(st.integers(0, 2))])
    decisions = draw(st.sampled_from([(), ("in",), ("out",)]))
    facts = Facts(
        {},
        {"supplier": members, "site": sites},
        {"yearly": draw(periods())},
        tuple(Decision(word == "in", draw(st.booleans()), draw(days)) for word in decisions),
    )
    return asked, filed, facts, draw(days)


def verdict(asked: Asked, filed: list[Claim], facts: Facts, day: date) -> Verdict:
    """The verdict with the claims filed as gathering files them: by word, contrary ones also under "-"."""
    by_kind: dict[str, tuple[Claim, ...]] = {}
    for claim in filed:
        by_kind[claim.kind] = (*by_kind.get(claim.kind, ()), claim)
    against = tuple(claim for claim in filed if claim.stance < 0)
    return judge(asked, replace(facts, claims=by_kind | ({"-": against} if against else {})), day)


@laws
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters(case: tuple[Asked, list[Claim], Facts, date], random: Any) -> None:
    asked, filed, facts, day = case
    other = list(filed)
    random.shuffle(other)
    assert verdict(asked, filed, facts, day) == verdict(asked, other, facts, day)


@laws
@given(cases())
def test_the_same_inputs_give_the_same_verdict(case: tuple[Asked, list[Claim], Facts, date]) -> None:
    asked, filed, facts, day = case
    assert repr(verdict(asked, filed, facts, day)) == repr(verdict(asked, filed, facts, day))


@laws
@given(cases())
def test_every_verdict_has_a_reason(case: tuple[Asked, list[Claim], Facts, date]) -> None:
    """And the answer follows from what the reasons weigh."""
    asked, filed, facts, day = case
    found = verdict(asked, filed, facts, day)
    weights = {reason.weighs for reason in found.reasons}
    assert found.reasons
    expected = "gap" if "gap" in weights else "unknown" if "unknown" in weights else "shown"
    assert (
        found.answer in {"gap": ("gap",), "unknown": ("unknown",), "shown": ("conforming", "not-applicable")}[expected]
    )


@laws
@given(cases(), claims())
def test_one_more_supporting_claim_never_worsens(case: tuple[Asked, list[Claim], Facts, date], more: Claim) -> None:
    """Supporting: in force and fresh on the day, saying what is asked for, looked at at least as well as recorded, of any extent."""
    asked, filed, facts, day = case
    more = replace(
        more, id="zzz", valid_from=day, valid_until=None, entered=day, facets={**more.facets, "result": "good"}
    )
    more = replace(more, grade="recorded")
    before, after = verdict(asked, filed, facts, day), verdict(asked, [*filed, more], facts, day)
    assert STANDING[after.answer] >= STANDING[before.answer]
    for facet, weight in before.facets.items():
        assert _heavier(after.facets[facet], weight)


def _heavier(new: str, old: str) -> bool:
    order = ("gap", "unknown", "shown")
    return order.index(new) >= order.index(old)


@laws
@given(cases(), claims(kind="trouble.open", stance=-1), st.sampled_from(["trouble.open", *KINDS]))
def test_a_counter_claim_never_betters(
    case: tuple[Asked, list[Claim], Facts, date], contrary: Claim, kind: str
) -> None:
    asked, filed, facts, day = case
    contrary = replace(contrary, id="zzz", kind=kind)
    before, after = verdict(asked, filed, facts, day), verdict(asked, [*filed, contrary], facts, day)
    assert STANDING[after.answer] <= STANDING[before.answer]


@laws
@given(cases(), claims(stance=-1))
def test_an_open_counter_claim_on_the_requirement_is_a_gap(
    case: tuple[Asked, list[Claim], Facts, date], contrary: Claim
) -> None:
    """Whatever else is shown, unless the requirement is a control that nobody declared."""
    asked, filed, facts, day = case
    contrary = replace(contrary, kind="trouble.open", topic="own", facets={}, valid_from=day, valid_until=None)
    found = verdict(asked, [*filed, contrary], facts, day)
    assert found.answer == "gap" or found.reasons[0].code == "control-not-declared"


@laws
@given(cases(), st.integers(1, 500))
def test_a_verdict_stays_until_its_next_change(case: tuple[Asked, list[Claim], Facts, date], ahead: int) -> None:
    asked, filed, facts, day = case
    found = verdict(asked, filed, facts, day)
    later = day + timedelta(days=ahead)
    if found.next_change_on is not None:
        assert found.next_change_on > day
        later = min(later, found.next_change_on - timedelta(days=1))
    assert verdict(asked, filed, facts, later)[:4] == found[:4]


@laws
@given(cases())
def test_claims_of_other_words_change_nothing(case: tuple[Asked, list[Claim], Facts, date]) -> None:
    asked, filed, facts, day = case
    stray = Claim("zzz", "opportunity.noted", 0, "recorded", START, None, START, topic="own")
    assert verdict(asked, filed, facts, day) == verdict(asked, [*filed, stray], facts, day)


@laws
@given(cases())
def test_a_draft_never_shows_anything(case: tuple[Asked, list[Claim], Facts, date]) -> None:
    asked, filed, facts, day = case
    drafts = [replace(claim, grade="draft") for claim in filed if claim.kind in KINDS]
    found = verdict(asked, drafts, facts, day)
    assert found.answer != "conforming"


@laws
@given(cases(), days)
def test_remembering_who_is_alive_changes_nothing(case: tuple[Asked, list[Claim], Facts, date], other: date) -> None:
    """A population that many requirements ask about, on one day after the other, answers like a plain tuple."""
    asked, filed, facts, day = case
    remembering = replace(facts, subjects={kind: Population(rows) for kind, rows in facts.subjects.items()})
    for when in (day, other, day):
        assert verdict(asked, filed, remembering, when) == verdict(asked, filed, facts, when)


SHARE = Expectation("trained", "done", "a.done", per="person", need=0.8)


def _trained(missing: int, *more: Claim) -> Verdict:
    people = tuple(Subject("person", f"p{number}", f"P{number}", START) for number in range(10))
    shown = [
        Claim(f"{n:02}", "a.done", 1, "recorded", START, None, START, subject=f"p{n}") for n in range(10 - missing)
    ]
    asked = Asked("1", "one-2026", "one", (SHARE,), frozenset({"own"}))
    return verdict(asked, [*shown, *more], Facts({}, {"person": people}), START)


def test_a_share_tolerates_who_is_missing_and_names_them() -> None:
    found = _trained(2)
    assert found.answer == "conforming"
    assert [(r.code, r.weighs) for r in found.reasons] == [("shown", "shown"), ("not-shown", "note")]
    assert _trained(3).answer == "unknown"


def test_a_share_tolerates_no_contrary_fact() -> None:
    """Nine of ten are shown, eight would do, and of the tenth the contrary is known: one counter-example is not outvoted."""
    contrary = Claim("zz", "a.done", -1, "recorded", START, None, START, subject="p9")
    assert _trained(1, contrary).answer == "gap"


def test_more_than_there_are_cannot_be_met_in_silence() -> None:
    """Three of two: not shown, and said."""
    people = tuple(Subject("person", ref, ref, START) for ref in ("p1", "p2"))
    shown = [Claim(ref, "a.done", 1, "recorded", START, None, START, subject=ref) for ref in ("p1", "p2")]
    asked = Asked("1", "one-2026", "one", (replace(SHARE, need=3),), frozenset({"own"}))
    found = verdict(asked, shown, Facts({}, {"person": people}), START)
    assert (found.answer, found.reasons[-1].code) == ("unknown", "not-shown")
