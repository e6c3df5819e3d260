"""Reading a drop as a job: small transactions, restartable wherever it was killed, one file's failure is its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents.room import INPUTS, POLICY, Room, contents

from clauseway.documents import intake
from clauseway.documents.models import Document, Drop, DropFile, Suggestion
from clauseway.documents.operations import incoming, read_next, start_drop
from clauseway.documents.tasks import read_drop
from clauseway.kernel.context import enter


def run(room: Room, drop: Drop) -> None:
    read_drop(organization=str(drop.organization_id), zone="UTC", drop=str(drop.id))
    enter(room.context)


def given(room: Room, *files: tuple[str, bytes], defer: bool = False) -> Drop:
    return start_drop(room.context, room.system.id, name="d", files=[incoming(*one) for one in files], defer=defer)


@pytest.mark.django_db
def test_the_job_is_deferred_with_the_drop() -> None:
    """The job stands in the queue in the same transaction, with what it needs to find the drop."""
    from django.db import connection

    room = Room()
    drop = given(room, ("a.md", POLICY.encode()), defer=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'drop', lock FROM procrastinate_jobs ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == ("clauseway.documents.tasks.read_drop", str(drop.id), f"drop:{drop.id}")


@pytest.mark.django_db
def test_running_the_job_twice_changes_nothing() -> None:
    """A job that is run again after it ended does not read or suggest again."""
    room = Room()
    drop = given(room, ("a.md", POLICY.encode()))
    run(room, drop)
    before = (Document.objects.count(), Suggestion.objects.count())
    run(room, drop)
    assert (Document.objects.count(), Suggestion.objects.count()) == before
    assert Drop.objects.get(id=drop.id).state == "done"


@pytest.mark.django_db
def test_one_file_s_failure_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody foresaw is written at its file; the files after it are read."""
    room = Room()
    original = intake.extract

    def breaks(data: bytes, name: str, limits: object) -> object:
        if name == "b.md":
            raise RuntimeError("unforeseen")
        return original(data, name, limits)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "extract", breaks)
    drop = given(room, ("a.md", POLICY.encode()), ("b.md", b"# B\n\nText"), ("c.md", b"# C\n\nText"))
    run(room, drop)
    assert {name: row.state for name, row in room.files().items()} == {
        "a.md": "read",
        "b.md": "refused",
        "c.md": "read",
    }
    assert room.files()["b.md"].problem["code"] == "reading-failed"


@pytest.mark.django_db
def test_a_file_that_kills_its_reader_is_left_out_at_last() -> None:
    """A file found half-read for the third time is refused, so that the others come to their turn."""
    room = Room()
    drop = given(room, ("a.md", b"# A\n\nText"), ("b.md", b"# B\n\nText"))
    DropFile.objects.filter(name="a.md").update(state="reading", attempts=intake.ATTEMPTS)
    run(room, drop)
    assert {name: row.state for name, row in room.files().items()} == {"a.md": "refused", "b.md": "read"}


@pytest.mark.django_db(transaction=True)
def test_killed_between_files_it_goes_on_where_it_stopped() -> None:
    """What was read before the kill stays and is not read again; progress is seen while the job runs."""
    from django.db import transaction

    with transaction.atomic():
        room = Room()
        drop = given(room, ("a.md", POLICY.encode()), ("b.md", b"# B\n\nText"), ("c.md", b"# C\n\nText"))
    assert read_next(room.context, drop.id)
    with transaction.atomic():
        enter(room.context)
        assert Drop.objects.get(id=drop.id).done == 1
        first = Document.objects.get().id
    read_drop(organization=str(drop.organization_id), zone="UTC", drop=str(drop.id))
    with transaction.atomic():
        enter(room.context)
        done = Drop.objects.get(id=drop.id)
        assert (done.state, done.done, done.total) == ("done", 3, 3)
        assert Document.objects.order_by("id").first().id == first  # type: ignore[union-attr]
        assert Document.objects.count() == 3


KILLED = """
import os, sys, uuid
sys.path.insert(0, {source!r})
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = {name!r}
from clauseway.documents import intake
real = intake.keep_file
def dies(context, file, content, read):
    if read.title == "B":
        os.kill(os.getpid(), 9)
    return real(context, file, content, read)
intake.keep_file = dies
from clauseway.documents.reading_drops import read_all
from clauseway.kernel.context import system_context
read_all(system_context(uuid.UUID({organization!r})), uuid.UUID({drop!r}))
"""


@pytest.mark.django_db(transaction=True)
def test_killed_with_signal_9_in_a_file_nothing_is_half_written(worker_database: str) -> None:
    """The process is killed while it keeps a file: that file waits again, whole or not at all, and the next run ends the drop."""
    from django.db import transaction

    with transaction.atomic():
        room = Room()
        drop = given(room, ("a.md", b"# A\n\nText"), ("b.md", b"# B\n\nText"), ("c.md", b"# C\n\nText"))
    code = KILLED.format(
        source=str(Path(__file__).parents[2] / "src"), name=worker_database, organization=str(drop.organization_id),
        drop=str(drop.id),
    )  # fmt: skip
    died = subprocess.run([sys.executable, "-c", code], env=os.environ.copy(), capture_output=True, text=True)
    assert died.returncode == -9, died.stderr
    with transaction.atomic():
        enter(room.context)
        assert {name: row.state for name, row in room.files().items()} == {
            "a.md": "read",
            "b.md": "reading",
            "c.md": "waiting",
        }
        assert Document.objects.count() == 1
    read_drop(organization=str(drop.organization_id), zone="UTC", drop=str(drop.id))
    with transaction.atomic():
        enter(room.context)
        assert set(DropFile.objects.values_list("state", flat=True)) == {"read"}


@pytest.mark.django_db(transaction=True)
def test_fifty_markdown_documents_at_once() -> None:
    """Real documents, with suggestions for two standards; how long it takes is the bench's to say."""
    from django.db import transaction

    with transaction.atomic():
        room = Room("iso-27001-2022", "iso-9001-2026")
    pool = [
        one for one in contents(INPUTS / "filled") + contents(INPUTS / "unfilled-template") if one[0].endswith(".md")
    ]
    fifty = [(f"{n}-{name}", content) for n, (name, content) in enumerate((pool * 2)[:50])]
    assert len(fifty) == 50
    with transaction.atomic():
        drop = given(room, *fifty)
    read_drop(organization=str(drop.organization_id), zone="UTC", drop=str(drop.id))
    with transaction.atomic():
        enter(room.context)
        assert DropFile.objects.filter(state="read").count() >= 45
        assert Drop.objects.get(id=drop.id).state == "done"
