"""The desk names an edition's address itself: an organization's own standard cannot be looked up by a reader who has not entered it; and a guest who
may read verdicts may read the host's own standards they are verdicts on."""

from django.db import migrations

from clauseway.kernel.tenancy import NOT_A_GUEST

WITH_ADDRESS = """
DROP FUNCTION clauseway_desk(uuid);
CREATE FUNCTION clauseway_desk(asked uuid)
RETURNS TABLE (organization_id uuid, slug text, name text, system_id uuid, system_slug text, system_name text, edition_id uuid, edition_slug text, edition_name text,
  mode text, target_on date, conforming bigint, gap bigint, unknown bigint, not_applicable bigint, undeclared bigint, stale bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT DISTINCT o.id, o.slug, o.name, (clauseway_now() AT TIME ZONE o.timezone)::date AS today
    FROM organization_membership m JOIN organization_organization o ON o.id = m.organization_id
    WHERE m.user_id = asked AND asked::text = current_setting('app.user', true) AND m.role <> 'external-auditor'
      AND m.valid_from <= (clauseway_now() AT TIME ZONE o.timezone)::date
      AND (m.valid_until IS NULL OR m.valid_until > (clauseway_now() AT TIME ZONE o.timezone)::date))
  SELECT mine.id, mine.slug::text, mine.name::text, s.id, s.slug::text, s.name::text, e.id, e.slug::text, e.code || ':' || e.year, a.mode::text, a.target_on,
    coalesce(v.conforming, 0), coalesce(v.gap, 0), coalesce(v.unknown, 0), coalesce(v.not_applicable, 0), coalesce(v.undeclared, 0),
    coalesce(v.stale, 0)
  FROM mine
  LEFT JOIN systems_system s ON s.organization_id = mine.id
  LEFT JOIN systems_appliededition a ON a.organization_id = mine.id AND a.system_id = s.id AND a.valid_from <= mine.today
    AND (a.valid_until IS NULL OR a.valid_until > mine.today)
  LEFT JOIN catalogue_edition e ON e.id = a.edition_id
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE answer = 'conforming') AS conforming, count(*) FILTER (WHERE answer = 'gap') AS gap,
      count(*) FILTER (WHERE answer = 'unknown' AND NOT quiet) AS unknown,
      count(*) FILTER (WHERE answer = 'not-applicable' AND NOT quiet) AS not_applicable,
      count(*) FILTER (WHERE quiet) AS undeclared, count(*) FILTER (WHERE stale) AS stale
    FROM (SELECT answer, stale, coalesce(reasons->0->>'code', '') = 'control-not-declared' AS quiet FROM conformity_verdictnow v
      WHERE v.organization_id = mine.id AND v.system_id = s.id AND v.edition_id = e.id) judged) v ON true
$$;
"""

OWN_PACKS = "".join(
    f"""
DROP POLICY guest ON catalogue_{table};
CREATE POLICY guest_reads ON catalogue_{table} AS RESTRICTIVE FOR SELECT
  USING (organization_id IS NULL OR {NOT_A_GUEST} OR (SELECT clauseway_granted('verdicts')));
CREATE POLICY guest_inserts ON catalogue_{table} AS RESTRICTIVE FOR INSERT WITH CHECK (organization_id IS NULL OR {NOT_A_GUEST});
CREATE POLICY guest_updates ON catalogue_{table} AS RESTRICTIVE FOR UPDATE USING (organization_id IS NULL OR {NOT_A_GUEST});
CREATE POLICY guest_deletes ON catalogue_{table} AS RESTRICTIVE FOR DELETE USING (organization_id IS NULL OR {NOT_A_GUEST});
"""
    for table in ("edition", "topic", "requirement", "expectation", "correspondence")
)


class Migration(migrations.Migration):
    dependencies = [("organization", "0007_guests_read_verdicts_and_records"), ("catalogue", "0004_own_packs")]
    operations = [migrations.RunSQL(WITH_ADDRESS + OWN_PACKS, migrations.RunSQL.noop)]
