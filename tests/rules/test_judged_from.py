"""What a requirement is judged from: facts, a passage, a record, a person; each promise of `rules/judged_from`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules import judged_from as rule

SUPPLIERS = rule.Room("supplier", "resources")
DOCUMENTS = rule.Room("document", "documents")
REGISTER = rule.Room("suppliers", "resources")
MEANS = rule.Means(
    stating={"supplier.evaluated": (SUPPLIERS,), "text.effective": (DOCUMENTS,), "supplier.rejected": (SUPPLIERS,)},
    passages=frozenset({"text.effective"}),
    contrary={"supplier.evaluated": ("supplier.rejected", "supplier.unheard")},
    populations={"supplier": REGISTER},
)


def asked(word: str, facet: str = "done", **more: object) -> rule.Asked:
    return rule.Asked(word, facet, word, f"{word} is shown", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "way"),
    [
        (asked("supplier.evaluated"), rule.FACTS),
        (asked("text.effective"), rule.PASSAGE),
        (asked("award.given"), rule.RECORD),
        (asked("judgement.shown", person=True), rule.PERSON),
        (asked("supplier.evaluated", person=True), rule.PERSON),
    ],
    ids=[
        "a room says it",
        "a passage says it",
        "nobody says it",
        "a person says it",
        "a person says what a room knows",
    ],
)
def test_the_way(one: rule.Asked, way: str) -> None:
    assert rule.basis(one, MEANS).way == way


def test_who_says_it_and_of_whom() -> None:
    found = rule.basis(asked("supplier.evaluated", per="supplier"), MEANS)
    assert found.stated_by == (SUPPLIERS,)
    assert found.population == REGISTER


def test_a_population_nobody_registered_is_listed_by_people() -> None:
    assert rule.basis(asked("award.given", per="award"), MEANS).population is None


def test_only_contraries_that_a_room_states_are_named() -> None:
    assert rule.basis(asked("supplier.evaluated"), MEANS).against == (("supplier.rejected", SUPPLIERS),)


def test_where_only_a_person_will_do_nobody_else_states_it() -> None:
    assert rule.basis(asked("supplier.evaluated", person=True), MEANS).stated_by == ()


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (["supplier.evaluated", "text.effective"], rule.WHOLLY),
        (["supplier.evaluated", "award.given"], rule.PARTLY),
        (["award.given"], rule.NOT),
        ([], rule.NOT),
    ],
)
def test_how_far_a_requirement_needs_nobody(words: list[str], level: str) -> None:
    assert rule.level(rule.basis(asked(word), MEANS) for word in words) == level


WORDS = st.sampled_from(["supplier.evaluated", "text.effective", "award.given", "medal.given"])
THINGS = st.lists(st.builds(asked, WORDS, st.sampled_from(rule.FACETS)), max_size=8)


@given(THINGS)
def test_every_thing_is_counted_once_and_stands_under_its_facet(things: list[rule.Asked]) -> None:
    bases = [rule.basis(one, MEANS) for one in things]
    assert sum(rule.counts(bases).values()) == len(things)
    grouped = rule.by_facet(bases)
    assert sum(len(ones) for ones in grouped.values()) == len(things)
    assert all(one.asked.facet == facet for facet, ones in grouped.items() for one in ones)


@given(THINGS)
def test_a_room_that_learns_to_say_more_never_needs_people_for_more(things: list[rule.Asked]) -> None:
    order = (rule.NOT, rule.PARTLY, rule.WHOLLY)
    more = rule.Means({**MEANS.stating, "award.given": (SUPPLIERS,)}, MEANS.passages, MEANS.contrary, MEANS.populations)
    before = rule.level(rule.basis(one, MEANS) for one in things)
    after = rule.level(rule.basis(one, more) for one in things)
    assert order.index(after) >= order.index(before)
