"""Choosing a standard: the interview's answers with every version kept, and the benefits one expects, to look back at after a year."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from clauseway.actions.operations import close_duty, open_duty
from clauseway.catalogue.choosing import choosing
from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.policies import require
from clauseway.rules.choosing import Chosen, choose
from clauseway.systems.models import Benefit, Interview

YEAR = timedelta(days=365)
BENEFITS = "/choose/benefits/"
"""Where a benefit is looked back at, within the organization."""
MOST_NAMES = 60
MOST = Decimal(10) ** 14


def interviews(context: Context) -> QuerySet[Interview]:
    """Every version, the newest first."""
    return Interview.objects.select_related("answered_by").order_by("-number")


def chosen(interview: Interview | None) -> Chosen | None:
    """What today's rules make of the answers of a day; None without an interview."""
    return choose(choosing().book, interview.answers) if interview else None


@operation
def answer_interview(
    context: Context, *, answers: Mapping[str, Sequence[str]], typed: Mapping[str, Sequence[str]], after: int
) -> Interview:
    """Keep the answers as a new version, with what is recommended from them. The same answers again make none.

    `after` is the number that was looked at (0: none); Conflict when somebody answered meanwhile: their version stays whatever happens.
    """
    require(context, "system.manage")
    book = choosing().book
    latest = Interview.objects.aggregate(number=Max("number"))["number"] or 0
    kept = {q.key: sorted(set(answers.get(q.key, ())))[:MOST_NAMES] for q in book.questions if answers.get(q.key)}
    names = {key: [name[:120] for name in given][:MOST_NAMES] for key, given in typed.items() if given}
    last = Interview.objects.filter(number=latest).first()
    if last is not None and (last.answers, last.typed) == (kept, names):
        return last
    if latest != after:
        raise Conflict("choosing.answered", _("Somebody else answered meanwhile."), details={"number": latest})
    found = choose(book, kept)
    return Interview.objects.create(
        organization_id=context.require_organization(),
        number=latest + 1,
        answers=kept,
        typed=names,
        recommended=[[one.standard, one.level] for one in (*found.kept, *found.first, *found.later)],
        answered_on=context.today,
        answered_by_id=context.person,
    )


def benefits(context: Context) -> QuerySet[Benefit]:
    """Those that stand, the ones to look at first on top."""
    return Benefit.objects.filter(given_up_on__isnull=True).order_by("found_on", "look_on", "id")


def get_benefit(context: Context, benefit: uuid.UUID) -> Benefit:
    found = Benefit.objects.filter(id=benefit, given_up_on__isnull=True).first()
    if found is None:
        raise NotFound("benefit.not-found", _("There is no such benefit."))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a benefit is: figures as typed. `direction`: less or more is better; `look_on`: None for a year from today."""

    title: str
    measure: str
    unit: str
    direction: str
    baseline: object
    target: object
    standard: str = ""
    look_on: date | None = None


@operation
def expect_benefit(context: Context, expected: Expected) -> Benefit:
    """Set a benefit as a measurable objective; looking back at it becomes a duty of who set it.

    Refuses a benefit without name or measure, figures that are none, a target that is no better than today, a day that is not to come.
    """
    require(context, "system.manage")
    title, measure = expected.title.strip(), expected.measure.strip()
    for field, text in (("title", title), ("measure", measure)):
        if not text:
            raise Refusal("benefit.empty", _("Say it in a few words."), field=field)
    baseline, target = _figure("baseline", expected.baseline), _figure("target", expected.target)
    if expected.direction not in dict(Benefit.DIRECTIONS):
        raise Refusal("benefit.direction", _("Say whether less or more is better."), field="direction")
    if (target >= baseline) if expected.direction == "less" else (target <= baseline):
        raise Refusal("benefit.target", _("The target must be better than today's figure."), field="target")
    look_on = expected.look_on or context.today + YEAR
    if look_on <= context.today:
        raise Refusal("benefit.day", _("Look back on a day to come."), field="look_on")
    made = Benefit.objects.create(
        organization_id=context.require_organization(),
        title=title[:200],
        measure=measure[:300],
        unit=expected.unit.strip()[:40],
        standard=expected.standard,
        direction=expected.direction,
        baseline=baseline,
        target=target,
        set_on=context.today,
        look_on=look_on,
        person_id=context.person,
    )
    open_duty(
        context,
        natural_key=_duty(made.id),
        kind="benefit",
        title=_("Look back: %s") % title,
        detail=_("Measure it again and say what was found."),
        person=context.person,
        role="" if context.person else "manager",
        due_on=look_on,
        reference=str(made.id),
        path=f"{BENEFITS}{made.id}/",
    )
    return made


@operation
def look_back(context: Context, benefit: uuid.UUID, *, found: object, finding: str = "", version: int) -> Benefit:
    """Say what was found; the duty is done. Looking again replaces the figure (the trail keeps the one before). Conflict when it changed since `version`."""
    require(context, "system.manage")
    row = _locked(context, benefit, version)
    row.found, row.finding, row.found_on = _figure("found", found), finding.strip(), context.today
    row.version += 1
    row.save()
    close_duty(context, _duty(row.id))
    return row


@operation
def give_benefit_up(context: Context, benefit: uuid.UUID, *, version: int) -> None:
    """Pursue it no longer; it stays in the trail, and its duty goes."""
    require(context, "system.manage")
    row = _locked(context, benefit, version)
    row.given_up_on, row.version = context.today, row.version + 1
    row.save()
    close_duty(context, _duty(row.id), dropped=True)


def _locked(context: Context, benefit: uuid.UUID, version: int) -> Benefit:
    row = Benefit.objects.select_for_update().filter(id=get_benefit(context, benefit).id).get()
    if row.version != version:
        raise Conflict("benefit.changed", _("Somebody else changed it meanwhile."), details={"version": row.version})
    return row


def _duty(benefit: uuid.UUID) -> str:
    return f"benefit:{benefit}"


def _figure(field: str, given: object) -> Decimal:
    try:
        figure = Decimal(str(given)).quantize(Decimal("0.001"))
    except InvalidOperation:
        raise Refusal("benefit.figure", _("State a number."), field=field) from None
    if not figure.is_finite() or abs(figure) >= MOST:
        raise Refusal("benefit.figure", _("State a number that can be true."), field=field)
    return figure
