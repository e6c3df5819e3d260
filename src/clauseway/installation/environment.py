"""The environment, read once into one frozen value; every mistake is reported at once with what to do.

`configuration()` reads `os.environ`, creates nothing and connects to nothing, so that importing Django's settings is
free of side effects. docs/reference/configuration.md lists the variables for people; a test holds the two together.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote, urlsplit

from clauseway.installation.datafolder import DataFolder
from clauseway.installation.problem import InstallationError

DATABASE_NAME = "clauseway"
ADMIN_ROLE = "postgres"
OWNER_ROLE = "clauseway_owner"
APP_ROLE = "clauseway_app"
BACKUP_ROLE = "clauseway_backup"

MEGABYTE = 1_000_000

Role = Literal["app", "owner", "backup"]
ROLES: dict[Role, str] = {"app": APP_ROLE, "owner": OWNER_ROLE, "backup": BACKUP_ROLE}
URL_VARIABLES: dict[Role, str] = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "backup": "DATABASE_BACKUP_URL",
}

VARIABLES: dict[str, str] = {
    "CLAUSEWAY_DATA": "data folder",
    "CLAUSEWAY_DATABASE_ROLE": "role this process connects with: app, owner or backup (set by the commands)",
    "DATABASE_URL": "external PostgreSQL, application role",
    "DATABASE_OWNER_URL": "external PostgreSQL, owner role (migrations)",
    "DATABASE_BACKUP_URL": "external PostgreSQL, backup role",
    "CLAUSEWAY_SECRET_KEY": "signs sessions and links",
    "CLAUSEWAY_ENCRYPTION_KEY": "encrypts secrets at rest",
    "CLAUSEWAY_DEBUG": "developer mode",
    "CLAUSEWAY_BASE_URL": "public address",
    "CLAUSEWAY_ALLOWED_HOSTS": "host names answered to",
    "CLAUSEWAY_HOST": "address to listen on",
    "CLAUSEWAY_PORT": "port to listen on",
    "CLAUSEWAY_EMAIL_URL": "mail server",
    "CLAUSEWAY_MAIL_FROM": "sender of mail",
    "CLAUSEWAY_MAX_FILE_MB": "size limit of one uploaded file",
    "CLAUSEWAY_MAX_DROP_FILES": "number of files in one drop",
    "CLAUSEWAY_WEB_WORKERS": "web processes",
    "CLAUSEWAY_WEB_THREADS": "threads a web process",
    "CLAUSEWAY_JOB_CONCURRENCY": "jobs at a time",
}


class ConfigurationError(InstallationError):
    """The configuration has mistakes. `mistakes` lists all of them, each with what to do."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("The configuration has mistakes:\n" + "\n".join(f"  - {line}" for line in mistakes))


@dataclass(frozen=True)
class Configuration:
    """What this process was told. Sizes in bytes; URLs are libpq URLs (`postgresql://role:password@host:port/name`)."""

    data_dir: Path
    role: Role
    debug: bool
    base_url: str
    allowed_hosts: tuple[str, ...]
    host: str
    port: int
    email_url: str
    mail_from: str
    max_file_bytes: int
    max_drop_files: int
    web_workers: int
    web_threads: int
    job_concurrency: int
    given_urls: Mapping[Role, str] = field(repr=False)
    given_secret_key: str = field(repr=False)
    given_encryption_key: str = field(repr=False)

    @property
    def folder(self) -> DataFolder:
        return DataFolder(self.data_dir)

    @property
    def external(self) -> bool:
        """Whether the database is somebody else's server (DATABASE_URL) and not the embedded one."""
        return "app" in self.given_urls

    @property
    def secret_key(self) -> str:
        return self.given_secret_key or self.folder.secret("secret-key")

    @property
    def encryption_key(self) -> str:
        return self.given_encryption_key or self.folder.secret("encryption-key")

    @property
    def files_dir(self) -> Path:
        return self.folder.files

    @property
    def app_url(self) -> str:
        """The application's role: row-level security applies."""
        return self._url("app")

    @property
    def owner_url(self) -> str:
        """The role that owns the tables: migrations only. Raises ConfigurationError when an external one is missing."""
        return self._url("owner")

    @property
    def backup_url(self) -> str:
        """The role that may read everything. Raises ConfigurationError when an external one is missing."""
        return self._url("backup")

    @property
    def database_url(self) -> str:
        """The URL of the role this process runs with (CLAUSEWAY_DATABASE_ROLE, normally `app`)."""
        return self._url(self.role)

    def _url(self, role: Role) -> str:
        if not self.external:
            password = self.folder.secret(f"database-{role}")
            return database_url(ROLES[role], password, "127.0.0.1", self.folder.database_port, DATABASE_NAME)
        try:
            return self.given_urls[role]
        except KeyError:
            variable = URL_VARIABLES[role]
            raise ConfigurationError(
                [f"DATABASE_URL is given, but {variable} is not, and this needs the {role} role. Set {variable}."]
            ) from None


def database_url(user: str, password: str, host: str, port: int, name: str) -> str:
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}/{quote(name, safe='')}"


def as_django(url: str, **options: Any) -> dict[str, Any]:
    """One entry of Django's DATABASES for a libpq URL; the query part and `options` become OPTIONS."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.pop("host", "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**{key: unquote(value) for key, value in query.items()}, **options},
    }


@lru_cache(maxsize=1)
def configuration() -> Configuration:
    """The configuration of this process, read on first use. Raises ConfigurationError with every mistake in it."""
    return read(os.environ)


def read(environ: Mapping[str, str]) -> Configuration:
    """The configuration that `environ` describes; pure but for the default of the data folder (user and home)."""
    reader = _Reader(environ)
    host = reader.text("CLAUSEWAY_HOST", "127.0.0.1")
    port = reader.number("CLAUSEWAY_PORT", 8000, 1, 65535)
    base_url = reader.parsed("CLAUSEWAY_BASE_URL", f"http://127.0.0.1:{port}", parse_base_url)
    hosts = reader.parsed("CLAUSEWAY_ALLOWED_HOSTS", "", parse_hosts)
    value = Configuration(
        data_dir=reader.parsed("CLAUSEWAY_DATA", str(default_data_dir(environ)), parse_folder),
        role=reader.parsed("CLAUSEWAY_DATABASE_ROLE", "app", parse_role),
        debug=reader.parsed("CLAUSEWAY_DEBUG", "no", parse_switch),
        base_url=base_url or "",
        allowed_hosts=tuple(hosts or ()) or default_hosts(base_url or "", host),
        host=host,
        port=port,
        email_url=reader.parsed("CLAUSEWAY_EMAIL_URL", "console:", parse_email_url),
        mail_from=reader.text("CLAUSEWAY_MAIL_FROM", "Clauseway <clauseway@localhost>"),
        max_file_bytes=reader.number("CLAUSEWAY_MAX_FILE_MB", 50, 1, 2000) * MEGABYTE,
        max_drop_files=reader.number("CLAUSEWAY_MAX_DROP_FILES", 2000, 1, 100_000),
        web_workers=reader.number("CLAUSEWAY_WEB_WORKERS", 2, 1, 64),
        web_threads=reader.number("CLAUSEWAY_WEB_THREADS", 4, 1, 64),
        job_concurrency=reader.number("CLAUSEWAY_JOB_CONCURRENCY", 2, 1, 32),
        given_urls=reader.database_urls(),
        given_secret_key=reader.parsed("CLAUSEWAY_SECRET_KEY", "", parse_key),
        given_encryption_key=reader.parsed("CLAUSEWAY_ENCRYPTION_KEY", "", parse_key),
    )
    reader.refuse_unknown()
    if reader.mistakes:
        raise ConfigurationError(reader.mistakes)
    return value


class _Reader:
    """Reads variables and collects mistakes; a field that failed gets an unusable value, because `read` raises."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.mistakes: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def parsed(self, name: str, default: str, parse: Callable[[str], Any]) -> Any:
        try:
            return parse(self.text(name, default))
        except ValueError as error:
            self.mistakes.append(f"{name}: {error}")
            return None

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.parsed(name, str(default), lambda text: parse_number(text, least, most))
        return default if value is None else int(value)

    def database_urls(self) -> dict[Role, str]:
        given: dict[Role, str] = {}
        for role, name in URL_VARIABLES.items():
            url = self.parsed(name, "", parse_database_url)
            if url:
                given[role] = url
        if given and "app" not in given and not self.text("DATABASE_URL", ""):
            self.mistakes.append(
                "DATABASE_URL is missing although another DATABASE_*_URL is given. "
                "Set DATABASE_URL to the application role's address, or remove the others for the embedded database."
            )
        if "app" in given and given.get("owner") == given["app"]:
            self.mistakes.append(
                "DATABASE_OWNER_URL equals DATABASE_URL. The application must not own its tables, "
                "or row-level security does not hold. Run `clauseway database prepare` to make three roles."
            )
        return given

    def refuse_unknown(self) -> None:
        for name in sorted(self.environ):
            if name.startswith("CLAUSEWAY_") and not name.startswith("CLAUSEWAY_TEST_") and name not in VARIABLES:
                self.mistakes.append(
                    f"{name} is not a setting. Correct or remove it; docs/reference/configuration.md lists all."
                )


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """`/var/lib/clauseway` for root, else below XDG_DATA_HOME or ~/.local/share."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/clauseway")
    shared = environ.get("XDG_DATA_HOME", "")
    base = Path(shared) if shared.startswith("/") else Path(environ.get("HOME") or Path.home()) / ".local" / "share"
    return base / "clauseway"


def default_hosts(base_url: str, host: str) -> tuple[str, ...]:
    """The public address's host, this machine's own names, and the address listened on when it is a single one."""
    names = [urlsplit(base_url).hostname or "", "localhost", "127.0.0.1", "[::1]"]
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 (compared, not listened on)
        names.append(f"[{host}]" if ":" in host else host)
    return tuple(dict.fromkeys(name for name in names if name))


def parse_folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        raise ValueError(f"{text!r} is not an absolute path. Write the whole path, beginning with /.")
    return folder


def parse_role(text: str) -> str:
    if text not in ROLES:
        raise ValueError(f"{text!r} is not a role. Use app, owner or backup, or leave it out.")
    return text


def parse_switch(text: str) -> bool:
    if text.lower() in {"1", "yes", "true", "on"}:
        return True
    if text.lower() in {"0", "no", "false", "off"}:
        return False
    raise ValueError(f"{text!r} is neither yes nor no. Use yes or no.")


def parse_number(text: str, least: int, most: int) -> int:
    try:
        value = int(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a whole number. Use one from {least} to {most}.") from None
    if not least <= value <= most:
        raise ValueError(f"{value} is out of range. Use a whole number from {least} to {most}.")
    return value


def parse_key(text: str) -> str:
    """A secret from the environment: empty (use the data folder's) or at least 32 characters."""
    if text and len(text) < 32:
        raise ValueError("it is too short to be safe. Use 32 random characters or more, or leave it out.")
    return text


def parse_base_url(text: str) -> str:
    """The public address without a trailing slash."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{text!r} is not a web address. Write it like https://quality.example.org.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"{text!r} has a path. Clauseway needs a host of its own; leave out what follows the host.")
    return text.rstrip("/")


def parse_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip() for part in text.split(",") if part.strip())
    if "*" in hosts:
        raise ValueError("* would answer to any name and open forged links. List the names, separated by commas.")
    return hosts


def parse_database_url(text: str) -> str:
    """A libpq URL with scheme, host (or ?host=), user and database name; the empty text stays empty."""
    if not text:
        return ""
    parts = urlsplit(text)
    example = "Write it like postgresql://role:password@host:5432/clauseway."
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"only PostgreSQL is supported, not {parts.scheme or 'this'!r}. {example}")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError(f"the port is not a number from 1 to 65535. {example}") from None
    missing = [
        word
        for word, there in (
            ("host", parts.hostname or "host=" in parts.query),
            ("role", parts.username),
            ("database name", parts.path.strip("/")),
        )
        if not there
    ]
    if missing:
        raise ValueError(f"the address has no {' and no '.join(missing)}. {example}")
    return text


def parse_email_url(text: str) -> str:
    """`console:` (print mails), `none:` (drop them), `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`."""
    if text.rstrip(":/") in {"console", "none"}:
        return text.rstrip(":/") + ":"
    parts = urlsplit(text)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise ValueError(
            "it is not a mail server. Use smtp+tls://user:password@host:587, smtps://…:465, smtp://…, console: or none:"
        )
    return text


def email_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings for a checked mail URL."""
    if url == "console:":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if url == "none:":
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    default_port = {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or default_port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
