"""Suppliers that were a bare population become rows of the register under the same reference."""

from importlib import import_module

import pytest
from django.db import connection

from clauseway.evidence.ledger import reconcile_all
from clauseway.evidence.models import Subject
from clauseway.kernel.context import Context, enter
from clauseway.kernel.identifiers import new_id
from clauseway.organization.models import User
from clauseway.organization.operations import create_organization
from clauseway.resources.models import Supplier

pytestmark = pytest.mark.django_db


def test_a_bare_population_moves_into_the_register() -> None:
    user = User.objects.create_user("lead@example.test", "a long password 1", name="Lena Lead")
    outside = Context(None, user.id)
    enter(outside)
    organization, inside = create_organization(outside, name="Scratch", founder=user)
    enter(inside)
    ref = str(new_id())
    Subject.objects.create(
        organization_id=organization.id,
        kind="supplier",
        ref=ref,
        name="Metaal B.V.",
        fold="metaal b.v.",
        facets={"criticality": "high"},
        live_from=inside.today,
        origin="stocktake",
    )
    migration = import_module("clauseway.resources.migrations.0003_suppliers_of_the_stocktake")
    with connection.cursor() as cursor:
        cursor.execute(migration.CARRY)
        cursor.execute(migration.ADOPT)
    supplier = Supplier.objects.get()
    assert (str(supplier.id), supplier.criticality, supplier.registered) == (ref, "high", True)
    reconcile_all(inside)
    current = Subject.objects.get(kind="supplier", superseded_at=None)
    assert (current.ref, current.origin, current.facets["criticality"]) == (ref, "suppliers", "high")
    assert not reconcile_all(inside)
