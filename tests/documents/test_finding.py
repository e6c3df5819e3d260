"""Finding documents: by words of their text whatever case or accent, by what they describe, in the organization at hand alone."""

import pytest
from tests.documents.desk import TEXT, Desk

from clauseway.documents.operations import save_text
from clauseway.documents.searching import found_by_reference, found_by_text, places_of
from clauseway.kernel.context import enter

pytestmark = pytest.mark.django_db


def test_words_are_found_in_what_the_register_lists() -> None:
    """Beginnings of words, without accents; the text of a superseded revision no more; never another organization's."""
    desk = Desk()
    first = desk.approved(desk.draft(text=TEXT + "\nDer Schlüssel liegt im Tresor.\n"))
    enter(desk.context)
    assert found_by_text(desk.context, desk.system.id, "schlussel tres") == [first.id]
    assert "Tresor" in places_of(desk.context, [first.id], "tresor")[first.id]
    assert found_by_text(desk.context, desk.system.id, "nothing' | of & this") == []
    second = desk.approved(desk.next(first, TEXT))
    enter(desk.context)
    assert found_by_text(desk.context, desk.system.id, "Tresor") == []
    assert found_by_text(desk.context, desk.system.id, "leavers") == [second.id]
    other = Desk()
    assert found_by_text(other.context, desk.system.id, "leavers") == []


def test_drafts_are_found_as_they_are_saved() -> None:
    """What is written now is found now."""
    desk = Desk()
    row = desk.draft()
    save_text(desk.context, row.id, version=row.version, title=row.title, text="A walrus.")
    assert found_by_text(desk.context, desk.system.id, "walrus") == [row.id]


@pytest.mark.parametrize(
    "asked", ["9001 7.5", "7.5.1", "ISO 9001:2026 7.5.1", "a.5.9", "A5.9 x", "27001 7.5", "walrus"]
)
def test_references_are_told_from_words(asked: str) -> None:
    """Nothing is accepted yet, so nothing is found; and no way of writing fails."""
    desk = Desk()
    assert found_by_reference(desk.context, desk.system.id, asked) == {}
