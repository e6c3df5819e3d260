"""The full-text index of documents, behind a function that answers for the organization in the context alone."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

COLUMN = """
ALTER TABLE documents_documentwords ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('simple', fold)) STORED;
CREATE INDEX documents_words_found ON documents_documentwords USING gin (found);
"""
FUNCTION = """
CREATE FUNCTION clauseway_documents_found(asked text, within uuid, most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT w.document_id FROM documents_documentwords w JOIN documents_document d ON d.id = w.document_id
    WHERE w.found @@ to_tsquery('simple', asked) AND d.system_id = within
        AND w.organization_id = nullif(current_setting('app.organization', true), '')::uuid
        AND nullif(current_setting('app.grant', true), '') IS NULL
    LIMIT most
$$;
REVOKE ALL ON FUNCTION clauseway_documents_found(text, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clauseway_documents_found(text, uuid, integer) TO clauseway_app;
"""
KNOWN = """
INSERT INTO documents_documentwords (id, organization_id, document_id, fold)
SELECT gen_random_uuid(), d.organization_id, d.id,
    lower(left(d.title || ' ' || coalesce(string_agg(p.text, ' ' ORDER BY p.position), ''), 900000))
FROM documents_document d LEFT JOIN documents_passage p ON p.document_id = d.id
WHERE d.shown GROUP BY d.organization_id, d.id, d.title
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_words")]
    operations = [
        SecureTables("DocumentWords", append_only=(), untrailed=("DocumentWords",)),
        migrations.RunSQL(COLUMN, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
