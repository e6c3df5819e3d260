"""`clauseway standards judged-from`, and the pages of the documentation that it writes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clauseway.catalogue.content import folder, pack_folders
from clauseway.cli.comparing import Library
from clauseway.cli.judging_from import pages
from clauseway.cli.main import clauseway
from clauseway.conformity.judged_from import means, of_pack
from clauseway.kernel.registry import populations
from clauseway.web.wording.rooms import KEPT, ROOMS

DOCS = Path(__file__).resolve().parents[2] / "docs/reference/judged-from"
NAMED = ("iso-9001-2026", "iso-9001-2015", "iso-14001-2026", "iso-14001-2015", "iso-27001-2022")


def run(*words: str) -> str:
    told = CliRunner().invoke(clauseway, ["standards", "judged-from", *words])
    assert told.exit_code == 0, told.output
    return told.output


def test_the_pages_of_the_documentation_are_fresh() -> None:
    made = pages(Library())
    assert sorted(made) == sorted(path.name for path in DOCS.glob("*.md")), "run script/assets"
    stale = [name for name, text in made.items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert not stale, f"run script/assets: {stale} no longer say what the rooms can"


def test_every_standard_that_ships_has_its_page() -> None:
    for path in pack_folders(folder()):
        assert (DOCS / f"{path.name}.md").exists()


def test_text_says_from_what_and_of_whom() -> None:
    told = run("iso-9001-2026")
    assert "8.4.1 General: facts and documents" in told
    assert "each supplier: resources, suppliers" in told
    assert "a named person's judgement" in told


def test_json_names_way_rooms_contraries_and_population() -> None:
    told = json.loads(run("iso-9001-2026", "--json"))
    found = {one["ref"]: one for one in told["requirements"]}
    evaluated = next(one for one in found["8.4.1"]["shown"] if one["word"] == "supplier.evaluated")
    assert evaluated["way"] == "facts"
    assert evaluated["stated_by"] == ["resources.supplier"]
    assert evaluated["population"] == "resources.suppliers"
    assert "supplier.used-unapproved (resources)" in evaluated["contradicted_by"]
    assert sum(told["levels"].values()) == len(told["requirements"])


def test_an_unknown_standard_is_refused_with_what_is_near() -> None:
    told = CliRunner().invoke(clauseway, ["standards", "judged-from", "iso-9001"])
    assert told.exit_code == 2
    assert "iso-9001-2026" in told.output


def test_records_and_judgements_are_no_facts_of_a_room() -> None:
    assert {room.room for rooms in means().stating.values() for room in rooms} <= set(ROOMS)


def test_every_registered_population_has_words() -> None:
    assert {origin for origin, _members in populations.values()} <= set(KEPT)


@pytest.mark.parametrize("edition", NAMED)
@pytest.mark.parametrize(
    "word",
    [
        *(
            "interested-party.determined",
            "process.determined",
            "objective.set",
            "objective.evaluated",
            "operation.planned",
        ),
        *("documented-information.controlled", "documented-information.reviewed", "operation.controlled"),
    ],
)
def test_what_the_rooms_own_is_judged_from_facts(edition: str, word: str) -> None:
    """Wherever the trunk asks it of 9001, 14001 or 27001."""
    library = Library()
    found = of_pack(library.pack(edition, ""), library.trunk, library.words)
    ways = {basis.way for one in found for basis in one.bases if basis.asked.word == word}
    assert ways == {"facts"}
