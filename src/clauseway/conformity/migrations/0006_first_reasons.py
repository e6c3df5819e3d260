"""What lists show of a verdict is kept beside it: the first reason against it and the code of the first of all, made by the database from the reasons.

The reasons themselves are long (a population's members stand in them) and lie compressed outside the row: a list of two hundred verdicts unpacked them all.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE conformity_verdictnow
  ADD COLUMN why jsonb GENERATED ALWAYS AS (coalesce(
    jsonb_path_query_first(reasons, '$[*] ? (@.weighs == "gap")'), jsonb_path_query_first(reasons, '$[*] ? (@.weighs == "unknown")'))) STORED,
  ADD COLUMN leading_code text GENERATED ALWAYS AS (reasons -> 0 ->> 'code') STORED
"""
BACKWARD = "ALTER TABLE conformity_verdictnow DROP COLUMN why, DROP COLUMN leading_code"


class Migration(migrations.Migration):
    dependencies = [("conformity", "0005_carried_judgements")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
