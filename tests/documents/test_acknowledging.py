"""What reading proves: that somebody read every policy that concerns them, where a requirement asks for that."""

import uuid
from datetime import timedelta

import pytest
from tests.documents.room import Room

from clauseway.catalogue.models import Requirement
from clauseway.documents.acknowledging import WORD, many_claims
from clauseway.documents.models import Document, Passage, Reading, Suggestion
from clauseway.evidence.operations import collect_item

pytestmark = pytest.mark.django_db


class Desk(Room):
    """A room where people are asked to read; `asking` is a requirement that asks for it, `silent` one that does not."""

    def __init__(self) -> None:
        super().__init__("iso-27001-2022")
        every = self.editions[0].requirements.values()
        self.asking = next(r.id for r in every if any(e.kind == WORD for e in r.expectations.values()))
        self.silent = next(r.id for r in every if r.judged and r.id != self.asking)

    def text(self, title: str, requirement: uuid.UUID, state: str = "accepted") -> Document:
        """A document in force with one passage, suggested for a requirement."""
        mine = {"organization_id": self.organization.id}
        item, _new = collect_item(
            self.context,
            name=f"{title}.md",
            content=title.encode(),
            media_type="text/markdown",
            collected_on=self.context.today,
        )
        row = Document.objects.create(
            system=self.system, item=item, title=title, fold=title.lower(), name=f"{title}.md", state="effective", shown=True,
            effective_from=self.context.today, **mine,
        )  # fmt: skip
        passage = Passage.objects.create(document=row, position=1, heading=title, text=title, **mine)
        Suggestion.objects.create(
            passage=passage, document=row, system=self.system, requirement=Requirement.objects.get(id=requirement), score=1,
            strength="person", state=state, **mine,
        )  # fmt: skip
        return row

    def ask(self, row: Document, *, read: bool, dropped: bool = False) -> None:
        Reading.objects.create(
            organization_id=self.organization.id,
            document=row,
            person=self.colleague,
            asked_on=self.context.today,
            read_at=self.context.now + timedelta(hours=1) if read else None,
            dropped=dropped,
        )

    def claimed(self) -> list[str]:
        made = many_claims(self.context, [str(self.colleague.id), str(self.boss.id)])
        assert set(made) <= {str(self.colleague.id)}
        return [claim.rationale for claims in made.values() for claim in claims]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_all_that_concerns_a_person_is_read(desk: Desk) -> None:
    """Policies only: what no requirement asks to acknowledge, what was not accepted and what was withdrawn from them does not count."""
    desk.ask(desk.text("Security", desk.asking), read=True)
    desk.ask(desk.text("Access", desk.asking), read=True)
    desk.ask(desk.text("Menu", desk.silent), read=False)
    desk.ask(desk.text("Guess", desk.asking, "proposed"), read=False)
    desk.ask(desk.text("Old", desk.asking), read=False, dropped=True)
    assert desk.claimed() == ["Access, Security"]


def test_nothing_is_shown_while_one_is_unread(desk: Desk) -> None:
    desk.ask(desk.text("Security", desk.asking), read=True)
    desk.ask(desk.text("Access", desk.asking), read=False)
    assert desk.claimed() == []


def test_nobody_is_said_to_have_read_what_nothing_asks_to_be_read(desk: Desk) -> None:
    desk.ask(desk.text("Menu", desk.silent), read=True)
    assert desk.claimed() == []
