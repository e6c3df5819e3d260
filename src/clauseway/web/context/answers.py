"""From what is on file about who answers to the texts and signs of the pages; the same for processes, requirements and tasks."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.organization.models import Person
from clauseway.rules import responsibility as rule
from clauseway.systems.models import Assignment, Role
from clauseway.systems.queries.responsibilities import assignments, by_ref, holders, roles, values_of
from clauseway.web.components import Option, State
from clauseway.web.context.words import finding_word
from clauseway.web.people.picking import Picker, picker
from clauseway.web.tables import Sign

OWNER = "owner"
"""The assignment nobody wrote down: a process that names nobody accountable is its owner's."""


@dataclass(frozen=True, slots=True)
class File:
    """What is on file about one subject: the assignments that stand, and what the rule makes of them."""

    rows: tuple[Assignment, ...]
    values: tuple[rule.Assigned, ...]

    def letters(self, *, person: uuid.UUID | None = None, role: uuid.UUID | None = None) -> str:
        """The letters that stand for one assignee."""
        standing = {row.letter for row in self.rows if row.person_id == person and row.role_id == role}
        return "".join(letter for letter in rule.LETTERS if letter in standing)

    def who(self, letter: str) -> str:
        """Who has a letter, by name."""
        return ", ".join(sorted(name_of(row) for row in self.rows if row.letter == letter))

    def findings(self, today: date) -> tuple[rule.Finding, ...]:
        return rule.findings(self.values, today)

    @property
    def untold(self) -> int:
        return sum(row.known_on is None for row in self.rows)


def name_of(row: Assignment) -> str:
    return row.person.name if row.person is not None else row.role.name if row.role is not None else ""


def files(
    context: Context,
    kind: str,
    *,
    system: uuid.UUID | None = None,
    refs: Iterable[str] | None = None,
    owners: Mapping[str, Person | None] | None = None,
) -> dict[str, File]:
    """What is on file by reference: four statements, however many. `owners` answer for processes that name nobody accountable."""
    rows = assignments(context, kind, system=system, refs=refs, now=True)
    held = holders(context, {row.role_id for row in rows if row.role_id is not None})
    given = by_ref(rows)
    return {
        ref: _file(context, given.get(ref, []), held, (owners or {}).get(ref))
        for ref in {*given, *(refs or ()), *(owners or {})}
    }


def _file(
    context: Context, rows: Sequence[Assignment], held: Mapping[uuid.UUID, Sequence[object]], owner: Person | None
) -> File:
    alive = tuple(rows)
    values = values_of(rows, held)  # type: ignore[arg-type]
    if owner is not None and not any(row.letter == "A" for row in alive):
        window = rule.Window(str(owner.id), owner.live_from, owner.live_until)
        values.append(rule.Assigned(OWNER, "A", owner.live_from, None, (window,), owner.live_from))
    return File(alive, tuple(values))


NOTHING = File((), ())


def signs(found: Sequence[rule.Finding], *, used: bool) -> tuple[Sign, ...]:
    """What is wrong, as tags. Where nothing was ever assigned nobody is blamed: it is only not said."""
    if not found:
        return (Sign(state=State.SHOWN, word=_("clear"), tag=True),)
    made = []
    for one in found:
        state = State.GAP if one.code in rule.BREAKS and used else State.UNKNOWN if not used else State.SOON
        made.append(Sign(state=state, word=finding_word(one.code), tag=True))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Who:
    """A person or a role."""

    person: uuid.UUID | None
    role: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Assignees:
    """Roles and people by what one types; a role wins over a person of the same name."""

    people: Picker
    by_name: Mapping[str, Role]

    @property
    def options(self) -> tuple[Option, ...]:
        names = tuple(Option(value=row.name, label=_("%s (role)") % row.name) for row in self.by_name.values())
        return names + self.people.options

    def find(self, text: str, field: str) -> Who | None:
        """Who is meant; None for an empty text. Refuses what is neither a role nor a person."""
        if not text.strip():
            return None
        row = self.by_name.get(fold(text))
        return Who(None, row.id) if row is not None else Who(self.people.find(text, field), None)


def assignees(context: Context) -> Assignees:
    """Everybody who can be given something today: two statements."""
    alive = roles(context).exclude(live_until__lte=context.today)
    return Assignees(picker(context), {row.fold: row for row in alive})
