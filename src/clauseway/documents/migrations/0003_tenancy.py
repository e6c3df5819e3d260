"""Row-level security, composite keys and the trail for this room's tables."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_initial"), ("organization", "0002_trail_and_tenancy"), ("systems", "0002_tenancy"), ("evidence", "0003_tenancy")]
    operations = [
        SecureTables("Drop", "DropFile", "Document", "Passage", "Suggestion", append_only=(), untrailed=('Drop', 'DropFile', 'Passage')),
    ]
