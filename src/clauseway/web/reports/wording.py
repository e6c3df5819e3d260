"""The words around a report, in the reader's language: labels, the sentences it makes itself, dates and numbers."""

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from clauseway.web.reports.report import (
    COMPLY,
    THEN,
    Evidence,
    First,
    GapReport,
    Judgement,
    NextChange,
    Plan,
    Stage,
    Standard,
)


def locale() -> Locale:
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def day(value: dt.date | None) -> str:
    return "" if value is None else format_date(value, "d MMMM yyyy", locale=locale())


def day_short(value: dt.date | None) -> str:
    return "" if value is None else format_date(value, "d MMM yyyy", locale=locale())


def moment(value: dt.datetime | None) -> str:
    """With its offset from UTC, because a report travels."""
    if value is None:
        return ""
    said = format_datetime(value, "d MMMM yyyy, HH:mm", tzinfo=value.tzinfo, locale=locale())
    if value.tzinfo is None:
        return said
    return f"{said} {'UTC' if not value.utcoffset() else format_datetime(value, 'ZZZZ', tzinfo=value.tzinfo, locale=locale())}"


def number(value: float | None) -> str:
    return "" if value is None else format_decimal(value, "#,##0.##", locale=locale())


def money(value: float | None) -> str:
    """Whole amounts without decimals, others with two."""
    return (
        "" if value is None else format_decimal(value, "#,##0" if value == int(value) else "#,##0.00", locale=locale())
    )


def answers() -> dict[str, str]:
    return {
        "conforming": _("shown"),
        "gap": _("gap"),
        "unknown": _("not shown"),
        "not-applicable": _("not applicable"),
    }


def weights() -> dict[str, str]:
    return {"shown": _("shown"), "gap": _("gap"), "unknown": _("not shown"), "note": _("note")}


def facets() -> dict[str, str]:
    return {"defined": _("Defined"), "done": _("Done"), "works": _("Works")}


def grades() -> dict[str, str]:
    return {
        "draft": _("draft only"),
        "declared": _("declared by its owner, not looked at by anyone independent"),
        "recorded": _("recorded, not examined"),
        "examined": _("examined by someone independent"),
    }


def stages() -> dict[str, str]:
    return {"stage1": _("Stage 1 audit"), "stage2": _("Stage 2 audit"), "declaration": _("Self-declaration")}


def stages_in_a_sentence() -> dict[str, str]:
    return {"stage1": _("stage\u00a01"), "stage2": _("stage\u00a02"), "declaration": _("the self-declaration")}


def blocks(key: str) -> str:
    said = stages_in_a_sentence().get(key)
    return _("blocks %(stage)s") % {"stage": said} if said else ""


def mode(standard: Standard) -> str:
    """certify by 30 June 2027 / comply, self-declared as of ... · 10 controls not decided yet"""
    told = _mode(standard)
    if not standard.undecided:
        return told
    waiting = ngettext("%d control not decided yet", "%d controls not decided yet", standard.undecided)
    return f"{told} · {waiting % standard.undecided}"


def _mode(standard: Standard) -> str:
    if standard.mode == COMPLY:
        return (
            _("comply, self-declared by %(day)s") % {"day": day_short(standard.by)}
            if standard.by
            else _("comply, self-declared")
        )
    return _("certify by %(day)s") % {"day": day_short(standard.by)} if standard.by else _("certify")


def headline(report: GapReport) -> str:
    """The first sentence of the report: what stands before each stage, in words for small numbers."""
    if report.headline:
        return report.headline
    if not any(standard.counts.total for standard in report.standards):
        return _("Nothing has been judged yet")
    if not report.stages:
        gaps = sum(standard.counts.gap for standard in report.standards)
        return ngettext("%(count)s gap", "%(count)s gaps", gaps) % {"count": gaps}
    parts = [_blocking(stage, first=at == 0) for at, stage in enumerate(report.stages)]
    return ", ".join(parts)


def _blocking(stage: Stage, *, first: bool) -> str:
    words = [
        _("nothing"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    ]
    count = stage.blockers
    said = words[count] if count < len(words) else str(count)
    said = said[:1].upper() + said[1:] if first else said
    values = {"count": said, "stage": stages_in_a_sentence().get(stage.key, stage.key)}
    if first and count:
        return ngettext("%(count)s thing blocks %(stage)s", "%(count)s things block %(stage)s", count) % values
    return ngettext("%(count)s blocks %(stage)s", "%(count)s block %(stage)s", count or 1) % values


def lead(report: GapReport) -> str:
    if report.lead:
        return report.lead
    names = (
        _(" and ").join(standard.name for standard in report.standards)
        if len(report.standards) < 3
        else ", ".join(standard.name for standard in report.standards)
    )
    return f"{names}." if names else ""


def known(report: GapReport) -> str:
    if report.knowledge == THEN:
        return _("as known then, %(moment)s") % {"moment": moment(report.known_at)}
    return _("as we know it now")


def late(stage: Stage) -> str:
    """44 of 100 simulated plans miss the booked day; a frequency of plans, never of conformity."""
    if stage.late is None or stage.booked is None:
        return ""
    return _("%(late)s of %(runs)s simulated plans are late") % {"late": stage.late, "runs": stage.runs}


def booked(stage: Stage) -> tuple[str, str]:
    """How the booked day stands: (mood, word), mood one of ok, soon, gap."""
    if stage.booked is None or stage.p90 is None or stage.p50 is None:
        return "", ""
    if stage.booked >= stage.p90:
        return "ok", _("fits")
    return ("soon", _("tight")) if stage.booked >= stage.p50 else ("gap", _("too early"))


def blockers(stage: Stage) -> str:
    """3 gaps, 2 not shown, 1 declared only."""
    said = []
    if stage.gaps:
        said.append(ngettext("%(count)s gap", "%(count)s gaps", stage.gaps) % {"count": stage.gaps})
    if stage.not_shown:
        said.append(_("%(count)s not shown") % {"count": stage.not_shown})
    if stage.declared:
        said.append(_("%(count)s only declared") % {"count": stage.declared})
    return ", ".join(said) or _("nothing blocks it")


def how_to_read() -> tuple[tuple[str, str], ...]:
    """The four answers and the three facets, explained to whoever has never seen such a report."""
    return (
        (
            _("shown"),
            _("Every facet the requirement needs is backed by what is on file, and nothing on file contradicts it."),
        ),
        (_("gap"), _("Something on file contradicts the requirement, or something that must exist does not.")),
        (
            _("not shown"),
            _(
                "Nothing contradicts it, but what is on file does not show it yet. It may well be done; it cannot be seen."
            ),
        ),
        (_("not applicable"), _("Set aside by the organization, with a justification that is part of this report.")),
        (
            _("Defined, done, works"),
            _(
                "A document or decision defines it; a record shows that it was done; a result shows that it works. A document alone only ever shows the first."
            ),
        ),
    )


def disclaimer() -> str:
    return _(
        "This report says what is shown by the evidence on file on the day named above, and what is not. It is no certificate, "
        "and it declares no nonconformity: an auditor samples, sees more and less than this, and decides for themselves."
    )


def shortened(cut: int) -> str:
    if not cut:
        return ""
    return ngettext(
        "%(count)s text or list entry was too long for this report and is shortened here; the whole of it is in Clauseway.",
        "%(count)s texts or list entries were too long for this report and are shortened here; the whole of them is in Clauseway.",
        cut,
    ) % {"count": cut}


def about(report: GapReport) -> tuple[tuple[str, str], ...]:
    """What an examiner needs to trace the report: rows of (label, value)."""
    rows = [
        (_("Organization"), report.organization),
        (_("Management system"), report.system),
        (_("As of"), day(report.as_of)),
        (_("Knowledge"), known(report)),
        (_("Prepared by"), report.prepared_by),
        (_("Made"), moment(report.made_at)),
        (_("Trail head"), report.trail_head),
    ]
    if report.trail_entries is not None:
        rows.append((_("Trail entries"), number(report.trail_entries)))
    return tuple(row for row in rows if row[1])


def title() -> str:
    return _("Gap report")


def evidence_dates(item: Evidence) -> str:
    said = [day_short(item.dated)]
    if item.until is not None:
        said.append(_("until %(day)s") % {"day": day_short(item.until)})
    return ", ".join(part for part in (*said, item.note) if part)


def evidence(item: Evidence) -> str:
    """Its name with its dates: Audit programme 2026 (8 Jan 2026, until 31 Dec 2026)."""
    dates = evidence_dates(item)
    against = " " + _("speaks against it") if item.against else ""
    return (f"{item.name} ({dates})" if dates else item.name) + against


def judgement(judged: Judgement) -> str:
    by = ", ".join(part for part in (judged.by, day(judged.on), judged.note) if part)
    quote = f" “{judged.rationale}”" if judged.rationale else ""
    return f"{judged.result}{quote} ({by})" if by else judged.result + quote


def next_change(change: NextChange) -> str:
    return f"{day(change.on)}: {change.text}" if change.text else day(change.on)


def todo(first: First) -> str:
    """What is to be done, set apart from the reason before it where that is no sentence with an end of its own."""
    return first.todo if not first.todo or first.why.endswith((".", "!", "?", "…")) else f"· {first.todo}"


def closes(refs: tuple[str, ...]) -> str:
    return _("closes %(refs)s") % {"refs": ", ".join(refs)} if refs else ""


def plan_summary(plan: Plan, currency: str) -> str:
    """One sentence: how many actions, how much is left to do, what is late or nobody's."""
    totals = plan.totals
    said = [ngettext("%(count)s action", "%(count)s actions", totals.actions) % {"count": totals.actions}]
    if totals.over:
        said.append(_("%(count)s done or cancelled") % {"count": totals.over})
    if totals.effort:
        said.append(_("%(days)s days of work to do") % {"days": number(totals.effort)})
    if totals.cost:
        said.append(_("%(currency)s %(cost)s to spend") % {"currency": currency, "cost": money(totals.cost)})
    if totals.late:
        said.append(_("%(count)s late") % {"count": totals.late})
    if totals.without_owner:
        said.append(_("%(count)s without an owner") % {"count": totals.without_owner})
    if totals.unestimated:
        said.append(_("%(count)s without an estimate") % {"count": totals.unestimated})
    return ", ".join(said) + "."
