"""The rows of the one table component as ready HTML. A list prints fifty rows of six cells: as a template they cost more than all the rest of the page."""

import html
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from clauseway.web.drawn import drawing_once
from clauseway.web.marks import mark, tag
from clauseway.web.tables import Cell, Row, Sign, Table

_KINDS = {
    "num": "num",
    "ref": "ref",
    "marks": "marks-cell",
    "text": "wide",
    "short": "short",
    "main": "main-cell",
}

Head = tuple[str, str, bool]
"""What the cells of a column take from it: their class, their label on a narrow screen, and whether the column names the row."""


def table_rows(table: Table, action: Callable[..., Any]) -> Markup:
    """All rows of a page. `action` is the component that draws an Action (components/action.html)."""
    heads = tuple((_KINDS.get(column.kind, ""), _safe(column.label), column.kind == "main") for column in table.columns)
    tick = _("Tick %(row)s") if table.bulk else ""
    draw = drawing_once(lambda row: _row(row, heads, tick, action), "row", heads, tick)
    return Markup("".join(map(draw, table.rows)))  # noqa: S704 - every value went through _safe


def _row(row: Row, heads: tuple[Head, ...], tick: str, action: Callable[..., Any]) -> str:
    parts = ['<tr role="row" data-key-item>']
    if tick:
        parts.append(
            f'<td class="pickcell" role="cell"><input class="pick" type="checkbox" name="key" value="{_safe(row.key)}" form="post-form"'
            f' aria-label="{_safe(tick % {"row": row.label})}" data-key="x"></td>'
        )
    parts += [_cell(cell, *head, action) for cell, head in zip(row.cells, heads, strict=False)]
    parts.append("</tr>\n")
    return "".join(parts)


def _cell(cell: Cell, kind: str, label: str, main: bool, action: Callable[..., Any]) -> str:
    blank = "" if cell.text or cell.signs or cell.actions else " blank"
    parts = [f'<td class="{kind}{blank}" role="cell" data-label="{label}">']
    if cell.signs:
        parts.append(f'<span class="marks">{"".join(map(_sign, cell.signs))}</span>')
    if cell.text:
        parts.append(_text(cell, main=main))
    if cell.actions:
        drawn = "".join(str(action(act, size="s", quiet=not act.primary)) for act in cell.actions)
        parts.append(f'<span class="actions">{drawn}</span>')
    parts.append("</td>")
    return "".join(parts)


def _text(cell: Cell, *, main: bool) -> str:
    shown = _safe(cell.text)
    if cell.href:
        shown = f'<a href="{_safe(cell.href)}"{" data-key-open" if main else ""}>{shown}</a>'
    note = f"<small>{_safe(cell.note)}</small>" if cell.note else ""
    return f'<span class="{"due due--late" if cell.late else ""}">{shown}{note}</span>'


def _sign(sign: Sign) -> str:
    return str(tag(sign.state, sign.word, small=True) if sign.tag else mark(sign.state, sign.word))


def _safe(value: Any) -> str:
    """A text escaped; a text that is marked as safe stays as it is."""
    return html.escape(value) if type(value) is str else str(escape(value))
