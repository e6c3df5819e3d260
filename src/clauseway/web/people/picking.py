"""Picking a person by name in a form: what is typed is a name from the list, so that a picker of five hundred people stays quick."""

import uuid
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import DateField
from django.utils.translation import gettext as _

from clauseway.kernel.composed import Composed
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.queries import here_on
from clauseway.web.components import Option


@dataclass(frozen=True)
class Picker:
    """Everybody who works here today, by the label that tells them apart (the name; with mail or unit where two share one)."""

    labels: dict[uuid.UUID, str]
    mails: dict[uuid.UUID, str]

    def label(self, person: uuid.UUID | None, otherwise: str = "") -> str:
        """The label of a person; `otherwise` for somebody who left."""
        return self.labels.get(person, otherwise) if person else ""

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(Option(value=label, label=label) for label in self.labels.values())

    @cached_property
    def _found(self) -> dict[str, uuid.UUID]:
        """Who is meant by a folded label or mail address; made when somebody types one, not for every page that offers the list."""
        found: dict[str, uuid.UUID] = {}
        for key, label in self.labels.items():
            found.setdefault(fold(label), key)
            if self.mails.get(key):
                found.setdefault(fold(self.mails[key]), key)
        return found

    def find(self, text: str, field: str = "") -> uuid.UUID | None:
        """The person of a label or mail address; None for an empty text. Refuses a name nobody has or that two have."""
        if not text.strip():
            return None
        person = self._found.get(fold(text))
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
    rows = _EVERYBODY.rows(today=context.today)
    often = Counter(row[2] for row in rows)
    labels: dict[uuid.UUID, str] = {}
    for key, name, folded, email, unit in rows:
        labels[key] = f"{name} ({email or unit or str(key)[-4:]})" if often[folded] > 1 else name
    return Picker(labels, {row[0]: row[3] for row in rows})


_EVERYBODY = Composed(
    lambda given: here_on(given("today", DateField())).values_list("id", "name", "fold", "email", "unit"),
)
