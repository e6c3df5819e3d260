"""An organization's own standards in the database: whole or not at all, its own rows only, judged like any other."""

import dataclasses
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.test.utils import CaptureQueriesContext
from tests.catalogue.exchange.files import as_json, oscal

from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.exchange.shipped import shipped_pack
from clauseway.catalogue.exchange.writing import export
from clauseway.catalogue.imports import Imported
from clauseway.catalogue.kept import exported_pack, own_editions, pack_of
from clauseway.catalogue.models import Edition, Expectation, Requirement, Topic
from clauseway.catalogue.packs import PackRefused
from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity.judging import refresh
from clauseway.conformity.models import VerdictNow
from clauseway.conformity.operations import judge_by_person
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Conflict, Forbidden, NotFound, Refusal
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.operations import apply_edition, create_system, drop_edition
from clauseway.systems.own_standards import import_standard, remove_standard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SHEET = b"Ref,Title,Text\n1,Customers,\n1.1,Orders,Every order is confirmed in writing within a day.\n1.2,Returns,A return is answered within a week.\n"


def founded(name: str) -> Context:
    user = User.objects.create_user(f"{name}@example.test", "a long password 1", name=name.title())
    outside = Context(None, user.id, now=NOW)
    enter(outside)
    _organization, context = create_organization(outside, name=name, founder=user)
    context = dataclasses.replace(context, now=NOW)
    enter(context)
    return context


@pytest.fixture
def context() -> Context:
    return founded("importer")


def bring(
    context: Context, data: bytes = SHEET, name: str = "customer.csv", *, dry_run: bool = False, **wish: Any
) -> Imported:
    return import_standard(context, read(name, data, Wish(**wish)), dry_run=dry_run)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Edition, Topic, Requirement, Expectation))


class TestBringingIn:
    def test_a_standard_is_there_for_its_organization_and_asks_a_person(self, context: Context) -> None:
        done = bring(context)
        assert (done.state, done.written, done.requirements, done.count("added")) == ("new", True, 2, 3)
        edition = edition_by_slug("own-customer")
        assert edition is not None
        assert edition.organization_id == context.organization
        made = compiled(edition.id, edition.digest)
        assert [r.ref for r in made.requirements.values()] == ["1", "1.1", "1.2"]
        assert made.by_ref["1.1"].expectations["judged"].person
        assert any(remark.what == "assumed" for remark in done.remarks)

    def test_a_dry_run_says_everything_and_writes_nothing(self, context: Context) -> None:
        before = counts()
        done = bring(context, dry_run=True)
        assert [line.ref for line in done.lines] == ["1", "1.1", "1.2"]
        assert not done.written
        assert counts() == before

    def test_the_same_content_again_writes_nothing(self, context: Context) -> None:
        bring(context)
        stamps = list(Edition.objects.values_list("slug", "loaded_at"))
        done = bring(context)
        assert (done.state, done.written, done.lines) == ("unchanged", False, ())
        assert list(Edition.objects.values_list("slug", "loaded_at")) == stamps

    def test_a_later_file_says_what_it_adds_changes_and_removes(self, context: Context) -> None:
        bring(context)
        later = SHEET.replace(b"within a day", b"within two days").replace(b"1.2,Returns", b"1.3,Returns")
        told = bring(context, later, dry_run=True)
        assert {(line.what, line.ref, line.fields) for line in told.lines} == {
            ("changed", "1.1", ("explain",)),
            ("added", "1.3", ()),
            ("removed", "1.2", ()),
        }
        assert bring(context, later).written
        assert list(
            Requirement.objects.filter(edition__slug="own-customer").order_by("ref").values_list("ref", flat=True)
        ) == [
            "1",
            "1.1",
            "1.3",
        ]
        assert not Topic.objects.filter(slug="own-customer/1.2").exists()

    def test_identifiers_stay_when_the_text_changes(self, context: Context) -> None:
        bring(context)
        before = dict(Requirement.objects.filter(edition__slug="own-customer").values_list("ref", "id"))
        bring(context, SHEET.replace(b"in writing", b"by mail"))
        assert dict(Requirement.objects.filter(edition__slug="own-customer").values_list("ref", "id")) == before

    def test_our_own_pack_comes_back_beside_ours_and_ours_is_not_touched(self, context: Context) -> None:
        ours = Edition.objects.get(slug="iso-9001-2026")
        pack = shipped_pack(Path(settings.CONTENT), "iso-9001-2026")
        done = bring(context, export(pack, "own", now=NOW).content, "iso-9001-2026.zip")
        assert (done.slug, done.requirements) == (
            "own-iso-9001-2026",
            sum(e["kind"] != "heading" for e in pack.requirements),
        )
        assert Edition.objects.get(slug="iso-9001-2026").loaded_at == ours.loaded_at
        back = pack_of(Edition.objects.get(slug="own-iso-9001-2026"))
        assert [dict(e) for e in back.requirements] == [dict(e) for e in pack.requirements]
        assert list(back.expectations) == list(pack.expectations)
        assert back.correspondences == pack.correspondences

    def test_a_refused_file_changes_nothing(self, context: Context) -> None:
        bring(context)
        before = counts()
        with pytest.raises(PackRefused, match="twice"):
            bring(context, SHEET + b"1.1,Again,Twice the same.\n")
        assert counts() == before

    def test_only_who_manages_the_system_may(self, context: Context) -> None:
        with pytest.raises(Forbidden):
            bring(dataclasses.replace(context, roles=frozenset({"employee"})))


class TestApplied:
    @pytest.fixture
    def system(self, context: Context) -> Any:
        bring(context)
        system = create_system(context, name="Customer system")
        edition = edition_by_slug("own-customer")
        assert edition
        apply_edition(context, system.id, edition=edition.id, mode="comply")
        return system

    def test_it_is_judged_like_any_other(self, context: Context, system: Any) -> None:
        refresh(context, system.id)
        answers = dict(VerdictNow.objects.filter(system_id=system.id).values_list("requirement__ref", "answer"))
        assert answers == {"1.1": "unknown", "1.2": "unknown"}
        requirement = Requirement.objects.get(edition__slug="own-customer", ref="1.1")
        proof, _new = collect_item(context, name="orders.csv", content=b"ten orders", media_type="text/csv")
        judge_by_person(
            context,
            system.id,
            requirement=requirement.id,
            answer="shown",
            rationale="Looked at ten orders of October, all were confirmed in writing.",
            basis=[("item", proof.id)],
        )
        assert VerdictNow.objects.get(system_id=system.id, requirement=requirement).answer == "conforming"

    def test_what_a_later_file_adds_is_judged_too(self, context: Context, system: Any) -> None:
        bring(context, SHEET + b"1.3,Prices,Prices are published.\n")
        refresh(context, system.id)
        refs = set(VerdictNow.objects.filter(system_id=system.id).values_list("requirement__ref", flat=True))
        assert refs == {"1.1", "1.2", "1.3"}

    def test_a_reference_with_records_is_not_lost_to_a_later_file(self, context: Context, system: Any) -> None:
        refresh(context, system.id)
        before = counts()
        with pytest.raises(Conflict):
            bring(context, SHEET.replace(b"1.2,Returns", b"1.3,Returns"))
        assert counts() == before

    def test_it_is_not_taken_away_while_it_is_applied(self, context: Context, system: Any) -> None:
        edition = edition_by_slug("own-customer")
        assert edition
        with pytest.raises(Refusal, match="Customer system"):
            remove_standard(context, edition.id)
        drop_edition(context, system.id, edition=edition.id)
        gone = remove_standard(context, edition.id)
        kept = Edition.objects.filter(id=edition.id).first()
        assert (kept is None) if gone else (kept is not None and kept.status == "withdrawn")


class TestApart:
    """What one organization brings in, no other sees or touches."""

    def test_another_organization_sees_nothing_and_finds_nothing(self, context: Context) -> None:
        done = bring(context)
        other = founded("other")
        assert edition_by_slug("own-customer") is None
        assert not own_editions(other).exists()
        assert not Requirement.objects.filter(edition_id=done.edition).exists()
        assert not Topic.objects.filter(slug__startswith="own-customer/").exists()
        for attempt in (lambda: remove_standard(other, done.edition), lambda: exported_pack(other, "own-customer")):
            with pytest.raises(NotFound):
                attempt()

    def test_both_may_bring_in_the_same_file(self, context: Context) -> None:
        first = bring(context)
        second = bring(founded("other"))
        assert second.written
        assert second.slug == first.slug
        assert second.edition != first.edition

    def test_it_is_gone_when_it_was_never_used(self, context: Context) -> None:
        before = counts()
        done = bring(context)
        assert remove_standard(context, done.edition)
        assert counts() == before

    def test_the_database_refuses_own_rows_on_a_pack_of_ours(self, context: Context) -> None:
        ours = Edition.objects.get(slug="iso-9001-2026")
        row = Requirement.objects.filter(edition=ours).first()
        assert row is not None
        row.id, row.ref, row.organization_id = uuid.uuid4(), "99.9", context.organization
        with pytest.raises(DatabaseError):
            row.save(force_insert=True)

    def test_the_trail_says_who_brought_it_in(self, context: Context) -> None:
        done = bring(context)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT verb, actor FROM organization_trail WHERE table_name = 'catalogue_edition' AND row = %s",
                [done.edition],
            )
            assert cursor.fetchall() == [("insert", str(context.person or context.user))]


def test_a_large_catalog_is_in_with_few_statements(context: Context) -> None:
    """Written in batches, whatever its size; how long that takes is measured by the bench."""
    data = as_json(oscal(1000))
    with CaptureQueriesContext(connection) as caught:
        done = bring(context, data, "controls.json")
    assert done.requirements == 1200
    assert len(caught.captured_queries) < 60
    assert bring(context, data, "controls.json").state == "unchanged"
