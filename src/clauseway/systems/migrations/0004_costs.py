"""The organization's own rates for cost and time."""

import django.db.models.deletion
from django.db import migrations, models

import clauseway.kernel.identifiers
from clauseway.kernel.tenancy import SecureTables

MONEY = {"decimal_places": 2, "max_digits": 14}


class Migration(migrations.Migration):
    dependencies = [("organization", "0007_guests_read_verdicts_and_records"), ("systems", "0003_transitions")]
    operations = [
        migrations.CreateModel(
            name="CostSetting",
            fields=[
                ("id", models.UUIDField(default=clauseway.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ("organization_id", models.UUIDField(editable=False)),
                ("currency", models.CharField(max_length=3)),
                ("day_low", models.DecimalField(**MONEY)),
                ("day_likely", models.DecimalField(**MONEY)),
                ("day_high", models.DecimalField(**MONEY)),
                ("application", models.DecimalField(**MONEY)),
                ("yearly", models.DecimalField(**MONEY)),
                ("travel", models.DecimalField(**MONEY)),
                ("hour", models.DecimalField(**MONEY)),
                ("set_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.person",
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("organization_id",), name="cost_setting_once")]},
        ),
        SecureTables("CostSetting"),
    ]
