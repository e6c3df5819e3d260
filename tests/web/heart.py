"""One organization with two standards and eighteen processes, some of them audited: what the tests of the main pages look at."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clauseway.catalogue.queries import CompiledEdition, compiled, edition_by_slug
from clauseway.evidence.operations import Fact, collect_item, file_record
from clauseway.kernel.context import Context, enter
from clauseway.kernel.work import unit_of_work
from clauseway.organization.models import User
from clauseway.organization.operations import add_person, create_organization
from clauseway.processes.operations import add_process
from clauseway.systems.operations import apply_edition, approve_scope, create_system, set_rhythm, state_scope

CONTROL = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET |SELECT set_config)", re.IGNORECASE)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Heart:
    """Its founder is signed in. `audited` of the eighteen processes have an impartial audit for ISO 9001, Sales one by its owner."""

    def __init__(self, *, editions: tuple[str, ...] = ("iso-9001-2026", "iso-27001-2022"), audited: int = 15) -> None:
        self.user = User.objects.create_user("heart@example.test", "a long password 1", name="Marieke de Wit")
        start = Context(None, self.user.id, now=datetime.now(UTC))
        enter(start)
        self.organization, self.context = create_organization(start, name="Noordzee", founder=self.user)
        enter(self.context)
        self.today = self.context.today
        since = self.today - timedelta(days=300)
        with unit_of_work(self.context):
            self.system = create_system(self.context, name="Integrated", lead_id=self.context.person)
            for slug in editions:
                apply_edition(self.context, self.system.id, edition=self.edition(slug).id, valid_from=since)
            self.colleague = add_person(self.context, name="Sanne Visser", live_from=since)
            self.processes = [
                add_process(self.context, name=f"Process {n:02d}", live_from=date(2020, 1, 1)) for n in range(17)
            ]
            self.sales = add_process(self.context, name="Sales", live_from=date(2020, 1, 1))
            set_rhythm(self.context, self.system.id, name="internal-audit", days=365, on=since)
        with unit_of_work(self.context):
            state_scope(self.context, self.system.id, text="Making of instruments at all our sites.", on=since)
            approve_scope(self.context, self.system.id)
            for process in self.processes[:audited]:
                self.audit(process.id, impartial=True)
            self.audit(self.sales.id, impartial=False)
        self.item, _new = collect_item(
            self.context, name="Programme.pdf", content=b"programme", media_type="text/plain"
        )
        self.client = Client()
        self.client.force_login(self.user, backend=BACKEND)
        self.base = f"/o/{self.organization.slug}/s/{self.system.slug}"

    @staticmethod
    def edition(slug: str = "iso-9001-2026") -> CompiledEdition:
        row = edition_by_slug(slug)
        assert row
        return compiled(row.id, row.digest)

    def requirement(self, ref: str = "9.2.2", slug: str = "iso-9001-2026") -> Any:
        return self.edition(slug).by_ref[ref]

    def audit(self, process: Any, *, impartial: bool, days_ago: int = 20) -> Any:
        fact = Fact(
            "audit.performed",
            self.today - timedelta(days=days_ago),
            system=self.system.id,
            subject_ref=str(process),
            facets={"impartial": impartial},
            standards=("iso-9001-2026",),
        )
        return file_record(self.context, fact)

    def at(self, ref: str = "9.2.2", more: str = "", slug: str = "iso-9001-2026") -> str:
        return f"{self.base}/requirements/{slug}/{ref}/{more}"

    def html(self, path: str, status: int = 200) -> str:
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return response.content.decode()

    def again(self) -> None:
        """Stand inside the organization again, after a request has left it."""
        enter(self.context.at(datetime.now(UTC)))

    def token(self, path: str) -> str:
        found = re.search(r'name="once" value="(\w+)"', self.html(path))
        assert found
        return found[1]

    def statements(self, path: str) -> int:
        """Data statements of the second visit; the first fills what is kept per process."""
        self.client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert self.client.get(path).status_code == 200, path
        return sum(not CONTROL.match(query["sql"]) for query in captured.captured_queries)
