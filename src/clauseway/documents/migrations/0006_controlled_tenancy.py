"""Row-level security, composite keys and the trail for the tables of document control."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

REFERENCES = (("line_id", "documents_document"), ("variant_of_id", "documents_document"), ("owner_id", "organization_person"), ("looked_by_id", "organization_person"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_controlled"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables(
            *("KindRule", "Round", "Vote", "Remark", "Look", "DocumentReview", "Misuse", "Audience", "CircleMember", "Reading"),
            append_only=("DocumentReview",),
            untrailed=("Look",),
        ),
        *(
            migrations.RunSQL(
                f'ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_{column}_fk" FOREIGN KEY (organization_id, "{column}")'
                f' REFERENCES "{target}" (organization_id, id) DEFERRABLE INITIALLY DEFERRED',
                migrations.RunSQL.noop,
            )
            for column, target in REFERENCES
        ),
    ]
