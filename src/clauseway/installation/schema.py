"""The schema of an empty database in one go: every statement that the migrations run there, recorded in `schema.sql`.

Migrations rebuild their picture of all models hundreds of times, which takes most of the time of an installation; the statements themselves take
half a second. The file names each migration with the digest of what it says; a database that has tables already, a file whose migrations
say something else by now, and migrations that came after it are left to `migrate`. A test holds both ways to the same schema.
"""

import hashlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

FILE = Path(__file__).with_name("schema.sql")
END = "\n;\n"
HEAD = "-- The statements of these migrations in an empty database; recorded by script/assets, not written by hand.\n"
MIGRATION = "-- migration "
START = "\n-- statements\n"
OWN = "-- statement of "

Applied = list[tuple[str, str]]


def make(owner_url: str, file: Path = FILE) -> Applied:
    """Make the recorded schema in an empty database, as the owner, in one transaction; the migrations that this applied, [] when nothing was done.

    Nothing is done when the schema `public` has a table, or when a recorded migration is gone or says something else than it did. Django is set up.
    Nor on a server (before PostgreSQL 18) that lets no transaction use a value it added to an enumeration itself: there the migrations run one by one.
    """
    try:
        return _make(owner_url, file)
    except psycopg.errors.UnsafeNewEnumValueUsage:
        return []


def _make(owner_url: str, file: Path) -> Applied:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    recorded = dict(_recorded(text))
    if not recorded:
        return []
    with psycopg.connect(owner_url) as connection:
        if connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None:
            return []
        known = _migrations()
        if any(name not in known or digest_of(known[name]) != digest for name, digest in recorded.items()):
            return []
        told = {name: statement for statement, name in _own_statements(known).items()}
        statements = [told.get(one, one) for one in text.split(START, 1)[1].split(END)]
        connection.execute(END.join(statements).encode())
        applied = list(recorded)
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", applied)
    return applied


def _recorded(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    for line in text.split(START, 1)[0].splitlines():
        if line.startswith(MIGRATION):
            label, digest = line.removeprefix(MIGRATION).split(" ")
            app, name = label.split(".", 1)
            yield (app, name), digest


def _migrations() -> dict[tuple[str, str], Any]:
    """Every migration of the installed apps by (app, name)."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return dict(loader.disk_migrations)


def _own_statements(migrations: dict[tuple[str, str], Any]) -> dict[str, str]:
    """The names of the statements that migrations bring along as text: the file names them and does not say them again."""
    return {
        _clean(operation.sql): f"{OWN}{app}.{name} {number}"
        for (app, name), migration in migrations.items()
        for number, operation in enumerate(migration.operations)
        if isinstance(getattr(operation, "sql", None), str)
    }


def _clean(statement: str) -> str:
    return statement.strip().rstrip(";")


def digest_of(migration: Any) -> str:
    """The digest of what a migration says: its file, and the SQL that it takes from elsewhere. Line ends do not count."""
    stated = [inspect.getsource(inspect.getmodule(type(migration)) or type(migration))]
    stated += [str(operation.sql) for operation in migration.operations if hasattr(operation, "sql")]
    return hashlib.sha256("\n".join(stated).replace("\r\n", "\n").encode()).hexdigest()[:16]


def record(file: Path = FILE) -> int:
    """Migrate the empty database that Django is set up with, and write down the statements; returns how many. For a process of its own."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.backends.postgresql.schema import DatabaseSchemaEditor
    from django.db.migrations.recorder import MigrationRecorder

    statements: list[str] = []

    class Overheard(DatabaseSchemaEditor):
        def execute(self, sql: Any, params: Any = ()) -> None:
            statements.append(_clean(self.connection.ops.compose_sql(str(sql), params) if params else str(sql)))
            super().execute(sql, params)

    connection.SchemaEditorClass = Overheard
    call_command("migrate", interactive=False, verbosity=0)
    known = _migrations()
    named = _own_statements(known)
    lines = [
        f"{MIGRATION}{app}.{name} {digest_of(known[app, name])}\n"
        for app, name in MigrationRecorder.Migration.objects.order_by("id").values_list("app", "name")
    ]
    said = END.join(named.get(statement, statement) for statement in statements)
    file.write_text(HEAD + "".join(lines) + START + said + "\n", encoding="utf-8")
    return len(statements)
