"""Reading and checking without a database, for the tests of the formats."""

from functools import cache
from pathlib import Path

import pytest

from clauseway.catalogue.content import folder
from clauseway.catalogue.exchange.checking import checked
from clauseway.catalogue.exchange.model import Draft
from clauseway.catalogue.exchange.reading import Wish, read
from clauseway.catalogue.packs import Pack, PackRefused, Trunk, read_trunk
from clauseway.catalogue.vocabulary import Vocabulary, read_vocabulary

NOTHING = Wish()
INPUTS = Path(__file__).parents[2] / "inputs"


@cache
def words() -> Vocabulary:
    return read_vocabulary(folder() / "vocabulary")


@cache
def trunk() -> Trunk:
    return read_trunk(folder() / "trunk", words())


def pack(name: str, data: bytes, wish: Wish = NOTHING) -> tuple[Draft, Pack]:
    """A file as draft and checked pack."""
    draft = read(name, data, wish)
    return draft, checked(draft, trunk(), words())


def refusal(name: str, data: bytes, wish: Wish = NOTHING) -> str:
    """Every fault of a file that must be refused, one a line."""
    with pytest.raises(PackRefused) as caught:
        pack(name, data, wish)
    assert caught.value.faults
    assert not [fault for fault in caught.value.faults if not fault.place or not fault.message]
    return str(caught.value)


def told(draft: Draft) -> set[str]:
    """What became of something, as its word and message."""
    return {f"{remark.what}: {remark.message}" for remark in draft.remarks}
