"""One statement for what every signed-in request does first: say who asks, find where they belong, and enter the organization of the address."""

from django.db import migrations

ARRIVE = r"""
-- Narrow door 1 once more, and the context with it: the settings last until the end of the transaction, as `enter` makes them. An organization is
-- entered only when the user belongs to the one the address names. In plpgsql, because its plans are kept for the session.
CREATE FUNCTION clauseway_arrive(asked uuid, address text, request text, moment text)
RETURNS TABLE (organization_id uuid, slug text, name text, kind text, timezone text, language text, person_id uuid, roles text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  now_here timestamptz;
  place uuid;
  actor uuid;
BEGIN
  PERFORM set_config('app.organization', '', true), set_config('app.actor', asked::text, true), set_config('app.request', request, true),
    set_config('app.now', moment, true), set_config('app.user', asked::text, true), set_config('app.grant', '', true);
  now_here := clauseway_now();
  FOR organization_id, slug, name, kind, timezone, language, person_id, roles IN
    SELECT o.id, o.slug::text, o.name::text, o.kind::text, o.timezone::text, o.language::text,
      (SELECT p.id FROM organization_person p WHERE p.organization_id = o.id AND p.user_id = asked LIMIT 1),
      array_agg(m.role::text ORDER BY m.role)
    FROM organization_membership m JOIN organization_organization o ON o.id = m.organization_id
    WHERE m.user_id = asked AND m.valid_from <= (now_here AT TIME ZONE o.timezone)::date
      AND (m.valid_until IS NULL OR m.valid_until > (now_here AT TIME ZONE o.timezone)::date)
    GROUP BY o.id ORDER BY o.name
  LOOP
    IF slug = address THEN
      place := organization_id;
      actor := coalesce(person_id, asked);
    END IF;
    RETURN NEXT;
  END LOOP;
  IF place IS NOT NULL THEN
    PERFORM set_config('app.organization', place::text, true), set_config('app.actor', actor::text, true);
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organization", "0004_doors")]
    operations = [
        migrations.RunSQL(
            ARRIVE + "REVOKE ALL ON FUNCTION clauseway_arrive(uuid, text, text, text) FROM PUBLIC;"
            "GRANT EXECUTE ON FUNCTION clauseway_arrive(uuid, text, text, text) TO clauseway_app;",
            "DROP FUNCTION clauseway_arrive(uuid, text, text, text)",
        )
    ]
