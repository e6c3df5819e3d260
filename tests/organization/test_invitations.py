"""Invitations and links: one acceptance, one scope, digests only, and nothing told about what is closed."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.test import override_settings

from clauseway.kernel.concealment import conceal, reveal
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.organization import mail
from clauseway.organization.invitations import (
    accept_invitation,
    invite,
    look_at,
    open_invitations,
    revoke_invitation,
)
from clauseway.organization.links import make_link, mark_used, open_link, revoke_link
from clauseway.organization.models import AccessLink, Invitation, Membership, Person, Trail
from clauseway.organization.operations import add_person
from clauseway.organization.policies import may
from clauseway.organization.queries import belongings

from .people import NOW, account, founded, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Context:
    return founded("Host", "lead@host.test")


def invited(host: Context, email: str = "anna@host.test", role: str = "process-owner") -> str:
    enter(host)
    _invitation, where = invite(host, email=email, role=role)
    return where.rstrip("/").rsplit("/", 1)[1]


def queued() -> list[dict[str, str]]:
    """The letters in the queue, opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'letter' FROM procrastinate_jobs WHERE task_name LIKE '%send_mail' ORDER BY id")
        return [json.loads(reveal(row[0])) for row in cursor.fetchall()]


def test_an_invitation_lets_its_reader_join_in_its_role(host: Context) -> None:
    token = invited(host)
    anna = account("anna@host.test", "Anna")
    joined = accept_invitation(signed_in(anna), token)
    enter(joined)
    assert (joined.organization, joined.roles) == (host.organization, frozenset({"process-owner"}))
    (belonging,) = belongings(anna.id)
    assert belonging.person == joined.person is not None
    assert Person.objects.get(id=joined.person).name == "Anna"


def test_a_person_who_is_here_gets_the_account(host: Context) -> None:
    """Somebody the register knows by the invited address does not appear twice."""
    known = add_person(host, name="Anna from Sales", email="anna@host.test")
    token = invited(host)
    joined = accept_invitation(signed_in(account("anna@host.test")), token)
    assert joined.person == known.id


def test_an_invitation_is_accepted_once(host: Context) -> None:
    token = invited(host)
    accept_invitation(signed_in(account("anna@host.test")), token)
    with pytest.raises(NotFound):
        accept_invitation(signed_in(account("eve@else.test")), token, other_address=True)


def test_another_address_must_be_confirmed(host: Context) -> None:
    token = invited(host)
    private = account("anna@private.test")
    with pytest.raises(Refusal) as refusal:
        accept_invitation(signed_in(private), token)
    assert refusal.value.code == "invitation.other-address"
    enter(host)
    assert not Membership.objects.filter(user=private).exists()
    assert accept_invitation(signed_in(private), token, other_address=True).organization == host.organization


def test_nobody_accepts_without_an_account(host: Context) -> None:
    token = invited(host)
    with pytest.raises(Forbidden):
        accept_invitation(Context(None, None, now=NOW), token)


def test_accepting_leaves_the_callers_context(host: Context) -> None:
    """The database shows the host's rows to nobody who did not enter them."""
    token = invited(host)
    accept_invitation(signed_in(account("anna@host.test")), token)
    assert Person.objects.count() == 0


@pytest.mark.parametrize("closed", ["expired", "revoked", "unknown", "replaced"])
def test_a_closed_invitation_opens_nothing_and_does_not_say_why(host: Context, closed: str) -> None:
    token = invited(host)
    if closed == "expired":
        host = host.at(NOW + timedelta(days=15))
        enter(host)
    elif closed == "revoked":
        revoke_invitation(host, Invitation.objects.get().id)
    elif closed == "unknown":
        token += "x"
    else:
        invited(host)
    with pytest.raises(NotFound) as refusal:
        look_at(token)
    assert refusal.value.code == "invitation.not-open"


def test_only_digests_are_stored_and_the_trail_keeps_no_address(host: Context) -> None:
    token = invited(host)
    stored = str(list(Invitation.objects.values())) + str(list(Trail.objects.values("old", "new")))
    assert token not in stored
    trail = str(list(Trail.objects.filter(table="organization_invitation").values("old", "new")))
    assert "anna@host.test" not in trail


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"email": "no address", "role": "employee"}, "invitation.address"),
        ({"email": "a@b.test", "role": "emperor"}, "role.unknown"),
        ({"email": "lead@host.test", "role": "manager"}, "invitation.has-role"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_senseless_invitations_are_refused(host: Context, values: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        invite(host, **values)
    assert refusal.value.code == code


def test_only_who_manages_members_invites(host: Context) -> None:
    employee = Context(host.organization, host.user, None, frozenset({"employee"}), NOW)
    with pytest.raises(Forbidden):
        invite(employee, email="a@b.test", role="employee")


def test_an_accepted_invitation_is_not_withdrawn(host: Context) -> None:
    token = invited(host)
    accept_invitation(signed_in(account("anna@host.test")), token)
    enter(host)
    assert not open_invitations(host).exists()
    with pytest.raises(Refusal):
        revoke_invitation(host, Invitation.objects.get().id)


def test_the_letter_lies_concealed_in_the_queue(host: Context) -> None:
    token = invited(host)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert token not in str(cursor.fetchall())
    (letter,) = queued()
    assert letter["to"] == "anna@host.test"
    assert token in letter["body"]


class Sink:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.letters.append((envelope.rcpt_tos, envelope.content))  # type: ignore[attr-defined]
        return "250 kept"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


def test_the_letter_reaches_a_mail_server(host: Context, sink: tuple[Sink, int]) -> None:
    token = invited(host)
    letter = json.dumps(queued()[0])
    kept, port = sink
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        mail.deliver(conceal(letter))
    ((to, content),) = kept.letters
    assert to == ["anna@host.test"]
    assert token.encode() in content.replace(b"=\r\n", b"")


def test_a_concealed_text_that_was_changed_is_refused() -> None:
    concealed = conceal("secret")
    assert reveal(concealed) == "secret"
    with pytest.raises(ValueError, match="another key"):
        reveal(concealed[:-4] + "AAA=")


class TestLinks:
    """A link opens its one thing for its one person and nothing else."""

    def test_it_opens_its_reference_without_any_role(self, host: Context) -> None:
        person = add_person(host, name="Colleague")
        _link, token = make_link(host, scope="questions", reference="round-1", person=person.id)
        enter(Context(None, None, now=NOW))
        opened = open_link(token, scope="questions", now=NOW)
        assert (opened.kind, opened.roles, opened.user) == ("link", frozenset(), None)
        assert (opened.organization, opened.person) == (host.organization, person.id)
        assert (opened.scope, opened.reference) == ("questions", "round-1")
        assert not may(opened, "read")

    def test_its_token_is_stored_as_a_digest_only(self, host: Context) -> None:
        _link, token = make_link(host, scope="questions", reference="round-1")
        assert token not in str(list(AccessLink.objects.values()))

    @pytest.mark.parametrize("closed", ["expired", "revoked", "unknown", "other scope"])
    def test_closed_it_says_the_same_whatever_the_cause(self, host: Context, closed: str) -> None:
        link, token = make_link(host, scope="questions", reference="round-1", days=3)
        scope, day = "questions", 0
        if closed == "expired":
            day = 4
        elif closed == "revoked":
            revoke_link(host, link.id)
        elif closed == "unknown":
            token = token[:-1]
        else:
            scope = "calendar"
        enter(Context(None, None, now=NOW + timedelta(days=day)))
        with pytest.raises(NotFound) as refusal:
            open_link(token, scope=scope)
        assert refusal.value.code == "link.not-open"

    def test_used_is_noted_once(self, host: Context) -> None:
        link, token = make_link(host, scope="questions", reference="round-1")
        mark_used(host, token)
        mark_used(host.at(NOW + timedelta(days=1)), token)
        assert AccessLink.objects.get(id=link.id).used_at == NOW

    @pytest.mark.parametrize(
        ("values", "code"),
        [({"scope": "everything"}, "link.scope"), ({"days": 0}, "link.days"), ({"days": 4000}, "link.days")],
    )
    def test_senseless_links_are_refused(self, host: Context, values: dict[str, object], code: str) -> None:
        with pytest.raises(Refusal) as refusal:
            make_link(host, **{"scope": "questions", "reference": "r", **values})  # type: ignore[arg-type]
        assert refusal.value.code == code

    def test_an_employee_makes_no_link_to_questions(self, host: Context) -> None:
        employee = Context(host.organization, host.user, None, frozenset({"employee"}), NOW)
        with pytest.raises(Forbidden):
            make_link(employee, scope="questions", reference="r")
