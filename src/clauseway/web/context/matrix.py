"""The matrix: processes against roles, a letter in a cell typed and saved like a sheet; as cards on a phone."""

import re
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.processes.models import Process
from clauseway.processes.queries.processes import processes
from clauseway.rules import responsibility as rule
from clauseway.systems.models import Role
from clauseway.systems.operations.responsibilities import PROCESS, Subject, assign
from clauseway.systems.queries.responsibilities import roles
from clauseway.web.asked import identifier
from clauseway.web.components import Action, Empty, Text
from clauseway.web.context.answers import NOTHING, File, files, name_of, signs
from clauseway.web.context.words import ANSWERS, answer_tabs
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.listing import Listing, columns, listing, page_of
from clauseway.web.tables import Cell, Row, Table, View

SORTS = {"name": "fold", "map": "position"}
WIDTH = 8
"""So many roles stand side by side; the rest is a click away."""
CELL = re.compile(r"cell:([0-9a-f-]{36}):([0-9a-f-]{36}):([RACI]{0,4})")
"""A cell's name holds what the reader saw, so that what somebody else changed meanwhile is not written over."""


@in_system
def index(place: Place) -> HttpResponse:
    """Who answers for which process."""
    if place.request.method == "POST":
        return _save(place)
    return _show(place, {}, "")


def _show(place: Place, typed: Mapping[str, str], error: str, status: int = 200) -> HttpResponse:
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show", "from"))
    found, on_file = _found(place, asked)
    rows, pager = page_of(asked, found)
    if on_file is None:
        on_file = _files(place, rows)
    every = list(roles(place.context).exclude(live_until__lte=place.context.today))
    first = _first(asked, len(every))
    shown, may = every[first : first + WIDTH], place.may("stocktake.edit")
    here = f"{place.base}/context/responsibilities/"
    table = Table(
        id="matrix",
        caption=_("Processes and roles"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Process"), "main"),
            ("stands", _("Stands"), "short"),
            *((str(role.id), role.name, "short") for role in shown),
            sortable=("name",),
        ),
        rows=tuple(_row(place, row, on_file.get(str(row.id), NOTHING), shown, may, typed) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("No processes yet"),
            text=_("The matrix says for each process who does it, who answers for it, who is asked and who is told."),
            action=Action(label=_("To the process map"), href=f"{place.base}/processes/", primary=True),
        ),
        search=asked.q,
        search_label=_("Search processes"),
        views=_views(asked),
        kept=asked.keeping(*asked.filters),
        filtered=bool(asked.q or asked.filters.get("show")),
        clear_href=here,
        error=error,
    )
    values = {
        "title": _("Who answers for what"),
        "tabs": answer_tabs(place, "responsibilities/"),
        "table": table,
        "others": _others(asked, first, len(every)),
        "save_href": place.request.get_full_path() if may and rows and shown else "",
        "roles_href": f"{place.base}/context/roles/" if not every else "",
        "do": (Action(label=_("They were told"), href=f"{here}known/process/"),) if may else (),
    }
    return page(place, "context/matrix.html", values, current=ANSWERS, status=status)


def _files(place: Place, rows: Sequence[Process]) -> dict[str, File]:
    owners = {str(row.id): row.owner for row in rows}
    return files(place.context, PROCESS, refs=list(owners), owners=owners)


def _found(place: Place, asked: Listing) -> tuple[QuerySet[Process], dict[str, File] | None]:
    """The processes asked for; with what is on file when all of it had to be looked at."""
    today = place.context.today
    rows = processes(place.context).exclude(live_until__lte=today)
    for word in fold(asked.q).split():
        rows = rows.filter(fold__contains=word)
    on_file = None
    if asked.filters.get("show") == "gaps":
        narrow = rows.select_related(None).prefetch_related("owner").only("id", "owner_id").order_by()
        on_file = _files(place, list(narrow))
        wanted = [uuid.UUID(ref) for ref, file in on_file.items() if file.findings(today)]
        rows = rows.filter(id__in=wanted)
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "id"), on_file


def _first(asked: Listing, count: int) -> int:
    """The first of the roles side by side."""
    given = asked.filters.get("from", "0")
    wanted = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    return min(wanted, max(0, count - 1)) // WIDTH * WIDTH


def _others(asked: Listing, first: int, count: int) -> tuple[View, ...]:
    """The other roles, eight by eight."""
    if count <= WIDTH:
        return ()
    return tuple(
        View(
            label=_("Roles %(first)d to %(last)d") % {"first": start + 1, "last": min(start + WIDTH, count)},
            href=asked.href(**{"from": start or "", "page": asked.page}),
            current=start == first,
        )
        for start in range(0, count, WIDTH)
    )


def _views(asked: Listing) -> tuple[View, ...]:
    current = asked.filters.get("show", "")
    shows = (("", _("All")), ("gaps", _("Gaps and clashes")))
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _row(place: Place, row: Process, file: File, shown: Sequence[Role], may: bool, typed: Mapping[str, str]) -> Row:
    people = [f"{one.letter} {name_of(one)}" for one in file.rows if one.person_id is not None]
    implied = row.owner is not None and not any(one.letter == "A" for one in file.rows)
    owner = _("%s, owner") % row.owner.name if implied and row.owner else ""
    cells = [
        Cell(
            text=row.name,
            href=f"{place.base}/context/responsibilities/of/process/{row.id}/",
            note=" · ".join(part for part in (owner, *people) if part),
        ),
        Cell(text="", signs=signs(file.findings(place.context.today), used=bool(file.rows or row.owner))),
    ]
    for role in shown:
        letters = file.letters(role=role.id)
        cells.append(Cell(text=_box(row, role, letters, typed) if may else letters))
    return Row(key=str(row.id), label=row.name, cells=tuple(cells))


def _box(row: Process, role: Role, letters: str, typed: Mapping[str, str]) -> Text:
    name = f"cell:{row.id}:{role.id}:{letters}"
    value, label = typed.get(name, letters), _("%(process)s: %(role)s") % {"process": row.name, "role": role.name}
    return format_html(
        '<input class="input matrix__cell" form="matrix-save" name="{}" value="{}" maxlength="7" autocomplete="off" aria-label="{}"{}>',
        name,
        value,
        label,
        Markup(' aria-invalid="true"') if rule.letters(value) is None else "",
    )


def _save(place: Place) -> HttpResponse:
    """Write the cells that changed, all or none; refused, everything typed is there again."""
    require(place.context, "stocktake.edit")
    typed = {name: str(value)[:20] for name, value in place.request.POST.items() if name.startswith("cell:")}
    changed = 0
    try:
        with unit_of_work(place.context):
            for name, value in typed.items():
                match = CELL.fullmatch(name)
                if match is None or rule.letters(value) == match[3]:
                    continue
                process, role = identifier(match[1]), identifier(match[2])
                if process is None or role is None or not Process.objects.filter(id=process).exists():
                    raise NotFound("process.not-found", _("There is no such process."))
                subject = Subject(kind=PROCESS, ref=str(process))
                assign(place.context, subject, letters=value, role=role, seen=match[3])
                changed += 1
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(place, typed, refusal.message, status=refusal.status)
    say(
        place,
        ngettext("%d cell changed.", "%d cells changed.", changed) % changed if changed else _("Nothing was changed."),
    )
    return HttpResponseRedirect(place.request.get_full_path())
