"""Row-level security and composite keys for receipts of machines' requests; they only ever say what the values' own trail says."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("processes", "0008_receipts_of_readings"), ("organization", "0002_trail_and_tenancy")]
    operations = [SecureTables("ReadingsReceipt", append_only=("ReadingsReceipt",), untrailed=("ReadingsReceipt",))]
