"""Row-level security, composite keys and the trail for this room's tables."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_initial"), ("organization", "0002_trail_and_tenancy"), ("systems", "0002_tenancy")]
    operations = [
        SecureTables("Item", "Subject", "Record", "Claim", "ClaimEnd", "ClaimBasis", append_only=('Claim', 'ClaimEnd', 'ClaimBasis'), untrailed=('Claim', 'ClaimEnd', 'ClaimBasis')),
    ]
