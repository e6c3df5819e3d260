"""A desk at which documents are written, approved and reviewed, for the tests of document control."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from tests.documents.room import Room

from clauseway.documents.models import Document, Round
from clauseway.documents.operations import (
    add_document,
    answer,
    revise,
    save_text,
    submit,
)
from clauseway.evidence.models import Claim, ClaimEnd
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import Person
from clauseway.organization.operations import add_person

TEXT = (
    "# Access\n\n## Rights\n\nAccess rights are given, reviewed and removed by the owner of each system of {{organization.name}}."
    "\n\n## Leavers\n\nAccess of people who leave is removed on their last day.\n"
)


class Desk(Room):
    """A room with two more people; Lena writes, Vera (`boss`) approves, Otto (`colleague`) reviews."""

    def __init__(self) -> None:
        super().__init__("iso-9001-2026")
        self.third = add_person(self.context, name="Nina New", email="nina@example.test")

    def by(self, person: Person, days: int = 0) -> Context:
        context = dataclasses.replace(self.context, person=person.id, now=self.context.now + timedelta(days))
        enter(context)
        return context

    def later(self, days: int) -> Context:
        context = self.context.at(self.context.now + timedelta(days))
        enter(context)
        return context

    def draft(self, title: str = "Access policy", **more: Any) -> Document:
        return add_document(self.context, self.system.id, title=title, **{"kind": "policy", "text": TEXT, **more})

    def put(self, row: Document, **more: Any) -> Round:
        return submit(self.context, row.id, **{"approvers": [self.boss.id], **more})

    def approved(self, row: Document | None = None, **more: Any) -> Document:
        made = self.put(row or self.draft(), **more)
        return answer(self.by(self.boss), made.id, part="approval", answer="approve")

    def next(self, row: Document, text: str = TEXT + "\n## Guests\n\nGuests get none.\n") -> Document:
        fresh = revise(self.context, row.id, change_note="Guests")
        return save_text(self.context, fresh.id, version=fresh.version, title=fresh.title, text=text)


def refused(code: str, call: Any, *args: Any, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    assert told.value.code == code, (told.value.code, told.value.message)
    return told.value


def open_claims(row: Document) -> dict[str, Claim]:
    ended = ClaimEnd.objects.exclude(how="ceased").values("claim_id")
    return {
        claim.code: claim for claim in Claim.objects.filter(source="document", key=str(row.id)).exclude(id__in=ended)
    }
