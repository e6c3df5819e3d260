"""Row-level security, composite keys and the trail for equipment and assets; members of the stocktake move into the registers under the same reference."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

REF = "superseded_at IS NULL AND ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'"
EQUIPMENT = f"""
INSERT INTO resources_equipment (id, organization_id, name, fold, identifier, measures, "range", resolution, location, plan, plan_reason, note, origin,
    state, last_result, live_from, live_until, version)
SELECT ref::uuid, organization_id, name, fold, '', '', '', '', '', 'calibrate', '', '', origin, 'in-use', '', live_from, live_until, 1
FROM evidence_subject WHERE kind = 'equipment' AND {REF}
ON CONFLICT DO NOTHING
"""
ASSETS = f"""
INSERT INTO resources_asset (id, organization_id, name, fold, kind, number, classification, location, holds, licence, sites, origin, live_from, live_until,
    ended_how, ended_method, ended_proof, version)
SELECT ref::uuid, organization_id, name, fold, coalesce(facets->>'kind', ''), '', '', '', '', '', coalesce(facets->'sites', '[]'), origin, live_from,
    live_until, '', '', '', 1
FROM evidence_subject WHERE kind = 'asset' AND {REF}
ON CONFLICT DO NOTHING
"""
ADOPT = """
UPDATE evidence_subject SET origin = 'equipment'
WHERE kind = 'equipment' AND superseded_at IS NULL AND EXISTS (SELECT 1 FROM resources_equipment e WHERE e.id::text = ref);
UPDATE evidence_subject SET origin = 'assets'
WHERE kind = 'asset' AND superseded_at IS NULL AND EXISTS (SELECT 1 FROM resources_asset a WHERE a.id::text = ref)
"""


class Migration(migrations.Migration):
    dependencies = [("resources", "0004_equipment_and_assets")]
    operations = [
        SecureTables(
            *("Equipment", "Calibration", "EquipmentSpell", "ImpactAssessment", "Asset"),
            append_only=("ImpactAssessment",),
            untrailed=(),
        ),
        migrations.RunSQL(EQUIPMENT, migrations.RunSQL.noop),
        migrations.RunSQL(ASSETS, migrations.RunSQL.noop),
        migrations.RunSQL(ADOPT, migrations.RunSQL.noop),
    ]
