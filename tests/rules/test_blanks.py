"""Blanks, parts for standards, and what is wrong with their marks: laws and a table of cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.rules.blanks import SHOWN, blanks, families_of, flaws, named, parts_for, with_blanks
from clauseway.rules.maturity import maturity

WORDS = st.text(alphabet="abc äß/:,.()-", min_size=1, max_size=30).filter(str.strip)
PLAIN = st.text(alphabet="abc \n|#-*`", max_size=80)


@given(PLAIN, WORDS, PLAIN)
def test_a_blank_is_found_wherever_it_stands(before: str, says: str, after: str) -> None:
    found = blanks(f"{before}[Fill in: {says}]{after}")
    assert [one.says for one in found] == [" ".join(says.split())]
    assert found[0].line == before.count("\n") + 1


@given(PLAIN, WORDS)
def test_a_text_with_a_blank_is_never_in_force_by_its_own_words(before: str, says: str) -> None:
    text = f"# Policy\n\nApproved by: Vera Director, 2026-02-03\n\nEffective date: 2026-02-03\n\n{before}\n\n[Fill in: {says}]\n"
    assert maturity(text).state == "draft"


@given(PLAIN)
def test_a_text_without_one_has_none(text: str) -> None:
    assert blanks(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[fill in: who]", 1),
        ("[FILL  IN : who]", 1),
        ("[Fill in: who", 1),
        ("[Fill in:]", 1),
        ("[Choose: yes / no]", 1),
        ("[Fill in: a] [Fill in: a]", 2),
        ("[Fill in: over\ntwo lines]", 1),
        ("[POL-001] and [a link](https://example.test)", 0),
        ("Fill in: the form", 0),
        ("[x] ticked", 0),
    ],
)
def test_what_counts_as_a_blank(text: str, count: int) -> None:
    assert len(blanks(text)) == count


def test_a_choice_has_its_answers() -> None:
    assert blanks("[Choose: met / partly met / not met]")[0].options == ("met", "partly met", "not met")
    assert blanks("[Fill in: and/or]")[0].options == ()


def test_a_refusal_names_the_first_and_counts_the_rest() -> None:
    told, more = named(blanks(" ".join(f"[Fill in: thing {n}]" for n in range(SHOWN + 3))))
    assert "“thing 0”" in told
    assert f"thing {SHOWN}" not in told
    assert more == 3
    assert named(blanks("[Fill in: once] [Fill in: once]")) == ("“once”", 0)


PARTS = "Common\n\n::: iso-14001, iso-45001\nFor two\n:::\n\nMore\n\n::: iso-9001\nFor one\n:::\n"


@pytest.mark.parametrize(
    ("families", "has", "lacks"),
    [
        ([], [], ["For two", "For one"]),
        (["iso-45001"], ["For two"], ["For one"]),
        (["iso-9001", "iso-14001"], ["For two", "For one"], []),
    ],
)
def test_parts_are_for_their_standards(families: list[str], has: list[str], lacks: list[str]) -> None:
    text = parts_for(PARTS, families)
    assert "Common" in text
    assert "More" in text
    assert ":::" not in text
    assert all(one in text for one in has)
    assert not any(one in text for one in lacks)


def test_the_standards_of_parts() -> None:
    assert families_of(PARTS) == {"iso-9001", "iso-14001", "iso-45001"}


@given(st.sets(st.sampled_from(["iso-9001", "iso-14001", "iso-45001"])))
def test_more_standards_never_take_a_part_away(families: set[str]) -> None:
    lines = set(parts_for(PARTS, families).splitlines())
    assert lines <= set(parts_for(PARTS, families | {"iso-9001"}).splitlines())


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a\n::: iso-1\nb\n:::", 2, "no standard"),
        ("a\n:::", 2, "none was begun"),
        ("::: iso-9001\na", 1, "never closed"),
        ("::: iso-9001\n::: iso-9001\n:::", 2, "inside"),
        ("a\n\n{{nobody.knows}}", 3, "nothing is known"),
        ("[Fill in: ?]", 1, "in words"),
        ("a\n[Choose: yes]", 0, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, says: str) -> None:
    found = flaws(text, families=["iso-9001"], variables=["organization.name"])
    assert [(one.line, says in one.says) for one in found] == ([(line, True)] if line else [])


def test_what_nothing_is_known_for_becomes_a_blank() -> None:
    text = with_blanks("{{a.b}} and {{c.d}}", {"a.b": "known", "c.d": ""}, lambda name: f"what {name} is")
    assert text == "{{a.b}} and [Fill in: what c.d is]"
