"""The gap report as a Word document, to work on: real heading styles, a table of contents, repeated table heads, page numbers.

Answers are words beside their colour; tables carry a title for those who do not see them. The contents and page numbers are
fields that Word fills when it opens the file.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from clauseway.web.reports import wording
from clauseway.web.reports.bounds import Bounds, within
from clauseway.web.reports.report import First, GapReport, Plan, Requirement, Stage, Standard

BOUNDS = Bounds(text=4000)
INK, SOFT, FAINT, ACCENT = (
    RGBColor(0x1D, 0x1C, 0x1A),
    RGBColor(0x5F, 0x5B, 0x55),
    RGBColor(0x73, 0x6E, 0x66),
    RGBColor(0x14, 0x57, 0x6B),
)
COLORS = {
    "conforming": RGBColor(0x23, 0x74, 0x4A),
    "shown": RGBColor(0x23, 0x74, 0x4A),
    "gap": RGBColor(0xB3, 0x39, 0x1F),
}
SANS, SERIF = "Calibri", "Georgia"


def render(report: GapReport) -> bytes:
    """The report as .docx."""
    kept, cut = within(report, BOUNDS)
    document = Document()
    _styles(document)
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


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = SANS, Pt(10), INK
    normal.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), get_language() or "en")
    normal.element.get_or_add_rPr().append(language)
    for name, font, size, before in (
        ("Title", SERIF, 24, 0),
        ("Heading 1", SERIF, 20, 0),
        ("Heading 2", SANS, 12.5, 14),
        ("Heading 3", SANS, 10.5, 10),
    ):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), INK
        style.font.bold = font == SANS
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(5)
        style.paragraph_format.keep_with_next = True
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        document.styles["Title"].element.pPr.remove(border)


def _page(document: Any, report: GapReport) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    as_of = _("as of %(day)s") % {"day": wording.day(report.as_of)}
    head = section.header.paragraphs[0]
    _tabbed(head)
    _run(
        head,
        f"{_short(report.organization, 60)}  {wording.title()}\t{as_of}, {wording.known(report)}",
        size=8,
        color=FAINT,
    )
    foot = section.footer.paragraphs[0]
    _tabbed(foot)
    _run(foot, _("Trail head") + f" {_short(report.trail_head, 16)}\t" + _("Page") + " ", size=8, color=FAINT)
    _field(foot, "PAGE", "1")
    _run(foot, " " + _("of") + " ", size=8, color=FAINT)
    _field(foot, "NUMPAGES", "1")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _tabbed(paragraph: Any) -> None:
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field Word computes; `shown` stands there until it does."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", shown), ("end", "")):
        if kind in ("begin", "separate", "end"):
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            if kind == "begin" and instruction.startswith("TOC"):
                element.set(qn("w:dirty"), "true")
        else:
            element = OxmlElement("w:t" if kind == "shown" else "w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        _run(paragraph, "", size=8, color=FAINT)._r.append(element)


def _run(
    paragraph: Any, text: str, *, size: float | None = None, color: RGBColor | None = None, bold: bool = False
) -> Any:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color
    return run


def _para(document: Any, text: str = "", **look: Any) -> Any:
    paragraph = document.add_paragraph()
    if text:
        _run(paragraph, text, **look)
    return paragraph


def _labelled(document: Any, label: str, text: str, color: RGBColor | None = None) -> None:
    paragraph = document.add_paragraph()
    _run(paragraph, label + "  ", bold=True, color=SOFT)
    _run(paragraph, text, color=color)


Cell = str | tuple[str, dict[str, Any]]


def _table(
    document: Any, title: str, widths: Sequence[float], head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """A table whose head repeats on every page and whose rows do not break; `widths` in mm. Cells are text, or text with a look."""
    rows = list(rows)
    table = document.add_table(rows=1 + len(rows), cols=len(widths))
    table.alignment, table.autofit, table.style = WD_TABLE_ALIGNMENT.LEFT, False, document.styles["Table Grid"]
    _quiet(table, title)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for at, (row, cells) in enumerate(zip(table.rows, [list(head), *rows], strict=True)):
        marks = row._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if at == 0:
            marks.append(OxmlElement("w:tblHeader"))
        for cell, width, given in zip(row._tr.tc_lst, widths, cells, strict=True):
            cell.width = Mm(width)
            text, look = given if isinstance(given, tuple) else (given, {})
            paragraph = cell.p_lst[0]
            _cell_text(
                document,
                paragraph,
                text,
                {"bold": True, "size": 8.5, "color": FAINT} if at == 0 else {"size": 9, **look},
            )
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _cell_text(document: Any, element: Any, text: str, look: dict[str, Any]) -> None:
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(element, document._body)
    paragraph.paragraph_format.space_after = Pt(1)
    _run(paragraph, text, **look)


def _quiet(table: Any, title: str) -> None:
    """Thin horizontal rules only, and a title for readers who hear the document."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH", "left", "right", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        border.set(qn("w:sz"), "4")
        border.set(qn("w:color"), "E6E2DA")
        borders.append(border)
    after = [properties.find(qn(f"w:{name}")) for name in ("tblLayout", "tblLook")]
    next(element for element in after if element is not None).addprevious(borders)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    properties.append(caption)


def _director(document: Any, report: GapReport) -> None:
    """The first page: where we stand, why, when, and what matters first."""
    _para(document, f"{report.organization}  {wording.title()}", size=11, color=ACCENT, bold=True)
    document.add_paragraph(wording.headline(report), style="Title")
    _para(document, " ".join(part for part in (wording.lead(report), report.system) if part), size=11, color=SOFT)
    facts = [
        (_("As of"), wording.day(report.as_of)),
        (_("Knowledge"), wording.known(report)),
        (_("Prepared by"), report.prepared_by),
    ]
    _para(document, "   ".join(f"{label}: {value}" for label, value in facts if value), size=9, color=FAINT)
    if report.change:
        _labelled(document, _("What has changed"), report.change)
    said = wording.answers()
    if report.standards:
        document.add_heading(_("Where we stand"), 2)
        _table(
            document,
            _("Where we stand"),
            (82, 20, 20, 22, 26),
            [_("Standard"), *said.values()],
            [[f"{standard.name}, {wording.mode(standard)}", *_counts(standard)] for standard in report.standards],
        )
    if report.stages:
        document.add_heading(_("What stands before each audit, and when it is ready"), 2)
        _table(
            document,
            _("Audit stages"),
            (30, 42, 30, 30, 38),
            [_("Stage"), _("Before it"), _("as likely as not"), _("nine times in ten"), _("booked")],
            [_stage(stage) for stage in report.stages],
        )
        drivers = list(dict.fromkeys(driver for stage in report.stages for driver in stage.drivers))[:3]
        if drivers:
            _labelled(document, _("What drives the dates"), " ".join(drivers))
    if report.first:
        document.add_heading(_("What matters first"), 2)
        _table(
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
        f"{first.title}. {first.why} {first.todo}".strip(),
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
    _para(document, report.scope or _("No scope has been written yet."))
    document.add_heading(_("Contents"), 2)
    _field(document.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', _("Open in Word and press F9 to fill the contents."))
    document.add_heading(_("How to read this report"), 2)
    for word, meaning in wording.how_to_read():
        _labelled(document, word, meaning)
    _para(document, wording.disclaimer(), color=SOFT)
    document.add_heading(_("Where it comes from"), 2)
    for label, value in wording.about(report):
        _labelled(document, label, value)
    if cut:
        _para(document, wording.shortened(cut), color=SOFT)


def _standard(document: Any, standard: Standard) -> None:
    document.add_page_break()
    document.add_heading(standard.name, 1)
    _para(document, " · ".join(part for part in (standard.title, wording.mode(standard)) if part), color=SOFT)
    _para(
        document,
        ", ".join(f"{count} {word}" for count, word in zip(_counts(standard), wording.answers().values(), strict=True)),
    )
    if not standard.requirements:
        _para(document, _("No requirements are in this report."), color=FAINT)
    last = ""
    for requirement in standard.requirements:
        if requirement.heading and requirement.heading != last:
            document.add_heading(requirement.heading, 2)
        last = requirement.heading
        _requirement(document, requirement)


def _requirement(document: Any, requirement: Requirement) -> None:
    """Answer, facets, reasons, evidence, judgement, what would close it, what breaks next."""
    heading = document.add_heading(f"{requirement.ref}  {requirement.title}  ", 3)
    _run(heading, f"[{wording.answers()[requirement.answer]}]", **_look(requirement.answer))
    facets, weights = wording.facets(), wording.weights()
    told = [f"{facets[facet]}: {weights[requirement.facets[facet]]}" for facet in facets if facet in requirement.facets]
    told += [part for part in (wording.blocks(requirement.blocks), wording.grades().get(requirement.grade, "")) if part]
    if told:
        _para(document, " · ".join(told), size=9, color=FAINT)
    if requirement.asks:
        _para(document, requirement.asks, color=SOFT)
    if requirement.justification:
        _labelled(document, _("Justification"), requirement.justification)
    for reason in requirement.reasons:
        paragraph = document.add_paragraph(style="List Bullet")
        where = ", ".join(
            part for part in (facets.get(reason.facet, ""), weights.get(reason.weighs, reason.weighs)) if part
        )
        _run(paragraph, f"{where}: ", bold=True, color=COLORS.get(reason.weighs, SOFT))
        _run(paragraph, reason.text)
        if reason.detail:
            _run(paragraph, " " + reason.detail, color=SOFT)
    if requirement.evidence:
        _labelled(document, _("Evidence"), "; ".join(wording.evidence(item) for item in requirement.evidence))
    if requirement.judgement:
        _labelled(document, _("Judgement"), wording.judgement(requirement.judgement))
    if requirement.close:
        _labelled(document, _("To close it"), " ".join(requirement.close), ACCENT)
    if requirement.next_change:
        _labelled(document, _("Breaks next"), wording.next_change(requirement.next_change))


def _plan(document: Any, plan: Plan, currency: str) -> None:
    document.add_page_break()
    document.add_heading(_("The plan"), 1)
    if not plan.actions and not plan.milestones:
        _para(document, _("No actions are planned yet."), color=FAINT)
        return
    _para(document, wording.plan_summary(plan, currency), color=SOFT)
    if plan.milestones:
        document.add_heading(_("Milestones"), 2)
        _table(
            document,
            _("Milestones"),
            (40, 130),
            [_("On"), _("Milestone")],
            [[wording.day(milestone.on), milestone.name] for milestone in plan.milestones],
        )
    if plan.actions:
        document.add_heading(_("Actions"), 2)
        cost = _("Cost (%(currency)s)") % {"currency": currency} if currency else _("Cost")
        _table(
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
