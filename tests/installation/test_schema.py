"""An empty database gets its schema in one go, and it is the schema that the migrations would have made."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from tests.installation.commands import SOURCE, Run, clean_environment

from clauseway.installation import binaries, roles
from clauseway.installation.environment import DATABASE_NAME, ROLES, database_url
from clauseway.installation.postgres import EmbeddedServer
from clauseway.installation.schema import FILE, HEAD
from clauseway.kernel.tenancy import NOT_A_GUEST

STEP_BY_STEP = "from clauseway.installation import schema; schema.make = lambda url: []; from clauseway.cli.main import main; main()"
NO_STANDARD = ("migrate", "--first", "none")
LATER = 12
ONE_GO = "Made the schema of an empty database"


def urls(server: EmbeddedServer, name: str) -> dict[str, str]:
    """A new database with the roles' rights; its addresses as settings."""
    passwords = roles.stored_passwords(server.folder)
    roles.prepare(server.admin_url, passwords, name)
    made = {r: database_url(ROLES[r], passwords[r], "127.0.0.1", server.folder.database_port, name) for r in ROLES}
    return {"DATABASE_URL": made["app"], "DATABASE_OWNER_URL": made["owner"], "DATABASE_BACKUP_URL": made["backup"]}


def dump(server: EmbeddedServer, name: str) -> list[str]:
    """Everything in the database as text, without when it was made."""
    program = binaries.embedded().program("pg_dump")
    said = subprocess.run(
        [program, "--column-inserts", "--schema=public", server.url(name)], check=True, capture_output=True, text=True
    )
    varying = ("INSERT INTO public.django_migrations ", "INSERT INTO public.organization_installation ", "\\restrict ")
    lines = [line for line in said.stdout.splitlines() if not line.startswith((*varying, "\\unrestrict "))]
    with psycopg.connect(server.url(name)) as connection:
        applied = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
        purpose = connection.execute("SELECT id, purpose FROM organization_installation").fetchall()
    return [*lines, *(str(row) for row in (*applied, *purpose))]


@pytest.mark.slow
def test_the_recorded_schema_is_that_of_the_migrations(server: EmbeddedServer, folder: Path, clauseway: Run) -> None:
    """Tables, indexes, policies, functions, triggers, rights and rows. When this fails: script/assets records it anew."""
    quick, slow = urls(server, "quick"), urls(server, "slow")
    made = clauseway(*NO_STANDARD, data=folder / "one", **quick)
    assert made.returncode == 0, made.stderr
    assert ONE_GO in made.stdout, "A recorded migration changed: run script/assets."
    step_by_step = subprocess.run(
        [sys.executable, "-c", STEP_BY_STEP, *NO_STANDARD],
        env=clean_environment(folder / "two", **slow),
        capture_output=True,
        text=True,
    )
    assert step_by_step.returncode == 0, step_by_step.stderr
    assert ONE_GO not in step_by_step.stdout
    assert dump(server, "quick") == dump(server, "slow")
    with psycopg.connect(server.url("slow"), autocommit=True) as connection:
        bare = NOT_A_GUEST.removesuffix("::int <> 0")
        connection.execute(f"ALTER POLICY guest ON organization_site USING ({bare})")
        connection.execute(f"ALTER POLICY guest_inserts ON evidence_record WITH CHECK ({bare})")
        assert dump(server, "quick") != dump(server, "slow")
        for _ in range(2):
            connection.execute(
                import_module("clauseway.organization.migrations.0010_guests_are_the_exception").REWORDED
            )
    assert dump(server, "quick") == dump(server, "slow"), "An older database gets the policies of a new one."


def test_a_database_with_tables_is_left_to_the_migrations(server: EmbeddedServer, folder: Path, clauseway: Run) -> None:
    settings = urls(server, DATABASE_NAME)
    with psycopg.connect(settings["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE TABLE somebody_elses (id int)")
    made = clauseway(*NO_STANDARD, data=folder / "one", **settings)
    assert made.returncode == 0, made.stderr
    assert ONE_GO not in made.stdout


def test_a_recording_of_other_migrations_is_not_used(server: EmbeddedServer, folder: Path) -> None:
    """A migration that was changed after the recording, or is gone, means migrating step by step."""
    text = FILE.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("-- migration organization."))
    for other in (first[:-4] + "0000", "-- migration organization.0001_gone 0123456789abcdef"):
        changed = folder / "changed.sql"
        changed.write_text(text.replace(first, other), encoding="utf-8")
        assert text.startswith(HEAD)
        assert changed.read_text() != text
        assert applied(server, folder, changed) == "[]"


def applied(server: EmbeddedServer, folder: Path, file: Path) -> str:
    """What a recording applies to an empty database."""
    settings = urls(server, DATABASE_NAME)
    told = "from clauseway.cli.ready import set_up; set_up(); from clauseway.installation import schema; from pathlib import Path; import sys;"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            told + "print(schema.make(sys.argv[1], Path(sys.argv[2])))",
            *(settings["DATABASE_OWNER_URL"], str(file)),
        ],
        env=clean_environment(folder / "three", **settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_recording_is_of_late() -> None:
    """Each migration after it is carried out step by step in a new installation, which takes seconds for a dozen. Then: script/assets."""
    recorded = FILE.read_text(encoding="utf-8")
    written = (SOURCE / "clauseway").glob("*/migrations/0*.py")
    later = [path for path in written if f"-- migration {path.parts[-3]}.{path.stem} " not in recorded]
    assert len(later) < LATER, sorted(map(str, later))
