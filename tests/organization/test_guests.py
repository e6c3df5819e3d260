"""What crosses from one organization to another: guests under a grant, engagements between two, the consultant's desk. Nothing else does."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from clauseway.catalogue.queries import edition_by_slug
from clauseway.conformity.judging import refresh
from clauseway.documents.models import Document
from clauseway.evidence.models import Item
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.organization.desk import desk
from clauseway.organization.engagements import (
    answer_engagement,
    draft_engagement,
    end_engagement,
    engagements,
    send_engagement,
)
from clauseway.organization.guests import give_grant, guesthoods, live_grants, revoke_grant
from clauseway.organization.models import Engagement, EngagementDraft, Organization, Person, Trail, User
from clauseway.organization.operations import give_role
from clauseway.systems.operations import apply_edition, create_system

from .people import NOW, account, founded, signed_in

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 7, 1)


def stocked(name: str, email: str) -> Context:
    """An organization with a system, an item and a document."""
    context = founded(name, email)
    system = create_system(context, name="Quality")
    item, _new = collect_item(context, name="policy.txt", content=name.encode(), media_type="text/plain")
    Document.objects.create(
        organization_id=context.organization,
        system=system,
        item=item,
        title="Policy",
        fold="policy",
        name="p",
        state="draft",
    )
    return context


@pytest.fixture
def host() -> Context:
    return stocked("Host", "lead@host.test")


class TestGuests:
    """The database shows a guest the granted kinds, until the date, and nothing else at all."""

    def enter_as_guest(self, host: Context, *kinds: str) -> tuple[User, Context]:
        guest = account("auditor@body.test")
        enter(host)
        give_grant(host, email=guest.email, kinds=kinds, reason="Stage 1 audit", valid_until=UNTIL)
        before = signed_in(guest)
        (hood,) = guesthoods(guest.id)
        context = hood.context(guest.id, before.now)
        enter(context)
        return guest, context

    @pytest.mark.parametrize(
        ("kinds", "items", "documents"), [(("items",), 1, 0), (("documents",), 0, 1), (("items", "documents"), 1, 1)]
    )
    def test_a_guest_sees_the_granted_kinds_only(
        self, host: Context, kinds: tuple[str, ...], items: int, documents: int
    ) -> None:
        self.enter_as_guest(host, *kinds)
        assert (Item.objects.count(), Document.objects.count()) == (items, documents)

    def test_a_guest_sees_no_row_of_any_other_table(self, host: Context) -> None:
        self.enter_as_guest(host, "items", "documents")
        seen = {}
        for model in apps.get_models():
            if any(field.name == "organization_id" for field in model._meta.local_fields):
                rows = model._base_manager.exclude(organization_id=None).count()
                if rows:
                    seen[model.__name__] = rows
        assert seen == {"Item": 1, "Document": 1}

    def test_a_guest_writes_nothing(self, host: Context) -> None:
        _guest, context = self.enter_as_guest(host, "items", "documents")
        assert Item.objects.update(name="mine") == 0
        assert Document.objects.all()._raw_delete("default") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            Item.objects.create(
                organization_id=host.organization, sha256="0" * 64, name="x", size=1, collected_on=UNTIL
            )
        with pytest.raises(Forbidden):
            collect_item(context, name="x", content=b"x", media_type="text/plain")

    def test_a_grant_ends_on_its_date(self, host: Context) -> None:
        guest, context = self.enter_as_guest(host, "items")
        enter(context.at(NOW + timedelta(days=30)))
        assert Item.objects.count() == 0
        signed_in(guest, NOW + timedelta(days=30))
        assert guesthoods(guest.id) == []

    def test_a_revoked_grant_is_closed_at_once(self, host: Context) -> None:
        _guest, context = self.enter_as_guest(host, "items")
        enter(host)
        revoke_grant(host, live_grants(host).get().id)
        enter(context)
        assert Item.objects.count() == 0

    def test_another_user_gains_nothing_by_the_grants_id(self, host: Context) -> None:
        _guest, context = self.enter_as_guest(host, "items")
        eve = account("eve@else.test")
        enter(Context(host.organization, eve.id, None, frozenset(), NOW, grant=context.grant))
        assert Item.objects.count() == 0

    def test_a_grant_opens_no_other_organization(self, host: Context) -> None:
        _guest, context = self.enter_as_guest(host, "items")
        other = stocked("Other", "lead@other.test")
        enter(Context(other.organization, context.user, None, frozenset(), NOW, grant=context.grant))
        assert Item.objects.count() == 0

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"kinds": []}, "grant.kinds"),
            ({"kinds": ["people"]}, "grant.kinds"),
            ({"reason": " "}, "grant.reason-missing"),
            ({"valid_until": NOW.date()}, "grant.ended"),
            ({"email": "nobody@else.test"}, "grant.no-account"),
            ({"email": "lead@host.test"}, "grant.is-member"),
        ],
    )
    def test_senseless_grants_are_refused(self, host: Context, values: dict[str, object], code: str) -> None:
        account("auditor@body.test")
        given = {"email": "auditor@body.test", "kinds": ["items"], "reason": "Audit", "valid_until": UNTIL, **values}
        with pytest.raises(Refusal) as refusal:
            give_grant(host, **given)  # type: ignore[arg-type]
        assert refusal.value.code == code


class TestEngagements:
    """A two-party row is read by its two parties; drafts by one; only the answer can change."""

    @pytest.fixture
    def parties(self, host: Context) -> tuple[Context, Context, Context]:
        provider, third = founded("Provider", "lead@provider.test"), founded("Third", "lead@third.test")
        enter(host)
        return host, provider, third

    def slug(self, context: Context) -> str:
        enter(context)
        return Organization.objects.get(id=context.organization).slug

    def sent(self, parties: tuple[Context, Context, Context]) -> Engagement:
        host, provider, _third = parties
        address = self.slug(provider)
        enter(host)
        draft = draft_engagement(host, counterpart=address, counterpart_is="provider", subject="Audit 2026")
        return send_engagement(host, draft.id)

    def test_a_draft_is_seen_by_its_writer_alone(self, parties: tuple[Context, Context, Context]) -> None:
        self.sent(parties)
        for context, seen in zip(parties, (1, 0, 0), strict=True):
            enter(context)
            assert EngagementDraft.objects.count() == seen

    def test_a_sent_one_is_seen_by_both_and_nobody_else(self, parties: tuple[Context, Context, Context]) -> None:
        self.sent(parties)
        for context, seen in zip(parties, (1, 1, 0), strict=True):
            enter(context)
            assert engagements(context).count() == seen
        enter(parties[1])
        found = engagements(parties[1]).get()
        assert (found.client_name, found.provider_name, found.state) == ("Host", "Provider", "sent")

    def test_the_other_side_answers_and_either_ends(self, parties: tuple[Context, Context, Context]) -> None:
        host, provider, _third = parties
        sent = self.sent(parties)
        with pytest.raises(Refusal):
            answer_engagement(host, sent.id, accept=True)
        enter(provider)
        assert answer_engagement(provider, sent.id, accept=True).state == "accepted"
        with pytest.raises(Refusal):
            answer_engagement(provider, sent.id, accept=False)
        enter(host)
        assert end_engagement(host, sent.id).state == "ended"
        enter(provider)
        assert engagements(provider).get().state == "ended"

    def test_a_third_organization_finds_nothing(self, parties: tuple[Context, Context, Context]) -> None:
        sent, third = self.sent(parties), parties[2]
        enter(third)
        with pytest.raises(NotFound):
            answer_engagement(third, sent.id, accept=True)

    def test_the_database_lets_no_sender_answer_for_the_other(self, parties: tuple[Context, Context, Context]) -> None:
        self.sent(parties)
        enter(parties[0])
        assert Engagement.objects.update(state="accepted") == 0

    @pytest.mark.parametrize("change", [{"subject": "another"}, {"terms": "others"}, {"client_name": "Eve"}])
    def test_what_was_sent_cannot_be_changed_by_either(
        self, parties: tuple[Context, Context, Context], change: dict[str, str]
    ) -> None:
        self.sent(parties)
        for context in parties[:2]:
            enter(context)
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Engagement.objects.update(**change)

    def test_nobody_sends_in_another_name(self, parties: tuple[Context, Context, Context]) -> None:
        host, provider, third = parties
        enter(third)
        forged = Engagement(
            client_id=host.organization,
            provider_id=provider.organization,
            client_name="",
            provider_name="",
            subject="x",
            sent_by_organization_id=host.organization,
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)

    def test_it_stands_in_the_trail_of_both(self, parties: tuple[Context, Context, Context]) -> None:
        self.sent(parties)
        for context, rows in zip(parties, (1, 1, 0), strict=True):
            enter(context)
            assert Trail.objects.filter(table="organization_engagement").count() == rows
        enter(parties[1])
        assert Trail.objects.get(table="organization_engagement").actor == "counterpart"

    def test_a_draft_is_sent_once_and_only_to_somebody_else(self, parties: tuple[Context, Context, Context]) -> None:
        host = parties[0]
        self.sent(parties)
        enter(host)
        with pytest.raises(Refusal):
            send_engagement(host, EngagementDraft.objects.get().id)
        with pytest.raises(NotFound):
            draft_engagement(host, counterpart=self.slug(host), counterpart_is="client", subject="Me")
        with pytest.raises(NotFound):
            draft_engagement(host, counterpart="no-such-place", counterpart_is="client", subject="Nobody")


class TestDesk:
    """A consultant sees where each client stands, in counts; whoever is not a member sees nothing."""

    def test_the_desk_counts_each_client_apart(self, host: Context) -> None:
        advisor = account("advisor@consult.test")
        second = stocked("Second", "lead@second.test")
        founded("Unrelated", "lead@unrelated.test")
        edition = edition_by_slug("iso-9001-2026")
        assert edition
        for context in (host, second):
            enter(context)
            give_role(context, user=advisor.id, role="consultant")
        enter(second)
        system = apps.get_model("systems", "System").objects.get()
        apply_edition(second, system.id, edition=edition.id)
        refresh(second, system.id)
        signed_in(advisor)
        first, other = desk(advisor.id)
        assert (first.name, other.name) == ("Host", "Second")
        assert first.systems[0].lines == ()
        (line,) = other.systems[0].lines
        assert line.name.endswith("9001:2026")
        assert line.shown + line.gap + line.unknown + line.not_applicable + line.undeclared > 50
        assert line.stale == 0

    def test_nobody_reads_somebody_elses_desk(self, host: Context) -> None:
        eve = account("eve@else.test")
        signed_in(eve)
        assert host.user
        assert desk(host.user) == []
        assert desk(eve.id) == []

    def test_a_guest_of_an_organization_has_no_desk_there(self, host: Context) -> None:
        guest = account("auditor@body.test")
        give_role(host, user=guest.id, role="external-auditor")
        signed_in(guest)
        assert desk(guest.id) == []

    def test_the_desk_costs_two_statements_however_many_clients(self, host: Context) -> None:
        from django.test.utils import CaptureQueriesContext

        advisor = account("advisor@consult.test")
        for number in range(3):
            context = stocked(f"Client {number}", f"lead{number}@client.test")
            give_role(context, user=advisor.id, role="consultant")
        signed_in(advisor)
        with CaptureQueriesContext(connection) as counted:
            assert len(desk(advisor.id)) == 3
        assert len(counted) == 2


def test_without_an_organization_nobody_is_seen(host: Context) -> None:
    enter(Context(None, host.user, now=NOW))
    assert Person.objects.count() == 0
