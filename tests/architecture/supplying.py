"""`n` suppliers with everything that is kept about them, for the walks over tables and addresses."""

import uuid
from datetime import timedelta

from clauseway.kernel.context import Context
from clauseway.resources.operations.evaluations import (
    Judged,
    Limits,
    evaluate_supplier,
    review_performance,
    set_criteria,
    settle_purchases,
)
from clauseway.resources.operations.purchases import bought, take_purchases
from clauseway.resources.operations.questionnaires import ask_supplier
from clauseway.resources.operations.suppliers import Held, add_certificate, add_supplier, provide
from clauseway.rules.suppliers import Criteria, Criterion


def supply(context: Context, n: int, ids: dict[str, uuid.UUID]) -> None:
    """Suppliers, what they provide, certificates, evaluations, looks at performance, purchases, questions."""
    day = context.today
    criteria = Criteria((Criterion("quality", "Quality"),), 70, 50)
    for i in range(n):
        since = day - timedelta(days=n - i)
        ids["criteria"] = set_criteria(context, criteria, limits=Limits(late_percent=10), on=since).id
    for i in range(n):
        supplier = add_supplier(context, name=f"Supplier {i}", criticality="high", owner_id=ids["person"])
        ids["supplier"] = supplier.id
        ids["provision"] = provide(context, supplier.id, category=f"Parts {i}", control="Inspection").id
        held = Held("ISO 9001:2015", f"Parts {i}", (f"Parts {i}",), day - timedelta(days=9), day + timedelta(days=900))
        ids["held"] = add_certificate(context, supplier.id, held).id
        judged = Judged(on=day, marks={"quality": 4}, result="approved")
        ids["evaluation"] = evaluate_supplier(context, supplier.id, judged).id
        since = day - timedelta(days=90)
        review_performance(context, supplier.id, period_from=since, result="as-agreed", note="Seen")
        take_purchases(context, [bought(f"PO-{i}", f"Supplier {i}", day)])
        settle_purchases(context, supplier.id, reason="Seen")
        ids["asked"] = ask_supplier(context, supplier.id, title="Quality", questions=["How is this done?"])[0].id
