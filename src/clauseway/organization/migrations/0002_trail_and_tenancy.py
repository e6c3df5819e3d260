"""The database's side of trust: the story's clock, the trail's trigger, the narrow doors, and row-level security."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

FUNCTIONS = r"""
CREATE FUNCTION clauseway_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.organization', true), '')::uuid
$$;

-- Trail: personal values live only in organization_person, so the trail keeps salted digests of them; erasing the salt and the
-- person's values leaves every seal intact.
CREATE FUNCTION clauseway_trail_values(source text, row_value jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN source <> 'organization_person' THEN row_value ELSE (
    SELECT jsonb_object_agg(key, CASE WHEN key IN ('name', 'fold', 'email', 'job', 'unit') AND value <> 'null'::jsonb
      THEN to_jsonb(encode(sha256(convert_to((row_value->>'salt') || ':' || key || ':' || (value #>> '{}'), 'UTF8')), 'hex')) ELSE value END)
    FROM jsonb_each(row_value) WHERE key <> 'salt') END
$$;

CREATE FUNCTION clauseway_trail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
BEGIN
  IF TG_OP = 'UPDATE' AND before = after THEN
    RETURN NULL;
  END IF;
  INSERT INTO organization_trail (organization_id, at, actor, request, table_name, row, verb, old, new, transaction_id)
  VALUES (
    (coalesce(after, before)->>'organization_id')::uuid, clauseway_now(),
    coalesce(nullif(current_setting('app.actor', true), ''), session_user), coalesce(current_setting('app.request', true), ''),
    TG_TABLE_NAME, (coalesce(after, before)->>'id')::uuid, lower(TG_OP),
    clauseway_trail_values(TG_TABLE_NAME, before), clauseway_trail_values(TG_TABLE_NAME, after), pg_current_xact_id()::text::bigint);
  RETURN NULL;
END $$;

-- Narrow door 1: which organizations a user belongs to, before an organization is chosen. Only for the user in the context.
CREATE FUNCTION clauseway_memberships(asked uuid)
RETURNS TABLE (organization_id uuid, slug text, name text, kind text, timezone text, language text, person_id uuid, roles text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.slug::text, o.name::text, o.kind::text, o.timezone::text, o.language::text,
    (SELECT p.id FROM organization_person p WHERE p.organization_id = o.id AND p.user_id = asked LIMIT 1),
    array_agg(m.role::text ORDER BY m.role)
  FROM organization_membership m JOIN organization_organization o ON o.id = m.organization_id
  WHERE m.user_id = asked AND m.valid_from <= (clauseway_now() AT TIME ZONE o.timezone)::date
    AND (m.valid_until IS NULL OR m.valid_until > (clauseway_now() AT TIME ZONE o.timezone)::date)
    AND asked::text = current_setting('app.user', true)
  GROUP BY o.id
$$;

-- Narrow door 2: what a logged-out link opens. One row or none; the caller knows the token, so guessing a digest gains nothing.
CREATE FUNCTION clauseway_open_link(digest text)
RETURNS TABLE (organization_id uuid, scope text, reference text, person_id uuid, timezone text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.organization_id, l.scope::text, l.reference::text, l.person_id, o.timezone::text, o.language::text
  FROM organization_accesslink l JOIN organization_organization o ON o.id = l.organization_id
  WHERE l.token_digest = digest AND l.revoked_at IS NULL AND l.expires_at > clauseway_now()
$$;

-- Narrow door 3: an invitation by its token.
CREATE FUNCTION clauseway_open_invitation(digest text)
RETURNS TABLE (organization_id uuid, invitation_id uuid, email text, role text, organization_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.organization_id, i.id, i.email::text, i.role::text, o.name::text
  FROM organization_invitation i JOIN organization_organization o ON o.id = i.organization_id
  WHERE i.token_digest = digest AND i.revoked_at IS NULL AND i.accepted_at IS NULL AND i.expires_at > clauseway_now()
$$;

-- Narrow door 4: the identifiers of all organizations, for jobs that visit each in turn; names nothing else.
CREATE FUNCTION clauseway_organizations() RETURNS TABLE (organization_id uuid, timezone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, timezone::text FROM organization_organization
$$;
"""

SECURITY = """
ALTER TABLE organization_organization ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_organization USING (id = nullif(current_setting('app.organization', true), '')::uuid)
  WITH CHECK (id = nullif(current_setting('app.organization', true), '')::uuid);
ALTER TABLE organization_trail ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_trail USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON organization_trail FROM clauseway_app;
ALTER TABLE organization_seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_seal USING (organization_id = nullif(current_setting('app.organization', true), '')::uuid);
REVOKE UPDATE, DELETE, TRUNCATE ON organization_seal FROM clauseway_app;
REVOKE INSERT, UPDATE, DELETE ON organization_installation FROM clauseway_app;
INSERT INTO organization_installation (id, purpose, marked_at) VALUES (1, 'production', now());
"""


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        SecureTables("Site", "Person", "Membership", "Invitation", "AccessLink"),
        SecureTables("SearchEntry", untrailed=("SearchEntry",)),
        migrations.RunSQL(SECURITY, migrations.RunSQL.noop),
    ]
