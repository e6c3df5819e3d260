"""Suppliers that were kept as a bare population move into the register, under the same reference, so that records about them stay theirs."""

from django.db import migrations

CARRY = r"""
INSERT INTO resources_supplier (id, organization_id, name, fold, criticality, number, note, aliases, sites, origin, registered, live_from, live_until,
    last_result, version)
SELECT ref::uuid, organization_id, name, fold, coalesce(facets->>'criticality', ''), '', '', '[]', coalesce(facets->'sites', '[]'), origin, true,
    live_from, live_until, '', 1
FROM evidence_subject
WHERE kind = 'supplier' AND superseded_at IS NULL AND ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
ON CONFLICT DO NOTHING
"""
ADOPT = """
UPDATE evidence_subject SET origin = 'suppliers'
WHERE kind = 'supplier' AND superseded_at IS NULL AND EXISTS (SELECT 1 FROM resources_supplier s WHERE s.id::text = ref)
"""


class Migration(migrations.Migration):
    dependencies = [("resources", "0002_tenancy"), ("evidence", "0003_tenancy")]
    operations = [
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        migrations.RunSQL(ADOPT, migrations.RunSQL.noop),
    ]
