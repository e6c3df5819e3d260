"""Row-level security, composite keys and the trail for the tables of suppliers and purchases."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_initial"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables(
            *("Supplier", "Provision", "SupplierCertificate", "SupplierCriteria", "SupplierEvaluation", "SupplierReview"),
            *("SupplierSettlement", "Purchase", "SupplierQuestionnaire"),
            append_only=("SupplierReview", "SupplierSettlement"),
            untrailed=(),
        ),
    ]
