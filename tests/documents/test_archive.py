"""A zip gives its documents and nothing else: whatever it says of itself is checked, and every refusal has a reason."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents import files

from clauseway.documents.archive import ArchiveLimits, Member, Refused, members, safe_name
from clauseway.documents.problems import SENTENCES, Problem

LIMITS = ArchiveLimits()
GOOD = {"a.md": b"# A\n\ntext", "sub/b.txt": b"text"}


def codes(data: bytes, limits: ArchiveLimits = LIMITS) -> list[str]:
    return [one.problem.code for one in members(data, limits) if isinstance(one, Refused)]


def names(data: bytes, limits: ArchiveLimits = LIMITS) -> list[str]:
    return [one.name for one in members(data, limits) if isinstance(one, Member)]


def test_good_archive_gives_every_file_with_its_folder() -> None:
    """Names keep their folders, content is unchanged, nothing is refused."""
    found = list(members(files.zipped(GOOD)))
    assert {one.name: one.data for one in found if isinstance(one, Member)} == GOOD
    assert not codes(files.zipped(GOOD))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../evil.md", "unsafe-path"),
        ("a/../../evil.md", "unsafe-path"),
        ("/etc/passwd", "unsafe-path"),
        ("\\\\server\\share.md", "unsafe-path"),
        ("C:\\evil.md", "unsafe-path"),
        ("..\\evil.md", "unsafe-path"),
        ("a/" * 200 + "b.md", "unsafe-name"),
        ("a\x1b[2J.md", "unsafe-name"),
    ],
)
def test_dangerous_names_are_refused_and_the_rest_is_read(name: str, code: str) -> None:
    """One bad name costs only that file."""
    data = files.zipped({name: b"x", "good.md": b"good"})
    assert (codes(data), names(data)) == ([code], ["good.md"])


@given(st.text(min_size=1, max_size=60))
def test_a_safe_name_is_always_relative_and_below(name: str) -> None:
    """Whatever the name, what is accepted has no climbing part, no drive, no leading slash, and is stable."""
    checked = safe_name(name)
    if isinstance(checked, str):
        assert not checked.startswith("/")
        assert ".." not in checked.split("/")
        assert "\\" not in checked
        assert safe_name(checked) == checked
    else:
        assert isinstance(checked, Problem)


def test_links_are_never_followed() -> None:
    """A symbolic link is told and not read."""
    assert codes(files.with_symlink()) == ["member-symlink"]


def test_encrypted_members_are_told() -> None:
    """An encrypted member is refused with a sentence that says what to do."""
    assert codes(files.marked_encrypted()) == ["member-encrypted"]


def test_zip_bomb_is_stopped_by_its_ratio() -> None:
    """A member that unpacks to far more than it packs is not taken in."""
    assert codes(files.zipped({"bomb.txt": b"\x00" * 20_000_000})) == ["member-ratio"]


def test_a_header_that_lies_about_the_size_does_not_help() -> None:
    """Sizes are counted while unpacking; a wrong header is a damaged member at most."""
    assert codes(files.lying_about_size(30_000_000))[0] in ("member-ratio", "member-corrupt")
    assert not names(files.lying_about_size(30_000_000))


def test_total_and_count_limits_stop_with_one_reason() -> None:
    """Reading ends at the limit, what came before is kept."""
    many = files.zipped({f"{n}.txt": b"word " * 20 for n in range(9)})
    assert (names(many, ArchiveLimits(files=4)), codes(many, ArchiveLimits(files=4))) == (
        ["0.txt", "1.txt", "2.txt", "3.txt"], ["too-many-files"])  # fmt: skip
    assert codes(many, ArchiveLimits(total_bytes=250)) == ["total-too-large"]
    assert codes(many, ArchiveLimits(file_bytes=50)) == ["too-large"] * 9


def test_nested_archives_open_to_the_allowed_depth() -> None:
    """One level is opened with its name as folder; the next is refused. Word files inside are files, not archives."""
    inner = files.zipped({"policy.docx": files.word(), "deeper.zip": files.zipped(GOOD)})
    outer = files.zipped({"inner.zip": inner, "top.md": b"# top"})
    assert names(outer) == ["inner.zip/policy.docx", "top.md"]
    assert codes(outer) == ["nested-too-deep"]


def test_limits_count_across_nested_archives() -> None:
    """Many small archives cannot add up to more than one."""
    outer = files.zipped({f"{n}.zip": files.zipped(GOOD) for n in range(5)}, zipfile.ZIP_STORED)
    assert len(names(outer, ArchiveLimits(files=3))) == 3
    assert codes(outer, ArchiveLimits(files=3)) == ["too-many-files"]


def test_litter_is_passed_over_and_doubles_are_told() -> None:
    """What the operating system left is no document; a second file of a name (any case) is told."""
    data = files.zipped({"__MACOSX/._a.md": b"x", ".DS_Store": b"x", "a.md": b"one", "A.MD": b"two", "d/": b""})
    assert (names(data), codes(data)) == (["a.md"], ["duplicate-name"])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"not a zip", files.zipped(GOOD)[:60]])
def test_a_damaged_archive_is_one_problem(data: bytes) -> None:
    """No exception, one reason."""
    assert codes(data) == ["archive-corrupt"]


@given(st.binary(max_size=400))
def test_garbage_after_a_zip_signature_never_raises(garbage: bytes) -> None:
    """Any bytes give members or reasons, never an exception; every code has its sentence."""
    for one in members(files.zipped(GOOD)[:90] + garbage):
        if isinstance(one, Refused):
            assert one.problem.code in SENTENCES
