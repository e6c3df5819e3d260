"""Seals: whole while nobody touched the trail, and whoever touches it, even as the owner of the tables, shows."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import ProgrammingError, connection, connections, transaction
from psycopg.conninfo import conninfo_to_dict

from clauseway.cli.verify import examine
from clauseway.kernel.context import Context, within
from clauseway.organization import seals
from clauseway.organization.models import Seal, Trail
from clauseway.organization.operations import add_person, add_site

from .people import founded

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sealed() -> Context:
    """An organization with two seals."""
    context = founded("Sealed", "lead@sealed.test")
    for name in ("Anna", "Bert", "Carla"):
        add_person(context, name=name)
    seal(context)
    add_site(context, name="Works")
    seal(context)
    return context


def seal(context: Context) -> list[Seal]:
    horizon = seals.settled_horizon(5)
    assert horizon is not None
    return seals.seal(context, horizon)


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """The owner of the tables, whom row-level security does not hold."""
    address = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"]) | {"dbname": settings.DATABASES["default"]["NAME"]}
    address["dbname"] = connections["default"].settings_dict["NAME"]
    with psycopg.connect(**address, autocommit=True) as owning:  # type: ignore[arg-type]
        yield owning


def report(context: Context, *printed: str) -> seals.Report:
    with within(context):
        return seals.verify(context, printed)


def test_an_untouched_trail_is_whole(sealed: Context) -> None:
    found = report(sealed)
    assert (found.seals, found.unsealed, found.problems) == (2, 0, ())
    assert found.head.startswith("2:")


def test_sealing_again_makes_no_empty_seal(sealed: Context) -> None:
    assert seal(sealed) == []


def test_a_long_run_gets_several_seals(sealed: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "MOST_ROWS", 2)
    for name in ("Dora", "Emil", "Fay", "Gus", "Hal"):
        add_person(sealed, name=name)
    assert [entry.rows for entry in seal(sealed)] == [2] * 5
    assert report(sealed).problems == ()


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        ("UPDATE organization_trail SET actor = 'somebody else' WHERE id = %s", "row-changed"),
        (
            "UPDATE organization_trail SET new = jsonb_set(new, '{live_from}', '\"2020-01-01\"') WHERE id = %s",
            "row-changed",
        ),
        ("UPDATE organization_trail SET at = at - interval '1 day' WHERE id = %s", "row-changed"),
        ("DELETE FROM organization_trail WHERE id = %s", "rows-differ"),
    ],
    ids=["actor", "value", "moment", "deleted"],
)
def test_tampering_as_owner_shows_seal_and_row(
    sealed: Context, owner: psycopg.Connection, tampering: str, code: str
) -> None:
    with within(sealed):
        rows = list(Trail.objects.filter(table="organization_person").order_by("id").values_list("id", flat=True))
    owner.execute(tampering, [rows[1]])
    (problem,) = report(sealed).problems
    assert (problem.code, problem.seal) == (code, 1)
    if code == "row-changed":
        assert problem.row == rows[1]


def test_a_row_put_between_sealed_ones_shows(sealed: Context, owner: psycopg.Connection) -> None:
    with within(sealed):
        first = Seal.objects.get(number=1)
    owner.execute("UPDATE organization_trail SET id = -5 WHERE id = %s", [first.first_row])
    assert [p.code for p in report(sealed).problems] == ["rows-differ"]


def test_a_seal_made_to_fit_breaks_the_chain(sealed: Context, owner: psycopg.Connection) -> None:
    """Who changes a row and recomputes its seal must recompute every later one too, and then the printed head is not on the chain."""
    printed = report(sealed).head
    owner.execute("UPDATE organization_seal SET head = repeat('a', 64) WHERE number = 1")
    assert {p.code for p in report(sealed).problems} == {"seal-changed", "chain-broken"}
    owner.execute("DELETE FROM organization_seal WHERE organization_id = %s", [sealed.organization])
    seal(sealed)
    assert report(sealed).problems == ()
    assert [p.code for p in report(sealed, printed).problems] == ["head-unknown"]


def test_a_missing_seal_shows(sealed: Context, owner: psycopg.Connection) -> None:
    owner.execute("DELETE FROM organization_seal WHERE number = 1")
    assert "seal-missing" in {p.code for p in report(sealed).problems}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organization_trail SET actor = 'x'",
        "DELETE FROM organization_trail",
        (
            "INSERT INTO organization_trail (organization_id, at, actor, request, table_name, verb, transaction_id)"
            " VALUES (gen_random_uuid(), now(), '', '', '', 'insert', 1)"
        ),
        "UPDATE organization_seal SET rows = 0",
        "DELETE FROM organization_seal",
        "TRUNCATE organization_seal",
    ],
)
def test_the_application_cannot_touch_trail_or_seals(sealed: Context, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), within(sealed), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_sealed_while_an_older_transaction_runs(sealed: Context) -> None:
    """A row that commits late can never appear inside a sealed run."""
    late = connections.create_connection("default")
    try:
        late.set_autocommit(False)
        with late.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
            add_person(sealed, name="Later")
            assert seals.settled_horizon(0.3) is None
        late.rollback()
        assert seals.settled_horizon(5) is not None
    finally:
        late.close()


def test_seals_of_one_organization_say_nothing_of_another(sealed: Context) -> None:
    other = founded("Other", "lead@other.test")
    seal(other)
    with within(other):
        assert set(Seal.objects.values_list("organization_id", flat=True)) == {other.organization}


def test_verify_reads_every_organization_and_its_files(sealed: Context) -> None:
    from clauseway.evidence.operations import collect_item

    item, _new = collect_item(sealed, name="a.txt", content=b"as collected", media_type="text/plain")
    (entry,) = [e for e in examine() if e["organization"] == sealed.organization]
    assert (entry["files"], entry["problems"]) == (1, [])
    path = Path(settings.FILES_DIR) / item.stored_as
    path.write_bytes(b"changed")
    (entry,) = [e for e in examine() if e["organization"] == sealed.organization]
    assert [p["code"] for p in entry["problems"]] == ["file-changed"]
    path.unlink()
    (entry,) = [e for e in examine() if e["organization"] == sealed.organization]
    assert [p["code"] for p in entry["problems"]] == ["file-missing"]


def test_the_command_answers_with_its_exit_code(
    sealed: Context, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from clauseway.cli import verify

    monkeypatch.setattr(verify, "application", nullcontext)
    whole = CliRunner().invoke(verify.command, ["--json"])
    assert (whole.exit_code, json.loads(whole.output)["broken"]) == (0, 0)
    owner.execute("DELETE FROM organization_trail WHERE organization_id = %s", [sealed.organization])
    broken = CliRunner().invoke(verify.command, [])
    assert broken.exit_code == 1
    assert "BROKEN" in broken.output
    assert CliRunner().invoke(verify.command, ["--head", "1:0"]).exit_code == 2


def test_the_periodic_job_seals_every_organization(sealed: Context) -> None:
    from clauseway.organization.tasks import seal_trails

    add_person(sealed, name="Newcomer")
    assert not transaction.get_connection().in_atomic_block
    seal_trails(timestamp=0)
    assert report(sealed).unsealed == 0
