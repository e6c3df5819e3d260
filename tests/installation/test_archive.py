"""A backup is whole or refused; a restore goes into an empty installation or changes nothing."""

import io
import json
import stat
import tarfile
from pathlib import Path

import psycopg
import pytest
from tests.installation.commands import Run

from clauseway.installation import roles
from clauseway.installation.archive import ArchiveError, back_up, put_back, refuse_used, unpack
from clauseway.installation.datafolder import DataFolder
from clauseway.installation.environment import Configuration, read
from clauseway.installation.postgres import EmbeddedServer


def settings_of(server: EmbeddedServer) -> Configuration:
    return read({"CLAUSEWAY_DATA": str(server.folder.path)})


@pytest.fixture(scope="module")
def filled(shared_server: EmbeddedServer) -> EmbeddedServer:
    """An installation with a table under row-level security and two files."""
    server = shared_server
    roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
    with psycopg.connect(settings_of(server).owner_url) as owner:
        owner.execute("CREATE TABLE thing (id bigserial PRIMARY KEY, name text)")
        owner.execute("INSERT INTO thing (name) VALUES ('first'), ('zweitens: ä')")
        owner.execute("ALTER TABLE thing ENABLE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY nobody ON thing USING (false)")
    (server.folder.files / "org").mkdir()
    (server.folder.files / "org" / "ä file").write_bytes(b"content")
    (server.folder.files / "empty").write_bytes(b"")
    return server


@pytest.fixture(scope="module")
def backup(filled: EmbeddedServer, shared_folder: Path) -> Path:
    back_up(settings_of(filled), shared_folder / "backup.tar")
    return shared_folder / "backup.tar"


@pytest.fixture
def fresh(folder: Path) -> DataFolder:
    """A second data folder, for what needs no database."""
    one = DataFolder(folder / "fresh")
    one.prepare()
    return one


def test_round_trip(filled: EmbeddedServer, backup: Path, server: EmbeddedServer) -> None:
    fresh = server
    roles.prepare(fresh.admin_url, roles.stored_passwords(fresh.folder))
    settings = settings_of(fresh)
    refuse_used(settings)
    manifest, scratch = unpack(backup, fresh.folder)
    put_back(settings, scratch)
    assert len(manifest.members) == 5
    with psycopg.connect(settings.owner_url) as owner:
        assert owner.execute("SELECT name FROM thing ORDER BY id").fetchall() == [("first",), ("zweitens: ä",)]
    with psycopg.connect(settings.app_url) as app:
        assert app.execute("SELECT count(*) FROM thing").fetchone() == (0,), "row-level security came back, too"
    assert (fresh.folder.files / "org" / "ä file").read_bytes() == b"content"
    assert fresh.folder.secret("encryption-key") == filled.folder.secret("encryption-key")
    with pytest.raises(ArchiveError, match="in use"):
        refuse_used(settings)


def test_backup_is_closed_to_others_and_never_overwrites(filled: EmbeddedServer, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before = backup.read_bytes()
    with pytest.raises(ArchiveError, match="is there already"):
        back_up(settings_of(filled), backup)
    assert backup.read_bytes() == before
    assert not list(backup.parent.glob(".*unfinished"))


def changed(backup: Path, name: str, content: bytes | None) -> Path:
    """A copy of the archive with one member changed, added or (None) left out."""
    copy = backup.with_name("changed.tar")
    with tarfile.open(backup) as source, tarfile.open(copy, "w") as target:
        for entry in source:
            if entry.name != name:
                target.addfile(entry, source.extractfile(entry))
        if content is not None:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    return copy


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("files/empty", b"no longer", "damaged"),
        ("files/empty", None, "damaged"),
        ("files/more", b"smuggled", "damaged"),
        ("database.dump", None, "damaged"),
        ("manifest.json", None, "incomplete"),
        ("manifest.json", b"{", "incomplete"),
        ("files/../../escaped", b"", "no Clauseway backup"),
        ("/etc/passwd", b"", "no Clauseway backup"),
        ("secrets/database-admin", b"", "no Clauseway backup"),
    ],
)
def test_changed_archive_is_refused_and_nothing_stays(
    backup: Path, fresh: DataFolder, name: str, content: bytes | None, complaint: str
) -> None:
    before = sorted(fresh.path.iterdir())
    with pytest.raises(ArchiveError, match=complaint):
        unpack(changed(backup, name, content), fresh)
    assert sorted(fresh.path.iterdir()) == before
    assert not list(fresh.files.iterdir())


def test_cut_off_archive_is_refused(backup: Path, fresh: DataFolder) -> None:
    cut = backup.with_name("cut.tar")
    cut.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2 - 1000])
    with pytest.raises(ArchiveError, match="Nothing was restored"):
        unpack(cut, fresh)


def test_archive_of_a_newer_release_is_refused(backup: Path, fresh: DataFolder) -> None:
    with tarfile.open(backup) as archive:
        said = json.load(archive.extractfile("manifest.json"))
    said["clauseway"] = "99.0.0"
    with pytest.raises(ArchiveError, match="Restore it with that release"):
        unpack(changed(backup, "manifest.json", json.dumps(said).encode()), fresh)


@pytest.mark.slow
def test_commands_carry_an_installation_over(clauseway: Run, folder: Path) -> None:
    assert clauseway("migrate", "--quiet").returncode == 0
    (folder / "data" / "files" / "one").write_text("1")
    written = clauseway("backup", str(folder / "b.tar"), "--json")
    assert written.returncode == 0, written.stderr
    assert json.loads(written.stdout)["members"] == 4
    used = clauseway("restore", str(folder / "b.tar"))
    assert used.returncode == 3
    assert "in use" in used.stderr
    restored = clauseway("restore", str(folder / "b.tar"), data=folder / "second")
    assert restored.returncode == 0, restored.stderr
    assert (folder / "second" / "files" / "one").read_text() == "1"
    healthy = clauseway("doctor", "--json", data=folder / "second")
    found = {one["check"]: one["level"] for one in json.loads(healthy.stdout)["findings"]}
    assert found["migrations"] == "ok"
    assert found["role-app"] == "ok"
