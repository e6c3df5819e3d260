"""`n` of everything records are made of, for the walks over tables and addresses."""

import dataclasses
import uuid
from datetime import timedelta

from clauseway.documents.disposal import propose_disposal
from clauseway.documents.filling import correct_entry, hand_in, keep_draft
from clauseway.documents.form_templates import templates
from clauseway.documents.forms import create_form, put_in_use
from clauseway.kernel.context import Context


def fill(context: Context, system: uuid.UUID, n: int, ids: dict[str, uuid.UUID]) -> None:
    """Forms in use, filled in, corrected, in draft, due for disposal and on a list for it."""
    template, today = templates()["daily-check"], context.today
    typed = {"machine": "Press 4", "guards": "yes", "clean": "yes", "pressure": "6", "result": "fit"}
    somebody = dataclasses.replace(context, person=ids["person"])
    old = (today - timedelta(days=1200)).isoformat()
    for i in range(n):
        form = create_form(context, system, name=f"Daily check {i}", design=template.design, retention_years=3)
        put_in_use(context, form.id, version=1)
        ids["blank"] = form.id
        first = hand_in(somebody, form.id, typed={**typed, "day": today.isoformat()})
        again = {**typed, "day": today.isoformat(), "pressure": "6.5"}
        ids["entry"] = correct_entry(somebody, first.id, typed=again, reason="Misread").id
        hand_in(somebody, form.id, typed={**typed, "day": old})
        gone = hand_in(somebody, form.id, typed={**typed, "day": old})
        ids["disposal"] = propose_disposal(context, system, entries=[gone.id], reason="Term is over").id
        keep_draft(context, form.id, typed={"machine": "Press 4"})
