"""Scope: what is left out without a reason, what contradicts it, and what is in use and not named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.scope import CONTRADICTED, NOT_JUSTIFIED, NOT_NAMED, NOT_STATED, Left, Thing, findings, unnamed

TEXT = "Making of level instruments at the works in Vlissingen and the depot in Zwolle; FlowPilot 50."
WHY = "We build to drawings of our customers"
DESIGN = Thing("process", "p", "Development", {"activity": "design"})


@pytest.mark.parametrize(
    ("thing", "named"),
    [
        (Thing("site", "s", "Works Vlissingen"), True),
        (Thing("site", "s", "Works Middelburg"), False),
        (Thing("product", "f", "FlowPilot 50"), True),
        (Thing("product", "f", "FlowPilot 80"), False),
        (Thing("process", "p", "Sales"), True),
    ],
)
def test_named_by_the_words_that_tell_it_apart(thing: Thing, named: bool) -> None:
    assert (unnamed(TEXT, [thing]) == []) is named


def test_all_sites_takes_every_site_in_and_no_product() -> None:
    things = [Thing("site", "s", "Middelburg"), Thing("product", "f", "FlowPilot 80")]
    assert unnamed("Instruments, made at all sites.", things) == [things[1]]


@pytest.mark.parametrize(
    ("left", "codes"),
    [
        (Left("8.3", WHY, (("process", {"activity": ["design"]}),)), [CONTRADICTED]),
        (Left("8.3", "", (("process", {"activity": ["design"]}),)), [NOT_JUSTIFIED, CONTRADICTED]),
        (Left("8.3", WHY, (("process", {"activity": ["service"]}),)), []),
        (Left("7.1.5", "no"), [NOT_JUSTIFIED]),
    ],
)
def test_an_exclusion_needs_a_reason_and_nothing_live_against_it(left: Left, codes: list[str]) -> None:
    assert [one.code for one in findings(TEXT, [left], [DESIGN])] == codes


def test_nothing_stated_is_one_finding_and_not_one_for_each_site() -> None:
    things = [Thing("site", "s", "Oslo"), Thing("site", "t", "Bergen")]
    assert [one.code for one in findings(" ", [], things)] == [NOT_STATED]
    assert [one.code for one in findings("Making of boats", [], things)] == [NOT_NAMED, NOT_NAMED]


WORDS = st.lists(
    st.sampled_from(["Oslo", "Bergen", "works", "North", "all", "sites", "12", "é-ö", "!"]), max_size=6
).map(" ".join)


@given(WORDS, st.lists(WORDS, max_size=4), WORDS)
def test_saying_more_never_leaves_more_unnamed(text: str, names: list[str], more: str) -> None:
    things = [Thing("site", str(n), name) for n, name in enumerate(names)]
    assert len(unnamed(f"{text} {more}", things)) <= len(unnamed(text, things))


@given(st.text(min_size=1, max_size=30))
def test_a_name_that_stands_in_the_text_is_named(name: str) -> None:
    assert unnamed(f"We work at {name} only.", [Thing("site", "s", name)]) == []
