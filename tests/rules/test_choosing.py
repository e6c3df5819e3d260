"""Laws of choosing: what somebody names is in, hints never add up to a demand, silence speaks for nothing, order never matters."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.catalogue.choosing import FILE, read_choosing
from clauseway.catalogue.content import folder
from clauseway.rules.choosing import (
    ADVISED,
    ASKED,
    CERTIFY,
    COMPLY,
    CONSIDER,
    DEMANDED,
    EXTEND,
    KEEP,
    LEVELS,
    LIKELY,
    MILD,
    NO,
    NONE,
    NOTHING,
    STAGES,
    STANDARDS,
    SURE,
    TOGETHER,
    UNKNOWN,
    UNSURE,
    Book,
    Chosen,
    Need,
    Option,
    Question,
    Signal,
    choose,
)

BOOK = read_choosing(folder() / FILE).book
DEMANDS = ("customers", "tenders", "law", "soon")
NAMED = (*BOOK.order, "iso-55001", "iso-26000", "iso-27017", "iso-9000")


def _values(question: Question) -> st.SearchStrategy[list[str]]:
    offered = NAMED if question.kind == STANDARDS else tuple(option.key for option in question.options)
    return st.lists(st.sampled_from((*offered, NONE)), unique=True, max_size=4)


answers = st.fixed_dictionaries({question.key: _values(question) for question in BOOK.questions})


def level(found: Chosen, standard: str) -> int:
    """From -1 (not in) to the strongest."""
    one = found.find(standard)
    return LEVELS.index(one.level) if one else -1


def everything(found: Chosen) -> set[str]:
    return {one.standard for one in (*found.first, *found.later, *found.kept)}


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(said: dict[str, list[str]], dice: random.Random) -> None:
    keys = list(said)
    dice.shuffle(keys)
    mixed = {key: dice.sample(said[key], len(said[key])) for key in keys}
    assert choose(BOOK, mixed) == choose(BOOK, said)


@given(answers, st.sampled_from([question.key for question in BOOK.questions]))
def test_an_unanswered_question_never_raises_a_recommendation(said: dict[str, list[str]], left_out: str) -> None:
    whole = choose(BOOK, said)
    less = choose(BOOK, {key: values for key, values in said.items() if key != left_out})
    for standard in everything(less) | everything(whole):
        assert level(less, standard) <= level(whole, standard)
    scale = (SURE, LIKELY, UNSURE)
    assert scale.index(less.confidence) >= scale.index(whole.confidence)


@given(answers, st.sampled_from(DEMANDS), st.sampled_from(NAMED))
def test_what_somebody_names_is_always_in(said: dict[str, list[str]], who: str, standard: str) -> None:
    """In the list to go for or held already; what nobody can be certified to is told with what to do instead."""
    found = choose(BOOK, {**said, who: [*said[who], standard]})
    if standard in BOOK.uncertifiable:
        assert standard in [one.standard for one in found.refused]
        near = BOOK.closest.get(standard)
        assert near is None or level(found, near) >= LEVELS.index(ADVISED)
    else:
        assert level(found, standard) >= LEVELS.index(DEMANDED)


@given(answers)
def test_no_number_of_hints_weighs_as_much_as_a_demand(said: dict[str, list[str]]) -> None:
    """Every demand stands before everything that is only advised, unless that is what the demand stands upon."""
    found = choose(BOOK, said).first
    demanded = [n for n, one in enumerate(found) if one.level == DEMANDED]
    upon = {need.on for need in BOOK.needs if need.standard in {one.standard for one in found}}
    for number, one in enumerate(found):
        if one.level == ADVISED and one.standard not in upon:
            assert all(number > other for other in demanded)
    for one in found:
        assert one.level == DEMANDED or any(reason.strength == "strong" for reason in one.reasons)


@given(answers)
def test_a_foundation_never_comes_after_what_stands_upon_it(said: dict[str, list[str]]) -> None:
    order = [one.standard for one in choose(BOOK, said).first]
    for need in BOOK.needs:
        if need.standard in order and need.on in order:
            assert order.index(need.on) < order.index(need.standard)


@given(answers)
def test_nothing_is_in_twice_or_without_a_reason_and_silence_is_told(said: dict[str, list[str]]) -> None:
    found = choose(BOOK, said)
    every = [one.standard for one in (*found.first, *found.later, *found.kept, *found.not_now)]
    assert len(every) == len(set(every))
    assert not set(every) & BOOK.uncertifiable
    for one in (*found.first, *found.later, *found.kept):
        assert one.reasons
    assert {one.question for one in found.unanswered} == {key for key, values in said.items() if not values}


def said(**given: Iterable[str]) -> dict[str, list[str]]:
    """Everything answered with "nothing applies", but for what is given."""
    return {question.key: list(given.get(question.key, [NONE])) for question in BOOK.questions}


def test_ten_mild_hints_stay_worth_a_thought() -> None:
    options = tuple(Option(f"o{n}", "") for n in range(10))
    book = Book(
        questions=(Question("q", "many", "", "", "", options),),
        signals=tuple(Signal("q", (one.key,), "iso-9001", MILD, "", SURE) for one in options),
    )
    found = choose(book, {"q": [one.key for one in options]})
    assert [one.level for one in found.later] == [CONSIDER]
    assert not found.first


def test_nobody_asks_and_nothing_speaks_for_it() -> None:
    found = choose(BOOK, said(hazards=["office"], data=["little"]))
    assert (found.needed, found.together, found.first) == (NO, NOTHING, ())
    assert [one.standard for one in found.not_now] == ["iso-27001", "iso-45001"]
    assert found.confidence == SURE


def test_without_any_answer_nothing_is_invented() -> None:
    found = choose(BOOK, {})
    assert (found.needed, found.first, found.later, found.confidence) == (UNKNOWN, (), (), UNSURE)
    assert len(found.unanswered) == len(BOOK.questions)


@pytest.mark.parametrize(
    ("given_answers", "order", "together"),
    [
        ({"customers": ["iso-9001", "iso-14001"]}, ["iso-9001", "iso-14001"], TOGETHER),
        ({"customers": ["iso-9001"], "soon": ["iso-27001"]}, ["iso-27001", "iso-9001"], STAGES),
        ({"soon": ["iatf-16949"], "customers": ["iso-14001"]}, ["iso-9001", "iatf-16949", "iso-14001"], STAGES),
        ({"tenders": ["iso-45001"], "held": ["iso-9001"]}, ["iso-45001"], EXTEND),
    ],
    ids=["equals", "date-first", "foundation-before-date", "extend"],
)
def test_in_which_order(given_answers: dict[str, list[str]], order: list[str], together: str) -> None:
    found = choose(BOOK, said(**given_answers))
    assert [one.standard for one in found.first] == order
    assert found.together == together
    assert found.needed == ASKED


def test_how_far_to_go_follows_who_asks() -> None:
    found = choose(BOOK, said(customers=["iso-9001"], law=["iso-45001"], planet=["permit"]))
    assert {one.standard: one.how for one in found.first} == {
        "iso-9001": CERTIFY,
        "iso-45001": "ask",
        "iso-14001": COMPLY,
    }


def test_what_is_held_is_kept_and_carries_what_it_stands_upon() -> None:
    found = choose(BOOK, said(held=["iatf-16949"], customers=["iso-9001"]))
    assert {one.standard: one.level for one in found.kept} == {"iso-9001": KEEP, "iatf-16949": KEEP}
    assert not found.first


def test_an_open_question_makes_less_sure() -> None:
    whole = said(sector=["manufacturing"])
    one = choose(BOOK, whole).find("iso-9001")
    other = choose(BOOK, {**whole, "tenders": []}).find("iso-9001")
    assert one
    assert other
    assert (one.confidence, other.confidence) == (LIKELY, UNSURE)


def test_needs_are_told_with_their_sentence() -> None:
    book = Book((Question("customers", STANDARDS, "", "", "", (), "customers"),), (), (Need("b", "a", "first a"),))
    found = choose(book, {"customers": ["b"]})
    assert [(one.standard, one.reasons[0].say) for one in found.first] == [("a", "first a"), ("b", "")]
