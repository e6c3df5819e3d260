"""The templates that ship: whole, meant for standards that exist, and serving every piece of documented information of every edition."""

from pathlib import Path

import pytest
import yaml

from clauseway.catalogue.content import folder, pack_folders
from clauseway.documents.models import Document
from clauseway.documents.registers import REGISTERS
from clauseway.documents.template_packs import KINDS, REGISTER, SORTS, gaps, pack, read_pack
from clauseway.rules.blanks import blanks

HEAD = 'title: "Thing"\nkind: plan\nabout: "About it."\n'


def asked() -> dict[str, list[tuple[str, str, list[str]]]]:
    """What every edition asks to have documented, read from the packs as they are."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for path in pack_folders(folder()):
        every = [one for part in sorted(path.glob("requirements*.yaml")) for one in yaml.load(part.read_text(), loader)]
        found[path.name] = [(str(one["ref"]), sort, one[sort]) for one in every for sort in SORTS if one.get(sort)]
    return found


def test_nothing_is_wrong_with_them() -> None:
    assert [str(one) for one in pack().faults] == []
    assert len(pack().templates) >= 100


def test_every_piece_of_documented_information_is_served() -> None:
    """No silent gap: nineteen editions, each entry by a template or by a register of ours."""
    entries = asked()
    assert len(entries) >= 19
    assert [str(one) for one in gaps(pack(), entries, folder())] == []
    served = [names for one in pack().serving.values() for names in one]
    assert len(served) == sum(len(texts) for one in entries.values() for _ref, _sort, texts in one)
    assert all(names for names in served)


def test_what_is_to_be_maintained_has_a_text_or_a_register_of_its_own() -> None:
    """Evidence and forms are where records lie; what is to be kept up to date is a document, or a register that is one."""
    records = {f"{REGISTER}evidence", f"{REGISTER}forms"}
    for (edition, ref, sort), served in pack().serving.items():
        if sort == "maintain":
            assert all(set(names) - records for names in served), f"{edition} {ref}"


def test_every_template_and_register_is_used() -> None:
    used = {name for one in pack().serving.values() for names in one for name in names}
    assert set(pack().templates) <= used
    assert {one for one in REGISTERS if f"{REGISTER}{one}" not in used} <= {"people", "rhythms"}


def test_the_kinds_are_those_of_documents() -> None:
    assert tuple(key for key, _label in Document.KINDS) == KINDS


def test_none_asks_the_same_thing_twice_in_one_text() -> None:
    """A blank says what is asked so that its name alone is enough in a refusal; choices may repeat."""
    for one in pack().templates.values():
        said = [blank.says for blank in blanks(one.text) if not blank.options]
        assert len(said) - len(set(said)) <= 2, one.key


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "trunk").mkdir()
    (tmp_path / "trunk" / "topics.yaml").write_text("topics:\n  - slug: policy\n")
    (tmp_path / "iso-9001-2026").mkdir()
    (tmp_path / "iso-9001-2026" / "pack.yaml").write_text("edition: iso-9001-2026\nstandard: iso-9001\n")
    (tmp_path / "templates" / "system").mkdir(parents=True)
    (tmp_path / "templates" / "serves").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("no head", 1, "begins with a head"),
        (f"---\n{HEAD}colour: red\n---\n[Fill in: a thing]", 5, "colour"),
        (f"---\n{HEAD.replace('plan', 'poem')}---\n[Fill in: a thing]", 3, "poem"),
        (f"---\n{HEAD}standards: [iso-1]\n---\n[Fill in: a thing]", 5, "iso-1"),
        (f"---\n{HEAD}topics: [weather]\n---\n[Fill in: a thing]", 5, "weather"),
        (f"---\n{HEAD}---\nnothing open", 6, "nothing to fill in"),
        (f"---\n{HEAD}---\n[Fill in: a thing]\n\n::: iso-1\n:::", 8, "iso-1"),
        (f"---\n{HEAD}---\n[Fill in: a thing]\n{{{{who.knows}}}}", 7, "who.knows"),
        ("---\ntitle: [\n---\n", 3, "YAML"),
        ("---\nkind: plan\ntitle: x\n---\n[Fill in: a thing]", 1, "about"),
    ],
)
def test_a_fault_is_told_with_file_and_line(content: Path, text: str, line: int, says: str) -> None:
    (content / "templates" / "system" / "thing.md").write_text(text)
    found = read_pack(content).faults
    assert any(one.line == line and says in one.message for one in found), [str(one) for one in found]
    assert all("system/thing.md" in one.file for one in found)


@pytest.mark.parametrize(
    ("served", "says"),
    [
        ('entries: "x"\nserves:\n  "4.1":\n    maintain: ["no-such"]\n', "no-such"),
        ('entries: "x"\nserves:\n  "4.1":\n    maintain: ["register:nowhere"]\n', "nowhere"),
        ('entries: "x"\nserves:\n  "4.1":\n    burn: ["thing"]\n', "burn"),
        ('entries: "x"\nserves:\n  "4.1":\n    maintain: [""]\n', "nothing"),
        ('entries: "x"\nserves:\n  "4.1":\n    maintain: ["other"]\n', "not meant for"),
        ("serves: [\n", "YAML"),
    ],
)
def test_what_serves_is_checked_too(content: Path, served: str, says: str) -> None:
    (content / "iso-1-2000").mkdir()
    (content / "iso-1-2000" / "pack.yaml").write_text("standard: iso-1\n")
    (content / "templates" / "system" / "thing.md").write_text(f"---\n{HEAD}---\n[Fill in: a thing]")
    other = f"---\n{HEAD}standards: [iso-1]\n---\n[Fill in: a thing]"
    (content / "templates" / "system" / "other.md").write_text(other)
    (content / "templates" / "serves" / "iso-9001-2026.yaml").write_text(served)
    found = read_pack(content).faults
    assert any(says in one.message for one in found), [str(one) for one in found]


def test_a_gap_a_change_and_a_surplus_are_told(content: Path) -> None:
    (content / "templates" / "system" / "thing.md").write_text(f"---\n{HEAD}---\n[Fill in: a thing]")
    entries = {"iso-9001-2026": [("4.1", "maintain", ["One", "Two"])]}
    assert "no such file" in gaps(read_pack(content), entries, content)[0].message
    served = content / "templates" / "serves" / "iso-9001-2026.yaml"
    served.write_text('entries: "x"\nserves:\n  "4.1":\n    maintain: ["thing"]\n  "4.2":\n    retain: ["thing"]\n')
    told = " ".join(one.message for one in gaps(read_pack(content), entries, content))
    assert "otherwise" in told
    assert "2 things, and 1" in told
    assert "4.2 asks to retain nothing" in told
