"""A scratch organization under ISO 9001:2026 for the tests of processes: a day, a deed, an answer."""

import uuid
from datetime import datetime
from typing import Any

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.conformity.judging import refresh
from clauseway.conformity.models import VerdictNow
from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import add_person, create_organization
from clauseway.processes.models import Process
from clauseway.processes.operations import add_process
from clauseway.systems.operations import apply_edition, create_system


class Room:
    """One organization with one system, its lead and an owner of processes."""

    def __init__(self, edition: str = "iso-9001-2026") -> None:
        self.user = User.objects.create_user("lead@example.test", "a long password 1", name="Lead")
        before = Context(None, self.user.id, now=_moment("2026-01-05"))
        enter(before)
        _org, self.context = create_organization(before, name="Scratch", founder=self.user)
        enter(self.context)
        self.system = create_system(self.context, name="Quality")
        found = edition_by_slug(edition)
        assert found
        apply_edition(self.context, self.system.id, edition=found.id)
        self.edition = compiled(found.id, found.digest)
        self.owner = add_person(self.context, name="Mara Vos").id

    def on(self, day: str) -> Context:
        context = self.context.at(_moment(day))
        enter(context)
        return context

    def process(self, name: str, day: str = "2026-01-06", **values: Any) -> Process:
        return add_process(self.on(day), name=name, owner_id=self.owner, **values)

    def expectation(self, ref: str, code: str, day: str) -> tuple[str, str]:
        """What one expectation of a requirement weighs on a day, and the code of its reason."""
        refresh(self.on(day), self.system.id)
        row = VerdictNow.objects.get(system_id=self.system.id, requirement_id=self.edition.by_ref[ref].id)
        reasons = [reason for reason in row.reasons if reason["expectation"] == code]
        order = ("gap", "unknown", "shown", "note")
        worst = min(reasons, key=lambda reason: order.index(reason["weighs"]))
        return worst["weighs"], worst["code"]

    def words(self, day: str, subject: uuid.UUID | None = None) -> set[str]:
        """The words that stand on a day, about one process or about everything; and nothing is left to reconcile."""
        context = self.on(day)
        assert reconcile_all(context) == frozenset()
        claims = Claim.objects.filter(valid_from__lte=context.today)
        if subject is not None:
            claims = claims.filter(subject_ref=str(subject))
        ended = set(ClaimEnd.objects.filter(on_date__lte=context.today).values_list("claim_id", flat=True))
        return {
            claim.kind
            for claim in claims
            if claim.id not in ended and (claim.valid_until is None or claim.valid_until > context.today)
        }


def _moment(day: str) -> datetime:
    return datetime.fromisoformat(day + "T09:00:00+00:00")
