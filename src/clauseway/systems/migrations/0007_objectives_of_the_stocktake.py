"""Objectives that were kept as a bare population move into the register, under the same reference, so that records about them stay theirs."""

from django.db import migrations

CARRY = r"""
INSERT INTO systems_objective (id, organization_id, name, fold, reason, measure, unit, standards, process_refs, evaluation, live_from, live_until, version)
SELECT ref::uuid, organization_id, name, fold, '', '', '', '[]', '[]', '', live_from, live_until, 1
FROM evidence_subject
WHERE kind = 'objective' AND superseded_at IS NULL AND ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
ON CONFLICT DO NOTHING
"""
ADOPT = """
UPDATE evidence_subject SET origin = 'objectives'
WHERE kind = 'objective' AND superseded_at IS NULL AND EXISTS (SELECT 1 FROM systems_objective o WHERE o.id::text = ref)
"""


class Migration(migrations.Migration):
    dependencies = [("systems", "0006_tenancy_of_objectives"), ("evidence", "0003_tenancy")]
    operations = [
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        migrations.RunSQL(ADOPT, migrations.RunSQL.noop),
    ]
