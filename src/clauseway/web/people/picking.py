"""Picking a person by name in a form: what is typed is a name from the list, so that a picker of five hundred people stays quick."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.queries import live_people
from clauseway.web.components import Option


@dataclass(frozen=True, slots=True)
class Picker:
    """Everybody who works here today, by the label that tells them apart (the name; with mail or unit where two share one)."""

    labels: dict[uuid.UUID, str]
    found: dict[str, uuid.UUID]

    def label(self, person: uuid.UUID | None, otherwise: str = "") -> str:
        """The label of a person; `otherwise` for somebody who left."""
        return self.labels.get(person, otherwise) if person else ""

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(Option(value=label, label=label) for label in self.labels.values())

    def find(self, text: str, field: str = "") -> uuid.UUID | None:
        """The person of a label or mail address; None for an empty text. Refuses a name nobody has or that two have."""
        if not text.strip():
            return None
        person = self.found.get(fold(text))
        if person is not None:
            return person
        if any(fold(label).startswith(fold(text) + " (") for label in self.labels.values()):
            raise Refusal(
                "person.ambiguous", _("Several people are called “%s”; choose one from the list.") % text, field=field
            )
        raise Refusal(
            "person.unknown",
            _("Nobody here is called “%s”. Add the person first, or choose from the list.") % text,
            field=field,
        )


def picker(context: Context) -> Picker:
    """Read everybody who works here today; one statement."""
    rows = list(live_people(context).values_list("id", "name", "fold", "email", "unit"))
    often = Counter(row[2] for row in rows)
    labels: dict[uuid.UUID, str] = {}
    found: dict[str, uuid.UUID] = {}
    for key, name, folded, email, unit in rows:
        more = email or unit or str(key)[-4:]
        labels[key] = f"{name} ({more})" if often[folded] > 1 else name
        found.setdefault(fold(labels[key]), key)
        if email:
            found.setdefault(fold(email), key)
    return Picker(labels, found)
