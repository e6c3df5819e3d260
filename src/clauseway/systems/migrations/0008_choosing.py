"""The interview that chooses standards, its versions append-only, and benefits to look back at."""

import clauseway.kernel.identifiers
import clauseway.kernel.tenancy
import django.db.models.deletion
from django.db import migrations, models

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0007_guests_read_verdicts_and_records"),
        ("systems", "0007_objectives_of_the_stocktake"),
    ]

    operations = [
        migrations.CreateModel(
            name="Benefit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=clauseway.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("title", models.CharField(max_length=200)),
                ("measure", models.CharField(max_length=300)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("standard", models.CharField(blank=True, max_length=60)),
                (
                    "direction",
                    models.CharField(
                        choices=[("less", "less is better"), ("more", "more is better")], default="less", max_length=4
                    ),
                ),
                ("baseline", models.DecimalField(decimal_places=3, max_digits=18)),
                ("target", models.DecimalField(decimal_places=3, max_digits=18)),
                ("set_on", models.DateField()),
                ("look_on", models.DateField()),
                ("found", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("found_on", models.DateField(blank=True, null=True)),
                ("finding", models.TextField(blank=True)),
                ("given_up_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(db_default=clauseway.kernel.tenancy.DatabaseNow())),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=clauseway.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField(editable=False)),
                ("number", models.PositiveIntegerField()),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("typed", models.JSONField(blank=True, default=dict)),
                ("recommended", models.JSONField(blank=True, default=list)),
                ("answered_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=clauseway.kernel.tenancy.DatabaseNow())),
                (
                    "answered_by",
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "number"), name="interview_number_once")
                ],
            },
        ),
        SecureTables("Interview", "Benefit", append_only=("Interview",)),
    ]
