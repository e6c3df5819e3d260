"""The gap report as PDF, set by Typst in a process of its own that is ended when it takes too long.

What people wrote reaches Typst only as one JSON text in `sys.inputs`; the template is ours, its root is an empty folder, and no
text is ever evaluated as markup. The file is PDF/A-2b and tagged; letters that no font at hand can draw cost the PDF/A mark and
never the report.
"""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from clauseway.web.reports import wording
from clauseway.web.reports.bounds import Bounds, breakable, within
from clauseway.web.reports.report import Action, First, GapReport, Plan, Requirement, Stage, Standard

TIME_LIMIT = 20.0  # seconds; a report of 200 requirements takes less than half of one
BOUNDS = Bounds()


class PdfFailed(Exception):
    """The PDF could not be set. The message says why, for the log of the job; Word and Excel do not depend on it."""


@contextmanager
def rendering() -> Iterator[Callable[..., bytes]]:
    """What `render` does, begun before there is a report: the process that sets pages gets ready while the report is put together."""
    child = str(Path(__file__).with_name("pdf_child.py"))
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([sys.executable, "-I", child], **pipes) as setting:
        try:
            yield partial(_set, setting)
        finally:
            setting.kill()  # nothing, when it is over by itself


def render(report: GapReport, *, time_limit: float = TIME_LIMIT) -> bytes:
    """The report as PDF. Raises `PdfFailed` when Typst refuses or `time_limit` (seconds) is over."""
    with rendering() as begun:
        return begun(report, time_limit=time_limit)


def _set(setting: "subprocess.Popen[bytes]", report: GapReport, *, time_limit: float = TIME_LIMIT) -> bytes:
    try:
        given = json.dumps(payload(report), ensure_ascii=True).encode()
        made, said = setting.communicate(given, timeout=time_limit)
    except subprocess.TimeoutExpired:
        raise PdfFailed(f"no PDF within {time_limit:g} s") from None
    if setting.returncode or not made.startswith(b"%PDF"):
        raise PdfFailed(said.decode("utf-8", "replace").strip()[-2000:] or f"ended with {setting.returncode}")
    return made


def payload(report: GapReport) -> dict[str, Any]:
    """What the template reads: finished texts, already cleaned, cut and breakable; dates as words; places as shares of a width."""
    kept, cut = within(report, BOUNDS)
    made = kept.made_at
    found: dict[str, Any] = _breakable(
        {
            "organization": kept.organization,
            "system": kept.system,
            "title": wording.title(),
            "running": _short(kept.organization, 60),
            "asof": _("as of %(day)s") % {"day": wording.day(kept.as_of)},
            "known": wording.known(kept),
            "headline": wording.headline(kept),
            "lead": wording.lead(kept),
            "change": kept.change,
            "facts": _facts(kept),
            "standards": [_standard(standard) for standard in kept.standards],
            "stages": [_stage(stage) for stage in kept.stages],
            "timeline": timeline(kept),
            "first": [_first(first, kept.as_of) for first in kept.first],
            "plan": _plan(kept.plan, kept.currency, kept.as_of),
            "scope": kept.scope,
            "read": wording.how_to_read(),
            "disclaimer": wording.disclaimer(),
            "about": wording.about(kept),
            "cut": wording.shortened(cut),
            "trail": _short(kept.trail_head, 16),
            "labels": _labels(),
            "answers": wording.answers(),
        }
    )
    found["lang"] = (get_language() or "en").split("-")[0]
    found["rtl"] = get_language_bidi()
    found["made"] = [made.year, made.month, made.day, made.hour, made.minute, made.second]
    return found


def timeline(report: GapReport) -> dict[str, Any]:
    """Where days lie on one axis from the report's day to the last one named: 0 at the left, 1 at the right."""
    named = [day for stage in report.stages for day in (stage.p50, stage.p90, stage.booked) if day is not None]
    if not named:
        return {"bars": [], "ticks": []}
    start, end = min([report.as_of, *named]), max(named) + dt.timedelta(days=10)
    span = max((end - start).days, 1)

    def place(day: dt.date | None) -> float | None:
        return None if day is None else round((day - start).days / span, 4)

    bars = [
        {
            "stage": wording.stages().get(stage.key, stage.key),
            "from": place(stage.p50),
            "to": place(stage.p90),
            "booked": place(stage.booked),
            "mood": wording.booked(stage)[0],
        }
        for stage in report.stages
        if stage.p50 or stage.p90 or stage.booked
    ]
    return {"bars": bars, "ticks": [{"at": place(day), "says": _month(day)} for day in _months(start, end)]}


def _months(start: dt.date, end: dt.date) -> list[dt.date]:
    """Firsts of the months between two days, at most about eight of them."""
    count = (end.year - start.year) * 12 + end.month - start.month
    step = max(1, -(-count // 8))
    firsts = [
        dt.date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1)
        for n in range(1, count + 1, step)
    ]
    return [first for first in firsts if first < end]


def _month(day: dt.date) -> str:
    from babel.dates import format_date

    return format_date(day, "MMM yyyy" if day.month == 1 else "MMM", locale=wording.locale())


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, dict):
        return {key: _breakable(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(member) for member in value]
    return value


def _facts(report: GapReport) -> list[tuple[str, str]]:
    facts = [
        (_("As of"), wording.day(report.as_of)),
        (_("Knowledge"), wording.known(report)),
        (_("Prepared by"), report.prepared_by),
        (_("Made"), wording.day(report.made_at)),
    ]
    return [fact for fact in facts if fact[1]]


def _standard(standard: Standard) -> dict[str, Any]:
    counts = standard.counts
    return {
        "name": standard.name,
        "title": standard.title,
        "mode": wording.mode(standard),
        "counts": [counts.shown, counts.gap, counts.not_shown, counts.not_applicable],
        "total": ngettext("%(count)s requirement", "%(count)s requirements", counts.total) % {"count": counts.total},
        "requirements": [_requirement(requirement) for requirement in standard.requirements],
    }


def _requirement(requirement: Requirement) -> dict[str, Any]:
    judgement, change = requirement.judgement, requirement.next_change
    said = wording.facets()
    order = [*said, ""]
    size = sum(len(reason.text) + len(reason.detail) + 60 for reason in requirement.reasons) + 40 * len(
        requirement.evidence
    )
    return {
        "short": size < 700,
        "ref": requirement.ref,
        "title": requirement.title,
        "heading": requirement.heading,
        "answer": requirement.answer,
        "blocks": wording.blocks(requirement.blocks),
        "asks": requirement.asks,
        "grade": wording.grades().get(requirement.grade, "") if requirement.grade != "examined" else "",
        "facets": [[said[facet], requirement.facets[facet]] for facet in said if facet in requirement.facets],
        "reasons": [
            [said.get(reason.facet, ""), reason.weighs, reason.text, reason.detail]
            for reason in sorted(
                requirement.reasons, key=lambda reason: order.index(reason.facet) if reason.facet in order else 3
            )
        ],
        "evidence": [[item.name, wording.evidence_dates(item), item.against] for item in requirement.evidence],
        "judgement": judgement
        and [
            judgement.rationale,
            judgement.result,
            ", ".join(part for part in (judgement.by, wording.day(judgement.on), judgement.note) if part),
        ],
        "close": list(requirement.close),
        "next": change and [wording.day(change.on), change.text],
        "justification": requirement.justification,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    mood, word = wording.booked(stage)
    return {
        "name": wording.stages().get(stage.key, stage.key),
        "blockers": wording.blockers(stage),
        "blocked": bool(stage.blockers),
        "p50": wording.day_short(stage.p50),
        "p90": wording.day_short(stage.p90),
        "booked": wording.day_short(stage.booked),
        "mood": mood,
        "word": word,
        "late": wording.late(stage),
        "drivers": list(stage.drivers),
    }


def _first(first: First, as_of: dt.date) -> dict[str, Any]:
    return {
        "ref": first.ref,
        "standard": first.standard,
        "title": first.title,
        "answer": first.answer,
        "why": first.why,
        "todo": wording.todo(first),
        "owner": first.owner,
        "due": wording.day_short(first.due),
        "late": first.due is not None and first.due < as_of,
        "blocks": wording.blocks(first.stage),
    }


def _plan(plan: Plan, currency: str, as_of: dt.date) -> dict[str, Any]:
    return {
        "summary": wording.plan_summary(plan, currency),
        "cost": _("Cost (%(currency)s)") % {"currency": currency} if currency else _("Cost"),
        "actions": [_action(action, as_of) for action in plan.actions],
        "milestones": [[wording.day(milestone.on), milestone.name] for milestone in plan.milestones],
        "totals": [wording.number(plan.totals.effort), wording.money(plan.totals.cost)],
    }


def _action(action: Action, as_of: dt.date) -> dict[str, Any]:
    return {
        "title": action.title,
        "detail": " ".join(part for part in (action.detail, action.waits) if part),
        "closes": wording.closes(action.closes),
        "kind": action.kind,
        "owner": action.owner,
        "due": wording.day_short(action.due),
        "late": action.due is not None and action.due < as_of and not action.over,
        "effort": wording.number(action.effort),
        "cost": wording.money(action.cost),
        "state": action.state,
        "over": action.over,
    }


def _labels() -> dict[str, str]:
    return {
        "trail": _("Trail head"),
        "page": _("Page"),
        "of": _("of"),
        "nostandard": _(
            "No standard has been chosen yet. Once one is, this page says where you stand, what stands in the way and what to do first."
        ),
        "standing": _("Where we stand"),
        "standard": _("Standard"),
        "stages": _("What stands before each audit, and when it is ready"),
        "p50": _("as likely as not"),
        "p90": _("nine times in ten"),
        "until90": _("up to nine times in ten"),
        "booked": _("booked"),
        "onfile": _("On file"),
        "first": _("What matters first"),
        "requirement": _("Requirement"),
        "why": _("Why, and what next"),
        "who": _("Who, by when"),
        "nobody": _("nobody yet"),
        "contents": _("Contents"),
        "scope": _("Scope"),
        "noscope": _("No scope has been written yet."),
        "read": _("How to read this report"),
        "about": _("Where it comes from"),
        "glance": _("At a glance"),
        "evidence": _("Evidence"),
        "against": _("speaks against it"),
        "judgement": _("Judgement"),
        "close": _("To close it"),
        "next": _("Breaks next"),
        "because": _("Justification"),
        "none": _("No requirements are in this report."),
        "plan": _("The plan"),
        "noplan": _("No actions are planned yet."),
        "milestones": _("Milestones"),
        "action": _("Action"),
        "kind": _("Kind"),
        "owner": _("Owner"),
        "due": _("Due"),
        "effort": _("Days"),
        "state": _("State"),
        "late": _("late"),
        "todo": _("Still to do"),
        "drivers": _("What drives the dates"),
        "change": _("What has changed"),
    }
