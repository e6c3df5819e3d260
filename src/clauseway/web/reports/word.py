"""The gap report as a Word document, to work on: real heading styles, a table of contents, repeated table heads, page numbers.

Answers are words beside their colour; tables carry a title for those who do not see them. The contents and page numbers are
fields that Word fills when it opens the file.
"""

import io
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.shared import Mm, RGBColor

from clauseway.web.reports import wording
from clauseway.web.reports.bounds import Bounds, within
from clauseway.web.reports.report import First, GapReport, Plan, Requirement, Stage, Standard
from clauseway.web.reports.word_parts import (
    ACCENT,
    FAINT,
    SOFT,
    Cell,
    field,
    labelled,
    para,
    run,
    short,
    styles,
    tabbed,
    table,
)

BOUNDS = Bounds(text=4000)
COLORS = {
    "conforming": RGBColor(0x23, 0x74, 0x4A),
    "shown": RGBColor(0x23, 0x74, 0x4A),
    "gap": RGBColor(0xB3, 0x39, 0x1F),
}


def render(report: GapReport) -> bytes:
    """The report as .docx."""
    kept, cut = within(report, BOUNDS)
    document = Document()
    styles(document)
    _page(document, kept)
    _director(document, kept)
    _reading(document, kept, cut)
    for standard in kept.standards:
        _standard(document, standard)
    _plan(document, kept.plan, kept.currency)
    properties = document.core_properties
    properties.title = f"{kept.organization[:120]}: {wording.title()}"
    properties.author = kept.prepared_by[:200]
    properties.subject = _("as of %(day)s") % {"day": wording.day(kept.as_of)}
    properties.comments = _("Trail head") + f" {kept.trail_head[:200]}"
    properties.created = properties.modified = kept.made_at.replace(tzinfo=None)
    properties.language = get_language() or "en"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any, report: GapReport) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    as_of = _("as of %(day)s") % {"day": wording.day(report.as_of)}
    head = section.header.paragraphs[0]
    tabbed(head)
    run(
        head,
        f"{short(report.organization, 60)}  {wording.title()}\t{as_of}, {wording.known(report)}",
        size=8,
        color=FAINT,
    )
    foot = section.footer.paragraphs[0]
    tabbed(foot)
    run(foot, _("Trail head") + f" {short(report.trail_head, 16)}\t" + _("Page") + " ", size=8, color=FAINT)
    field(foot, "PAGE", "1")
    run(foot, " " + _("of") + " ", size=8, color=FAINT)
    field(foot, "NUMPAGES", "1")


def _director(document: Any, report: GapReport) -> None:
    """The first page: where we stand, why, when, and what matters first."""
    para(document, f"{report.organization}  {wording.title()}", size=11, color=ACCENT, bold=True)
    document.add_paragraph(wording.headline(report), style="Title")
    para(document, " ".join(part for part in (wording.lead(report), report.system) if part), size=11, color=SOFT)
    facts = [
        (_("As of"), wording.day(report.as_of)),
        (_("Knowledge"), wording.known(report)),
        (_("Prepared by"), report.prepared_by),
    ]
    para(document, "   ".join(f"{label}: {value}" for label, value in facts if value), size=9, color=FAINT)
    if report.change:
        labelled(document, _("What has changed"), report.change)
    said = wording.answers()
    if report.standards:
        document.add_heading(_("Where we stand"), 2)
        table(
            document,
            _("Where we stand"),
            (82, 20, 20, 22, 26),
            [_("Standard"), *said.values()],
            [[f"{standard.name}, {wording.mode(standard)}", *_counts(standard)] for standard in report.standards],
        )
    if report.stages:
        document.add_heading(_("What stands before each audit, and when it is ready"), 2)
        table(
            document,
            _("Audit stages"),
            (30, 42, 30, 30, 38),
            [_("Stage"), _("Before it"), _("as likely as not"), _("nine times in ten"), _("booked")],
            [_stage(stage) for stage in report.stages],
        )
        drivers = list(dict.fromkeys(driver for stage in report.stages for driver in stage.drivers))[:3]
        if drivers:
            labelled(document, _("What drives the dates"), " ".join(drivers))
    if report.first:
        document.add_heading(_("What matters first"), 2)
        table(
            document,
            _("What matters first"),
            (32, 20, 84, 34),
            [_("Requirement"), _("Answer"), _("Why, and what next"), _("Who, by when")],
            [_first(first) for first in report.first],
        )


def _first(first: First) -> list[Any]:
    """One row of what matters first."""
    return [
        (f"{first.ref}\n{first.standard}", {"bold": True}),
        (wording.answers()[first.answer], _look(first.answer)),
        f"{first.title}. {first.why} {wording.todo(first)}".strip(),
        "\n".join(
            part
            for part in (
                first.owner or _("nobody yet"),
                wording.day_short(first.due),
                wording.blocks(first.stage),
            )
            if part
        ),
    ]


def _look(answer: str) -> dict[str, Any]:
    return {"bold": True, "color": COLORS.get(answer, SOFT)}


def _counts(standard: Standard) -> list[str]:
    counts = standard.counts
    return [str(count) for count in (counts.shown, counts.gap, counts.not_shown, counts.not_applicable)]


def _stage(stage: Stage) -> list[Cell]:
    booked = "\n".join(
        part for part in (wording.day_short(stage.booked), wording.booked(stage)[1], wording.late(stage)) if part
    )
    name = wording.stages().get(stage.key, stage.key)
    return [
        (name, {"bold": True}),
        wording.blockers(stage),
        wording.day_short(stage.p50),
        wording.day_short(stage.p90),
        booked,
    ]


def _reading(document: Any, report: GapReport, cut: int) -> None:
    document.add_page_break()
    document.add_heading(_("Scope"), 1)
    para(document, report.scope or _("No scope has been written yet."))
    document.add_heading(_("Contents"), 2)
    field(document.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', _("Open in Word and press F9 to fill the contents."))
    document.add_heading(_("How to read this report"), 2)
    for word, meaning in wording.how_to_read():
        labelled(document, word, meaning)
    para(document, wording.disclaimer(), color=SOFT)
    document.add_heading(_("Where it comes from"), 2)
    for label, value in wording.about(report):
        labelled(document, label, value)
    if cut:
        para(document, wording.shortened(cut), color=SOFT)


def _standard(document: Any, standard: Standard) -> None:
    document.add_page_break()
    document.add_heading(standard.name, 1)
    para(document, " · ".join(part for part in (standard.title, wording.mode(standard)) if part), color=SOFT)
    para(
        document,
        ", ".join(f"{count} {word}" for count, word in zip(_counts(standard), wording.answers().values(), strict=True)),
    )
    if not standard.requirements:
        para(document, _("No requirements are in this report."), color=FAINT)
    last = ""
    for requirement in standard.requirements:
        if requirement.heading and requirement.heading != last:
            document.add_heading(requirement.heading, 2)
        last = requirement.heading
        _requirement(document, requirement)


def _requirement(document: Any, requirement: Requirement) -> None:
    """Answer, facets, reasons, evidence, judgement, what would close it, what breaks next."""
    heading = document.add_heading(f"{requirement.ref}  {requirement.title}  ", 3)
    run(heading, f"[{wording.answers()[requirement.answer]}]", **_look(requirement.answer))
    facets, weights = wording.facets(), wording.weights()
    told = [f"{facets[facet]}: {weights[requirement.facets[facet]]}" for facet in facets if facet in requirement.facets]
    told += [part for part in (wording.blocks(requirement.blocks), wording.grades().get(requirement.grade, "")) if part]
    if told:
        para(document, " · ".join(told), size=9, color=FAINT)
    if requirement.asks:
        para(document, requirement.asks, color=SOFT)
    if requirement.justification:
        labelled(document, _("Justification"), requirement.justification)
    for reason in requirement.reasons:
        paragraph = document.add_paragraph(style="List Bullet")
        where = ", ".join(
            part for part in (facets.get(reason.facet, ""), weights.get(reason.weighs, reason.weighs)) if part
        )
        run(paragraph, f"{where}: ", bold=True, color=COLORS.get(reason.weighs, SOFT))
        run(paragraph, reason.text)
        if reason.detail:
            run(paragraph, " " + reason.detail, color=SOFT)
    if requirement.evidence:
        labelled(document, _("Evidence"), "; ".join(wording.evidence(item) for item in requirement.evidence))
    if requirement.judgement:
        labelled(document, _("Judgement"), wording.judgement(requirement.judgement))
    if requirement.close:
        labelled(document, _("To close it"), " · ".join(requirement.close), ACCENT)
    if requirement.next_change:
        labelled(document, _("Breaks next"), wording.next_change(requirement.next_change))


def _plan(document: Any, plan: Plan, currency: str) -> None:
    document.add_page_break()
    document.add_heading(_("The plan"), 1)
    if not plan.actions and not plan.milestones:
        para(document, _("No actions are planned yet."), color=FAINT)
        return
    para(document, wording.plan_summary(plan, currency), color=SOFT)
    if plan.milestones:
        document.add_heading(_("Milestones"), 2)
        table(
            document,
            _("Milestones"),
            (40, 130),
            [_("On"), _("Milestone")],
            [[wording.day(milestone.on), milestone.name] for milestone in plan.milestones],
        )
    if plan.actions:
        document.add_heading(_("Actions"), 2)
        cost = _("Cost (%(currency)s)") % {"currency": currency} if currency else _("Cost")
        table(
            document,
            _("Actions"),
            (58, 24, 26, 20, 11, 16, 15),
            [_("Action"), _("Kind"), _("Owner"), _("Due"), _("Days"), cost, _("State")],
            [
                [
                    "\n".join(
                        part
                        for part in (action.title, action.detail, action.waits, wording.closes(action.closes))
                        if part
                    ),
                    action.kind,
                    action.owner or _("nobody yet"),
                    wording.day_short(action.due),
                    wording.number(action.effort),
                    wording.money(action.cost),
                    action.state,
                ]
                for action in plan.actions
            ],
        )
