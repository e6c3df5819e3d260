"""Which topics a requirement stands on is as visible as the requirement itself, and is written with it."""

from django.db import migrations

OWN = "r.organization_id = nullif(current_setting('app.organization', true), '')::uuid"
STATEMENTS = [
    "ALTER TABLE catalogue_requirementtopic ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY reading ON catalogue_requirementtopic FOR SELECT"
    " USING (requirement_id IN (SELECT r.id FROM catalogue_requirement r))",
    "CREATE POLICY writing ON catalogue_requirementtopic FOR ALL"
    f" USING (requirement_id IN (SELECT r.id FROM catalogue_requirement r WHERE {OWN}))"
    f" WITH CHECK (requirement_id IN (SELECT r.id FROM catalogue_requirement r WHERE {OWN}))",
]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_tenancy")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
