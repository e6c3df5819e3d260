"""Correspondence goes by topic, is as strong as its weakest part, and is the same from both sides."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseway.rules.correspondence import (
    CONFIDENCES,
    PARTIAL,
    STRENGTHS,
    Link,
    Stand,
    Stated,
    added,
    less_sure,
    pairs,
    side_by_side,
    weaker,
)

laws = settings(max_examples=80, deadline=None)
strengths = st.sampled_from(STRENGTHS)
confidences = st.sampled_from(CONFIDENCES[:3])
topics = st.sampled_from(["context", "audit", "review", "competence"])
links = st.builds(Link, topics, strengths, st.sampled_from(["one table", "another"]), confidences)


@st.composite
def editions(draw: Callable[..., Any], name: str) -> list[Stand]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        mine = draw(st.lists(links, max_size=3, unique_by=lambda link: link.topic))
        made.append(Stand(name, f"{number + 4}.1", f"{name} {number}", tuple(mine), draw(st.booleans())))
    return made


@st.composite
def sayings(draw: Callable[..., Any]) -> Stated:
    refs = st.sampled_from(["", "4.1", "5.1", "6.1"])
    return Stated("one", draw(refs), "two", draw(refs), "reworded", draw(strengths), "said", draw(confidences))


sets = st.tuples(editions("one"), editions("two"), editions("three"))
said = st.lists(sayings(), max_size=3, unique_by=lambda s: (s.ref_from, s.ref_to))


@laws
@given(editions("one"), editions("two"), said)
def test_the_pairs_of_two_editions_are_the_same_from_both_sides(a: list[Stand], b: list[Stand], stated: Any) -> None:
    there = {(p.ref_a, p.ref_b): (p.strength, p.confidence, p.provenance, set(p.topics)) for p in pairs(a, b, stated)}
    back = {(p.ref_b, p.ref_a): (p.strength, p.confidence, p.provenance, set(p.topics)) for p in pairs(b, a, stated)}
    assert there == back


@laws
@given(editions("one"), editions("two"))
def test_a_pair_shares_a_topic_and_a_partial_member_makes_it_partial(a: list[Stand], b: list[Stand]) -> None:
    of_a, of_b = {s.ref: {link.topic: link for link in s.links} for s in a}, {s.ref: s for s in b}
    for pair in pairs(a, b):
        theirs = {link.topic: link for link in of_b[pair.ref_b].links}
        assert pair.topics
        on = [(of_a[pair.ref_a][topic], theirs[topic]) for topic in pair.topics]
        assert pair.strength == min((weaker(x.strength, y.strength) for x, y in on), key=STRENGTHS.index)
        assert pair.confidence in {less_sure(x.confidence, y.confidence) for x, y in on}


@laws
@given(editions("one"), editions("two"), st.permutations(["11.1", "12.1", "13.1", "14.1", "15.1"]))
def test_numbers_never_matter(a: list[Stand], b: list[Stand], numbers: list[str]) -> None:
    """Giving one edition other numbers changes the numbers in its pairs and nothing else."""
    renamed = {stand.ref: number for stand, number in zip(b, numbers, strict=False)}
    other = [replace(stand, ref=renamed[stand.ref]) for stand in b]
    assert [p._replace(ref_b=renamed[p.ref_b]) for p in pairs(a, b)] == pairs(a, other)


@laws
@given(editions("one"), editions("two"), said)
def test_what_was_stated_about_a_pair_goes_before_its_topics(a: list[Stand], b: list[Stand], stated: Any) -> None:
    refs_a, refs_b = {s.ref for s in a}, {s.ref for s in b}
    found = {(p.ref_a, p.ref_b): p for p in pairs(a, b, stated)}
    for each in stated:
        if each.ref_from in refs_a and each.ref_to in refs_b:
            assert found[each.ref_from, each.ref_to].strength == each.strength


def test_a_requirement_that_only_a_heading_answers_stands_in_a_shared_row() -> None:
    """The requirement below the heading was stated to overlap in part; the topic still brings the heading."""
    audit = (Link("audit", "same", "one table", "sure"),)
    one = [Stand("one", "4.1", "one 0", audit, True)]
    two = [Stand("two", "4.1", "two 0", audit, True), Stand("two", "5.1", "two 1", audit, False)]
    found = side_by_side([one, two], [Stated("one", "4.1", "two", "4.1", "reworded", PARTIAL, "said", "sure")])
    assert [[(member.edition, member.ref) for member in row.members] for row in found.shared] == [
        [("one", "4.1"), ("two", "5.1")]
    ]
    assert [(entry.total, entry.shared, entry.partly) for entry in found.adds] == [(1, 1, 0), (1, 0, 1)]


@laws
@given(sets, said)
def test_side_by_side_counts_every_requirement_once(three: Any, stated: Any) -> None:
    """What is shared stands in a shared row, what is not stands among its edition's own, and each added count follows from that."""
    found = side_by_side(three, stated)
    rows = {(m.edition, m.ref) for row in found.shared for m in row.members}
    for entry, stands in zip(found.adds, [e for e in three if e], strict=True):
        counted = {s.ref for s in stands if s.counts}
        own = {stand.ref for stand, _p in entry.own}
        assert entry.total == len(counted) == entry.shared + len(own)
        assert not own & {ref for edition, ref in rows if edition == entry.edition}
        assert counted - own <= {ref for edition, ref in rows if edition == entry.edition}
        assert entry.partly == sum(1 for _s, overlapping in entry.own if overlapping)
        assert len(own) <= entry.beyond <= entry.total
    assert all(len(row.editions) > 1 for row in found.shared)
    assert found.asked == sum(entry.beyond for entry in found.adds)


@laws
@given(sets, said)
def test_the_order_of_the_editions_changes_no_shared_count(three: Any, stated: Any) -> None:
    forth = {entry.edition: (entry.total, entry.shared, entry.partly) for entry in side_by_side(three, stated).adds}
    back = {e.edition: (e.total, e.shared, e.partly) for e in side_by_side(three[::-1], stated).adds}
    assert forth == back


@laws
@given(sets, said)
def test_adding_an_edition_splits_its_requirements_into_answered_and_new(three: Any, stated: Any) -> None:
    found = added(three[:2], three[2], stated)
    assert found.total == found.same + found.close + found.partial + found.new
    assert found.total == sum(1 for stand in three[2] if stand.counts)


@laws
@given(sets, said)
def test_applying_more_never_makes_an_addition_bigger(three: Any, stated: Any) -> None:
    """One more edition at work answers more of a third one, never less."""
    less, more = added(three[:1], three[2], stated), added(three[:2], three[2], stated)
    assert more.new <= less.new
    assert more.same + more.close >= less.same + less.close


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("same", "same", "same"), ("same", "close", "close"), ("close", "partial", PARTIAL), ("same", "", "")],
)
def test_a_pair_is_as_strong_as_its_weaker_member(a: str, b: str, expected: str) -> None:
    assert weaker(a, b) == weaker(b, a) == expected


def test_improvement_of_one_standard_answers_another_number_of_the_other() -> None:
    """10.1 and 10.2 do not line up by number between quality and information security."""
    quality = [
        Stand("q", "10.1", "General", (Link("improvement", "partial", "", "sure"),)),
        Stand("q", "10.3", "Continual improvement", (Link("continual", "same", "", "sure"),)),
    ]
    security = [Stand("s", "10.1", "Continual improvement", (Link("continual", "same", "", "sure"),))]
    assert [(p.ref_a, p.ref_b, p.strength) for p in pairs(quality, security)] == [("10.3", "10.1", "same")]
