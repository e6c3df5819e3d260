"""Three database roles, so that row-level security is real: owner (migrations), app (the pages), backup (reads all).

Works on the embedded server and, given an administrator's address, on any PostgreSQL from 15 on. Idempotent.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from clauseway.installation.datafolder import DataFolder
from clauseway.installation.environment import APP_ROLE, BACKUP_ROLE, DATABASE_NAME, OWNER_ROLE, ROLES, Role
from clauseway.installation.problem import InstallationError

LEAST_VERSION = 15

PLANNER = {"jit": "off", "random_page_cost": "1.1"}
"""How the database plans. A page's statements are too short to gain from compiling; and a row read out of order costs hardly more than one in order, in
memory or on a solid-state disk: at PostgreSQL's own 4, meant for turning disks, whole tables are read where a key would find the row, and a
requirement's page cost twice as much."""

ATTRIBUTES: dict[Role, str] = {
    "owner": "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    "app": "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    "backup": "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS",
}
"""BYPASSRLS because `pg_dump` refuses tables whose rows it may not all see."""


class RolesError(InstallationError):
    """The roles or the database could not be prepared; the message says what to do."""


def stored_passwords(folder: DataFolder) -> dict[Role, str]:
    """The three passwords of the embedded server, made at random on first use."""
    return {role: folder.secret(f"database-{role}") for role in ROLES}


def prepare(admin_url: str, passwords: Mapping[Role, str], database: str = DATABASE_NAME) -> None:
    """Make or mend the three roles and the database, empty of tables. `admin_url` is a superuser's address, or one with
    CREATEROLE, CREATEDB and BYPASSRLS.

    Raises RolesError with what to do when the server is too old or refuses.
    """
    prepare_roles(admin_url, passwords)
    try:
        with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as connection:
            create_database(connection, database)
        with psycopg.connect(admin_url, dbname=database, autocommit=True, connect_timeout=10) as connection:
            grant(connection, database)
    except psycopg.Error as error:
        raise RolesError(f"The database server refused: {str(error).strip()}") from error


def prepare_roles(admin_url: str, passwords: Mapping[Role, str]) -> None:
    """Make or mend the three roles only. Raises RolesError."""
    try:
        with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
            if version < LEAST_VERSION:
                raise RolesError(f"This server is PostgreSQL {version}; Clauseway needs {LEAST_VERSION} or newer.")
            for role, name in ROLES.items():
                _make_role(connection, name, ATTRIBUTES[role], passwords[role])
    except psycopg.Error as error:
        raise RolesError(f"The database server refused: {str(error).strip()}") from error


def _make_role(connection: psycopg.Connection, name: str, attributes: str, password: str) -> None:
    """Make the role or mend its attributes; the server gets only the password's scram verifier."""
    there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    command = sql.SQL("ALTER" if there else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} WITH {} PASSWORD {}").format(
            command, sql.Identifier(name), sql.SQL(attributes), sql.Literal(verifier)
        )
    )


def create_database(connection: psycopg.Connection, name: str) -> None:
    """An empty UTF-8 database that belongs to the owner role; nothing happens when it is there.

    Text is compared by code point everywhere, so that the order does not depend on the machine.
    """
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    if connection.info.server_version >= 170000:
        locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    else:
        locale = "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER_ROLE)))
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
            sql.Identifier(name), sql.Identifier(OWNER_ROLE), sql.SQL(locale)
        )
    )


def grant(connection: psycopg.Connection, database: str) -> None:
    """In the database connected to: who may come in, what the owner's future tables give to app and backup, and how it plans.

    The app role may read and change rows; it may not empty tables, refer to them, or make any.
    """
    name = sql.Identifier(database)
    owner, app, backup = (sql.Identifier(role) for role in (OWNER_ROLE, APP_ROLE, BACKUP_ROLE))
    future = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
    statements = [
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}, {backup}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT ALL ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}, {backup}",
        future + "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        future + "GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        future + "GRANT SELECT ON TABLES TO {backup}",
        future + "GRANT SELECT ON SEQUENCES TO {backup}",
    ]
    for statement in statements:
        connection.execute(sql.SQL(statement).format(database=name, owner=owner, app=app, backup=backup))
    for setting, value in PLANNER.items():
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
        )
