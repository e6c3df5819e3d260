"""What a Word document of ours is made of: styles, paragraphs, fields that Word fills, tables with a repeated head and a title."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

INK, SOFT, FAINT, ACCENT = (
    RGBColor(0x1D, 0x1C, 0x1A),
    RGBColor(0x5F, 0x5B, 0x55),
    RGBColor(0x73, 0x6E, 0x66),
    RGBColor(0x14, 0x57, 0x6B),
)
SANS, SERIF = "Calibri", "Georgia"


def styles(document: Any) -> None:
    """Fonts, sizes and the language of the text and its headings."""
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


def short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def tabbed(paragraph: Any) -> None:
    """What follows a tab stands at the right edge."""
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)


def field(paragraph: Any, instruction: str, shown: str) -> None:
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
        run(paragraph, "", size=8, color=FAINT)._r.append(element)


def run(
    paragraph: Any, text: str, *, size: float | None = None, color: RGBColor | None = None, bold: bool = False
) -> Any:
    made = paragraph.add_run(text)
    made.bold = bold or None
    if size:
        made.font.size = Pt(size)
    if color is not None:
        made.font.color.rgb = color
    return made


def para(document: Any, text: str = "", **look: Any) -> Any:
    paragraph = document.add_paragraph()
    if text:
        run(paragraph, text, **look)
    return paragraph


def labelled(document: Any, label: str, text: str, color: RGBColor | None = None) -> None:
    paragraph = document.add_paragraph()
    run(paragraph, label + "  ", bold=True, color=SOFT)
    run(paragraph, text, color=color)


Cell = str | tuple[str, dict[str, Any]]


def table(
    document: Any, title: str, widths: Sequence[float], head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """A table whose head repeats on every page and whose rows do not break; `widths` in mm. Cells are text, or text with a look."""
    rows = list(rows)
    made = document.add_table(rows=1 + len(rows), cols=len(widths))
    made.alignment, made.autofit, made.style = WD_TABLE_ALIGNMENT.LEFT, False, document.styles["Table Grid"]
    _quiet(made, title)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for at, (row, cells) in enumerate(zip(made.rows, [list(head), *rows], strict=True)):
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
    paragraph = Paragraph(element, document._body)
    paragraph.paragraph_format.space_after = Pt(1)
    run(paragraph, text, **look)


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
