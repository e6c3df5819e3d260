"""`n` obligations with an evaluation and `n` planned changes, for the walks over tables and addresses."""

import uuid
from dataclasses import replace

from clauseway.kernel.context import Context
from clauseway.organization.kept import keep_list
from clauseway.systems.operations.changes import ask_change
from clauseway.systems.operations.obligations import Found, add_obligation, decide_obligation, evaluate_compliance


def bind(context: Context, n: int, ids: dict[str, uuid.UUID]) -> None:
    """What binds the organization and what it changes on purpose."""
    for i in range(n):
        row = add_obligation(context, name=f"Law {i}", asks="Keep it", source=f"Act {i}", owner_id=ids["person"])
        if context.person is not None:
            decide_obligation(context, row.id, applies=True)
        ids["obligation"] = row.id
        mine = replace(context, person=ids["person"])
        ids["kept"] = keep_list(mine, name=f"Mine {i}", path=("obligations/?show=due", "suppliers/?show=due")[i % 2]).id
        found = Found(complies=False, basis="Samples", finding="One late", response="Told", response_due=context.today)
        ids["compliance"] = evaluate_compliance(context, row.id, found).id
        ids["change"] = ask_change(context, name=f"Change {i}", purpose="More", responsible_id=ids["person"]).id
