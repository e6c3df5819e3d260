"""The packs of health and safety, business continuity, road traffic safety and security: complete, and asking what makes each its own."""

from typing import Any

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.packs import Pack, read_pack, read_trunk
from clauseway.catalogue.vocabulary import read_vocabulary

SAFETY, CONTINUITY, ROAD, SECURITY = "iso-45001-2018", "iso-22301-2019", "iso-39001-2012", "iso-28000-2022"
CLAUSES = {SAFETY: (56, 40, 0, 0), CONTINUITY: (80, 56, 16, 16), ROAD: (35, 27, 0, 12), SECURITY: (68, 42, 0, 26)}
"""How many clauses each list has, how many are judged, how many carry our own label because the standard leaves them untitled, how many are
of likely confidence."""

Asked = dict[str, list[dict[str, Any]]]
Shown = dict[str, tuple[Pack, Asked]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Each pack, and for each requirement what must be shown: its own expectations and those of its *same* topics."""
    vocabulary = read_vocabulary(folder() / "vocabulary")
    trunk = read_trunk(folder() / "trunk", vocabulary)
    shared = {topic["slug"]: list(topic.get("expectations") or []) for topic in trunk.topics}
    found: Shown = {}
    for edition in CLAUSES:
        pack = read_pack(folder() / edition, trunk, vocabulary)
        asked: Asked = {}
        for entry in pack.requirements:
            own = [dict(one) for one in pack.expectations if one["for"] == entry["ref"]]
            same = [topic["topic"] for topic in entry.get("topics") or [] if topic["strength"] == "same"]
            asked[entry["ref"]] = own + [dict(one) for slug in same for one in shared[slug]]
        found[edition] = (pack, asked)
    return found


def one(shown: Shown, edition: str, ref: str, code: str) -> dict[str, Any]:
    (found,) = (entry for entry in shown[edition][1][ref] if entry["code"] == code)
    return found


@pytest.mark.parametrize(
    ("edition", "clauses", "judged", "ours", "likely"), [(name, *n) for name, n in CLAUSES.items()]
)
def test_a_pack_has_every_clause_of_its_list(
    shown: Shown, edition: str, clauses: int, judged: int, ours: int, likely: int
) -> None:
    pack, _asked = shown[edition]
    assert len(pack.requirements) == clauses
    assert sum(entry["kind"] == "requirement" for entry in pack.requirements) == judged
    assert sum(entry["title_by"] == "ours" for entry in pack.requirements) == ours
    assert sum(entry["confidence"] == "likely" for entry in pack.requirements) == likely


@pytest.mark.parametrize("edition", CLAUSES)
def test_every_requirement_asks_for_something_done_or_working(shown: Shown, edition: str) -> None:
    pack, asked = shown[edition]
    judged = [entry["ref"] for entry in pack.requirements if entry["kind"] != "heading"]
    assert [ref for ref in judged if not any(e["facet"] in ("done", "works") for e in asked[ref])] == []


@pytest.mark.parametrize("edition", CLAUSES)
def test_no_requirement_asks_for_more_than_six_things_of_its_own(shown: Shown, edition: str) -> None:
    pack, _asked = shown[edition]
    refs = [entry["for"] for entry in pack.expectations]
    assert [ref for ref in set(refs) if refs.count(ref) > 6] == []


@pytest.mark.parametrize("edition", CLAUSES)
def test_nothing_is_asked_twice_by_a_requirement(shown: Shown, edition: str) -> None:
    _pack, asked = shown[edition]
    for ref, entries in asked.items():
        codes = [entry["code"] for entry in entries]
        assert len(codes) == len(set(codes)), ref


@pytest.mark.parametrize(
    ("edition", "ref", "code", "per"),
    [
        (SAFETY, "5.4", "consulted-on-direction", None),
        (SAFETY, "5.4", "barriers-removed", None),
        (SAFETY, "6.1.2.1", "every-process-searched", "process"),
        (SAFETY, "6.1.2.2", "every-hazard-assessed", "hazard"),
        (SAFETY, "6.1.3", "duty-answered", "obligation"),
        (SAFETY, "7.3", "may-leave-danger", "person"),
        (SAFETY, "8.1.2", "order-of-controls-kept", "hazard"),
        (SAFETY, "8.1.3", "changes-assessed-before", "change"),
        (SAFETY, "8.1.4.2", "contractors-observed", None),
        (SAFETY, "8.1.4.3", "outsourced-seen", "process"),
        (SAFETY, "8.2", "response-tried", "emergency"),
        (SAFETY, "10.2", "causes-found", "incident"),
        (CONTINUITY, "8.2.2", "impact-analysed", "business-activity"),
        (CONTINUITY, "8.2.2", "recovery-time-inside", "business-activity"),
        (CONTINUITY, "8.3.5", "solution-tried", "business-activity"),
        (CONTINUITY, "8.4.2.4", "teams-staffed", None),
        (CONTINUITY, "8.4.4.3", "plan-at-hand", "continuity-plan"),
        (CONTINUITY, "8.5", "plan-exercised", "continuity-plan"),
        (CONTINUITY, "8.6", "suppliers-evaluated", "supplier"),
        (ROAD, "6.3", "outcome-considered", None),
        (ROAD, "6.3", "factor-specified", "road-safety-factor"),
        (ROAD, "7.1", "coordinated-outside", None),
        (ROAD, "8.1", "drivers-fit", None),
        (ROAD, "9.1", "factor-evaluated", "road-safety-factor"),
        (ROAD, "9.2", "crash-investigated", "incident"),
        (SECURITY, "6.1.2", "insiders-considered", None),
        (SECURITY, "8.3", "protection-tested", None),
        (SECURITY, "8.4", "partners-evaluated", "supplier"),
        (SECURITY, "8.5.3", "treatments-in-place", None),
        (SECURITY, "8.6.1", "plan-exercised", "security-plan"),
        (SECURITY, "8.6.5", "recovery-tried", None),
    ],
)
def test_what_makes_these_standards_their_own_is_asked(
    shown: Shown, edition: str, ref: str, code: str, per: str | None
) -> None:
    assert one(shown, edition, ref, code).get("per") == per


def test_only_controls_of_high_hazards_must_be_tried(shown: Shown) -> None:
    assert one(shown, SAFETY, "8.1.2", "controls-hold")["only"] == {"level": ["high"]}


def test_a_recovery_time_beyond_the_longest_stop_is_never_enough(shown: Shown) -> None:
    asked = one(shown, CONTINUITY, "8.2.2", "recovery-time-inside")
    assert (asked["only"], asked["where"]) == ({"priority": ["prioritized"]}, {"outcome": ["inside-longest-stop"]})


def test_a_crash_file_that_only_says_who_is_guilty_is_never_enough(shown: Shown) -> None:
    assert "guilt-only" not in one(shown, ROAD, "9.2", "crash-investigated")["where"]["outcome"]


def test_deaths_and_serious_injuries_cannot_be_left_out_as_factors(shown: Shown) -> None:
    assert one(shown, ROAD, "6.3", "outcome-considered")["where"]["outcome"] == ["chosen"]


def test_the_older_numbers_of_road_traffic_safety_are_kept(shown: Shown) -> None:
    """6.1 is general, 7.1 coordination, 9.2 crash investigation, so audit is 9.3 and review 9.4."""
    titles = {entry["ref"]: entry["title"] for entry in shown[ROAD][0].requirements}
    assert (titles["6.1"], titles["7.1"]) == ("General", "Coordination")
    assert (titles["9.3"], titles["9.4"]) == ("Internal audit", "Management review")


def test_the_principles_of_security_are_recommendations_and_not_judged(shown: Shown) -> None:
    kinds = {entry["kind"] for entry in shown[SECURITY][0].requirements if entry["ref"].startswith("4.2.3")}
    assert kinds == {"heading"}
