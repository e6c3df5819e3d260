"""The pages of document control as a manager who writes and an approver see them, for their tests."""

import uuid

from django.test import Client
from tests.documents.desk import TEXT
from tests.web.test_documents import Pages

from clauseway.documents.models import Document
from clauseway.documents.operations import (
    Signature,
    answer,
    submit,
)
from clauseway.kernel.context import enter
from clauseway.organization.models import Person, User
from clauseway.organization.operations import give_role

PASSWORD = "a long password 2"


class Desk(Pages):
    """Pages of a manager who writes; `as_boss` are those of the approver, who has an account of her own."""

    def __init__(self) -> None:
        super().__init__()
        user = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.test", PASSWORD, name="Vera Director")
        give_role(self.context, user=user.id, role="top-management")
        Person.objects.filter(id=self.boss.id).update(user=user)
        self.as_boss = Client()
        self.as_boss.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def write(self, title: str = "Access policy", text: str = TEXT, kind: str = "policy") -> Document:
        told = self.post("new/", {"form": "authored", "title": title, "kind": kind})
        assert told.status_code == 302, told.content.decode()[-600:]
        row = Document.objects.get(title=title)
        told = self.post(f"{row.id}/edit", {"version": row.version, "title": title, "text": text})
        assert told.status_code == 302
        row.refresh_from_db()
        return row

    def in_force(self, row: Document) -> Document:
        made = submit(self.context, row.id, approvers=[self.boss.id])
        answer(self.acting(self.boss), made.id, part="approval", answer="approve", signature=Signature("password"))
        enter(self.context)
        row.refresh_from_db()
        assert row.state == "effective"
        return row
