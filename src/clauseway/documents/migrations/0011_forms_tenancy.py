"""Row-level security and the trail for the tables of records; what was handed in is never changed, whoever asks."""

from django.db import migrations

from clauseway.kernel.tenancy import SecureTables

FROZEN = """
CREATE FUNCTION documents_entry_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state = 'disposed'
    OR NEW.state NOT IN (OLD.state, CASE OLD.state WHEN 'final' THEN 'corrected' ELSE 'disposed' END, 'disposed')
    OR (to_jsonb(OLD) - 'state' - 'disposal_id') <> (to_jsonb(NEW) - 'state' - 'disposal_id')
  THEN
    RAISE EXCEPTION 'A record that was handed in is never changed.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents_formentry FOR EACH ROW EXECUTE FUNCTION documents_entry_frozen();

CREATE FUNCTION documents_content_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text := (SELECT state FROM documents_formentry WHERE id = OLD.entry_id AND organization_id = OLD.organization_id);
BEGIN
  IF found = 'draft' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' AND found = 'disposed' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The content of a record that was handed in is never changed.' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents_formcontent FOR EACH ROW EXECUTE FUNCTION documents_content_frozen();
"""
THAWED = """
DROP TRIGGER frozen ON documents_formcontent; DROP FUNCTION documents_content_frozen();
DROP TRIGGER frozen ON documents_formentry; DROP FUNCTION documents_entry_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_forms"), ("organization", "0002_trail_and_tenancy")]
    operations = [
        SecureTables(
            *("Form", "FormVersion", "FormDisposal", "FormEntry", "FormContent"),
            append_only=("FormVersion",),
            untrailed=("FormContent",),
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
