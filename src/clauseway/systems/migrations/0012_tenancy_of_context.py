"""Row-level security, composite keys and the trail for the context and responsibilities; roles kept as a bare population move in under the same reference."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

ROLES = r"""
INSERT INTO systems_role (id, organization_id, name, fold, authority, live_from, live_until, version)
SELECT ref::uuid, organization_id, name, fold, '', live_from, live_until, 1
FROM evidence_subject
WHERE kind = 'role' AND superseded_at IS NULL AND ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
ON CONFLICT DO NOTHING
"""
ADOPT = """
UPDATE evidence_subject SET origin = 'roles'
WHERE kind = 'role' AND superseded_at IS NULL AND EXISTS (SELECT 1 FROM systems_role r WHERE r.id::text = ref)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("systems", "0011_context_and_responsibilities"),
        ("organization", "0002_trail_and_tenancy"),
        ("evidence", "0003_tenancy"),
    ]
    operations = [
        SecureTables(
            *("ClimateDecision", "ContextReview", "PartyNeed", "PlannedCommunication", "CommunicationHeld"),
            *("Role", "RoleHolding", "Assignment"),
            append_only=("ClimateDecision",),
            untrailed=(),
        ),
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunSQL(ADOPT, migrations.RunSQL.noop),
    ]
