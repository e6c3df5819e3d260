"""Row-level security and composite keys for copies; they are made again at will and so are not trailed."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_copies_and_keeping"), ("organization", "0002_trail_and_tenancy")]
    operations = [SecureTables("DocumentCopy", untrailed=("DocumentCopy",))]
