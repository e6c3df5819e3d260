"""Writing obligations: what binds us, whether it applies, who sees to it, and whether it is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clauseway.actions.duties import Due, hold_duties
from clauseway.actions.operations import close_duty, open_duty
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.rules import obligations as rule
from clauseway.systems.models import ComplianceEvaluation, InterestedParty, Obligation, Rhythm
from clauseway.systems.queries.obligations import lacks, standing_evaluations, values_of

EDITABLE = (
    *("name", "kind", "source", "jurisdiction", "asks", "sites", "processes", "owner_id", "met_by", "party_id"),
    *("live_until",),
)
RHYTHM = "compliance-evaluation"
WORD = "compliance.evaluated"
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An evaluation: kept or not, against which facts (`basis`), at which places, and for a breach what is undertaken, by whom and until when."""

    on: date | None = None
    complies: bool
    basis: str
    sites: Sequence[str] = ()
    finding: str = ""
    response: str = ""
    response_by: uuid.UUID | None = None
    response_due: date | None = None


@operation
def add_obligation(context: Context, *, name: str, live_from: date | None = None, **values: Any) -> Obligation:
    """Add an obligation (values: see `EDITABLE`). A bare name is kept, and counts as not determined yet."""
    require(context, "stocktake.edit")
    row = Obligation(
        organization_id=context.require_organization(), name=name.strip(), live_from=live_from or context.today
    )
    _take(row, values)
    _settle(context, row)
    return row


@operation
def change_obligation(context: Context, obligation: uuid.UUID, *, version: int, **values: Any) -> Obligation:
    """Change an obligation or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    row = _get(obligation)
    if row.version != version:
        raise Conflict(
            "obligation.changed",
            _("Somebody else changed this obligation meanwhile."),
            details={"version": row.version},
        )
    _take(row, values)
    row.version += 1
    _settle(context, row)
    return row


@operation
def decide_obligation(context: Context, obligation: uuid.UUID, *, applies: bool, because: str = "") -> Obligation:
    """Decide, from today on, that an obligation applies to us or not. Refuses nobody in person, and "does not apply" without a reason."""
    require(context, "stocktake.edit")
    row = _get(obligation)
    if context.person is None:
        raise Refusal("obligation.nobody", _("Only a named person can decide this."))
    if not applies and len(because.strip()) < SHORTEST_REASON:
        raise Refusal(
            "obligation.because", _("Say why it does not apply, so that an outsider understands it."), field="because"
        )
    row.applies, row.decided_by_id, row.decided_on = applies, context.person, max(context.today, row.live_from)
    row.decided_because = because.strip()
    row.version += 1
    _settle(context, row)
    return row


@operation
def evaluate_compliance(context: Context, obligation: uuid.UUID, found: Found) -> ComplianceEvaluation:
    """Record whether an obligation was kept. Refuses one that names no facts, and an answer to a breach without a day."""
    require(context, "evidence.file")
    row = _get(obligation)
    day = _past(context, found.on)
    if row.applies is False:
        raise Refusal("compliance.not-applicable", _("It was decided that this obligation does not apply."))
    if day < row.live_from:
        raise Refusal("compliance.before", _("The obligation began later."), field="on")
    if not found.basis.strip():
        raise Refusal("compliance.basis", _("Say against which facts this was checked."), field="basis")
    if not found.complies and not found.finding.strip():
        raise Refusal("compliance.finding", _("Say what is not kept."), field="finding")
    if unknown := set(found.sites) - set(row.sites):
        raise Refusal(
            "compliance.site", _("It does not apply there."), field="sites", details={"sites": sorted(unknown)}
        )
    made = ComplianceEvaluation(
        organization_id=context.require_organization(),
        obligation_id=row.id,
        on=day,
        complies=found.complies,
        basis=found.basis.strip(),
        sites=sorted(found.sites or row.sites),
        finding=found.finding.strip(),
        by_id=context.person,
    )
    if not found.complies and found.response.strip():
        _respond(context, row, made, found.response, found.response_by, found.response_due, day)
    made.save()
    _settle(context, row)
    return made


@operation
def respond_to_breach(
    context: Context,
    evaluation: uuid.UUID,
    *,
    response: str,
    due: date | None,
    by: uuid.UUID | None = None,
) -> ComplianceEvaluation:
    """Say what is undertaken about a breach, by whom and until when. It counts from today; the days before stay a breach."""
    require(context, "evidence.file")
    made = _standing(evaluation)
    if made.complies:
        raise Refusal("compliance.no-breach", _("This evaluation found no breach."))
    if made.response:
        raise Refusal("compliance.responded", _("What is undertaken is on file already."), field="response")
    row = _get(made.obligation_id)
    _respond(context, row, made, response, by, due, max(context.today, made.on))
    made.save()
    _settle(context, row)
    return made


def _respond(
    context: Context,
    row: Obligation,
    made: ComplianceEvaluation,
    response: str,
    by: uuid.UUID | None,
    due: date | None,
    on: date,
) -> None:
    if not response.strip():
        raise Refusal("compliance.response", _("Say what is done about it."), field="response")
    if due is None or due < on:
        raise Refusal("compliance.response-due", _("Say until when this is done."), field="response_due")
    made.response, made.response_by_id, made.response_due, made.response_on = response.strip(), by, due, on
    open_duty(
        context,
        natural_key=f"compliance-response:{made.id}",
        kind="compliance-response",
        title=_("Settle a breach: %s") % row.name,
        detail=made.response,
        person=by or row.owner_id,
        due_on=due,
        reference=str(row.id),
        path=_path(row),
    )


@operation
def finish_breach(context: Context, evaluation: uuid.UUID, *, on: date | None = None) -> ComplianceEvaluation:
    """Say that what was undertaken about a breach was done on a day. Whether it helped, the next evaluation says."""
    require(context, "evidence.file")
    made = _standing(evaluation)
    if not made.response:
        raise Refusal("compliance.no-response", _("Nothing was undertaken yet."))
    made.response_done = max(_past(context, on), made.response_on or made.on)
    made.save()
    close_duty(context, f"compliance-response:{made.id}")
    _settle(context, _get(made.obligation_id))
    return made


@operation
def withdraw_compliance(context: Context, evaluation: uuid.UUID, *, because: str) -> ComplianceEvaluation:
    """Say that an evaluation was wrong; it stays to be read, with the reason, and counts no more."""
    require(context, "evidence.file")
    made = _standing(evaluation)
    if not because.strip():
        raise Refusal("compliance.because", _("Say why it was wrong."), field="because")
    made.withdrawn_on, made.withdrawn_because = context.today, because.strip()
    made.save()
    close_duty(context, f"compliance-response:{made.id}", dropped=True)
    _settle(context, _get(made.obligation_id))
    return made


def _get(obligation: uuid.UUID) -> Obligation:
    found = Obligation.objects.select_for_update().filter(id=obligation).first()
    if found is None:
        raise NotFound("obligation.not-found", _("There is no such obligation."))
    return found


def _standing(evaluation: uuid.UUID) -> ComplianceEvaluation:
    found = ComplianceEvaluation.objects.select_for_update().filter(id=evaluation, withdrawn_on=None).first()
    if found is None:
        raise NotFound("compliance.not-found", _("There is no such evaluation."))
    return found


def _past(context: Context, day: date | None) -> date:
    if day is not None and day > context.today:
        raise Refusal("obligation.future", _("This day has not come yet."), field="on")
    return day or context.today


def _take(row: Obligation, values: dict[str, Any]) -> None:
    for key in EDITABLE:
        if key in values:
            value = values[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal("obligation.name-missing", _("Name the obligation."), field="name")
    if row.kind not in dict(Obligation.KINDS):
        raise Refusal("obligation.kind", _("Choose law, permit, contract or voluntary."), field="kind")
    if row.live_until is not None and row.live_until < row.live_from:
        raise Refusal("obligation.ends-early", _("It cannot end before it began."), field="live_until")
    if row.party_id is not None and not InterestedParty.objects.filter(id=row.party_id).exists():
        raise NotFound("party.not-found", _("There is no such interested party."), field="party_id")
    row.fold = fold(row.name)
    if Obligation.objects.filter(fold=row.fold).exclude(id=row.id).exists():
        raise Refusal("obligation.exists", _("There is an obligation of this name already."), field="name")


def _settle(context: Context, row: Obligation) -> None:
    """Since when it is determined and answered, the duty of the next evaluation, the search entry, and what can be proven anew."""
    row.determined_on = (row.determined_on or context.today) if not lacks(row) else None
    answered = row.owner_id is not None and bool(row.met_by)
    row.answered_on = (row.answered_on or context.today) if answered else None
    made = values_of(standing_evaluations([row.id])[row.id])
    last = rule.latest(made, row.sites)
    row.evaluated_on = last.on if last else None
    row.save()
    remind(context, [row])
    detail = row.asks or row.source
    index(context, kind="obligation", reference=str(row.id), title=row.name, detail=detail, path=_path(row))
    touch_subject("obligation", row.id)
    touch("obligation", row.id)
    touch("record", f"{WORD}|{row.id}|")


def _path(row: Obligation) -> str:
    return f"obligations/{row.id}/"


def remind(context: Context, rows: Sequence[Obligation]) -> None:
    """The owners' duties to evaluate some obligations again, by the organization's rhythm; none where one does not apply or has ended."""
    ids = [row.id for row in rows]
    days = list(Rhythm.objects.filter(name=RHYTHM, valid_until=None).values_list("days", flat=True))
    made = standing_evaluations(ids)
    over = {str(row.id) for row in rows if row.applies is False or _ended(context, row)}
    wanted = []
    for row in rows:
        due = rule.next_on(values_of(made[row.id]), row.sites, row.live_from, days)
        if str(row.id) not in over and due is not None and row.owner_id is not None:
            wanted.append(_due(row, row.owner_id, due))
    hold_duties(context, wanted, kinds=[RHYTHM], about=[str(key) for key in ids], gone=over)


def _ended(context: Context, row: Obligation) -> bool:
    return row.live_until is not None and row.live_until <= context.today


def _due(row: Obligation, owner: uuid.UUID, due: date) -> Due:
    return Due(
        natural_key=f"compliance-evaluation:{row.id}",
        kind=RHYTHM,
        title=_("Evaluate compliance: %s") % row.name,
        person_id=owner,
        due_on=due,
        reference=str(row.id),
        path=f"{_path(row)}evaluate/",
    )
