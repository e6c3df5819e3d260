"""The data folder is closed to others and never swallows somebody else's files."""

import stat
from pathlib import Path

import pytest

from clauseway.installation.datafolder import DataFolder, DataFolderError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_prepared_folder_is_closed_and_parents_stay_as_they_were(folder: Path) -> None:
    private = folder / "private"
    private.mkdir(mode=0o750)
    before = mode(private), mode(folder), mode(Path("/"))
    data = DataFolder(private / "data")
    data.prepare()
    data.secret("one")
    assert (mode(private), mode(folder), mode(Path("/"))) == before
    assert {mode(path) for path in (data.path, data.secrets, data.files, data.run)} == {0o700}
    assert {mode(path) for path in data.secrets.iterdir()} == {0o600}


def test_secret_stays_the_same(folder: Path) -> None:
    DataFolder(folder).prepare()
    assert DataFolder(folder).secret("one") == DataFolder(folder).secret("one")
    assert DataFolder(folder).secret("one") != DataFolder(folder).secret("two")


def test_preparing_twice_changes_nothing(folder: Path) -> None:
    DataFolder(folder).prepare()
    key = DataFolder(folder).secret("secret-key")
    DataFolder(folder).prepare()
    assert DataFolder(folder).secret("secret-key") == key


def test_folder_with_other_content_is_refused_and_untouched(folder: Path) -> None:
    (folder / "thesis.txt").write_text("mine")
    folder.chmod(0o755)
    with pytest.raises(DataFolderError, match="holds other files"):
        DataFolder(folder).prepare()
    assert mode(folder) == 0o755
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_file_in_place_of_a_folder_is_refused(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(DataFolderError, match="which is a file"):
        DataFolder(folder / "file").prepare()


def test_unknown_layout_is_refused(folder: Path) -> None:
    DataFolder(folder).prepare()
    (folder / "clauseway.json").write_text('{"layout": 99}')
    with pytest.raises(DataFolderError, match="layout 99"):
        DataFolder(folder).prepare()
