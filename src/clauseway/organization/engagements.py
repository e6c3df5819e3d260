"""Engagements between two organizations: drafted on one side, sent as a copy both can read, answered by the other side.

The pattern for every two-party table: drafts in a one-sided table, *send* copies, the policy names both parties, and only the columns of the answer can
change.
"""

import uuid

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.models import Engagement, EngagementDraft, Organization
from clauseway.organization.policies import require


@operation
def draft_engagement(
    context: Context, *, counterpart: str, counterpart_is: str, subject: str, terms: str = ""
) -> EngagementDraft:
    """Start an engagement with the organization at the address part `counterpart`, as its client or its provider. Nobody else sees it yet."""
    require(context, "organization.manage")
    if counterpart_is not in ("client", "provider"):
        raise Refusal("engagement.side", _("The other side is client or provider."), field="counterpart_is")
    if not subject.strip():
        raise Refusal("engagement.subject-missing", _("Say what it is about."), field="subject")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clauseway_find_organization(%s)", [counterpart.strip().lower()])
        found = cursor.fetchone()
    if found is None or found[0] == context.organization:
        raise NotFound("engagement.counterpart", _("There is no such other organization."), field="counterpart")
    return EngagementDraft.objects.create(
        organization_id=context.require_organization(),
        counterpart_id=found[0],
        counterpart_name=found[1],
        counterpart_is=counterpart_is,
        subject=subject.strip(),
        terms=terms.strip(),
    )


@operation
def send_engagement(context: Context, draft: uuid.UUID) -> Engagement:
    """Send a draft: a copy both sides can read comes into being, which the sender cannot change any more. Refuses to send twice."""
    require(context, "organization.manage")
    found = EngagementDraft.objects.select_for_update().filter(id=draft).first()
    if found is None:
        raise NotFound("engagement.not-found", _("There is no such draft."))
    if found.sent_as is not None:
        raise Refusal("engagement.sent", _("This was sent already."))
    own = Organization.objects.get(id=context.require_organization())
    ours, theirs = (own.id, own.name), (found.counterpart_id, found.counterpart_name)
    client, provider = (theirs, ours) if found.counterpart_is == "client" else (ours, theirs)
    sent = Engagement.objects.create(
        client_id=client[0],
        client_name=client[1],
        provider_id=provider[0],
        provider_name=provider[1],
        subject=found.subject,
        terms=found.terms,
        sent_by_organization_id=own.id,
    )
    found.sent_as = sent.id
    found.save(update_fields=["sent_as"])
    return sent


@operation
def answer_engagement(context: Context, engagement: uuid.UUID, *, accept: bool) -> Engagement:
    """The side it was sent to accepts or declines, once."""
    require(context, "organization.manage")
    found = _visible(engagement)
    if found.sent_by_organization_id == context.organization:
        raise Refusal("engagement.own", _("The other side answers this."))
    if found.state != "sent":
        raise Refusal("engagement.answered", _("This was answered already."))
    found.state, found.answered_at = ("accepted" if accept else "declined"), context.now
    found.save(update_fields=["state", "answered_at"])
    return found


@operation
def end_engagement(context: Context, engagement: uuid.UUID) -> Engagement:
    """Either side ends an accepted engagement."""
    require(context, "organization.manage")
    found = _visible(engagement)
    if found.state != "accepted":
        raise Refusal("engagement.not-accepted", _("Only an accepted engagement can be ended."))
    found.state, found.ended_at = "ended", context.now
    found.save(update_fields=["state", "ended_at"])
    return found


def _visible(engagement: uuid.UUID) -> Engagement:
    found = Engagement.objects.filter(id=engagement).first()
    if found is None:
        raise NotFound("engagement.not-found", _("There is no such engagement."))
    return found


def engagements(context: Context) -> QuerySet[Engagement]:
    """What this organization sent or was sent, newest first."""
    return Engagement.objects.order_by("-sent_at", "-id")
