"""Three roles, none stronger than it needs to be."""

import psycopg
import pytest

from clauseway.installation import roles
from clauseway.installation.environment import ROLES, Role, database_url
from clauseway.installation.postgres import EmbeddedServer


def connect(server: EmbeddedServer, role: Role) -> psycopg.Connection:
    password = server.folder.secret(f"database-{role}")
    return psycopg.connect(database_url(ROLES[role], password, "127.0.0.1", server.folder.database_port, "clauseway"))


@pytest.fixture(scope="module")
def prepared(shared_server: EmbeddedServer) -> EmbeddedServer:
    """A server with roles, prepared twice, and one table of the owner with a row that belongs to nobody."""
    server = shared_server
    for _ in range(2):
        roles.prepare(server.admin_url, roles.stored_passwords(server.folder))
    with connect(server, "owner") as owner:
        owner.execute("CREATE TABLE thing (id bigserial PRIMARY KEY, name text)")
        owner.execute("INSERT INTO thing (name) VALUES ('first')")
        owner.execute("ALTER TABLE thing ENABLE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY mine ON thing USING (name = current_setting('app.name', true)) WITH CHECK (true)")
    return server


def test_application_sees_rows_through_policies_only(prepared: EmbeddedServer) -> None:
    with connect(prepared, "app") as app:
        assert app.execute("SELECT count(*) FROM thing").fetchone() == (0,)
        app.execute("SELECT set_config('app.name', 'first', true)")
        assert app.execute("SELECT count(*) FROM thing").fetchone() == (1,)
        app.execute("INSERT INTO thing (name) VALUES ('second')")
        app.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE thing",
        "CREATE TABLE other (id int)",
        "ALTER TABLE thing DISABLE ROW LEVEL SECURITY",
        "CREATE TEMPORARY TABLE other (id int)",
        "SET ROLE clauseway_owner",
        "DROP TABLE thing",
    ],
)
def test_application_may_not(prepared: EmbeddedServer, statement: str) -> None:
    with connect(prepared, "app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)


def test_backup_reads_everything_and_writes_nothing(prepared: EmbeddedServer) -> None:
    with connect(prepared, "backup") as backup:
        assert backup.execute("SELECT count(*) FROM thing").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            backup.execute("DELETE FROM thing")


def test_no_role_is_a_superuser(prepared: EmbeddedServer) -> None:
    with psycopg.connect(prepared.admin_url) as admin:
        found = admin.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
            "WHERE rolname LIKE 'clauseway%' ORDER BY rolname"
        ).fetchall()
    assert found == [
        ("clauseway_app", False, False, False, False),
        ("clauseway_backup", False, True, False, False),
        ("clauseway_owner", False, False, True, False),
    ]


def test_lost_password_is_mended_by_preparing_again(prepared: EmbeddedServer) -> None:
    (prepared.folder.secrets / "database-app").unlink()
    with pytest.raises(psycopg.OperationalError):
        connect(prepared, "app")
    roles.prepare(prepared.admin_url, roles.stored_passwords(prepared.folder))
    connect(prepared, "app").close()


def test_unreachable_server_is_told() -> None:
    with pytest.raises(roles.RolesError, match="refused"):
        roles.prepare("postgresql://postgres@127.0.0.1:1/postgres", dict.fromkeys(ROLES, "x"))


def test_the_database_plans_for_short_statements_on_any_server(prepared: EmbeddedServer) -> None:
    """Said of the database itself, since a server of one's own does not start with our settings."""
    with psycopg.connect(prepared.url("clauseway")) as admin:
        said = admin.execute(
            "SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
            " WHERE d.datname = 'clauseway' AND s.setrole = 0"
        ).fetchall()
    assert {text for (text,) in said} == {f"{setting}={value}" for setting, value in roles.PLANNER.items()}
