"""Lists people keep for themselves."""

import clauseway.kernel.identifiers
import clauseway.kernel.tenancy
import django.db.models.deletion
from django.db import migrations, models

from clauseway.kernel.tenancy import SecureTables


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0008_desk_of_own_standards'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptList',
            fields=[
                ('id', models.UUIDField(default=clauseway.kernel.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('organization_id', models.UUIDField(editable=False)),
                ('list', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('path', models.CharField(max_length=500)),
                ('recorded_at', models.DateTimeField(db_default=clauseway.kernel.tenancy.DatabaseNow())),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization_id', 'person', 'list', 'name'), name='kept_list_once')],
            },
        ),
        SecureTables("KeptList"),
    ]
