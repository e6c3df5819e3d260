"""Writing the context: issues and where they stand, decisions on climate change, and reviews of issues and interested parties."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from clauseway.actions.duties import Due, hold_duties
from clauseway.kernel.context import Context
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation, touch
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.rules import context_review as rule
from clauseway.systems.models import ClimateDecision, ContextReview, Issue, Rhythm, System
from clauseway.systems.queries.context import editions_on, live_issues, live_parties

RHYTHM = "context-review"
DUTY = "context-review"
EDITABLE = ("text", "side", "effect", "heading", "influence", "about_climate", "live_until")
SHORTEST = 10
"""A reason or a finding in fewer letters is none."""


@operation
def note_issue(
    context: Context,
    system: uuid.UUID,
    *,
    text: str,
    side: str,
    effect: str = "",
    heading: str = "",
    influence: str = "",
    about_climate: bool = False,
    live_from: date | None = None,
) -> Issue:
    """Note an internal or external issue; the same text again gives the issue there is."""
    require(context, "stocktake.edit")
    found = Issue.objects.filter(system_id=system, fold=fold(text)).first()
    if found is not None and text.strip():
        return found
    issue = Issue(
        organization_id=context.require_organization(), system_id=system, live_from=live_from or context.today
    )
    given = {"text": text, "side": side, "effect": effect, "heading": heading, "influence": influence}
    _take(issue, {**given, "about_climate": about_climate})
    _settle(context, issue)
    return issue


@operation
def change_issue(context: Context, issue: uuid.UUID, *, version: int, **values: object) -> Issue:
    """Change an issue (see `EDITABLE`) or end it (`live_until`). Conflict when somebody changed it since `version`."""
    require(context, "stocktake.edit")
    found = Issue.objects.select_for_update().filter(id=issue).first()
    if found is None:
        raise NotFound("issue.not-found", _("There is no such issue."))
    if found.version != version:
        raise Conflict(
            "issue.changed", _("Somebody else changed this issue meanwhile."), details={"version": found.version}
        )
    _take(found, values)
    found.version += 1
    _settle(context, found)
    return found


@operation
def place_issue(context: Context, issue: uuid.UUID, *, quadrant: str, version: int) -> Issue:
    """Move an issue to strengths, weaknesses, opportunities or threats: its side and whether it helps or harms."""
    if quadrant not in rule.QUADRANTS:
        raise Refusal("issue.quadrant", _("Choose strength, weakness, opportunity or threat."), field="quadrant")
    side, influence = rule.QUADRANTS[quadrant]
    return change_issue(context, issue, version=version, side=side, influence=influence)


def _take(issue: Issue, values: dict[str, object]) -> None:
    for name in EDITABLE:
        if name in values:
            value = values[name]
            setattr(issue, name, value.strip() if isinstance(value, str) else value)
    if issue.side not in dict(Issue.SIDES):
        raise Refusal("issue.side", _("An issue is internal or external."), field="side")
    if issue.heading and issue.heading not in dict(Issue.HEADINGS):
        raise Refusal("issue.heading", _("There is no such heading."), field="heading")
    if issue.influence and issue.influence not in dict(Issue.INFLUENCES):
        raise Refusal("issue.influence", _("An issue helps or harms."), field="influence")
    if not issue.text:
        raise Refusal("issue.text-missing", _("Describe the issue."), field="text")
    if issue.live_until is not None and issue.live_until < issue.live_from:
        raise Refusal("issue.ends-early", _("It cannot end before it began."), field="live_until")
    issue.fold = fold(issue.text)
    if Issue.objects.filter(system_id=issue.system_id, fold=issue.fold).exclude(id=issue.id).exists():
        raise Refusal("issue.exists", _("This issue is noted already."), field="text")


def _settle(context: Context, issue: Issue) -> None:
    issue.save()
    path = f"context/issues/{issue.id}/"
    index(context, kind="issue", reference=str(issue.id), title=issue.text[:300], detail=issue.effect, path=path)
    remind(context, [issue.system_id])
    touch("issues", issue.system_id)


@operation
def decide_climate(
    context: Context, system: uuid.UUID, *, relevant: bool, because: str, on: date | None = None
) -> ClimateDecision:
    """Decide whether climate change matters to a system. Refuses nobody in person, a bare yes or no, and a day before an earlier decision."""
    require(context, "stocktake.edit")
    _system(system)
    day = _past(context, on)
    if context.person is None:
        raise Refusal("climate.nobody", _("Only a named person can decide this."))
    if len(because.strip()) < SHORTEST:
        raise Refusal("climate.because", _("Say why, so that an outsider understands it."), field="because")
    if ClimateDecision.objects.filter(system_id=system, on__gt=day).exists():
        raise Refusal("climate.before", _("It was decided again after that day."), field="on")
    made = ClimateDecision.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        relevant=relevant,
        because=because.strip(),
        on=day,
        by_id=context.person,
    )
    touch("issues", system)
    return made


@operation
def review_context(
    context: Context, system: uuid.UUID, *, outcome: str, changed: str, on: date | None = None
) -> ContextReview:
    """File that issues, parties and needs were reviewed, for the editions applied on that day.

    Refuses nobody in person, a review that says nothing of what was found, and one while there is nothing to review.
    """
    require(context, "stocktake.edit")
    _system(system)
    day = _past(context, on)
    if context.person is None:
        raise Refusal("context-review.nobody", _("A review is made by a named person."))
    if outcome not in dict(ContextReview.OUTCOMES):
        raise Refusal("context-review.outcome", _("Say whether something changed and was taken up."), field="outcome")
    if len(changed.strip()) < SHORTEST:
        raise Refusal(
            "context-review.changed", _("Say what changed, or what you looked at and found unchanged."), field="changed"
        )
    issues = live_issues(system, day).count()
    if not issues:
        raise Refusal("context-review.nothing", _("On that day there was no issue to review: note the issues first."))
    made = ContextReview.objects.create(
        organization_id=context.require_organization(),
        system_id=system,
        on=day,
        outcome=outcome,
        changed=changed.strip(),
        standards=editions_on(system, day),
        issues=issues,
        parties=live_parties(day).count(),
        by_id=context.person,
    )
    _reviewed(context, system)
    return made


@operation
def withdraw_review(context: Context, review: uuid.UUID, *, because: str) -> ContextReview:
    """Say that a review was wrong; it stays to be read, with the reason, and counts no more."""
    require(context, "stocktake.edit")
    found = ContextReview.objects.select_for_update().filter(id=review, withdrawn_on=None).first()
    if found is None:
        raise NotFound("context-review.not-found", _("There is no such review."))
    if not because.strip():
        raise Refusal("context-review.because", _("Say why it was wrong."), field="because")
    found.withdrawn_on, found.withdrawn_because = context.today, because.strip()
    found.save()
    _reviewed(context, found.system_id)
    return found


def _reviewed(context: Context, system: uuid.UUID) -> None:
    remind(context, [system])
    touch("issues", system)


def _past(context: Context, day: date | None) -> date:
    if day is not None and day > context.today:
        raise Refusal("context.future", _("This day has not come yet."), field="on")
    return day or context.today


def _system(system: uuid.UUID) -> System:
    found = System.objects.filter(id=system).first()
    if found is None:
        raise NotFound("system.not-found", _("There is no such management system."))
    return found


def remind(context: Context, systems: Iterable[uuid.UUID]) -> None:
    """The lead's duty to review the context again, by the organization's own rhythm; none without a rhythm or while there is nothing to review."""
    keys = list(systems)
    rhythms = dict(Rhythm.objects.filter(name=RHYTHM, valid_until=None).values_list("system_id", "days"))
    wanted = []
    for row in System.objects.filter(id__in=keys) if rhythms else ():
        reviewed = ContextReview.objects.filter(system_id=row.id, withdrawn_on=None).values_list("on", flat=True)
        first = Issue.objects.filter(system_id=row.id).order_by("live_from").values_list("live_from", flat=True).first()
        due = rule.next_review(reviewed, first, rhythms.get(row.id))
        if due is not None:
            wanted.append(_due(row, due))
    hold_duties(context, wanted, kinds=[DUTY], about=[str(key) for key in keys])


def _due(row: System, due: date) -> Due:
    return Due(
        natural_key=f"{DUTY}:{row.id}",
        kind=DUTY,
        title=_("Review issues and interested parties: %s") % row.name,
        person_id=row.lead_id,
        role="" if row.lead_id else "manager",
        due_on=due,
        reference=str(row.id),
        path="context/reviews/new/",
        system_id=row.id,
    )
