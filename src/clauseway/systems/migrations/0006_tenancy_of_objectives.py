"""Row-level security, composite keys and the trail for objectives."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("systems", "0005_objectives"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables(
            *("Objective", "ObjectiveTarget", "ObjectiveStep", "ObjectiveCheckIn"),
            append_only=(),
            untrailed=(),
        ),
    ]
