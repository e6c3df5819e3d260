"""What is taken out comes back: every shipped pack, and packs of any words, through our format, OSCAL and workbooks."""

from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseway.catalogue.content import folder, pack_folders
from clauseway.catalogue.exchange.checking import canonical, digest_of
from clauseway.catalogue.exchange.shipped import shipped_pack
from clauseway.catalogue.exchange.writing import FORMS, export
from clauseway.catalogue.packs import Pack

from .files import LIBRARY, as_json, oscal
from .pure import pack

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SHIPPED = [path.name for path in pack_folders(folder())]


def back(made: Pack, form: str) -> Pack:
    """The pack after going out and coming in again."""
    file = export(made, form, now=NOW)
    return pack(file.name, file.content)[1]


def content(made: Pack) -> dict[str, Any]:
    """Everything but what the owner changes: the slug."""
    identity = {name: value for name, value in made.identity.items() if name != "edition"}
    return {
        "identity": identity,
        "requirements": made.requirements,
        "expectations": made.expectations,
        "links": made.correspondences,
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slug", SHIPPED)
def test_every_standard_that_ships_comes_back_whole(slug: str, form: str) -> None:
    made = shipped_pack(folder(), slug)
    assert content(back(made, form)) == content(made)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "data"),
    [("acme.yaml", LIBRARY.encode()), ("a.json", as_json(oscal(7))), ("a.csv", b"Ref,Title\n1,One\n1.1,Two\n")],
)
def test_what_came_in_from_elsewhere_goes_out_and_back_whole(name: str, data: bytes, form: str) -> None:
    made = pack(name, data)[1]
    assert back(made, form).digest == made.digest


def test_the_same_pack_gives_the_same_bytes() -> None:
    made = pack("acme.yaml", LIBRARY.encode())[1]
    assert export(made, "own", now=NOW).content == export(made, "own", now=datetime(2027, 1, 1, tzinfo=UTC)).content


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<\x7f\ufffe\uffff\u0085\u2028\u2029\ufeff"),
    min_size=1,
    max_size=60,
)
LINES = st.lists(TEXT.map(str.strip).filter(bool), max_size=3)
TITLES = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
NESTED = st.lists(TEXT, min_size=1, max_size=3).map("\n".join).map(str.strip)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A small pack of any words, two levels deep."""
    entries: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        heading = {
            "ref": f"{number}",
            "title": draw(TITLES),
            "parent": "",
            "kind": "heading",
            "exclusion": "never",
            "explain": "",
        }
        entries.append(heading)
        for below in range(draw(st.integers(0, 3))):
            entries.append(
                {
                    "ref": f"{number}.{below}",
                    "title": draw(TITLES),
                    "parent": f"{number}",
                    "kind": draw(st.sampled_from(["requirement", "control"])),
                    "exclusion": "justified",
                    "explain": draw(NESTED),
                    "questions": draw(LINES),
                    "retain": draw(LINES),
                    "terms": draw(LINES),
                    "stage1": draw(st.booleans()),
                    "note": draw(st.none() | TITLES),
                }
            )
    asked = [
        {
            "for": one["ref"],
            "code": "judged",
            "facet": "works",
            "kind": "judgement.shown",
            "by": "person",
            "says": draw(TITLES),
        }
        for one in entries
        if one["kind"] != "heading"
    ]
    identity = {"edition": "own-any", "standard": "any", "code": "ANY", "year": "1", "title": draw(TITLES), "discipline": "other", "status": "current", "summary": draw(NESTED)}  # fmt: skip # noqa: E501
    return canonical(Pack("own-any", identity, tuple(entries), tuple(asked), (), ""))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None)
@given(made=packs())
def test_a_pack_of_any_words_comes_back(made: Pack, form: str) -> None:
    found = back(made, form)
    assert content(found) == content(made)
    assert digest_of(found) == found.digest == made.digest


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Any) -> None:
    rows = b"Ref,Title,Text\n1,'=1+1,\"'@SUM(A1)\"\n2,Two,'+cmd|x\n"
    made = pack("a.csv", rows)[1]
    assert made.requirements[0]["title"] == "=1+1"
    path = tmp_path / "a.xlsx"
    path.write_bytes(export(made, "xlsx", now=NOW).content)
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert back(made, "xlsx").requirements[0]["title"] == "=1+1"


def test_what_a_workbook_cannot_hold_is_named() -> None:
    made = pack("a.csv", b"Ref,Title,Text\n1,One," + b"word " * 8000 + b"\n")[1]
    file = export(made, "xlsx", now=NOW)
    assert [remark.what for remark in file.remarks] == ["left out"]
    assert "Requirements 1" in file.remarks[0].places


def test_a_catalog_of_ours_is_a_catalog_to_others() -> None:
    """Identifiers, labels and versions as OSCAL wants them."""
    import json
    import re

    value = json.loads(export(shipped_pack(folder(), "iso-27001-2022"), "oscal", now=NOW).content)["catalog"]
    assert value["metadata"]["oscal-version"] == "1.1.2"
    seen: list[str] = []

    def walk(holder: Any) -> None:
        for one in [*holder.get("groups", ()), *holder.get("controls", ())]:
            seen.append(one["id"])
            assert re.fullmatch(r"[A-Za-z_][\w.\-]*", one["id"])
            for prop in one["props"]:
                assert re.fullmatch(r"\S(.*\S)?", prop["value"])
            walk(one)

    walk(value)
    assert len(seen) == len(set(seen)) == len(shipped_pack(folder(), "iso-27001-2022").requirements)
