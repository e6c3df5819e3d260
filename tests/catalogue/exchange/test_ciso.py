"""CISO Assistant libraries in: nodes by URN, what they name, singular and plural keys, translations, mapping sets, libraries without a framework."""

from typing import Any

import pytest

from clauseway.catalogue.exchange.reading import Wish
from clauseway.catalogue.packs import Pack

from .files import LIBRARY, as_yaml, library
from .pure import pack, refusal, told


def entry(made: Pack, ref: str) -> Any:
    return next(one for one in made.requirements if one["ref"] == ref)


def test_nodes_come_in_the_order_of_their_tree_not_of_the_file() -> None:
    _draft, made = pack("acme.yaml", LIBRARY.encode())
    assert [(one["ref"], one["parent"], one["kind"]) for one in made.requirements] == [
        ("GV", "", "heading"),
        ("1.A", "GV", "requirement"),
        ("1.A-1", "1.A", "requirement"),
        ("ID", "", "heading"),
    ]


def test_a_node_without_a_name_is_called_by_its_first_sentence() -> None:
    made = entry(pack("acme.yaml", LIBRARY.encode())[1], "1.A-1")
    assert (made["title"], made["title_by"]) == ("A text without a name", "ours")


def test_what_a_node_names_stands_in_its_text() -> None:
    draft, made = pack("acme.yaml", LIBRARY.encode())
    text = entry(made, "1.A")["explain"]
    for part in (
        "is settled.\nAnd known.",
        "**Typical evidence**",
        "**RC.1 Mail filter** Filters mail.",
        "**T.1 Phishing**",
        "urn:other:risk:threat:9",
        "**Groups**\n\nBasic",
    ):
        assert part in text
    assert entry(made, "1.A")["questions"] == ["Is it settled? (Yes / No)"]
    assert "changed: formatting tags were taken out of texts, the words stay" in told(draft)


def test_mapping_sets_become_correspondences_with_relationship_and_strength() -> None:
    draft, made = pack("acme.yaml", LIBRARY.encode())
    (link,) = made.correspondences
    assert link["from"] == "own-acme-1"
    assert (link["from_ref"], link["to_ref"]) == ("1.A", "a.5.2")
    assert (link["relation"], link["strength"], link["provenance"]) == ("intersects", "partial", "strength 7 of 10")
    assert "left out: pairs of requirements that do not correspond" in told(draft)


def test_matrices_scores_and_other_languages_are_kept_and_said() -> None:
    draft, made = pack("acme.yaml", LIBRARY.encode())
    assert set(made.identity["material"]) == {"reference_controls", "threats", "risk_matrices"}
    assert made.identity["definitions"]["min_score"] == 1
    assert sum(text.startswith("kept as data") for text in told(draft)) >= 3


def test_texts_are_shown_in_the_language_asked_for() -> None:
    assert entry(pack("acme.yaml", LIBRARY.encode(), Wish(language="fr"))[1], "GV")["title"] == "Gouverner"
    assert "has no texts in 'de'; it has en, fr" in refusal("acme.yaml", LIBRARY.encode(), Wish(language="de"))


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("framework", "frameworks"),
        ("reference_control", "reference_controls"),
        ("threat", "threats"),
        ("risk_matrix", "risk_matrices"),
        ("requirement_mapping_set", "requirement_mapping_sets"),
    ],
)
def test_singular_and_plural_keys_are_the_same(singular: str, plural: str) -> None:
    def written(key: str, *, as_list: bool) -> bytes:
        value = library()
        given = value["objects"].pop(singular, None) or value["objects"].pop(plural)
        rows = given if isinstance(given, list) else [given]
        value["objects"][key] = rows if as_list else rows[0]
        return as_yaml(value)

    digests = {
        pack("a.yaml", written(key, as_list=as_list))[1].digest
        for key in (singular, plural)
        for as_list in (True, False)
    }
    assert len(digests) == 1


def test_several_frameworks_stand_side_by_side() -> None:
    value = library()
    first = value["objects"].pop("framework")
    node = {"urn": "urn:two:1", "assessable": True, "ref_id": "GV", "name": "Again"}
    second = {"urn": "urn:acme:risk:framework:two", "ref_id": "TWO", "name": "Second", "requirement_nodes": [node]}
    value["objects"]["frameworks"] = [first, second]
    _draft, made = pack("a.yaml", as_yaml(value))
    assert [one["ref"] for one in made.requirements if one["parent"] == ""] == ["ACME-1", "TWO"]
    assert "TWO.GV" in {one["ref"] for one in made.requirements}


def test_a_library_of_controls_alone_can_be_declared_necessary() -> None:
    value = library()
    value["objects"] = {
        "reference_controls": value["objects"]["reference_controls"],
        "threats": value["objects"]["threats"],
    }
    _draft, made = pack("a.yaml", as_yaml(value))
    assert (entry(made, "RC.1")["kind"], entry(made, "RC.1")["exclusion"]) == ("control", "control")
    assert entry(made, "T.1")["kind"] == "heading"


def test_a_matrix_alone_can_be_read() -> None:
    value = library()
    value["objects"] = {"risk_matrix": value["objects"]["risk_matrix"]}
    assert "**Probability** Low · High" in entry(pack("a.yaml", as_yaml(value))[1], "M")["explain"]


def changed(change: Any) -> bytes:
    value = library()
    change(value["objects"]["framework"]["requirement_nodes"])
    return as_yaml(value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda nodes: nodes[1].update(urn=nodes[0]["urn"]), "given twice"),
        (lambda nodes: nodes[2].update(parent_urn="urn:nowhere"), "its parent urn:nowhere is missing"),
        (lambda nodes: nodes[0].update(parent_urn=nodes[3]["urn"]), "stands below itself"),
        (lambda nodes: nodes[0].update(parent_urn=nodes[0]["urn"]), "stands below itself"),
        (lambda nodes: nodes[2].update(name="<b>Bold</b>"), "its title holds HTML"),
        (lambda nodes: nodes[2].update(annotation="<script>x</script>"), "explain holds HTML"),
        (lambda nodes: nodes[2].update(ref_id=5.1), "is a number"),
        (lambda nodes: nodes.append("a text"), "is not a mapping"),
        (lambda nodes: nodes.append({"name": "no urn"}), "has no urn"),
    ],
)
def test_a_library_that_is_not_in_order_is_refused_whole(change: Any, said: str) -> None:
    assert said in refusal("a.yaml", changed(change))


def test_a_number_is_read_from_the_urn_where_that_tells_it() -> None:
    data = changed(
        lambda nodes: (
            nodes[2].update(ref_id=5.1, urn="urn:acme:risk:req_node:acme-1:5.10", parent_urn=None) or nodes.pop()
        )
    )
    assert "5.10" in {one["ref"] for one in pack("a.yaml", data)[1].requirements}


def test_the_same_reference_under_two_headings_is_told_apart() -> None:
    def twice(nodes: list[Any]) -> None:
        for parent in (0, 1):
            nodes.append(
                {
                    "urn": f"urn:x:{parent}",
                    "parent_urn": nodes[parent]["urn"],
                    "assessable": True,
                    "ref_id": "a",
                    "name": "Same",
                }
            )

    draft, made = pack("a.yaml", changed(twice))
    assert {"a", "ID.a"} <= {one["ref"] for one in made.requirements}
    assert "changed: references given twice were written below their parent" in told(draft)
