"""From queries to the values of the register and of a drop."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents.control import CONFIRMABLE
from clauseway.documents.models import Document, Drop, DropFile
from clauseway.documents.queries import (
    ENDED,
    DropStanding,
    counts_by_state,
    decisions_of,
    drops,
    register,
    waiting_suggestions,
)
from clauseway.documents.searching import found_by_reference, found_by_text, places_of
from clauseway.web.components import Action, Empty, Item, Link, Progress, State, Text
from clauseway.web.documents import words
from clauseway.web.documents.marking import excerpt
from clauseway.web.documents.page import DropPage, FileResult, RegisterPage, ResultPage
from clauseway.web.frame import Place
from clauseway.web.jinja import day, moment, number
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.tables import PAGE_SIZE, Cell, Row, Sign, Table, View

SORTS = {
    "title": "fold",
    "id": "identifier_fold",
    "kind": "kind",
    "state": "state",
    "since": "effective_from",
    "in": "recorded_at",
}
ACCEPT = ".md,.markdown,.txt,.docx,.odt,.pdf,.html,.htm,.zip"


def system_of(place: Place) -> uuid.UUID:
    """The system of the address (`in_system` made sure that there is one)."""
    assert place.system
    return place.system.id


def crumb(place: Place, *more: tuple[str, str]) -> tuple[Link, ...]:
    links = [Link(label=_("Documents"), href=f"{place.base}/documents/")]
    links += [Link(label=label, href=href, current=not href) for label, href in more]
    return tuple(links)


def register_page(place: Place, asked: Listing) -> RegisterPage:
    """Four statements whatever the number of documents."""
    context, system = place.context, system_of(place)
    by_state = counts_by_state(context, system)
    rows, described = ordered(place, asked)
    total = rows.count() if asked.filtered else listed(by_state)
    start, end = asked.slice(total)
    found = list(rows[start:end])
    decided = decisions_of(context, [row.id for row in found])
    told = _told(place, asked, found, described) if asked.q else {}
    waiting = waiting_suggestions(context, system)
    may = place.may("evidence.file")
    return RegisterPage(
        lead=_register_lead(by_state),
        table=_table(place, asked, found, decided, told=told, total=total, by_state=by_state, may=may),
        actions=_register_actions(place, may, bool(listed(by_state)), waiting),
        ways=ways(place, "register"),
        waiting=_waiting_text(waiting) if waiting else "",
        waiting_action=Action(label=_("Review them"), href=f"{place.base}/documents/review/", primary=True)
        if waiting and place.may("passages.decide")
        else None,
    )


def asked_for(request: HttpRequest) -> Listing:
    """What the register is asked for."""
    return listing(request, sorts=list(SORTS), filters=("state", "kind"), default="title")


def ordered(place: Place, asked: Listing) -> tuple[QuerySet[Document], dict[uuid.UUID, list[str]]]:
    """What is asked for, in its order; and the references a document was found by, when it was found so."""
    context, system = place.context, system_of(place)
    described = found_by_reference(context, system, asked.q) if asked.q else {}
    in_text = found_by_text(context, system, asked.q) if asked.q and not described else []
    rows = register(
        context,
        system,
        text=asked.q,
        state=asked.filters.get("state", ""),
        kind=asked.filters.get("kind", ""),
        among=[*described, *in_text],
    )
    order = SORTS[asked.sort]
    return rows.order_by(f"-{order}" if asked.descending else order, "fold", "id"), described


def _exports(place: Place, asked: Listing) -> tuple[Link, ...]:
    """The same list as a sheet."""
    return tuple(
        Link(label=label, href=replace(asked, path=f"{place.base}/documents/sheet.{end}").href(), icon="file")
        for label, end in (("CSV", "csv"), ("Excel", "xlsx"))
    )


def listed(by_state: Mapping[str, int]) -> int:
    """How many documents the register lists."""
    return sum(n for state, n in by_state.items() if state != "working")


def ways(place: Place, current: str) -> tuple[View, ...]:
    """Register, what I have to read, and the rules of control."""
    made = [
        ("register", _("Register"), "documents/"),
        ("reading", _("My reading"), "documents/reading/"),
        ("kinds", _("Rules by kind"), "documents/kinds/"),
    ]
    return tuple(View(label=label, href=f"{place.base}/{path}", current=key == current) for key, label, path in made)


def _register_actions(place: Place, may: bool, any_: bool, waiting: int) -> tuple[Action, ...]:
    if not may:
        return ()
    new = Action(
        label=_("New document"), href=f"{place.base}/documents/new/", icon="plus", primary=any_ and not waiting
    )
    return (_import_action(place, primary=False), new) if any_ else (new,)


def _waiting_text(count: int) -> str:
    return ngettext(
        "%(count)s passage may describe a requirement and waits for a decision.",
        "%(count)s passages may describe a requirement and wait for a decision.",
        count,
    ) % {"count": number(count)}


def _import_action(place: Place, *, primary: bool) -> Action:
    return Action(label=_("Import documents"), href=f"{place.base}/documents/import/", icon="upload", primary=primary)


def _register_lead(by_state: Mapping[str, int]) -> str:
    if not listed(by_state):
        return _("What is written down here shows that things are defined. Whether they are done is shown by records.")
    force, draft = by_state.get("effective", 0), by_state.get("working", 0)
    told = ngettext("%s document is in force", "%s documents are in force", force) % number(force)
    if draft:
        told += "; " + ngettext(
            "%s is being worked on and shows nothing yet", "%s are being worked on and show nothing yet", draft
        ) % number(draft)
    return told + "."


def _table(
    place: Place,
    asked: Listing,
    found: list[Document],
    decided: Mapping[uuid.UUID, Mapping[str, int]],
    *,
    told: Mapping[uuid.UUID, Text],
    total: int,
    by_state: Mapping[str, int],
    may: bool,
) -> Table:
    state = asked.filters.get("state", "")
    any_ = listed(by_state) > 0
    kinds = [(key, str(label)) for key, label in Document.KINDS]
    wanted = (
        ("id", _("Identifier"), "ref"),
        ("title", _("Document"), "main"),
        ("kind", _("Kind"), "short"),
        ("state", _("State"), "text"),
        ("passages", _("Describes"), "short"),
        ("since", _("In force since"), "short"),
        ("owner", _("Owner"), "text"),
    )
    return Table(
        id="documents",
        caption=_("Documents"),
        href=f"{place.base}/documents/",
        columns=columns(asked, *wanted, sortable=SORTS),
        rows=tuple(_row(place, one, decided.get(one.id, {}), told.get(one.id, "")) for one in found),
        pager=pager(asked, total),
        search=asked.q if any_ else None,
        search_label=_("Search titles, texts or “9001 8.4”"),
        filters=(choose(asked, "kind", _("Kind"), _("Every kind"), kinds),) if any_ else (),
        views=_views(asked, by_state) if any_ else (),
        kept=(*asked.kept, *((("state", state),) if state else ())),
        filtered=asked.filtered,
        clear_href=asked.path,
        exports=_exports(place, asked) if any_ else (),
        empty=_no_documents(place, may),
    )


def _views(asked: Listing, by_state: Mapping[str, int]) -> tuple[View, ...]:
    ended = sum(by_state.get(name, 0) for name in ENDED)
    views = [("", _("All"), listed(by_state)), ("effective", _("In force"), by_state.get("effective", 0))]
    views += [("draft", _("In work"), by_state.get("working", 0)), ("ended", _("Replaced or withdrawn"), ended)]
    state = asked.filters.get("state", "")
    return tuple(
        View(label=label, href=asked.href(state=key, page=1), count=n, current=key == state) for key, label, n in views
    )


def _no_documents(place: Place, may: bool) -> Empty:
    return Empty(
        title=_("No documents yet"),
        text=_(
            "Bring in what you have: policies, procedures, plans, as Markdown, Word, PDF, ODT or text. Each is read, its"
            " state is told from its text, and passages that may describe a requirement are suggested to you."
        ),
        example=_("A folder of 40 policies, or the zip archive your document system exports."),
        action=_import_action(place, primary=True) if may else None,
    )


def _told(
    place: Place, asked: Listing, found: list[Document], described: Mapping[uuid.UUID, list[str]]
) -> dict[uuid.UUID, Text]:
    """Why a document was found: the requirements it describes, or the stretch of its text with the words marked."""
    if described:
        return {key: _("describes %s") % ", ".join(refs) for key, refs in described.items()}
    places = places_of(place.context, [row.id for row in found], asked.q)
    return {key: excerpt(text, asked.q) for key, text in places.items()}


def _row(place: Place, one: Document, decided: Mapping[str, int], told: Text) -> Row:
    state, word = words.state_sign(one)
    accepted, waiting = decided.get("accepted", 0), decided.get("proposed", 0)
    living = one.state in ("draft", "effective")
    describes = ngettext("%s passage", "%s passages", accepted) % number(accepted) if accepted else ""
    note = (_("%s to review") % number(waiting)) if waiting and living else ""
    return Row(
        key=str(one.id),
        label=one.title,
        cells=(
            Cell(text=one.identifier, note=_("revision %s") % number(one.number) if one.number > 1 else ""),
            Cell(
                text=one.title,
                href=f"{place.base}/documents/{one.id}/",
                note=told or (one.name if one.form != "authored" and one.name != one.title else ""),
            ),
            Cell(text=str(one.get_kind_display()) if one.kind != "other" else ""),
            Cell(text=_why(one), signs=(Sign(state=state, word=word, tag=True),)),
            Cell(text=describes or note, note=note if describes else ""),
            Cell(text=day(one.effective_from), note=_until(one)),
            Cell(text=one.owner.name if one.owner else ""),
        ),
    )


def _why(one: Document) -> str:
    if one.state == "effective":
        return _("confirmed") if one.confirmed_at else _("by its own text")
    if one.state != "draft" or not one.reasons:
        return ""
    code, detail = next((tuple(reason) for reason in one.reasons if reason[0] not in CONFIRMABLE), one.reasons[0])
    return words.reason_sentence(code, detail)


def _until(one: Document) -> str:
    return _("until %s") % day(one.effective_until) if one.effective_until else ""


def drop_page(place: Place, token: str, error: str = "") -> DropPage:
    """The page where files are given, with the latest drops."""
    return DropPage(
        crumbs=crumb(place, (_("Import"), "")),
        href=f"{place.base}/documents/import/",
        token=token,
        accept=ACCEPT,
        note=_(
            "Markdown, Word (.docx), ODT, PDF, HTML, text, or a zip of them. At most %(size)s a file, %(count)s files."
        )
        % {"size": f"{number(settings.MAX_FILE_BYTES // 1_048_576)} MB", "count": number(settings.MAX_DROP_FILES)},
        max_files=settings.MAX_DROP_FILES,
        max_bytes=settings.MAX_FILE_BYTES,
        recent=tuple(_recent(place, drop) for drop in drops(place.context, system_of(place))),
        error=error,
    )


def _recent(place: Place, drop: Drop) -> Item:
    running = drop.state in ("waiting", "running")
    state = State.INFO if running else State.GAP if drop.state == "failed" else State.SHOWN
    note = ngettext("%s file", "%s files", drop.total) % number(drop.total)
    if drop.started_by:
        note = f"{note} · {drop.started_by.name}"
    return Item(
        state=state,
        title=drop.name,
        note=note,
        href=f"{place.base}/documents/import/{drop.id}/",
        aside=_("being read") if running else _("stopped") if drop.state == "failed" else day(drop.recorded_at),
    )


def progress_of(place: Place, standing: DropStanding) -> Progress | None:
    """How far the drop is; None once everything is read and suggested."""
    drop = standing.drop
    if drop.state in ("done", "failed"):
        return None
    current = standing.total - standing.waiting
    if drop.state == "waiting":
        note = _("Waiting for its turn in the background. You may go on with other work.")
    elif standing.waiting:
        note = _("Each file is read by itself. You may go on with other work.")
    else:
        note = _("All files are read. Looking for what their passages describe …")
    return Progress(
        id="drop-progress",
        href=f"{place.base}/documents/import/{drop.id}/progress",
        label=_("Reading %s") % drop.name,
        current=current,
        total=standing.total,
        note=note,
    )


def result_page(
    place: Place, standing: DropStanding, files: list[DropFile], shown: str, number_of_page: int
) -> ResultPage:
    """What became of each file; `files` is one page of those asked for."""
    drop, here = standing.drop, f"{place.base}/documents/import/{standing.drop.id}/"
    count = standing.by_state.get
    read, known, refused = count("read", 0), count("known", 0), count("refused", 0)
    total = sum(standing.by_state.values()) if not shown else standing.by_state.get(shown, 0)
    more = number_of_page * PAGE_SIZE < total
    running = drop.state in ("waiting", "running")
    actions = []
    if not running and place.may("passages.decide") and (read or known):
        actions.append(Action(label=_("Review suggestions"), href=f"{place.base}/documents/review/", primary=True))
    return ResultPage(
        crumbs=crumb(place, (_("Import"), f"{place.base}/documents/import/"), (drop.name, "")),
        title=_("Reading %s") % drop.name if running else drop.name,
        lead=_lead(drop, read, known, refused),
        progress=progress_of(place, standing),
        stats=((number(read), _("read")), (number(known), _("known already")), (number(refused), _("not read"))),
        files=tuple(_result(place, row) for row in files),
        views=tuple(
            Link(label=f"{label} {number(n)}", href=f"{here}?state={key}" if key else here, current=key == shown)
            for key, label, n in (
                ("", _("All"), standing.total),
                ("refused", _("Not read"), refused),
                ("read", _("Read"), read),
                ("known", _("Known already"), known),
            )
            if n or not key
        ),
        previous=Link(label=_("Previous"), href=f"{here}?state={shown}&page={number_of_page - 1}")
        if number_of_page > 1
        else None,
        next=Link(label=_("Next"), href=f"{here}?state={shown}&page={number_of_page + 1}") if more else None,
        actions=tuple(actions),
        failed=_failed(drop),
        again=Action(label=_("Go on"), href=f"{here}again", method="post", primary=True)
        if drop.state == "failed" and place.may("evidence.file")
        else None,
    )


def _failed(drop: Drop) -> str:
    if drop.state != "failed":
        return ""
    if any(one.get("code") == "suggesting-failed" for one in drop.problems):
        return _("The files are in, but looking for suggestions stopped. Nothing is lost; let it go on.")
    return _("Reading stopped before its end. What was read is in; let it go on with the rest.")


def _lead(drop: Drop, read: int, known: int, refused: int) -> str:
    who = drop.started_by.name if drop.started_by else _("the command line")
    told = _("Given by %(who)s, %(when)s.") % {"who": who, "when": moment(drop.recorded_at)}
    if drop.state == "done" and not read and not known:
        return _("Nothing could be read.") + " " + told
    return told


def _result(place: Place, row: DropFile) -> FileResult:
    href = f"{place.base}/documents/{row.document_id}/" if row.document_id else ""
    if row.state == "refused":
        problem = words.problem_sentence(row.problem.get("code", ""), row.problem.get("params", {}))
        return FileResult(state=State.GAP, word=_("not read"), name=row.name, sentence=problem)
    if row.state in ("waiting", "reading"):
        word = _("being read") if row.state == "reading" else _("waiting")
        return FileResult(state=State.UNKNOWN, word=word, name=row.name, sentence=word)
    if row.state == "opened":
        return FileResult(
            state=State.INFO,
            word=_("opened"),
            name=row.name,
            sentence=_("Archive; its files are listed by themselves."),
        )
    document = row.document
    assert document
    if row.state == "known":
        sentence = _("The same content is here already: %s") % document.title
        return FileResult(state=State.INFO, word=_("known already"), name=row.name, sentence=sentence, href=href)
    state, word = words.state_sign(document)
    told = [document.title] if document.title != row.name else []
    told += [_why(document)] if document.state == "draft" else []
    return FileResult(
        state=state, word=word, name=row.name, sentence=" · ".join(told), note=words.told(row.problem), href=href
    )
