"""Row-level security, composite keys and the trail for this room's tables."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("actions", "0002_initial"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables("Action", "ActionCloses", "ActionDependency", "Milestone", "ForecastSetting", "Duty", append_only=(), untrailed=()),
    ]
