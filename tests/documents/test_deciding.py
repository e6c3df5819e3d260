"""What waits to be decided: in documents in force first, the strongest first; what is over waits no more."""

import uuid

import pytest
from tests.documents.room import Room

from clauseway.documents.deciding import Waiting, first_suggestions, queue, waiting_suggestions
from clauseway.documents.models import Document, Passage, Suggestion
from clauseway.evidence.operations import collect_item

pytestmark = pytest.mark.django_db


class Desk(Room):
    """A room with two documents in force, two drafts and a superseded one, and suggestions by score for each."""

    def __init__(self) -> None:
        super().__init__("iso-9001-2026")
        self.requirements = [r.id for r in self.editions[0].requirements.values() if r.judged]
        self.keys = {
            title: self.text(title, state, scores)
            for title, state, scores in (
                ("Zinc", "effective", (0.9, 0.4)),
                ("Alloy", "effective", (0.7,)),
                ("Brass", "draft", (0.99, 0.2)),
                ("Copper", "draft", ()),
                ("Lead", "superseded", (1.0,)),
            )
        }

    def text(self, title: str, state: str, scores: tuple[float, ...]) -> uuid.UUID:
        mine = {"organization_id": self.organization.id}
        item, _new = collect_item(
            self.context,
            name=f"{title}.md",
            content=title.encode(),
            media_type="text/markdown",
            collected_on=self.context.today,
        )
        row = Document.objects.create(
            system=self.system, item=item, title=title, fold=title.lower(), name=f"{title}.md", state=state, **mine
        )
        passage = Passage.objects.create(document=row, position=1, heading=title, text=title, **mine)
        for number, score in enumerate(scores):
            self.suggest(passage, number, score, "proposed")
        self.suggest(passage, len(scores), 0.5, "accepted")
        return row.id

    def suggest(self, passage: Passage, number: int, score: float, state: str) -> None:
        Suggestion.objects.create(
            organization_id=self.organization.id,
            passage=passage,
            document_id=passage.document_id,
            system=self.system,
            requirement_id=self.requirements[number],
            score=score,
            strength="strong",
            state=state,
        )

    def head(self, most: int, title: str = "") -> list[tuple[str, float]]:
        rows = first_suggestions(self.context, self.system.id, self.keys.get(title), most)
        return [(row.document.title, row.score) for row in rows]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_strongest_of_what_is_in_force_comes_first(desk: Desk) -> None:
    every = [("Zinc", 0.9), ("Alloy", 0.7), ("Zinc", 0.4), ("Brass", 0.99), ("Brass", 0.2)]
    for most in (1, 3, 4, 10):
        assert desk.head(most) == every[:most]
    assert desk.head(10, "Brass") == [("Brass", 0.99), ("Brass", 0.2)]
    assert desk.head(10, "Lead") == []


def test_the_queue_counts_what_is_left_and_decided_and_names_where(desk: Desk) -> None:
    """Accepted ones count whatever became of their document; what is proposed in a superseded one waits for nobody."""
    found = queue(desk.context, desk.system.id, most=10)
    assert found.counts == {"proposed": 5, "accepted": 5}
    waiting = (("Alloy", 1), ("Zinc", 2), ("Brass", 2))
    assert found.documents == tuple(Waiting(desk.keys[title], title, number) for title, number in waiting)
    assert waiting_suggestions(desk.context, desk.system.id) == 5


@pytest.mark.parametrize(("title", "counts"), [("Zinc", 2), ("Copper", 0), ("Lead", 0)])
def test_the_queue_of_one_document_names_all_that_wait(desk: Desk, title: str, counts: int) -> None:
    found = queue(desk.context, desk.system.id, desk.keys[title], most=2)
    assert found.counts == {"proposed": counts, "accepted": 1}
    assert [one.title for one in found.documents] == ["Alloy", "Zinc"]
    assert queue(desk.context, desk.system.id, desk.keys[title]).documents == ()


def test_nothing_waits_in_another_system(desk: Desk) -> None:
    assert queue(desk.context, uuid.uuid4(), most=5).counts == {"proposed": 0}
    assert waiting_suggestions(desk.context, uuid.uuid4()) == 0
