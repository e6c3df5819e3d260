"""From queries to the values of a drop of files: where they are given, how far it is, what became of each."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents.models import Drop, DropFile
from clauseway.documents.queries import DropStanding, drops
from clauseway.web.components import Action, Item, Link, Progress, State
from clauseway.web.documents import words
from clauseway.web.documents.build import crumb, system_of, why
from clauseway.web.documents.page import DropPage, FileResult, ResultPage
from clauseway.web.frame import Place
from clauseway.web.jinja import day, filesize, moment, number
from clauseway.web.tables import PAGE_SIZE

ACCEPT = ".md,.markdown,.txt,.docx,.odt,.pdf,.html,.htm,.zip"


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
        % {"size": filesize(settings.MAX_FILE_BYTES), "count": number(settings.MAX_DROP_FILES)},
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
    told += [why(document)] if document.state == "draft" else []
    return FileResult(
        state=state, word=word, name=row.name, sentence=" · ".join(told), note=words.told(row.problem), href=href
    )
