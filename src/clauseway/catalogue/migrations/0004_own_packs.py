"""An organization's own packs: nothing of theirs can be hung on one of ours, and the trail says who brought one in, changed it or took it away."""

from django.db import migrations

OWN = "organization_id = nullif(current_setting('app.organization', true), '')::uuid"
BELOW = {
    "requirement": f"edition_id IN (SELECT e.id FROM catalogue_edition e WHERE e.{OWN})",
    "expectation": f"requirement_id IN (SELECT r.id FROM catalogue_requirement r WHERE r.{OWN})",
    "topic": "private AND NOT neutral",
}
TRAIL = "FOR EACH ROW WHEN ({} IS NOT NULL) EXECUTE FUNCTION clauseway_trail()"
FORWARD = [
    *(
        statement
        for table, below in BELOW.items()
        for statement in (
            f"DROP POLICY writing ON catalogue_{table}",
            f"CREATE POLICY writing ON catalogue_{table} FOR ALL USING ({OWN}) WITH CHECK ({OWN} AND {below})",
        )
    ),
    "CREATE TRIGGER trail_insert AFTER INSERT ON catalogue_edition " + TRAIL.format("NEW.organization_id"),
    "CREATE TRIGGER trail_update AFTER UPDATE ON catalogue_edition " + TRAIL.format("NEW.organization_id"),
    "CREATE TRIGGER trail_delete AFTER DELETE ON catalogue_edition " + TRAIL.format("OLD.organization_id"),
]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_requirement_topics"), ("organization", "0004_doors")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in FORWARD]
