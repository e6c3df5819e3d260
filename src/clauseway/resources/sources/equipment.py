"""What measuring equipment can prove: calibrated and until when, its status, whether earlier results were judged; and the contrary.

Calibrations that people filed as records count beside the ones kept here. An instrument that is set aside is no member of the population until it is put
back; for a time between it says itself that nothing was required.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from clauseway.evidence.models import Record
from clauseway.kernel.context import Context
from clauseway.kernel.registry import DraftClaim, DraftSubject, register_population, register_source
from clauseway.resources.models import Calibration, Equipment, EquipmentSpell, ImpactAssessment
from clauseway.resources.operations.equipment import check_of
from clauseway.rules import calibration as rule
from clauseway.rules.facts import Period
from clauseway.rules.rhythm import lapses_on
from clauseway.systems.models import System
from clauseway.systems.queries import rhythms

CALIBRATED, STATUS = "measuring-equipment.calibrated", "measuring-equipment.status-known"
UNFIT, UNPROVEN, JUDGED = "measuring-equipment.unfit", "measuring-equipment.used-unproven", "earlier-results.judged"
GOOD = ("within-limits", "adjusted", "limited-use")


def register() -> None:
    register_population("equipment", origin="equipment", members=_members)
    register_source(
        "equipment",
        words=(CALIBRATED, STATUS, UNFIT, UNPROVEN, JUDGED),
        keys=_keys,
        claims=lambda context, key: many_claims(context, [key]).get(key, []),
        many=many_claims,
        reads=[CALIBRATED],
    )


def _keys(context: Context) -> Iterable[str]:
    return [str(key) for key in Equipment.objects.values_list("id", flat=True)]


def _members(context: Context, which: Q) -> list[DraftSubject]:
    rows = list(Equipment.objects.filter(which))
    spells: dict[uuid.UUID, list[rule.Spell]] = {}
    open_ones = EquipmentSpell.objects.filter(ends=None)
    for row in open_ones.filter(equipment_id__in=[one.id for one in rows]) if which else open_ones:
        spells.setdefault(row.equipment_id, []).append(rule.Spell(row.begins))
    found = []
    for one in rows:
        begins, ends = rule.membership((one.live_from, one.live_until), spells.get(one.id, ()))
        facets = {"sites": [str(one.site_id)]} if one.site_id else {}
        found.append(DraftSubject(str(one.id), one.name, begins, ends, facets))
    return found


@dataclass(slots=True)
class _File:
    """All that is on file about one instrument."""

    row: Equipment
    calibrations: dict[str, Calibration] = field(default_factory=dict)
    spells: list[EquipmentSpell] = field(default_factory=list)
    impacts: list[ImpactAssessment] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    @property
    def checks(self) -> list[rule.Check]:
        return [check_of(row, self.row) for row in self.calibrations.values()]

    @property
    def looks(self) -> list[rule.Judged]:
        return [rule.Judged(str(i.calibration_id or ""), i.on, i.outcome != "open") for i in self.impacts]


def many_claims(context: Context, keys: Sequence[str]) -> dict[str, list[DraftClaim]]:
    """The claims about some instruments: a handful of reads, however many they are."""
    files = _files(keys)
    own = _own_rhythms(context) if any(file.spells for file in files.values()) else []
    today = context.today
    return {
        key: [
            *_calibrated(key, file, today),
            *_set_aside(key, file),
            *_status(key, file, today),
            *_questions(key, file, today),
            *_unproven(key, file, today, own),
        ]
        for key, file in files.items()
    }


def _files(keys: Sequence[str]) -> dict[str, _File]:
    ids = [uuid.UUID(key) for key in keys]
    files = {str(row.id): _File(row) for row in Equipment.objects.filter(id__in=ids)}
    for row in Calibration.objects.filter(equipment_id__in=ids, withdrawn_on=None).order_by("on", "id"):
        files[str(row.equipment_id)].calibrations[str(row.id)] = row
    for spell in EquipmentSpell.objects.filter(equipment_id__in=ids).order_by("begins", "id"):
        files[str(spell.equipment_id)].spells.append(spell)
    for impact in ImpactAssessment.objects.filter(equipment_id__in=ids).order_by("on", "id"):
        files[str(impact.equipment_id)].impacts.append(impact)
    filed = Record.objects.filter(word=CALIBRATED, subject_ref__in=list(files)).exclude(ended_how="withdrawn")
    for record in filed.order_by("happened_on", "id"):
        files[record.subject_ref].records.append(record)
    return files


def _draft(key: str, kind: str, code: str, begins: date, until: date | None, entered: Any, **more: Any) -> DraftClaim:
    return DraftClaim(
        kind=kind,
        code=f"{kind}|{code}",
        valid_from=begins,
        valid_until=until,
        collected_at=entered,
        subject_kind="" if kind == JUDGED else "equipment",
        subject_ref="" if kind == JUDGED else key,
        **more,
    )


def _calibrated(key: str, file: _File, today: date) -> list[DraftClaim]:
    """Each calibration that counts, until it is due; where the last one left the instrument out of tolerance, that."""
    drafts = []
    for span in rule.shown(file.checks, today):
        row = file.calibrations[span.check]
        facets = {"result": span.result, "basis": row.traceable_to} | ({"error": row.error} if row.error else {})
        drafts.append(
            _draft(
                *(key, CALIBRATED, span.check, span.begins, span.ends, row.recorded_at),
                item=row.item_id,
                facets=facets,
                filed_by=str(row.by_id or ""),
            )
        )
    counted = rule.counted(file.checks, today)
    last = counted[-1] if counted else None
    if last is not None and last.left == rule.OUTSIDE:
        row = file.calibrations[last.ref]
        drafts.append(
            _draft(key, CALIBRATED, last.ref, last.on, None, row.recorded_at, facets={"result": rule.OUT_OF_LIMITS})
        )
    if file.row.plan == "not-required" and file.row.plan_on is not None:
        facets = {"result": "not-required", "reason": file.row.plan_reason}
        drafts.append(_draft(key, CALIBRATED, "plan", file.row.plan_on, None, file.row.recorded_at, facets=facets))
    return drafts


def _set_aside(key: str, file: _File) -> list[DraftClaim]:
    """A time that is over in which the instrument was set aside asked for no calibration."""
    return [
        _draft(
            *(key, CALIBRATED, f"aside-{spell.id}", spell.begins, spell.ends, spell.recorded_at),
            facets={"result": "not-required", "reason": spell.because},
        )
        for spell in file.spells
        if spell.ends is not None and spell.ends > spell.begins
    ]


def _status(key: str, file: _File, today: date) -> list[DraftClaim]:
    """The status can be told once the instrument bears an identifier and something says whether it may be used."""
    row = file.row
    starts = [span.begins for span in rule.shown(file.checks, today)] + [spell.begins for spell in file.spells]
    starts += [row.plan_on] if row.plan == "not-required" and row.plan_on is not None else []
    if not row.identifier or not starts:
        return []
    return [_draft(key, STATUS, "status", min(starts), None, row.recorded_at)]


def _questions(key: str, file: _File, today: date) -> list[DraftClaim]:
    """Contrary: found wrong, and nobody settled what was measured before. What was settled or never in question speaks for."""
    drafts = []
    for asked in rule.in_question(file.checks, file.looks, today):
        if asked.ends is not None and asked.ends <= asked.begins:
            continue
        row = file.calibrations[asked.check]
        said = asked.since.isoformat() if asked.since else ""
        facets = {"statement": said} if said else {}
        draft = _draft(key, UNFIT, asked.check, asked.begins, asked.ends, row.recorded_at, stance=-1, facets=facets)
        drafts.append(draft)
    for impact in file.impacts:
        if impact.outcome != "open":
            facets = {"outcome": impact.outcome}
            filed = str(impact.by_id or "")
            drafts.append(
                _draft(key, JUDGED, str(impact.id), impact.on, None, impact.recorded_at, facets=facets, filed_by=filed)
            )
    for span in rule.shown(file.checks, today):
        row = file.calibrations[span.check]
        if row.found == rule.WITHIN:
            facets = {"outcome": "none-found-unfit"}
            drafts.append(_draft(key, JUDGED, span.check, span.begins, span.ends, row.recorded_at, facets=facets))
    return drafts


def _own_rhythms(context: Context) -> list[Sequence[Period]]:
    """How often the organization calibrates by its own criterion, per management system."""
    systems = System.objects.values_list("id", flat=True)
    found = [rhythms(context, system, context.now).get("calibration", ()) for system in systems]
    return [periods for periods in found if periods]


def _set_aside_late(check: rule.Check, file: _File, own: Sequence[Sequence[Period]]) -> rule.Check:
    """A check whose instrument was set aside only after the organization's own rhythm had passed was due on that day. While an instrument is used, the
    judge itself sees that rhythm pass."""
    lapses = [day for day in (lapses_on(check.on, periods) for periods in own) if day is not None]
    if not lapses or not any(spell.begins > min(lapses) for spell in file.spells):
        return check
    return replace(check, due=min(check.due or date.max, *lapses))


def _unproven(key: str, file: _File, today: date, own: Sequence[Sequence[Period]]) -> list[DraftClaim]:
    """Contrary: used after it was due, or although it was known to be unfit. An instrument that need not be calibrated is never overdue."""
    if file.row.plan == "not-required":
        return []
    checks = file.checks
    for record in file.records:
        if record.facets.get("result") in GOOD and record.ended_on is None:
            found = rule.WITHIN if record.facets["result"] == "within-limits" else rule.OUTSIDE
            checks.append(rule.Check(str(record.id), record.happened_on, found, rule.WITHIN, True, record.valid_until))
    checks = [_set_aside_late(check, file, own) for check in checks]
    spells = [rule.Spell(s.begins, s.ends) for s in file.spells]
    spans = rule.unproven(checks, spells, file.looks, today, (file.row.live_from, file.row.live_until))
    return [
        _draft(
            *(key, UNPROVEN, f"{span.why}|{span.begins}", span.begins, span.ends, file.row.recorded_at),
            stance=-1,
            facets={"why": span.why},
        )
        for span in spans
    ]
