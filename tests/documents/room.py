"""A scratch organization whose documents are imported and decided on: shared by the tests of this folder and the pages."""

import dataclasses
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from clauseway.catalogue.queries import compiled, edition_by_slug
from clauseway.documents.models import Document, Drop, DropFile, Suggestion
from clauseway.documents.operations import incoming, read_all, start_drop
from clauseway.kernel.context import Context, enter
from clauseway.kernel.work import unit_of_work
from clauseway.organization.models import Person, User
from clauseway.organization.operations import add_person, create_organization
from clauseway.systems.operations import apply_edition, create_system, decide_applicability

INPUTS = Path(__file__).parents[1] / "inputs" / "documents"
SINCE = date(2026, 1, 2)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
POLICY = (
    "# Access control policy\n\n**Approved by:** Vera Director, 2026-02-03\n\n**Effective date:** 2026-02-03\n\n"
    "## Access rights\n\nAccess rights to information and other associated assets are provisioned, reviewed, modified and removed"
    " by the owner of each system. The owner reviews the access rights of every user each quarter, removes access rights"
    " that are no longer needed, and records the review of access rights. Access rights of people who leave are removed on"
    " their last day, and privileged access rights are reviewed every month by somebody else than the administrator.\n"
)
UNDATED = POLICY.replace("**Approved by:** Vera Director, 2026-02-03\n\n**Effective date:** 2026-02-03\n\n", "")


class Room:
    """An organization with one system under the given editions; `context` is its manager, `other` a colleague, `boss` the approver."""

    def __init__(self, *editions: str) -> None:
        self.user = User.objects.create_user(
            f"{uuid.uuid4().hex[:8]}@example.test", "a long password 1", name="Lena Lead"
        )
        before = Context(None, self.user.id, now=NOW)
        enter(before)
        self.organization, self.context = create_organization(before, name="Scratch", founder=self.user)
        enter(self.context)
        self.system = create_system(self.context, name="Security")
        self.editions = []
        for slug in editions or ("iso-27001-2022",):
            edition = edition_by_slug(slug)
            assert edition
            apply_edition(self.context, self.system.id, edition=edition.id, valid_from=SINCE)
            self.editions.append(compiled(edition.id, edition.digest))
        self.boss = add_person(self.context, name="Vera Director")
        self.colleague = add_person(self.context, name="Otto Other")
        self.other = self.acting(self.colleague)

    def acting(self, person: Person) -> Context:
        return dataclasses.replace(self.context, person=person.id)

    def declare_controls(self) -> None:
        """Every control of Annex A is declared necessary, so that each is judged."""
        with unit_of_work(self.context):
            for one in self.editions[0].requirements.values():
                if one.kind == "control":
                    decide_applicability(
                        self.context,
                        self.system.id,
                        requirement=one.id,
                        applies=True,
                        reason="risk treatment",
                        on=SINCE,
                    )

    def take_in(self, *files: tuple[str, bytes], token: str = "") -> Drop:
        given = [incoming(name, content) for name, content in files]
        drop = start_drop(self.context, self.system.id, name="drop", files=given, token=token, defer=False)
        return read_all(self.context, drop.id)

    def take_in_folder(self, name: str) -> Drop:
        return self.take_in(*contents(INPUTS / name))

    def document(self, **values: object) -> Document:
        return Document.objects.get(**values)

    def files(self) -> dict[str, DropFile]:
        return {row.name: row for row in DropFile.objects.order_by("id")}

    def proposals(self) -> Iterable[Suggestion]:
        return list(Suggestion.objects.filter(state="proposed").order_by("-score"))


def contents(folder: Path) -> list[tuple[str, bytes]]:
    return [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
