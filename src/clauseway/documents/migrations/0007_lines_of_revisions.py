"""Imported documents that replaced each other become revisions of one document."""

from django.db import migrations

LINES = """
WITH RECURSIVE chain AS (
    SELECT id, id AS line, 1 AS number FROM documents_document d
    WHERE NOT EXISTS (SELECT 1 FROM documents_document p WHERE p.id = d.replaces_id AND p.state = 'superseded')
    UNION ALL
    SELECT d.id, chain.line, chain.number + 1 FROM documents_document d
    JOIN chain ON d.replaces_id = chain.id
    JOIN documents_document p ON p.id = chain.id AND p.state = 'superseded'
    WHERE d.state <> 'draft'
)
UPDATE documents_document d
SET line_id = CASE WHEN chain.line = d.id THEN NULL ELSE chain.line END, number = chain.number,
    shown = NOT EXISTS (SELECT 1 FROM documents_document s WHERE s.replaces_id = d.id AND d.state = 'superseded' AND s.state <> 'draft')
FROM chain WHERE chain.id = d.id
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_controlled_tenancy")]
    operations = [migrations.RunSQL(LINES, migrations.RunSQL.noop)]
