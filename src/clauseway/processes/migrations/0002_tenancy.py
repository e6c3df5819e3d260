"""Row-level security, composite keys and the trail for this room's tables."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_initial"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables("Process", append_only=(), untrailed=()),
    ]
