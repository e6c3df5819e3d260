"""Say the policies of guests so that the planner expects rows to be seen: see `kernel.tenancy.NOT_A_GUEST`. Who may see what stays as it was."""

from django.db import migrations

REWORDED = r"""
DO $$
DECLARE
    bare CONSTANT text := $w$(NULLIF(current_setting('app.grant'::text, true), ''::text) IS NULL)$w$;
    reworded CONSTANT text := '(' || bare || '::int <> 0)';
    found record;
BEGIN
    FOR found IN
        SELECT schemaname, tablename, policyname, qual, with_check, coalesce(qual, '') || coalesce(with_check, '') AS said
        FROM pg_policies
    LOOP
        CONTINUE WHEN strpos(found.said, bare) = 0 OR strpos(found.said, '::integer') > 0;
        EXECUTE format('ALTER POLICY %I ON %I.%I', found.policyname, found.schemaname, found.tablename)
            || coalesce(' USING (' || replace(found.qual, bare, reworded) || ')', '')
            || coalesce(' WITH CHECK (' || replace(found.with_check, bare, reworded) || ')', '');
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("organization", "0009_kept_lists")]

    operations = [migrations.RunSQL(REWORDED, migrations.RunSQL.noop)]
