"""What a word of a story is made of: its fields and their types, and the fields that many words share."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a word. Types: text, date, number, yesno, names (one or a list), choice, mapping."""

    type: str = "text"
    required: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A word of *given*. `short`: the field that a bare value stands for. `open_to`: "facets" when the vocabulary adds fields of its own."""

    fields: Mapping[str, Field]
    short: str = ""
    open_to: str = ""
    says: str = ""


TEXT, NEEDED, DATE, YESNO, NAMES = Field(), Field(required=True), Field("date"), Field("yesno"), Field("names")
NEEDED_NAMES = Field("names", required=True)
NUMBER = Field("number")
