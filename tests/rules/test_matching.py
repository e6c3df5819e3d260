"""A passage is suggested for a requirement only when it speaks that requirement's own words; silence before error."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseway.rules.english import STOP, stem
from clauseway.rules.matching import Query, Tuning, citations, is_boilerplate, suggest
from clauseway.rules.passages import MAX_WORDS, MIN_WORDS, Passage, count_words, passages

BACKUP = Query(
    "A.8.13", "Information backup", "Copies of data and software are made and tried out.",
    ("backup schedule", "restore test", "offsite copy", "recovery point objective"), "27001", "2022",
)  # fmt: skip
ACCESS = Query(
    "A.5.15", "Access control", "Rules say who may reach what.",
    ("need to know", "least privilege", "access control policy", "authorization matrix"), "27001", "2022",
)  # fmt: skip
AUDIT = Query(
    "9.2",
    "Internal audit",
    "We look at ourselves.",
    ("audit programme", "audit plan", "auditor impartiality"),
    "27001",
    "2022",
)
QUERIES = (BACKUP, ACCESS, AUDIT)
FILLER = "The company works in three offices and its people use ordinary tools for their daily work with customers. "
TEXTS = {
    "backup.md": "The backup schedule names every system. A restore test of each information backup is made quarterly"
    " and an offsite copy is kept. The recovery point objective is one day.",
    "access.md": "Access control follows need to know and least privilege. The authorization matrix is kept with this"
    " access control policy and looked at twice a year by the owners.",
    "lunch.md": "The canteen opens at noon. Please bring back the trays and keep the tables clean for others.",
}
LOOSE = Tuning(fair=6.0, strong=12.0)


def place(name: str, text: str, *path: str) -> Passage:
    return Passage(name, path or ("Policy",), 0, 0, text)


CORPUS = tuple(place(name, f"{text} {FILLER}") for name, text in TEXTS.items())


def found(corpus: tuple[Passage, ...], tuning: Tuning = LOOSE) -> list[tuple[str, str]]:
    return [(one.requirement, one.passage.document) for one in suggest(corpus, QUERIES, tuning=tuning)]


def test_each_passage_goes_to_the_requirement_it_describes() -> None:
    """Right pairs only; the passage about lunch goes nowhere."""
    assert sorted(found(CORPUS)) == [("A.5.15", "access.md"), ("A.8.13", "backup.md")]


def test_the_reason_is_the_packs_own_words() -> None:
    """A suggestion names the terms that speak for it as the pack writes them."""
    best = next(one for one in suggest(CORPUS, QUERIES, tuning=LOOSE) if one.requirement == "A.8.13")
    assert {"restore test", "offsite copy", "backup schedule"} <= set(best.terms)
    assert best.strength == "strong"


def test_common_words_alone_never_suffice() -> None:
    """One shared term is no description, whatever it scores."""
    assert not found((place("x.md", "Information backup. " + FILLER * 3),), Tuning(fair=0.1, citation_bonus=0))


def test_phrases_match_as_phrases() -> None:
    """The words of a phrase, scattered, count less than the phrase."""
    scattered = place("s.md", "A test was needed to restore the schedule, and a backup copy was offsite. " + FILLER)
    together = place("t.md", "A restore test was needed, and the backup schedule and an offsite copy. " + FILLER)
    scores = {
        one.passage.document: one.score
        for one in suggest((scattered, together), QUERIES, tuning=replace(LOOSE, fair=0.1, min_terms=0))
    }
    assert scores["t.md"] > scores["s.md"]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("This implements A.8.13 of ISO/IEC 27001:2022. ", True),
        ("This implements A.8.13. ", True),
        ("As ISO 27001:2013, A.8.13, says. ", False),
        ("As ISO/IEC 42001:2023 A.8.13 says. ", False),
        ("See A.8.13.2 here. ", False),
    ],
)
def test_only_the_editions_own_citations_are_a_hint(text: str, hit: bool) -> None:
    """A citation of another standard or year adds nothing."""
    corpus = (place("c.md", text + TEXTS["backup.md"] + FILLER),)
    (one,) = suggest(corpus, (BACKUP,), tuning=LOOSE)
    assert ("A.8.13" in one.terms) is hit


def test_clause_citations_need_the_name_of_the_standard() -> None:
    """A bare "clause 9.2" may be any contract's; with the standard's number it is a citation."""
    assert ("27001", "", "9.2") in citations("as ISO/IEC 27001 clause 9.2 asks")
    assert ("", "", "9.2") in citations("as clause 9.2 of the contract asks")
    corpus = (
        place("c.md", "Under clause 9.2 the internal audit follows the audit programme and audit plan. " + FILLER),
    )
    assert all("9.2" not in one.terms for one in suggest(corpus, QUERIES, tuning=LOOSE))


@pytest.mark.parametrize(
    "heading",
    ["Table of contents", "Revision history", "Glossary", "Related documents", "Change log", "Request form template"],
)
def test_boilerplate_is_never_suggested(heading: str) -> None:
    """Contents, histories, glossaries and forms are suppressed by their heading."""
    assert is_boilerplate(place("b.md", TEXTS["backup.md"] + FILLER, "Policy", heading))


def test_mere_lists_of_clause_numbers_are_suppressed() -> None:
    """A table of correspondences mentions everything and describes nothing."""
    rows = " ".join(f"| A.5.{n} | Access control |" for n in range(1, 12))
    assert is_boilerplate(place("m.md", rows))


def test_limits_per_passage_and_requirement() -> None:
    """However many fit, a person is asked only a few questions."""
    many = tuple(place(f"{n}.md", TEXTS["backup.md"] + FILLER) for n in range(30))
    assert len(found(many)) <= LOOSE.per_requirement


@given(st.randoms(use_true_random=False))
def test_the_order_of_documents_and_requirements_does_not_matter(shuffle: random.Random) -> None:
    """Any order in, the same suggestions out."""
    corpus, asked = list(CORPUS), list(QUERIES)
    shuffle.shuffle(corpus)
    shuffle.shuffle(asked)
    assert suggest(corpus, asked, tuning=LOOSE) == suggest(CORPUS, QUERIES, tuning=LOOSE)


@given(st.sets(st.sampled_from(BACKUP.terms), min_size=1))
def test_one_more_matching_term_never_lowers_the_score(terms: set[str]) -> None:
    """At a fixed length and corpus, replacing filler by a term of the requirement raises its score."""
    chosen, free = sorted(terms), replace(LOOSE, fair=0.0, min_terms=0)
    others = [place("o.md", FILLER * 2)]

    def score(used: list[str]) -> float:
        padding = ["zzz"] * (60 - sum(len(term.split()) for term in used))
        text = " . ".join([*used, " ".join(padding)])
        scores = [
            one.score
            for one in suggest((place("p.md", text), *others), (BACKUP,), tuning=free)
            if one.passage.document == "p.md"
        ]
        return scores[0] if scores else 0.0

    assert score(chosen) >= score(chosen[:-1])


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc .\n|", max_size=400), max_size=6))
def test_passages_cover_their_sections_and_quote_exactly(parts: list[str]) -> None:
    """Each passage is what stands at its place; in order; none over the limit; together all words."""
    text, sections = "", []
    for at, part in enumerate(parts):
        text += f"# H{at}\n"
        body = part.strip()
        if any(char.isalnum() for char in body):
            sections.append(Passage("d", ("T", f"H{at}"), 0, len(text), body))
        text += body + "\n"
    cut = passages("d", text, sections)
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in cut)
    assert all(count_words(one.text) <= MAX_WORDS + MIN_WORDS // 2 for one in cut)
    assert all(any(one.start <= part.start < one.start + len(one.text) for one in cut) for part in sections)


def test_long_sections_are_split_near_evenly_and_short_neighbours_joined() -> None:
    """600 words become three passages; two of 20 words under one parent become one."""
    long = "\n".join("word " * 10 for _ in range(60)).strip()
    cut = passages("d", long, [Passage("d", ("T", "Long"), 0, 0, long)])
    assert [count_words(one.text) for one in cut] == [200, 200, 200]
    text = "alpha " * 20 + "\n" + "beta " * 20
    at = text.index("beta")
    parts = [Passage("d", ("T", "A"), 0, 0, text[: at - 1].strip()), Passage("d", ("T", "B"), 0, at, text[at:].strip())]
    assert len(passages("d", text, parts)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("policies", "policy"), ("authorised", "authorized"), ("organisation", "organization"), ("backups", "backup"),
     ("tested", "testing"), ("suppliers", "supplier"), ("processes", "process"), ("controlled", "controls")],
)  # fmt: skip
def test_stems_meet(one: str, other: str) -> None:
    """Number, tense and spelling do not part a word."""
    assert stem(one) == stem(other)


def test_stems_of_different_words_stay_apart_and_are_stable() -> None:
    """A light stemmer does not throw subjects together."""
    assert (
        len({stem(word) for word in ("policy", "police", "organ", "organize", "access", "assess", "audit", "asset")})
        == 8
    )
    assert "control" not in STOP


def test_nothing_in_nothing_out() -> None:
    """Empty inputs give no suggestion and no error."""
    assert suggest((), QUERIES) == suggest(CORPUS, ()) == suggest((), ()) == ()
