"""Guests, two-party rows and the desk: the database's side of what crosses from one organization to another.

It stands after the other rooms' tables, because the guest's policies on documents and items and the desk's counts name them; no code is imported.
"""

from django.db import migrations

from clauseway.kernel.tenancy import NOT_A_GUEST, SecureTables

OWN = "nullif(current_setting('app.organization', true), '')::uuid"

TRAIL = r"""
-- An invitation's address is personal too and its row has no salt: the trail does not keep it.
CREATE OR REPLACE FUNCTION clauseway_trail_values(source text, row_value jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE source
    WHEN 'organization_person' THEN (
      SELECT jsonb_object_agg(key, CASE WHEN key IN ('name', 'fold', 'email', 'job', 'unit') AND value <> 'null'::jsonb
        THEN to_jsonb(encode(sha256(convert_to((row_value->>'salt') || ':' || key || ':' || (value #>> '{}'), 'UTF8')), 'hex')) ELSE value END)
      FROM jsonb_each(row_value) WHERE key <> 'salt')
    WHEN 'organization_invitation' THEN row_value - 'email' - 'token_digest'
    WHEN 'organization_accesslink' THEN row_value - 'token_digest'
    ELSE row_value END
$$;

-- A two-party row stands in the trail of both.
CREATE FUNCTION clauseway_trail_parties() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE party uuid;
BEGIN
  FOREACH party IN ARRAY ARRAY[NEW.client_id, NEW.provider_id] LOOP
    INSERT INTO organization_trail (organization_id, at, actor, request, table_name, row, verb, old, new, transaction_id)
    VALUES (party, clauseway_now(),
      CASE WHEN party::text = current_setting('app.organization', true)
        THEN coalesce(nullif(current_setting('app.actor', true), ''), session_user) ELSE 'counterpart' END,
      coalesce(current_setting('app.request', true), ''), TG_TABLE_NAME, NEW.id, lower(TG_OP),
      CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END, to_jsonb(NEW), pg_current_xact_id()::text::bigint);
  END LOOP;
  RETURN NULL;
END $$;
"""

DOORS = r"""
-- Door 3 again, with the zone and language the invited person will find there.
DROP FUNCTION clauseway_open_invitation(text);
CREATE FUNCTION clauseway_open_invitation(digest text)
RETURNS TABLE (organization_id uuid, invitation_id uuid, email text, role text, organization_name text, timezone text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.organization_id, i.id, i.email::text, i.role::text, o.name::text, o.timezone::text, o.language::text
  FROM organization_invitation i JOIN organization_organization o ON o.id = i.organization_id
  WHERE i.token_digest = digest AND i.revoked_at IS NULL AND i.accepted_at IS NULL AND i.expires_at > clauseway_now()
$$;

-- Door 5: the grants of a guest, before an organization is chosen. Only for the user in the context.
CREATE FUNCTION clauseway_grants(asked uuid)
RETURNS TABLE (grant_id uuid, organization_id uuid, slug text, name text, timezone text, language text, kinds jsonb, valid_until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.id, o.id, o.slug::text, o.name::text, o.timezone::text, o.language::text, g.kinds, g.valid_until
  FROM organization_grant g JOIN organization_organization o ON o.id = g.organization_id
  WHERE g.user_id = asked AND g.revoked_at IS NULL AND asked::text = current_setting('app.user', true)
    AND g.valid_from <= (clauseway_now() AT TIME ZONE o.timezone)::date
    AND g.valid_until > (clauseway_now() AT TIME ZONE o.timezone)::date
$$;

-- What the guest's policies ask: does the grant in the context, made to the user in the context, name this kind today?
CREATE FUNCTION clauseway_granted(asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM organization_grant g JOIN organization_organization o ON o.id = g.organization_id
    WHERE g.id = nullif(current_setting('app.grant', true), '')::uuid
      AND g.organization_id = nullif(current_setting('app.organization', true), '')::uuid
      AND g.user_id = nullif(current_setting('app.user', true), '')::uuid
      AND g.revoked_at IS NULL AND g.kinds ? asked
      AND g.valid_from <= (clauseway_now() AT TIME ZONE o.timezone)::date
      AND g.valid_until > (clauseway_now() AT TIME ZONE o.timezone)::date)
$$;

-- Door 6: an organization by its exact address, to send it an engagement. Tells its name and nothing else.
CREATE FUNCTION clauseway_find_organization(asked text) RETURNS TABLE (organization_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, name::text FROM organization_organization WHERE slug = asked
$$;

-- Door 7: the desk of somebody who works for several organizations: where each stands, in counts, and nothing else of it.
CREATE FUNCTION clauseway_desk(asked uuid)
RETURNS TABLE (organization_id uuid, slug text, name text, system_id uuid, system_slug text, system_name text, edition_id uuid, edition_name text,
  mode text, target_on date, conforming bigint, gap bigint, unknown bigint, not_applicable bigint, undeclared bigint, stale bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT DISTINCT o.id, o.slug, o.name, (clauseway_now() AT TIME ZONE o.timezone)::date AS today
    FROM organization_membership m JOIN organization_organization o ON o.id = m.organization_id
    WHERE m.user_id = asked AND asked::text = current_setting('app.user', true) AND m.role <> 'external-auditor'
      AND m.valid_from <= (clauseway_now() AT TIME ZONE o.timezone)::date
      AND (m.valid_until IS NULL OR m.valid_until > (clauseway_now() AT TIME ZONE o.timezone)::date))
  SELECT mine.id, mine.slug::text, mine.name::text, s.id, s.slug::text, s.name::text, e.id, e.code || ':' || e.year, a.mode::text, a.target_on,
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

CREATE FUNCTION clauseway_desk_duties(asked uuid)
RETURNS TABLE (organization_id uuid, open bigint, overdue bigint, mine bigint, next_due date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, count(d.id), count(d.id) FILTER (WHERE d.due_on < (clauseway_now() AT TIME ZONE o.timezone)::date),
    count(d.id) FILTER (WHERE d.person_id = p.id), min(d.due_on)
  FROM organization_organization o
  LEFT JOIN organization_person p ON p.organization_id = o.id AND p.user_id = asked
  LEFT JOIN actions_duty d ON d.organization_id = o.id AND d.state = 'open'
  WHERE asked::text = current_setting('app.user', true) AND EXISTS (
    SELECT 1 FROM organization_membership m WHERE m.organization_id = o.id AND m.user_id = asked AND m.role <> 'external-auditor'
      AND m.valid_from <= (clauseway_now() AT TIME ZONE o.timezone)::date
      AND (m.valid_until IS NULL OR m.valid_until > (clauseway_now() AT TIME ZONE o.timezone)::date))
  GROUP BY o.id
$$;
"""

PARTIES = f"""
ALTER TABLE organization_engagement ENABLE ROW LEVEL SECURITY;
CREATE POLICY parties_read ON organization_engagement FOR SELECT USING ({OWN} IN (client_id, provider_id));
CREATE POLICY sender_sends ON organization_engagement FOR INSERT
  WITH CHECK (sent_by_organization_id = {OWN} AND {OWN} IN (client_id, provider_id) AND state = 'sent');
CREATE POLICY parties_answer ON organization_engagement FOR UPDATE
  USING ({OWN} IN (client_id, provider_id) AND (sent_by_organization_id <> {OWN} OR state = 'accepted'))
  WITH CHECK ({OWN} IN (client_id, provider_id) AND (sent_by_organization_id <> {OWN} OR state = 'ended'));
CREATE POLICY guest ON organization_engagement AS RESTRICTIVE USING ({NOT_A_GUEST});
REVOKE UPDATE, DELETE, TRUNCATE ON organization_engagement FROM clauseway_app;
GRANT UPDATE (state, answered_at, ended_at) ON organization_engagement TO clauseway_app;
CREATE TRIGGER trail AFTER INSERT OR UPDATE ON organization_engagement FOR EACH ROW EXECUTE FUNCTION clauseway_trail_parties();
CREATE POLICY guest ON organization_trail AS RESTRICTIVE USING ({NOT_A_GUEST});
CREATE POLICY guest ON organization_seal AS RESTRICTIVE USING ({NOT_A_GUEST});
"""

REACHABLE = {
    "documents_document": "documents",
    "documents_passage": "documents",
    "evidence_item": "items",
}


def reachable(table: str, kind: str) -> str:
    """A guest reads what the grant names (asked once a statement) and writes nothing."""
    return f"""
    DROP POLICY guest ON {table};
    CREATE POLICY guest_reads ON {table} AS RESTRICTIVE FOR SELECT USING ({NOT_A_GUEST} OR (SELECT clauseway_granted('{kind}')));
    CREATE POLICY guest_inserts ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK ({NOT_A_GUEST});
    CREATE POLICY guest_updates ON {table} AS RESTRICTIVE FOR UPDATE USING ({NOT_A_GUEST});
    CREATE POLICY guest_deletes ON {table} AS RESTRICTIVE FOR DELETE USING ({NOT_A_GUEST});
    """


OWN_PACKS = "".join(
    f"CREATE POLICY guest ON catalogue_{table} AS RESTRICTIVE USING (organization_id IS NULL OR {NOT_A_GUEST});"
    for table in ("edition", "topic", "requirement", "expectation", "correspondence")
)


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0003_guests_and_parties"),
        ("catalogue", "0002_tenancy"),
        ("actions", "0003_tenancy"),
        ("systems", "0002_tenancy"),
        ("evidence", "0003_tenancy"),
        ("documents", "0003_tenancy"),
        ("conformity", "0003_tenancy"),
    ]
    operations = [
        migrations.RunSQL(TRAIL, migrations.RunSQL.noop),
        SecureTables("Grant", "EngagementDraft"),
        migrations.RunSQL(DOORS, migrations.RunSQL.noop),
        migrations.RunSQL(PARTIES + OWN_PACKS, migrations.RunSQL.noop),
        *[migrations.RunSQL(reachable(table, kind), migrations.RunSQL.noop) for table, kind in REACHABLE.items()],
    ]
