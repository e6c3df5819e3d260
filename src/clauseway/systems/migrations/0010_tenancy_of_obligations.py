"""Row-level security, composite keys and the trail for obligations and changes; those kept as a bare population move in under the same reference."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

OF = r"""
FROM evidence_subject
WHERE kind = '{kind}' AND superseded_at IS NULL AND ref ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$'
ON CONFLICT DO NOTHING
"""
OBLIGATIONS = """
INSERT INTO systems_obligation (id, organization_id, name, fold, kind, source, jurisdiction, asks, sites, processes, met_by, decided_because,
                                live_from, live_until, version)
SELECT ref::uuid, organization_id, name, fold, 'law', '', '', '', '[]', '[]', '', '', live_from, live_until, 1
""" + OF.format(kind="obligation")
CHANGES = """
INSERT INTO systems_plannedchange (id, organization_id, name, fold, purpose, consequences, resources, result, finding, dropped_because,
                                   live_from, live_until, version)
SELECT ref::uuid, organization_id, name, fold, '', '', '', '', '', '', live_from, live_until, 1
""" + OF.format(kind="change")
ADOPT = """
UPDATE evidence_subject SET origin = '{origin}'
WHERE kind = '{kind}' AND superseded_at IS NULL AND EXISTS (SELECT 1 FROM {table} o WHERE o.id::text = ref)
"""


def _adopt(kind: str, table: str) -> migrations.RunSQL:
    return migrations.RunSQL(ADOPT.format(kind=kind, origin=f"{kind}s", table=table), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("systems", "0009_obligations_and_changes"),
        ("organization", "0002_trail_and_tenancy"),
        ("evidence", "0003_tenancy"),
    ]
    operations = [
        SecureTables("Obligation", "ComplianceEvaluation", "PlannedChange", append_only=(), untrailed=()),
        migrations.RunSQL(OBLIGATIONS, migrations.RunSQL.noop),
        migrations.RunSQL(CHANGES, migrations.RunSQL.noop),
        _adopt("obligation", "systems_obligation"),
        _adopt("change", "systems_plannedchange"),
    ]
