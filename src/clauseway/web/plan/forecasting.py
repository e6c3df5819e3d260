"""The forecast: from the plan on file to rules.forecast and back to sentences. Made once a day and plan, then read."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.actions.models import Action, ActionCloses
from clauseway.actions.operations import keep_forecast
from clauseway.actions.queries import Plan as StoredPlan
from clauseway.actions.queries import plan as stored_plan
from clauseway.conformity.models import VerdictNow
from clauseway.evidence.models import Record
from clauseway.kernel.context import Context
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.readonly import read_only
from clauseway.rules import plan as rules_plan
from clauseway.rules.forecast import Forecast, forecast
from clauseway.web import jinja
from clauseway.web.components import Item, Stat, State

OVER = ("done", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One audit stage of the forecast, ready to be read."""

    key: str
    name: str
    p50: dt.date
    p90: dt.date
    booked: dt.date | None
    late_of_100: int
    drivers: tuple[tuple[str, str, str], ...]

    @property
    def stats(self) -> tuple[Stat, ...]:
        """Its dates with what they mean."""
        found = [
            Stat(value=jinja.day_full(self.p50), label=_("as likely as not")),
            Stat(value=jinja.day_full(self.p90), label=_("nine times in ten")),
        ]
        if self.booked is not None:
            state = State.GAP if self.tight else None
            found.append(Stat(value=booked_words(self), label=late_words(self), state=state))
        return tuple(found)

    @property
    def items(self) -> tuple[Item, ...]:
        """What drives it, as rows."""
        return tuple(
            Item(state=State.INFO, title=sentence, note=detail, href=href) for sentence, detail, href in self.drivers
        )

    @property
    def tight(self) -> bool:
        return self.booked is not None and self.late_of_100 >= 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The forecast as pages and reports show it. `problem` says why there is none; nor is there one while nothing is `planned`."""

    stages: tuple[Stage, ...] = ()
    incomplete: int = 0
    assumed: int = 0
    draws: int = 0
    problem: str = ""
    planned: bool = True
    half: str = ""  # what the dates leave out, a finished sentence


def values_of(plan: StoredPlan, first_record_on: dt.date | None, unplanned: int) -> rules_plan.Plan:
    """The stored plan as the values the rule reads."""
    setting = plan.setting
    return rules_plan.Plan(
        actions=tuple(_planned(action) for action in plan.actions),
        dependencies=tuple((str(b), str(a)) for a, group in plan.after.items() for b in group),
        pace=rules_plan.Pace(float(setting.pace_low), float(setting.pace_high)),
        operation_days=setting.operation_days,
        first_record_on=first_record_on,
        lead_low=setting.lead_time_low,
        lead_high=setting.lead_time_high,
        milestones=tuple(rules_plan.Milestone(m.kind, m.on_date, str(m.id)) for m in plan.milestones),
        unplanned=unplanned,
    )


def _planned(action: Action) -> rules_plan.PlannedAction:
    low, likely, high = (
        float(e) if e is not None else None for e in (action.effort_low, action.effort_days, action.effort_high)
    )
    return rules_plan.PlannedAction(
        id=str(action.id),
        stage=action.stage,
        effort_low=low,
        effort_likely=likely,
        effort_high=high,
        owner=str(action.owner_id or ""),
        start_on=action.start_on,
        due_on=action.due_on,
        wait_days=action.wait_days,
        state=action.state,
        done_on=action.done_on,
    )


_KEPT = """
SELECT result FROM actions_forecasted WHERE organization_id = %s AND system_id = %s AND as_of = %s
"""


def result(context: Context, system: uuid.UUID) -> Mapping[str, Any]:
    """The forecast on file, or a new one: one statement when it is on file."""
    today = context.today
    with prepared_cursor() as cursor:
        cursor.execute(_KEPT, [context.require_organization(), system, today])
        kept = cursor.fetchone()
    return _read(kept[0]) if kept else _make(context, system)


@lru_cache(maxsize=512)
def _read(kept: str) -> Mapping[str, Any]:
    """A forecast on file, as it was stored; the same for every thread."""
    found: Mapping[str, Any] = read_only(json.loads(kept))
    return found


def _make(context: Context, system: uuid.UUID) -> Mapping[str, Any]:
    today = context.today
    plan = stored_plan(context, system)
    covered = (
        ActionCloses.objects.filter(action__system_id=system).exclude(action__state__in=OVER).values("requirement_id")
    )
    blocking = (
        VerdictNow.objects.filter(system_id=system).exclude(blocks="").exclude(reasons__0__code="control-not-declared")
    )
    unplanned = blocking.exclude(requirement_id__in=covered).count()
    first = (
        Record.objects.exclude(word="population.none")
        .order_by("happened_on")
        .values_list("happened_on", flat=True)
        .first()
    )
    try:
        found = forecast(values_of(plan, first, unplanned), as_of=today)
    except rules_plan.PlanError as error:
        made: dict[str, Any] = {"problem": error.code, "refs": list(error.refs)}
    else:
        made = {**as_json(found), "planned": len(plan.actions), "booked": len(plan.milestones)}
    keep_forecast(context, system_id=system, result=made)
    return made


def as_json(found: Forecast) -> dict[str, Any]:
    return {
        "draws": found.draws,
        "incomplete": found.incomplete,
        "assumed": len(found.assumptions),
        "stages": [
            {
                "stage": stage.stage,
                "p50": stage.p50.isoformat(),
                "p90": stage.p90.isoformat(),
                "booked": stage.booked.isoformat() if stage.booked else None,
                "late_of_100": stage.late_of_100,
                "drivers": [[d.kind, d.ref, d.critical, d.days] for d in stage.drivers],
            }
            for stage in found.stages
        ],
    }


def shown(context: Context, system: uuid.UUID, base: str = "") -> Shown:
    """The forecast with its drivers in sentences; `base` is the system's address for links to the actions."""
    found = result(context, system)
    if "problem" in found:
        return Shown(problem=_("The actions wait for each other in a circle; take one dependency out."))
    half = _half_words(found["incomplete"])
    if not _planned_at_all(found):
        return Shown(incomplete=found["incomplete"], planned=False, half=half)
    refs = {driver[1] for stage in found["stages"] for driver in stage["drivers"] if driver[1]}
    titles = (
        {str(key): title for key, title in Action.objects.filter(id__in=refs).values_list("id", "title")}
        if refs
        else {}
    )
    return Shown(
        stages=tuple(_stage(base, stage, found["draws"], titles) for stage in found["stages"]),
        incomplete=found["incomplete"],
        assumed=found["assumed"],
        draws=found["draws"],
        half=half,
    )


def _planned_at_all(found: Mapping[str, Any]) -> bool:
    """Whether there is anything to reckon with: without an action or a booked day, dates would be those of waiting alone."""
    return bool(found.get("planned") or found.get("booked"))


def _half_words(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(num)s requirement blocks an audit and no action closes it. These dates are those of half a plan.",
        "%(num)s requirements block an audit and no action closes them. These dates are those of half a plan.",
        number,
    ) % {"num": number}


def _stage(base: str, stage: Mapping[str, Any], draws: int, titles: Mapping[str, str]) -> Stage:
    names = {"stage1": _("Stage 1"), "stage2": _("Stage 2")}
    return Stage(
        key=stage["stage"],
        name=names[stage["stage"]],
        p50=dt.date.fromisoformat(stage["p50"]),
        p90=dt.date.fromisoformat(stage["p90"]),
        booked=dt.date.fromisoformat(stage["booked"]) if stage["booked"] else None,
        late_of_100=stage["late_of_100"],
        drivers=tuple(_driver(base, driver, draws, titles) for driver in stage["drivers"]),
    )


def _driver(base: str, driver: Sequence[Any], draws: int, titles: Mapping[str, str]) -> tuple[str, str, str]:
    """A driver as (sentence, detail, address)."""
    kind, ref, critical, days = driver
    title = titles.get(ref, "")
    sentences = {
        "work": _("The work on “%s”") % title,
        "start": _("“%s” may not start earlier") % title,
        "wait": _("Waiting after “%s”") % title,
        "operation": _("Waiting for records: the body wants to see the system at work"),
        "lead-time": _("The certification body's lead time"),
        "booked-stage1": _("Stage 2 cannot come before the booked stage 1"),
    }
    detail = _("holds the date in %d of 100 simulated plans") % round(100 * critical / draws)
    if days:
        detail += "; " + ngettext("without it, %d day earlier", "without it, %d days earlier", days) % days
    return sentences[kind], detail, f"{base}/plan/{ref}/" if ref else ""


def next_stage(context: Context, found: Mapping[str, Any]) -> Stage | None:
    """The stage that comes next: stage 1 until its booked day is past; None while nothing is planned and nothing booked."""
    if not _planned_at_all(found):
        return None
    stages = [_stage("", stage, found["draws"], {}) for stage in found["stages"]]
    coming = [stage for stage in stages if stage.booked is None or stage.booked >= context.today]
    return (coming or stages[-1:])[0]


def incomplete_words(found: Mapping[str, Any]) -> str:
    """What the dates leave out: requirements that block a stage and that nothing in the plan closes."""
    number = found.get("incomplete", 0)
    if not number:
        return ""
    text = ngettext(
        "%d blocking requirement is not in the plan yet", "%d blocking requirements are not in the plan yet", number
    )
    return text % number


def late_words(stage: Stage) -> str:
    """ "44 of 100 simulated plans are late" for a booked stage."""
    if stage.booked is None:
        return ""
    if not stage.late_of_100:
        return _("no simulated plan is late")
    return _("%d of 100 simulated plans are late") % stage.late_of_100


def booked_words(stage: Stage) -> str:
    """ "3 March is tight", "3 March holds"."""
    if stage.booked is None:
        return _("not booked")
    day = jinja.day_in_year(stage.booked)
    if stage.late_of_100 >= 80:
        return _("%s will hardly hold") % day
    return _("%s is tight") % day if stage.tight else _("%s holds") % day
