"""The environment becomes one value, or a list of all mistakes."""

from pathlib import Path

import pytest

from clauseway.installation.environment import (
    VARIABLES,
    ConfigurationError,
    as_django,
    database_url,
    default_hosts,
    email_settings,
    read,
)

HOME = {"HOME": "/home/somebody", "CLAUSEWAY_DATA": "/srv/clauseway"}
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "configuration.md"


def test_defaults_are_those_of_a_single_machine() -> None:
    value = read(HOME)
    assert not value.external
    assert (value.base_url, value.port, value.debug) == ("http://127.0.0.1:8000", 8000, False)
    assert value.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")
    assert (value.max_file_bytes, value.max_drop_files) == (50_000_000, 2000)


def test_every_mistake_is_reported_at_once_with_what_to_do() -> None:
    wrong = {
        **HOME,
        "CLAUSEWAY_DATA": "relative/folder",
        "CLAUSEWAY_PORT": "eighty",
        "CLAUSEWAY_MAX_FILE_MB": "0",
        "CLAUSEWAY_DEBUG": "maybe",
        "CLAUSEWAY_BASE_URL": "quality.example.org",
        "CLAUSEWAY_ALLOWED_HOSTS": "*",
        "CLAUSEWAY_EMAIL_URL": "mail.example.org",
        "CLAUSEWAY_SECRET_KEY": "short",
        "DATABASE_URL": "mysql://root@localhost/clauseway",
        "CLAUSEWAY_DATABSE": "typed in a hurry",
    }
    with pytest.raises(ConfigurationError) as caught:
        read(wrong)
    named = {mistake.split(":")[0].split(" ")[0] for mistake in caught.value.mistakes}
    assert named == set(wrong) - {"HOME"}


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("postgresql://host/name", "no role"),
        ("postgresql://role@/name", "no host"),
        ("postgresql://role@host/", "no database name"),
        ("postgresql://role@host:port/name", "port"),
        ("sqlite:///file", "only PostgreSQL"),
    ],
)
def test_incomplete_database_addresses_are_refused(url: str, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        read({**HOME, "DATABASE_URL": url})


def test_owner_address_without_application_address_is_a_mistake() -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_URL is missing"):
        read({**HOME, "DATABASE_OWNER_URL": "postgresql://owner@host/name"})


def test_application_must_not_be_the_owner() -> None:
    url = "postgresql://one@host/name"
    with pytest.raises(ConfigurationError, match="row-level security"):
        read({**HOME, "DATABASE_URL": url, "DATABASE_OWNER_URL": url})


def test_missing_external_owner_is_told_when_it_is_needed() -> None:
    value = read({**HOME, "DATABASE_URL": "postgresql://app@host/name"})
    assert value.external
    assert value.database_url == "postgresql://app@host/name"
    with pytest.raises(ConfigurationError, match="Set DATABASE_OWNER_URL"):
        _ = value.owner_url


def test_reading_creates_nothing(tmp_path: Path) -> None:
    value = read({"CLAUSEWAY_DATA": str(tmp_path / "none")})
    assert value.secret_key == value.secret_key
    assert value.app_url.startswith("postgresql://clauseway_app:")
    assert not (tmp_path / "none").exists()


def test_secrets_do_not_show_in_a_traceback() -> None:
    value = read({**HOME, "DATABASE_URL": "postgresql://app:hush@host/name", "CLAUSEWAY_SECRET_KEY": "k" * 40})
    assert "hush" not in repr(value)
    assert "kkkk" not in repr(value)


def test_addresses_survive_odd_characters() -> None:
    url = database_url("a@b", "p/w:%?", "localhost", 5432, "name with space")
    entry = as_django(url + "?sslmode=require", application_name="x")
    assert (entry["USER"], entry["PASSWORD"], entry["NAME"]) == ("a@b", "p/w:%?", "name with space")
    assert entry["OPTIONS"] == {"sslmode": "require", "application_name": "x"}


def test_listening_everywhere_does_not_answer_to_every_name() -> None:
    assert default_hosts("https://quality.example.org", "0.0.0.0") == (
        "quality.example.org",
        "localhost",
        "127.0.0.1",
        "[::1]",
    )


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://u:p@mail.example.org", 587, True, False),
        ("smtps://mail.example.org:4650", 4650, False, True),
    ],
)
def test_mail_addresses(url: str, port: int, tls: bool, ssl: bool) -> None:
    settings = email_settings(read({**HOME, "CLAUSEWAY_EMAIL_URL": url}).email_url)
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_reference_page_names_exactly_the_settings_there_are() -> None:
    rows = [line.split("`")[1] for line in DOCUMENT.read_text().splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(VARIABLES)
