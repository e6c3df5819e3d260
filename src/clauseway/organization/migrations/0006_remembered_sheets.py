"""How sheets were mapped into registers, remembered per organization."""

import clauseway.kernel.identifiers
import django.db.models.deletion
from django.db import migrations, models

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0005_arriving'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetMapping',
            fields=[
                ('id', models.UUIDField(default=clauseway.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('organization_id', models.UUIDField(editable=False)),
                ('register', models.CharField(max_length=60)),
                ('heads', models.JSONField()),
                ('heads_key', models.CharField(max_length=64)),
                ('mapping', models.JSONField()),
                ('has_head', models.BooleanField(default=True)),
                ('whole', models.BooleanField(default=False)),
                ('last_run_at', models.DateTimeField()),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('ended', models.PositiveIntegerField(default=0)),
                ('last_run_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization_id', 'register', 'heads_key'), name='sheet_mapping_once')],
            },
        ),
        SecureTables("SheetMapping"),
    ]
