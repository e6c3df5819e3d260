"""A small organization with a signed-in manager, for the tests of the pages."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clauseway.catalogue.queries import edition_by_slug
from clauseway.kernel.context import Context, enter
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.systems.operations import apply_edition, create_system

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CONTROL = ("set_config", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Office:
    """One organization, one system under ISO 9001:2026 and ISO/IEC 27001:2022, a client signed in as its founder."""

    def __init__(self, *editions: str) -> None:
        self.user = User.objects.create_user("lead@example.test", "a long password 1", name="Lena Lead")
        outside = Context(None, self.user.id)
        enter(outside)
        self.organization, self.context = create_organization(outside, name="Scratch", founder=self.user)
        enter(self.context)
        self.system = create_system(self.context, name="Quality")
        for slug in editions or ("iso-9001-2026", "iso-27001-2022"):
            edition = edition_by_slug(slug)
            assert edition
            apply_edition(self.context, self.system.id, edition=edition.id)
        self.home = f"/o/{self.organization.slug}"
        self.base = f"{self.home}/s/{self.system.slug}"
        self.client = signed_in(self.user)

    def get(self, path: str, **headers: Any) -> Any:
        return self.client.get(self.base + path, headers=headers)

    def post(self, path: str, values: dict[str, Any] | None = None, **headers: Any) -> Any:
        answer = self.client.post(self.base + path, values or {}, headers=headers)
        self.back()
        return answer

    def back(self) -> None:
        """Enter our own context again after a request."""
        enter(self.context)

    def statements(self, path: str) -> int:
        """Data statements of a page that answers 200, without transaction control."""
        with CaptureQueriesContext(connection) as caught:
            answer = self.client.get(path)
        assert answer.status_code == 200
        self.back()
        return sum(not any(word in query["sql"] for word in CONTROL) for query in caught.captured_queries)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
