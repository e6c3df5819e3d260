"""From the system on file to the value a gap report is made of: one gather, then sentences. The same words as the pages."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clauseway.actions.models import Action
from clauseway.actions.queries import closes as closes_of
from clauseway.actions.queries import plan as stored_plan
from clauseway.catalogue.queries import CompiledRequirement
from clauseway.conformity.judging import reasons_as_json, verdicts_at
from clauseway.conformity.models import Judgement
from clauseway.kernel.context import Context
from clauseway.organization.queries import current
from clauseway.organization.seals import head
from clauseway.rules.facts import Verdict
from clauseway.rules.stages import blocks
from clauseway.systems.models import System
from clauseway.systems.queries import applicability, applied_editions, scope
from clauseway.web.plan.forecasting import Shown, shown
from clauseway.web.reports import report as value
from clauseway.web.wording.doing import closes
from clauseway.web.wording.lines import evidence, grade_name
from clauseway.web.wording.lookup import Lookup, look_up
from clauseway.web.wording.reasons import say
from clauseway.web.wording.setting import Because, Setting

Judged = Mapping[uuid.UUID, tuple[CompiledRequirement, Verdict]]


def gap_report(
    context: Context, system: System, *, as_of: date, known_at: datetime | None, prepared_by: str
) -> value.GapReport:
    """The report of a system as of a day, as known at a moment (None: as we know it now)."""
    judged = verdicts_at(context, system.id, as_of, known_at or context.now)
    raws = {key: reasons_as_json(verdict) for key, (_r, verdict) in judged.items()}
    lookup = look_up(context, system.id, [raw for group in raws.values() for raw in group], as_of=as_of)
    made = _requirements(context, system, judged, raws, lookup)
    organization = current(context)
    stated = scope(context, system.id)
    standards = tuple(
        _standard(applied, [made[r.id] for r in applied.edition.requirements.values() if r.id in made])
        for applied in applied_editions(context, system.id, as_of)
    )
    return value.GapReport(
        organization=organization.name,
        system=system.name,
        as_of=as_of,
        made_at=context.now,
        prepared_by=prepared_by,
        trail_head=head(context),
        knowledge=value.THEN if known_at else value.NOW,
        known_at=known_at,
        scope=stated.text if stated else "",
        standards=standards,
        stages=_stages(made.values(), shown(context, system.id) if as_of == context.today else None, standards),
        first=_first(judged, made, raws, lookup),
        plan=_plan(context, system, as_of, {key: r.ref for key, (r, _v) in judged.items()}),
        currency=organization.currency,
    )


def _requirements(
    context: Context, system: System, judged: Judged, raws: Mapping[uuid.UUID, list[dict[str, Any]]], lookup: Lookup
) -> dict[uuid.UUID, value.Requirement]:
    decided = applicability(context, system.id)
    people = Judgement.objects.filter(system_id=system.id, ended_at=None).select_related("by")
    judgements = {row.requirement_id: row for row in people}
    names = {r.id: r for applied in applied_editions(context, system.id) for r in applied.edition.requirements.values()}
    made = {}
    for key, (requirement, verdict) in judged.items():
        setting = Setting(requirement, lookup)
        because = [Because(raw, setting) for raw in raws[key]]
        parent = names.get(requirement.parent) if requirement.parent else None
        decision = decided.get(key)
        made[key] = value.Requirement(
            ref=requirement.ref,
            title=requirement.title,
            answer=verdict.answer,
            facets=dict(verdict.facets),
            reasons=tuple(_reason(b) for b in because),
            evidence=_evidence(because),
            judgement=_judgement(judgements.get(key)),
            close=tuple(dict.fromkeys(text for b in because if (text := closes(b)))),
            next_change=value.NextChange(on=verdict.next_change_on) if verdict.next_change_on else None,
            asks=requirement.words.get("explain", ""),
            grade=grade_name(verdict.grade),
            blocks=blocks(verdict.answer, verdict.facets, verdict.grade, stage1=requirement.stage1),
            heading=f"{parent.ref} {parent.title}" if parent else "",
            justification=decision.reason if decision else "",
            undecided=any(raw["code"] == "control-not-declared" for raw in raws[key]),
        )
    return made


def _reason(because: Because) -> value.Reason:
    said = say(because)
    return value.Reason(
        text=str(said.sentence), weighs=because.weighs, facet=str(because.raw.get("facet", "")), detail=str(said.detail)
    )


def _evidence(because: list[Because]) -> tuple[value.Evidence, ...]:
    found: dict[str, value.Evidence] = {}
    for one in because:
        for claim in one.claims:
            shown = evidence(claim, "")
            found[claim.id] = value.Evidence(
                name=str(shown.title),
                dated=claim.on,
                until=claim.until,
                note=grade_name(claim.grade),
                against=claim.stance < 0,
            )
    return tuple(found.values())[:12]


def _judgement(row: Judgement | None) -> value.Judgement | None:
    if row is None:
        return None
    return value.Judgement(
        result=str(dict(Judgement.ANSWERS)[row.answer]),
        by=row.by.name,
        on=row.judged_on,
        rationale=row.rationale,
        note=_("the owner's own") if row.declared else "",
    )


def _standard(applied: Any, requirements: list[value.Requirement]) -> value.Standard:
    return value.Standard(
        name=applied.edition.name,
        counts=value.Counts.of(requirements),
        title=applied.edition.title,
        mode=applied.mode,
        by=applied.target_on,
        requirements=tuple(requirements),
    )


def _stages(made: Any, forecast: Shown | None, standards: tuple[value.Standard, ...]) -> tuple[value.Stage, ...]:
    """Stage 1 and stage 2 where something is to be certified, else the self-declaration."""
    rows = [r for r in made if r.blocks and not r.undecided]
    certify = any(standard.mode == value.CERTIFY for standard in standards)
    keys = (
        (("stage1", ("stage1",)), ("stage2", ("stage1", "stage2")))
        if certify
        else (("declaration", ("stage1", "stage2")),)
    )
    dates = {stage.key: stage for stage in forecast.stages} if forecast else {}
    found = []
    for key, held in keys:
        mine = [r for r in rows if r.blocks in held]
        dated = dates.get(key)
        found.append(
            value.Stage(
                key=key,
                gaps=sum(1 for r in mine if r.answer == value.GAP),
                not_shown=sum(1 for r in mine if r.answer == value.UNKNOWN),
                declared=sum(1 for r in mine if r.answer == value.CONFORMING),
                p50=dated.p50 if dated else None,
                p90=dated.p90 if dated else None,
                booked=dated.booked if dated else None,
                late=dated.late_of_100 if dated and dated.booked else None,
                drivers=_drivers(forecast, dated),
            )
        )
    return tuple(found)


def _drivers(forecast: Shown | None, dated: Any) -> tuple[str, ...]:
    """What drives the dates of a stage; first of all that they are those of half a plan, where they are."""
    if forecast is None or dated is None:
        return ()
    half = (forecast.half,) if forecast.half else ()
    return (*half, *(f"{sentence}: {detail}." for sentence, detail, _href in dated.drivers))


def _first(
    judged: Judged,
    made: Mapping[uuid.UUID, value.Requirement],
    raws: Mapping[uuid.UUID, list[dict[str, Any]]],
    lookup: Lookup,
) -> tuple[value.First, ...]:
    """The ten that matter first: what blocks stage 1, then gaps, then what is not shown; controls nobody decided on stay out."""
    order = {"stage1": 0, "stage2": 1}
    answers = {value.GAP: 0, value.UNKNOWN: 1, value.CONFORMING: 2}
    rows = [
        (order[made[key].blocks], answers[verdict.answer], requirement.sort_key, key)
        for key, (requirement, verdict) in judged.items()
        if made[key].blocks and not made[key].undecided
    ]
    found = []
    for _stage, _answer, _sort, key in sorted(rows, key=lambda row: row[:3])[:10]:
        requirement, verdict = judged[key]
        setting = Setting(requirement, lookup)
        worst = next((raw for weighs in ("gap", "unknown") for raw in raws[key] if raw["weighs"] == weighs), None)
        because = Because(worst, setting) if worst else None
        found.append(
            value.First(
                ref=requirement.ref,
                standard=requirement.edition_name,
                title=requirement.title,
                answer=verdict.answer,
                why=str(say(because).sentence) if because else _("Only its owner's own declaration shows it."),
                todo=closes(because) if because else "",
                stage=made[key].blocks,
            )
        )
    return tuple(found)


def _plan(context: Context, system: System, as_of: date, refs: Mapping[uuid.UUID, str]) -> value.Plan:
    plan = stored_plan(context, system.id)
    closed = closes_of(context, system.id)
    actions = tuple(
        value.Action(
            title=action.title,
            kind=str(dict(Action.KINDS)[action.kind]),
            owner=action.owner.name if action.owner else "",
            due=action.due_on,
            effort=float(action.effort_days) if action.effort_days is not None else None,
            cost=float(action.cost) if action.cost is not None else None,
            state=str(dict(Action.STATES)[action.state]),
            over=action.state in value.DONE_STATES,
            closes=tuple(sorted(refs[key] for key in closed.get(action.id, ()) if key in refs)),
            waits=_waits(action),
            detail=action.detail,
        )
        for action in plan.actions
    )
    milestones = tuple(value.Milestone(name=m.name, on=m.on_date) for m in plan.milestones)
    return value.Plan(actions=actions, milestones=milestones, totals=value.Totals.of(actions, as_of))


def _waits(action: Action) -> str:
    if not action.wait_days:
        return ""
    until = date_format(action.due_on, "j M Y") if action.due_on else ""
    text = _("then %d days of waiting") % action.wait_days
    return f"{text} ({action.wait_reason})" if action.wait_reason else f"{text} {until}".strip()
