"""Tenancy of tables: what makes a row belong to one organization even when code forgets.

`TenantModel` gives the columns; the migration operation `SecureTables` gives the database's side: row-level security, composite keys, composite
foreign keys and the trail's trigger. `APPEND_ONLY` tables lose UPDATE and DELETE for the application's role.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations, models

from clauseway.kernel.identifiers import new_id

POLICY = "organization_id = nullif(current_setting('app.organization', true), '')::uuid"
NOT_A_GUEST = "(nullif(current_setting('app.grant', true), '') IS NULL)::int <> 0"
"""A guest sees no row of a table unless a migration replaces this policy by one that asks the grant.

The comparison says the same as the bare IS NULL, which the planner takes to hold for one row in two hundred of every table: it then expects one row
where there are fifty and looks through whole tables for each of them."""


class DatabaseNow(models.Func):
    """The database's now; in a demo or test database the story's (`clauseway_now()` is made by organization's first migration)."""

    function = "clauseway_now"
    template = "%(function)s()"
    output_field = models.DateTimeField()


class TenantModel(models.Model):
    """A row of one organization. `organization_id` has its foreign key and its policy in the database (see `SecureTables`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization_id = models.UUIDField(db_index=False, editable=False)

    class Meta:
        abstract = True


class SecureTables(migrations.operations.base.Operation):
    """Give each named tenant model of the app its policy, composite key, composite foreign keys, trail trigger and grants.

    `append_only` names models whose rows the application may insert and read but never change; `untrailed` those that are themselves a log
    or are derived (a verdict, a progress row) and so are not trailed.
    """

    reversible = True
    atomic = True

    def __init__(self, *names: str, append_only: Sequence[str] = (), untrailed: Sequence[str] = ()) -> None:
        self.names = names
        self.append_only = tuple(append_only)
        self.untrailed = tuple(untrailed)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            self.__class__.__qualname__,
            list(self.names),
            {"append_only": self.append_only, "untrailed": self.untrailed},
        )

    def state_forwards(self, app_label: str, state: Any) -> None:
        return None

    def describe(self) -> str:
        return "Row-level security, composite keys and trail for " + ", ".join(self.names)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        models_ = {name: to_state.apps.get_model(app_label, name) for name in self.names}
        for name, model in models_.items():
            for statement in secure_statements(
                model, append_only=name in self.append_only, trailed=name not in self.untrailed
            ):
                schema_editor.execute(statement)
        for model in models_.values():
            for statement in reference_statements(model):
                schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        return None


def secure_statements(model: Any, *, append_only: bool, trailed: bool) -> list[str]:
    """The SQL that secures one tenant table; plain PostgreSQL 15, no parameters."""
    table = model._meta.db_table
    statements = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant ON "{table}" USING ({POLICY}) WITH CHECK ({POLICY})',
        f'CREATE POLICY guest ON "{table}" AS RESTRICTIVE USING ({NOT_A_GUEST})',
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_tenant_key" UNIQUE (organization_id, id)',
        (
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_organization_fk" FOREIGN KEY (organization_id)'
            " REFERENCES organization_organization (id)"
        ),
    ]
    if append_only:
        statements.append(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM clauseway_app')
    if trailed:
        statements.append(
            f'CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
            " FOR EACH ROW EXECUTE FUNCTION clauseway_trail()"
        )
    return statements


def reference_statements(model: Any) -> list[str]:
    """The composite foreign keys of one tenant table: a row may refer only to rows of its own organization."""
    table, statements = model._meta.db_table, []
    for field in model._meta.local_fields:
        target = field.remote_field and field.remote_field.model
        if not target or field.db_constraint or not _is_tenant(target):
            continue
        statements.append(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_fk" FOREIGN KEY (organization_id, "{field.column}")'
            f' REFERENCES "{target._meta.db_table}" (organization_id, id) DEFERRABLE INITIALLY DEFERRED'
        )
    return statements


def _is_tenant(model: Any) -> bool:
    return any(field.name == "organization_id" for field in model._meta.local_fields)


def belongs_to(
    model: str, *, null: bool = False, related_name: str = "+", on_delete: Any = None, db_index: bool = True
) -> Any:
    """A foreign key between two tables of one organization; the composite constraint in the database is made by `SecureTables`.

    Without `db_index` only where an index of the table begins with organization and key, so that the planner takes that one.
    """
    return models.ForeignKey(
        model,
        on_delete=on_delete or models.PROTECT,
        null=null,
        blank=null,
        db_constraint=False,
        related_name=related_name,
        db_index=db_index,
    )
