"""Row-level security, composite keys and the trail for what was begun from templates and what serves documented information."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("documents", "0014_serving"), ("organization", "0002_trail_and_tenancy")]
    operations = [SecureTables("Drawn", "Serving")]
