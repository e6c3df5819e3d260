"""The tenant walk: no table and no address tells one organization anything of another.

Tables are read from the database's own catalogue and addresses from the resolver, so that what is new is walked too.
"""

import os
import re
from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.db import connection, connections
from django.test import Client
from psycopg.conninfo import conninfo_to_dict

from clauseway.kernel.context import Context, enter

from .addresses import OUTSIDE, Address, addresses
from .world import NOW, World, build, draft_between

pytestmark = pytest.mark.django_db

GLOBAL = {
    "organization_installation": "what this database is for; one row, read-only to the application",
    "organization_organization": "the tenants themselves: its policy shows only the organization in the context",
    "organization_user": "accounts: one may belong to several organizations; who they are in each stands in person",
    "organization_user_groups": "Django's; unused",
    "organization_user_user_permissions": "Django's; unused",
    "organization_trail": "has organization and policy; written by the trigger alone, bigserial key",
    "organization_seal": "has organization and policy; insert only, bigserial key",
    "organization_engagement": "two-party rows: the policy names client and provider",
    "catalogue_edition": "public standards; an organization's own packs carry it and its policy",
    "catalogue_topic": "as above",
    "catalogue_requirement": "as above",
    "catalogue_requirementtopic": "visible and written with its requirement",
    "catalogue_expectation": "as above",
    "catalogue_correspondence": "as above",
    "auth_group": "Django's; unused",
    "auth_group_permissions": "Django's; unused",
    "auth_permission": "Django's; names of models",
    "django_content_type": "Django's; names of models",
    "django_migrations": "Django's; the database's release",
    "django_session": "sessions by random key; hold an account's id",
    "django_site": "Django's; allauth asks for it",
    "account_emailaddress": "allauth: addresses of accounts",
    "account_emailconfirmation": "allauth: confirmations of accounts",
    "mfa_authenticator": "allauth: second factors of accounts",
    "socialaccount_socialaccount": "allauth: accounts elsewhere",
    "socialaccount_socialapp": "allauth: identity providers of the installation",
    "socialaccount_socialapp_sites": "allauth: as above",
    "socialaccount_socialtoken": "allauth: as above",
    "procrastinate_jobs": "the queue: arguments hold identifiers and concealed letters only",
    "procrastinate_events": "the queue",
    "procrastinate_periodic_defers": "the queue",
    "procrastinate_workers": "the queue",
}
"""Tables without the tenant's key, each with the reason."""

PUBLIC_WORDS = {
    *(
        "organization",
        "system",
        "edition",
        "ref",
        "requirement",
        "kind",
        "register",
        "template",
        "part",
        "name",
        "word",
        "verdict",
        "form",
        "purpose",
        "standard",
    )
}
"""Parts of addresses that name nothing of one organization alone."""
APP_MAY = {"SELECT", "INSERT", "UPDATE", "DELETE"}
TENANT_POLICY = "(organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)"


def rows(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def tables() -> list[str]:
    return [
        str(row[0]) for row in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    ]


def tenant_tables() -> list[str]:
    return [table for table in tables() if table not in GLOBAL]


class TestTables:
    """What the database itself holds against a slip of the code."""

    def test_every_exception_is_a_table(self) -> None:
        assert set(GLOBAL) - set(tables()) == set()

    def test_a_table_left_out_of_the_tenants_key_is_secured_or_never_an_organizations(self) -> None:
        """What rooms own is under row-level security even without the key; the rest is Django's, allauth's or the queue's."""
        secured = {str(row[0]) for row in rows("SELECT relname FROM pg_class WHERE relrowsecurity")}
        ours = {t for t in GLOBAL if t.split("_")[0] in {"organization", "catalogue"}}
        accounts = {"organization_installation", "organization_user", "organization_user_groups"}
        assert ours - secured == accounts | {"organization_user_user_permissions"}

    def test_every_other_table_has_its_organization_and_its_policies(self) -> None:
        found: dict[str, dict[str, tuple[object, object, object]]] = {}
        statement = (
            "SELECT tablename, policyname, permissive, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
        )
        for table, name, *rest in rows(statement):
            found.setdefault(str(table), {})[str(name)] = (rest[0], rest[1], rest[2])
        secured = {str(row[0]) for row in rows("SELECT relname FROM pg_class WHERE relrowsecurity")}
        wrong = []
        for table in tenant_tables():
            policies = found.get(table, {})
            guest = [p for name, p in policies.items() if name.startswith("guest")]
            if table not in secured or policies.get("tenant") != ("PERMISSIVE", TENANT_POLICY, TENANT_POLICY):
                wrong.append(f"{table}: row-level security with the policy tenant")
            elif sum(p[0] == "PERMISSIVE" for p in policies.values()) != 1:
                wrong.append(f"{table}: a second permissive policy opens what the first closes")
            elif not guest or any(p[0] != "RESTRICTIVE" for p in guest):
                wrong.append(f"{table}: the restrictive policy for guests")
            elif any("app.grant" in str(p[1:]) and "::integer <> 0" not in str(p[1:]) for p in guest):
                wrong.append(f"{table}: the policy for guests in words that the planner takes to hide nearly every row")
        assert wrong == [], "Use SecureTables in a migration, or give the table its place in GLOBAL with a reason."

    def test_every_tenant_table_can_be_referred_to_only_with_its_organization(self) -> None:
        unique = {
            str(row[0])
            for row in rows(
                "SELECT c.conrelid::regclass::text FROM pg_constraint c WHERE c.contype = 'u' AND"
                " (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.conrelid"
                " AND a.attnum = ANY (c.conkey)) = ARRAY['id', 'organization_id']"
            )
        }
        assert [table for table in tenant_tables() if table not in unique] == []

    def test_every_reference_between_tenant_tables_is_composite(self) -> None:
        """The database refuses a row that refers to another organization's row."""
        wanted, found = set(), set()
        for model in apps.get_models():
            table = model._meta.db_table
            if table in GLOBAL or not model.__module__.startswith("clauseway."):
                continue
            for field in model._meta.local_fields:
                target = getattr(field.related_model, "_meta", None) if field.is_relation else None
                if target is not None and target.db_table not in GLOBAL:
                    wanted.add((table, field.column))
        statement = (
            "SELECT c.conrelid::regclass::text, array_agg(a.attname::text) FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid"
        )
        for table, columns in rows(statement):
            if "organization_id" in columns:  # type: ignore[operator]
                found |= {(str(table), str(column)) for column in columns}  # type: ignore[attr-defined]
        assert wanted - found == set()

    def test_the_application_may_not_do_more_than_it_needs(self) -> None:
        granted: dict[str, set[str]] = {}
        statement = (
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = 'clauseway_app' AND table_schema = 'public'"
        )
        for table, privilege in rows(statement):
            granted.setdefault(str(table), set()).add(str(privilege))
        assert {table: g - APP_MAY for table, g in granted.items() if g - APP_MAY} == {}
        for table in ("organization_trail", "organization_installation"):
            assert granted[table] == {"SELECT"}
        for table in (
            "organization_seal",
            "evidence_claim",
            "evidence_claimend",
            "evidence_claimbasis",
            "conformity_verdict",
        ):
            assert granted[table] == {"SELECT", "INSERT"}, table

    def test_the_application_owns_nothing_and_bypasses_nothing(self) -> None:
        assert rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'clauseway_app'") == [
            (0,)
        ]
        (role,) = rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert role == (False, False, False)

    def test_every_door_fixes_its_search_path(self) -> None:
        """A SECURITY DEFINER function without one could be made to read somebody else's tables."""
        loose = rows(
            "SELECT proname FROM pg_proc WHERE prosecdef AND proname LIKE 'clauseway%'"
            " AND coalesce(array_to_string(proconfig, ','), '') NOT LIKE 'search_path=public, pg_temp%'"
        )
        assert loose == []


@pytest.fixture
def worlds() -> tuple[World, World]:
    """Two organizations with two of everything in each."""
    one, other = build("one", 2), build("other", 2)
    draft_between(one, other)
    return one, other


class TestRows:
    """What each reader finds in every table."""

    def filled(self) -> dict[str, int]:
        """Rows per tenant table, read past row-level security."""
        return {table: count for table in tenant_tables() if (count := _count(table))}

    def test_without_an_organization_nothing_is_seen(self, worlds: tuple[World, World]) -> None:
        enter(Context(None, worlds[0].user.id, now=NOW))
        assert self.filled() == {}
        assert _count("organization_organization") == 0
        assert _count("organization_trail") == 0

    def test_an_organization_sees_no_row_of_another(self, worlds: tuple[World, World]) -> None:
        one, other = worlds
        enter(other.context)
        leaks = {}
        for table in (*tenant_tables(), "organization_trail", "organization_seal"):
            found = rows(f'SELECT count(*) FROM "{table}" WHERE organization_id <> %s', other.context.organization)
            if found != [(0,)]:
                leaks[table] = found
        assert leaks == {}
        assert one.context.organization != other.context.organization

    def test_the_walk_is_not_vacuous(self, worlds: tuple[World, World]) -> None:
        """The world fills nearly every table, so that seeing none means being kept from it."""
        enter(worlds[0].context)
        empty = set(tenant_tables()) - set(self.filled())
        assert empty <= {
            *("systems_selfdeclaration", "evidence_claimend", "actions_forecastsetting", "actions_forecasted"),
            *("conformity_report", "systems_applicability"),
        }, "Make one in world.py."

    def test_nothing_is_written_for_another_organization(self, worlds: tuple[World, World]) -> None:
        one, other = worlds
        enter(other.context)
        for table in tenant_tables():
            changed = rows(
                f'WITH w AS (DELETE FROM "{table}" WHERE organization_id = %s RETURNING 1) SELECT count(*) FROM w'
                if "DELETE" in _granted(table)
                else f'SELECT count(*) FROM "{table}" WHERE organization_id = %s',
                one.context.organization,
            )
            assert changed == [(0,)], table


def _count(table: str) -> int:
    return int(rows(f'SELECT count(*) FROM "{table}"')[0][0])  # type: ignore[call-overload]


def _granted(table: str) -> set[str]:
    found = rows(
        "SELECT privilege_type FROM information_schema.role_table_grants WHERE grantee = 'clauseway_app' AND table_name = %s",
        table,
    )
    return {str(row[0]) for row in found}


class TestAddresses:
    """Every address, fetched by somebody of another organization, by nobody, and by its own members."""

    def test_every_address_has_a_name_and_can_be_made(self) -> None:
        for address in addresses():
            assert address.name, f"{address.route} has no name"
            if address.tenant:
                assert address.unknown() == [] or address.name in _unbuilt(), (
                    f"{address.name}: say in addresses.py what stands for {address.unknown()}"
                )

    def test_every_address_outside_an_organization_has_a_reason(self) -> None:
        named = {address.name for address in addresses() if not address.tenant}
        assert named - set(OUTSIDE) == set()

    def test_another_organization_is_not_found(self, worlds: tuple[World, World]) -> None:
        one, other = worlds
        client = Client(raise_request_exception=False)
        client.force_login(other.user)
        wrong = {}
        for address in _tenant_addresses():
            path = address.path(one)
            for method in (client.get, client.post):
                status = method(path).status_code
                if status not in (403, 404, 405):
                    wrong[f"{address.name} {method.__name__}"] = status
        assert wrong == {}

    def test_a_thing_of_another_organization_is_not_found_in_ones_own(self, worlds: tuple[World, World]) -> None:
        """One's own address with another organization's identifier."""
        one, other = worlds
        trails = []
        for world in worlds:
            enter(world.context)
            trails.append(_count("organization_trail"))
        mixed = World(**{**vars(one), "slug": other.slug, "system": other.system})
        client = Client(raise_request_exception=False)
        client.force_login(other.user)
        wrong = {}
        for address in _tenant_addresses():
            if set(address.words) - PUBLIC_WORDS or (address.name.startswith("stocktake-") and "ref" in address.words):
                for method in (client.get, client.post):
                    response = method(address.path(mixed))
                    if response.status_code not in (302, 403, 404, 405):
                        wrong[f"{address.name} {method.__name__}"] = response.status_code
        assert wrong == {}
        for world, before in zip(worlds, trails, strict=True):
            enter(world.context)
            assert _count("organization_trail") == before, "It may answer by sending back, but changes nothing."

    def test_who_is_not_signed_in_is_sent_to_sign_in(self, worlds: tuple[World, World]) -> None:
        client = Client(raise_request_exception=False)
        wrong = {}
        for address in _tenant_addresses():
            response = client.get(address.path(worlds[0]))
            sent = response.status_code == 302 and "/accounts/login/" in response.headers["Location"]
            if not sent and response.status_code not in (401, 403, 404, 405):
                wrong[address.name] = response.status_code
        assert wrong == {}

    def test_its_own_members_are_answered(self, worlds: tuple[World, World]) -> None:
        """Proves that the addresses above are refused because of who asks, not because they lead nowhere."""
        client = Client(raise_request_exception=False)
        client.force_login(worlds[0].user)
        wrong = {}
        for address in _tenant_addresses():
            if address.name not in _unbuilt():
                status = client.get(address.path(worlds[0])).status_code
                status = client.post(address.path(worlds[0])).status_code if status == 404 else status
                status = 200 if status == 422 else status  # an empty form, refused by its own page
                if status >= 400 and status != 405:
                    wrong[address.name] = status
        assert wrong == {}

    def test_a_guest_without_a_membership_gets_no_page(self, worlds: tuple[World, World]) -> None:
        from clauseway.organization.models import User

        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(email="guest@one.test"))
        for address in _tenant_addresses():
            assert client.get(address.path(worlds[0])).status_code in (403, 404, 405), address.name


def _tenant_addresses() -> Iterator[Address]:
    """Addresses of tenants that can be made; those that cannot fail their own test above."""
    return (a for a in addresses() if a.tenant and (a.name in _unbuilt() or not a.unknown()))


def _unbuilt() -> set[str]:
    from .addresses import UNBUILT

    return set(UNBUILT)


@pytest.mark.django_db(transaction=True)
def test_the_catalogue_of_tables_is_the_one_migrations_made() -> None:
    """The walk reads the same tables as their owner does."""
    address = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"])
    address["dbname"] = connections["default"].settings_dict["NAME"]
    with psycopg.connect(**address) as owner:  # type: ignore[arg-type]
        found = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert {row[0] for row in found} == set(tables())
    assert all(re.fullmatch(r"[a-z_]+", table) for table in tables())
