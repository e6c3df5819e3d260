"""What anybody may send: refused whole, with the place and the reason, and without ending the process."""

import contextlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauseway.catalogue import parsing
from clauseway.catalogue.content import folder
from clauseway.catalogue.exchange import own
from clauseway.catalogue.exchange.checking import checked
from clauseway.catalogue.packs import PackRefused, read_pack

from .files import as_yaml, workbook
from .pure import NOTHING, pack, refusal, trunk, words

LAUGHS = "objects:\n" + "".join(f"  x{n}: &x{n} [{', '.join([f'*x{n - 1}' if n else 'ha'] * 10)}]\n" for n in range(10))


class TestYaml:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (LAUGHS.encode(), "line 3: aliases are not allowed"),
            (b"a: &a [*a]", "aliases"),
            (b"objects: " + b"[" * 200_000, "nested deeper than 60"),
            (b"- " * 200_000, "nested deeper than 60"),
            (
                b"objects:\n" + b"  - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" * 1_000_000,
                "larger than 12 MB (51 MB)",
            ),
            (b"objects: {a: 1, a: 2}", "'a' is given twice"),
            (b"objects: {version: .NaN}", "not a number one can use"),
            (b"objects: {version: " + b"9" * 100_000 + b"}", "a number of 100000 digits"),
            (b"objects: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
            (b"objects: {a: 2026-99-99}", "cannot be read"),
            (b"? [a, b]\n: c", "cannot be the name"),
            (b"objects: \xff\xfe", "not UTF-8"),
            (b"objects: \x00", "zero byte"),
            (b"just a text", "none of the formats"),
            (b"- a\n- list", "none of the formats"),
            (b"objects: {}", "holds nothing"),
            (b"objects: 5", "not a mapping"),
            (b"a: b: c", "not readable YAML"),
        ],
    )
    def test_refused_with_its_line(self, data: bytes, said: str) -> None:
        assert said in refusal("a.yaml", data)

    def test_packs_that_ship_are_read_by_the_same_rules(self, tmp_path: Path) -> None:
        """The loader in C knows no limits of its own: nesting would end the process."""
        (tmp_path / "pack.yaml").write_bytes(b"[" * 200_000)
        with pytest.raises(PackRefused, match="nested deeper"):
            read_pack(tmp_path, trunk(), words())


class TestJson:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b'{"catalog": ' + b"[" * 200_000, "nested too deeply"),
            (b'{"catalog": {"id": "c-1", "title": "a", "title": "b"}}', "object 'c-1': 'title' is given twice"),
            (b'{"catalog": NaN}', "not a number one can use"),
            (b'{"catalog": -Infinity}', "not a number one can use"),
            (b'{"catalog": 1e999}', "too large"),
            (b'{"catalog": ' + b"9" * 5000 + b"}", "a number of 5000 digits"),
            (b'{"catalog": ', "not readable JSON"),
            (b"{" + b" " * 33_000_000 + b"}", "larger than 32 MB"),
            (b"", "is empty"),
            (b"<catalog/>", "is XML"),
        ],
    )
    def test_refused_with_its_place(self, data: bytes, said: str) -> None:
        assert said in refusal("a.json", data)


def zipped(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


class TestZip:
    def test_a_bomb_is_not_unpacked(self) -> None:
        assert "zip bomb" in refusal("a.zip", zipped(("pack.yaml", b"0" * 100_000_000)))

    def test_a_bomb_in_a_workbook_neither(self) -> None:
        data = zipped(("[Content_Types].xml", b"<x/>"), ("xl/worksheets/sheet1.xml", b"0" * 50_000_000))
        assert "zip bomb" in refusal("a.xlsx", data)

    @pytest.mark.parametrize("name", ["../pack.yaml", "/etc/pack.yaml", "C:/pack.yaml", "a/../../pack.yaml"])
    def test_names_that_climb(self, name: str) -> None:
        assert "unsafe name" in refusal("a.zip", zipped((name, b"x"), ("b", b"")))

    def test_too_many_files(self) -> None:
        assert "more than 400 files" in refusal("a.zip", zipped(*((f"f{n}", b"") for n in range(500))))

    def test_damaged_archives(self) -> None:
        whole = zipped(("pack.yaml", b"edition: x"))
        for data in (whole[:40], whole[:10] + b"\0" * 20 + whole[30:], b"PK\x03\x04"):
            refusal("a.zip", data)

    def test_no_pack_and_several(self) -> None:
        assert "no pack.yaml" in refusal("a.zip", zipped(("a.yaml", b"a: 1"), ("b.yaml", b"b: 1")))
        assert "2 packs" in refusal("a.zip", zipped(("a/pack.yaml", b"a: 1"), ("b/pack.yaml", b"b: 1")))

    def test_entities_in_a_workbook(self) -> None:
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook(("S", [["Ref", "Title"], ["1", "x"]])))) as before,
            zipfile.ZipFile(made, "w") as after,
        ):
            for entry in before.infolist():
                content = before.read(entry)
                if entry.filename == "xl/workbook.xml":
                    content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
                after.writestr(entry.filename, content)
        assert "defines entities" in refusal("a.xlsx", made.getvalue())

    def test_an_office_document_is_no_workbook(self) -> None:
        assert "not a workbook" in refusal(
            "a.docx", zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
        )


IDENTITY = {
    "edition": "acme",
    "standard": "acme",
    "code": "ACME",
    "year": "1",
    "title": "Acme",
    "discipline": "other",
    "status": "current",
}


def entry(ref: Any = "1", **more: Any) -> dict[str, Any]:
    return {"ref": ref, "title": "One", "kind": "requirement", "exclusion": "never", "explain": "What it asks.", **more}


def ours(requirements: list[Any], expectations: list[Any] | None = None, **identity: Any) -> bytes:
    return zipped(
        ("acme/pack.yaml", as_yaml({**IDENTITY, **identity})),
        ("acme/requirements.yaml", as_yaml(requirements)),
        ("acme/expectations.yaml", as_yaml(expectations or [])),
    )


def expectation(**more: Any) -> dict[str, Any]:
    return {
        "for": "1",
        "code": "a",
        "facet": "done",
        "kind": "audit.performed",
        "by": "source",
        "says": "Audited",
        **more,
    }


class TestOwnFormat:
    def test_the_example_itself_is_taken(self) -> None:
        _draft, made = pack("a.zip", ours([entry()], [expectation()]))
        assert (made.slug, len(made.expectations)) == ("own-acme", 1)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (lambda: ours([entry(), entry()]), "1: this reference is given twice"),
            (lambda: ours([entry("1.1")]), "1.1: its parent 1 is missing"),
            (lambda: ours([entry("1", parent="2"), entry("2", parent="1")]), "1: stands below itself (1 → 2)"),
            (lambda: ours([entry("1", parent="1")]), "stands below itself"),
            (lambda: ours([entry()], [expectation(kind="moon.landed")]), "unknown word 'moon.landed'"),
            (lambda: ours([entry()], [expectation(**{"for": "9"})]), "does not have"),
            (lambda: ours([entry()], [expectation(), expectation()]), "needs a code of its own"),
            (lambda: ours([entry()], [expectation(where={"colour": "red"})]), "has no facet 'colour'"),
            (lambda: ours([entry()], [expectation(where=["x"])]), "where names facets"),
            (lambda: ours([entry()], [expectation(need="9" * 400)]), "need is all"),
            (lambda: ours([entry()], [expectation(need="-1")]), "need is all"),
            (lambda: ours([entry()], [expectation(says="<b>x</b>")]), "says holds HTML"),
            (lambda: ours([entry(title="<img src=x onerror=alert(1)>")]), "1: its title holds HTML"),
            (lambda: ours([entry(explain="<iframe src=x>")]), "1: explain holds HTML"),
            (lambda: ours([entry(questions=["<script>"])]), "1: questions holds HTML"),
            (lambda: ours([entry()], title="<svg onload=x>"), "title: holds HTML"),
            (lambda: ours([entry(title=None)]), "needs a title"),
            (lambda: ours([entry(title="x" * 301)]), "longer than 300"),
            (lambda: ours([entry(explain="x" * 60_001)]), "at most 60000"),
            (lambda: ours([entry(5.1)]), "put it in quotes"),
            (lambda: ours([entry("a/b?")]), "a reference has"),
            (lambda: ours([entry("x" * 41)]), "a reference has"),
            (lambda: ours([entry(kind="wish")]), "kind is one of"),
            (lambda: ours([entry(questions="not a list")]), "questions is a list"),
            (lambda: ours([entry(topics=[{"topic": "moon", "strength": "same"}])]), "unknown topic 'moon'"),
            (lambda: ours([entry(topics=["moon"])]), "unknown topic"),
            (lambda: ours([entry(principles=["luck"])]), "unknown principle"),
            (lambda: ours([entry(excluded_but={"subject": "moon"})]), "unknown subject"),
            (lambda: ours(["a text"]), "a list of entries is expected"),
            (lambda: ours([]), "holds no requirement"),
            (lambda: ours([entry()], year="1" * 9), "longer than 8"),
            (lambda: ours([entry()], edition="../etc"), "is not a slug"),
            (lambda: ours([entry()], status="brilliant"), "status: is one of"),
            (lambda: ours([entry()], code=None), "code: is needed"),
            (lambda: ours([entry(f"r{n}", parent=f"r{n - 1}" if n else "") for n in range(40)]), "nested deeper than 30"),
        ],
    )  # fmt: skip
    def test_refused_whole_with_place_and_reason(self, data: Callable[[], bytes], said: str) -> None:
        assert said in refusal("a.zip", data())

    def test_every_fault_is_told_at_once(self) -> None:
        text = refusal("a.zip", ours([entry("1.1"), entry("2", title="<b>"), entry("3", kind="wish")]))
        assert text.count("\n") == 2

    def test_a_folder_is_read_like_a_zip(self, tmp_path: Path) -> None:
        for name, content in (("pack.yaml", IDENTITY), ("requirements.yaml", [entry()])):
            (tmp_path / name).write_bytes(as_yaml(content))
        (tmp_path / "notes.txt").write_text("mine")
        draft = own.read_folder(tmp_path)
        assert checked(draft, trunk(), words()).requirements[0]["ref"] == "1"
        assert draft.remarks[0].what == "left out"

    def test_placeholders_in_angle_brackets_are_no_html(self) -> None:
        assert pack("a.zip", ours([entry(explain="Tell <organization-defined role> if x < y.")]))


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.text(max_size=12)
    | st.sampled_from(["same", "heading", "1", "1.1", "done"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = (
    "ref",
    "title",
    "parent",
    "kind",
    "exclusion",
    "explain",
    "questions",
    "topics",
    "terms",
    "excluded_but",
    "principles",
    "stage1",
)


class TestAnything:
    """Whatever the values are: a pack or a refusal, never another end."""

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6), max_size=4), ANYTHING)
    def test_in_our_own_format(self, rows: list[Any], identity: Any) -> None:
        self.taken_or_refused("a.zip", zipped(("pack.yaml", as_yaml(identity)), ("requirements.yaml", as_yaml(rows))))

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ANYTHING, ANYTHING, ANYTHING)
    def test_in_oscal(self, groups: Any, controls: Any, back: Any) -> None:
        value = {"catalog": {"metadata": {"title": "A"}, "groups": groups, "controls": [{"id": "c", "title": "C", "parts": controls, "params": back, "links": controls, "props": groups}], "back-matter": back}}  # fmt: skip # noqa: E501
        self.taken_or_refused("a.json", json.dumps(value).encode())

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ANYTHING, ANYTHING, st.sampled_from(["framework", "frameworks", "threats", "requirement_mapping_sets"]))
    def test_in_libraries(self, nodes: Any, more: Any, kind: str) -> None:
        framework = {"urn": "urn:a:b", "name": "F", "requirement_nodes": nodes, "translations": more}
        node = {
            "urn": "urn:a:n",
            "assessable": True,
            "name": "N",
            "questions": more,
            "threats": nodes,
            "translations": more,
        }
        for given_ in (
            {"framework": framework},
            {"framework": {**framework, "requirement_nodes": [node]}},
            {kind: more},
        ):
            self.taken_or_refused("a.yaml", as_yaml({"objects": given_, "name": "L", "translations": nodes}))

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.binary(max_size=300), st.sampled_from(["a.yaml", "a.json", "a.csv", "a.xlsx", "a.zip", "a"]))
    def test_in_bytes(self, data: bytes, name: str) -> None:
        self.taken_or_refused(name, data)

    def taken_or_refused(self, name: str, data: bytes) -> None:
        with contextlib.suppress(PackRefused):
            pack(name, data, NOTHING)


def test_the_packs_that_ship_keep_within_these_limits() -> None:
    for path in folder().glob("*/*.yaml"):
        assert parsing.read_yaml(path.read_bytes()) is not None or not yaml.safe_load(path.read_text())
