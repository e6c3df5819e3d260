"""The gap report as an Excel workbook, to sort, filter and calculate with. Written row by row, so memory does not grow with it.

Nothing that people wrote is ever a formula: texts that begin with = + - @ or a control character are stored as text with Excel's
quote prefix. References are text, so that 5.10 does not become 5.1. Dates are dates and numbers numbers.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.named_styles import NamedStyle
from openpyxl.utils import get_column_letter

from clauseway.web.reports import wording
from clauseway.web.reports.bounds import Bounds, within
from clauseway.web.reports.report import GapReport, Requirement, Standard

BOUNDS = Bounds(text=8000, inner=200, outer=20_000)  # a cell holds 32,767 characters
MOST = 32_000
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
FILLS = {"conforming": "E7F3EC", "gap": "FBEAE5", "unknown": "F1EFEA", "not-applicable": "F1EFEA"}
DAY = "yyyy-mm-dd"
Value = str | int | float | dt.date | None


def render(report: GapReport) -> bytes:
    """The report as .xlsx with the sheets Summary, Requirements, Reasons, Plan and About."""
    kept, cut = within(report, BOUNDS)
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    _summary(book, kept)
    _requirements(book, kept)
    _reasons(book, kept)
    _plan(book, kept)
    _about(book, kept, cut)
    book.properties.title = f"{kept.organization[:120]}: {wording.title()}"
    book.properties.creator = kept.prepared_by[:200]
    book.properties.description = _("Trail head") + f" {kept.trail_head[:200]}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _styles() -> list[NamedStyle]:
    """One named style for each look, shared by all cells: quicker to write than a font for each."""
    top = Alignment(vertical="top", wrap_text=True)
    body = Font(name="Calibri", size=10)
    head = NamedStyle(
        "report head",
        font=Font(name="Calibri", size=10, bold=True, color="FFFFFF"),
        alignment=Alignment(vertical="center", wrap_text=True),
        fill=PatternFill("solid", fgColor="14576B"),
        border=Border(bottom=Side("thin", color="14576B")),
    )
    looks = [
        NamedStyle("report title", font=Font(name="Georgia", size=18)),
        NamedStyle("report section", font=Font(name="Calibri", size=12, bold=True)),
        NamedStyle("report soft", font=Font(name="Calibri", size=10, color="5F5B55")),
        NamedStyle("report text", font=body, alignment=top, number_format="@"),
        NamedStyle("report day", font=body, alignment=top, number_format=DAY),
        NamedStyle("report number", font=body, alignment=top, number_format="#,##0.##"),
    ]
    for answer, color in FILLS.items():
        looks.append(
            NamedStyle(
                f"report {answer}",
                font=Font(name="Calibri", size=10, bold=True),
                alignment=top,
                fill=PatternFill("solid", fgColor=color),
            )
        )
    return [head, *looks]


def _cell(sheet: Any, value: Value, style: str = "") -> WriteOnlyCell:
    """One cell; text is always stored as text, and what looks like a formula carries Excel's quote prefix."""
    if isinstance(value, str):
        text = value[:MOST]
        cell = WriteOnlyCell(sheet, value=text)
        cell.style = style or "report text"
        cell.data_type = "s"  # and never "f", which "=..." would be
        if text.startswith(RISKY):
            cell.quotePrefix = True
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    cell.style = style or ("report day" if isinstance(value, dt.date) else "report number")
    return cell


def _sheet(
    book: Any, title: str, widths: Sequence[float], head: Sequence[str] = (), rows: int = 0, freeze: str = "A2"
) -> Any:
    """A sheet with its column widths; with `head`, that row stays in view and filters."""
    sheet = book.create_sheet(title[:31])
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if head:
        sheet.freeze_panes = freeze
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{rows + 1}"
        sheet.print_title_rows = "1:1"
        sheet.append([_cell(sheet, word, "report head") for word in head])
    return sheet


def _append(sheet: Any, values: Iterable[Value], styles: Sequence[str] = ()) -> None:
    sheet.append(
        [
            _cell(sheet, value, styles[at] if at < len(styles) else "") if value is not None else None
            for at, value in enumerate(values)
        ]
    )


def _summary(book: Any, report: GapReport) -> None:
    sheet = _sheet(book, _("Summary"), (34, 26, 18, 18, 18, 18, 44))
    _append(sheet, [f"{report.organization}: {wording.title()}"], ["report soft"])
    _append(sheet, [wording.headline(report)], ["report title"])
    _append(
        sheet, [_("as of %(day)s") % {"day": wording.day(report.as_of)} + ", " + wording.known(report)], ["report soft"]
    )
    _append(sheet, [_("Trail head") + f" {report.trail_head}"], ["report soft"])
    _append(sheet, [])
    _section(sheet, _("Where we stand"), [_("Standard"), _("Mode"), *wording.answers().values()])
    for standard in report.standards:
        counts = standard.counts
        _append(
            sheet,
            [standard.name, wording.mode(standard), counts.shown, counts.gap, counts.not_shown, counts.not_applicable],
        )
    _append(sheet, [])
    _stages(sheet, report)
    _append(sheet, [])
    _first(sheet, report)


def _stages(sheet: Any, report: GapReport) -> None:
    _section(
        sheet,
        _("What stands before each audit, and when it is ready"),
        [
            _("Stage"),
            _("Before it"),
            _("as likely as not"),
            _("nine times in ten"),
            _("booked"),
            _("Late plans"),
            _("What drives the dates"),
        ],
    )
    for stage in report.stages:
        late = f"{stage.late} / {stage.runs}" if stage.late is not None else None
        _append(
            sheet,
            [
                wording.stages().get(stage.key, stage.key),
                wording.blockers(stage),
                stage.p50,
                stage.p90,
                stage.booked,
                late,
                " ".join(stage.drivers),
            ],
        )


def _first(sheet: Any, report: GapReport) -> None:
    _section(
        sheet,
        _("What matters first"),
        [_("Requirement"), _("Standard"), _("Answer"), _("Owner"), _("Due"), _("Blocks"), _("Why, and what next")],
    )
    for first in report.first:
        _append(
            sheet,
            [
                f"{first.ref} {first.title}",
                first.standard,
                wording.answers()[first.answer],
                first.owner,
                first.due,
                wording.stages().get(first.stage, ""),
                f"{first.why} {first.todo}".strip(),
            ],
            ["", "", f"report {first.answer}"],
        )


def _section(sheet: Any, title: str, head: Sequence[str]) -> None:
    _append(sheet, [title], ["report section"])
    _append(sheet, head, ["report head"] * len(head))


def _all(report: GapReport) -> list[tuple[Standard, Requirement]]:
    return [(standard, requirement) for standard in report.standards for requirement in standard.requirements]


def _requirements(book: Any, report: GapReport) -> None:
    said, facets, weights = wording.answers(), wording.facets(), wording.weights()
    head = [
        _("Standard"),
        _("Reference"),
        _("Title"),
        _("Answer"),
        *facets.values(),
        _("Blocks"),
        _("On file"),
        _("Judgement"),
        _("To close it"),
        _("Changes on"),
        _("What changes"),
        _("Evidence"),
        _("Justification"),
        _("Under"),
    ]
    rows = _all(report)
    sheet = _sheet(
        book, _("Requirements"), (20, 11, 34, 14, 11, 11, 11, 14, 22, 34, 44, 12, 34, 44, 34, 28), head, len(rows), "D2"
    )
    for standard, requirement in rows:
        change, judged = requirement.next_change, requirement.judgement
        _append(
            sheet,
            [
                standard.name,
                requirement.ref,
                requirement.title,
                said[requirement.answer],
                *(weights.get(requirement.facets.get(facet, ""), "") for facet in facets),
                wording.stages().get(requirement.blocks, ""),
                wording.grades().get(requirement.grade, ""),
                wording.judgement(judged) if judged else "",
                "\n".join(requirement.close),
                change.on if change else None,
                change.text if change else "",
                "\n".join(wording.evidence(item) for item in requirement.evidence),
                requirement.justification,
                requirement.heading,
            ],
            ["", "", "", f"report {requirement.answer}"],
        )


def _reasons(book: Any, report: GapReport) -> None:
    facets, weights = wording.facets(), wording.weights()
    rows = [(standard, requirement, reason) for standard, requirement in _all(report) for reason in requirement.reasons]
    head = [_("Standard"), _("Reference"), _("Facet"), _("Weighs"), _("Reason"), _("Detail")]
    sheet = _sheet(book, _("Reasons"), (20, 11, 11, 12, 70, 70), head, len(rows))
    for standard, requirement, reason in rows:
        _append(
            sheet,
            [
                standard.name,
                requirement.ref,
                facets.get(reason.facet, ""),
                weights.get(reason.weighs, reason.weighs),
                reason.text,
                reason.detail,
            ],
        )


def _plan(book: Any, report: GapReport) -> None:
    plan = report.plan
    cost = _("Cost (%(currency)s)") % {"currency": report.currency} if report.currency else _("Cost")
    head = [
        _("Action"),
        _("Kind"),
        _("Owner"),
        _("Due"),
        _("Days"),
        cost,
        _("State"),
        _("Closes"),
        _("Waits for"),
        _("Detail"),
    ]
    rows = len(plan.actions) + len(plan.milestones)
    sheet = _sheet(book, _("Plan"), (54, 16, 24, 12, 9, 13, 12, 26, 34, 50), head, rows)
    for milestone in plan.milestones:
        _append(sheet, [milestone.name, _("milestone"), "", milestone.on])
    for action in plan.actions:
        _append(
            sheet,
            [
                action.title,
                action.kind,
                action.owner,
                action.due,
                action.effort,
                action.cost,
                action.state,
                ", ".join(action.closes),
                action.waits,
                action.detail,
            ],
        )


def _about(book: Any, report: GapReport, cut: int) -> None:
    sheet = _sheet(book, _("About"), (26, 110))
    rows = [
        *wording.about(report),
        (_("Scope"), report.scope or _("No scope has been written yet.")),
        *wording.how_to_read(),
    ]
    rows += [(_("The plan"), wording.plan_summary(report.plan, report.currency)), ("", wording.disclaimer())]
    if cut:
        rows.append(("", wording.shortened(cut)))
    for label, value in rows:
        _append(sheet, [label, value], ["report section" if label else ""])
