"""Two more kinds a grant may name: verdicts (with the systems they are of) and records (with the names of what they are about)."""

from django.db import migrations

from clauseway.kernel.tenancy import NOT_A_GUEST

REACHABLE = {
    "conformity_verdictnow": "verdicts",
    "systems_system": "verdicts",
    "systems_appliededition": "verdicts",
    "evidence_record": "records",
    "evidence_subject": "records",
}


def reachable(table: str, kind: str) -> str:
    """A guest reads what the grant names (asked once a statement) and writes nothing."""
    return f"""
    DROP POLICY guest ON {table};
    CREATE POLICY guest_reads ON {table} AS RESTRICTIVE FOR SELECT USING ({NOT_A_GUEST} OR (SELECT clauseway_granted('{kind}')));
    CREATE POLICY guest_inserts ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK ({NOT_A_GUEST});
    CREATE POLICY guest_updates ON {table} AS RESTRICTIVE FOR UPDATE USING ({NOT_A_GUEST});
    CREATE POLICY guest_deletes ON {table} AS RESTRICTIVE FOR DELETE USING ({NOT_A_GUEST});
    """


class Migration(migrations.Migration):
    dependencies = [("organization", "0006_remembered_sheets")]
    operations = [
        migrations.RunSQL(reachable(table, kind), migrations.RunSQL.noop) for table, kind in REACHABLE.items()
    ]
