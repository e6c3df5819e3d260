"""The catalogue: everybody reads what is global, an organization reads and writes its own packs."""

from django.db import migrations

TABLES = ("edition", "topic", "requirement", "expectation", "correspondence")
OWN = "organization_id = nullif(current_setting('app.organization', true), '')::uuid"
STATEMENTS = [
    statement
    for table in TABLES
    for statement in (
        f"ALTER TABLE catalogue_{table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY reading ON catalogue_{table} FOR SELECT USING (organization_id IS NULL OR {OWN})",
        f"CREATE POLICY writing ON catalogue_{table} FOR ALL USING ({OWN}) WITH CHECK ({OWN})",
    )
]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("organization", "0002_trail_and_tenancy")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
