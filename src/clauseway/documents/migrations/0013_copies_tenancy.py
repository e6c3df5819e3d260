"""Row-level security, composite keys and the trail for copies and the end of keeping."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_copies_and_keeping"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables("DocumentCopy", "DocumentDisposal", untrailed=("DocumentCopy",)),
        migrations.RunSQL(
            'ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_disposal_id_fk" FOREIGN KEY (organization_id, "disposal_id")'
            ' REFERENCES "documents_documentdisposal" (organization_id, id) DEFERRABLE INITIALLY DEFERRED',
            migrations.RunSQL.noop,
        ),
    ]
