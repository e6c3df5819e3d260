"""Taking files in: a drop is written down first, then read file by file, each in small transactions of its own.

Whatever kills a reading leaves files that are waiting; the next run goes on with those.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from clauseway.documents.archive import ArchiveLimits, Member, members, safe_name
from clauseway.documents.extraction import Extracted, ExtractionLimits, extract
from clauseway.documents.models import Document, Drop, DropFile, Passage
from clauseway.documents.problems import Problem, refusal
from clauseway.documents.searching import keep_words
from clauseway.documents.sniff import sniff
from clauseway.evidence.models import Item
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context, within
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.storage import fetch, store
from clauseway.kernel.work import operation, touch, touch_subject
from clauseway.organization.operations import index
from clauseway.organization.policies import require
from clauseway.organization.queries import people
from clauseway.rules.maturity import Maturity, maturity
from clauseway.rules.passages import count_words, passages
from clauseway.systems.models import System

TASK = "clauseway.documents.tasks.read_drop"
ATTEMPTS = 2
MEDIA = {
    "markdown": "text/markdown",
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as given: its name (a path is kept), its size in bytes, and how to get its content when its turn comes."""

    name: str
    size: int
    read: Callable[[], bytes]


def incoming(name: str, content: bytes) -> Incoming:
    """A file whose content is at hand."""
    return Incoming(name, len(content), lambda: content)


@operation
def start_drop(
    context: Context, system: uuid.UUID, *, name: str, files: Iterable[Incoming], token: str = "", defer: bool = True
) -> Drop:
    """Keep what was given and have it read by a job (`defer`; else the caller reads it). The same token again gives the drop there is.

    Refuses nothing at all and too many files; a file that cannot be one of ours is written down as refused, the others go on.
    """
    require(context, "evidence.file")
    if not System.objects.filter(id=system).exists():
        raise NotFound("system.not-found", _("There is no such management system."))
    given = list(files)
    _check_count(given)
    if token and (sent := Drop.objects.filter(token=token).first()) is not None:
        return sent
    try:
        with transaction.atomic():
            drop = Drop.objects.create(
                organization_id=context.require_organization(),
                system_id=system,
                name=name.strip()[:300] or given[0].name[:300],
                token=token,
                total=len(given),
                started_by_id=context.person,
            )
    except IntegrityError:
        return Drop.objects.get(token=token)
    rows = [_received(context, drop, one) for one in given]
    DropFile.objects.bulk_create(rows)
    drop.done = sum(row.state == "refused" for row in rows)
    drop.save(update_fields=["done"])
    if defer:
        _defer(context, drop)
    return drop


def _defer(context: Context, drop: Drop) -> None:
    job = app.configure_task(TASK, lock=f"drop:{drop.id}")
    job.defer(organization=str(drop.organization_id), zone=context.zone, drop=str(drop.id))


@operation
def restart_drop(context: Context, drop: uuid.UUID) -> Drop:
    """Have a drop that stopped go on with what still waits. One that runs or is done is left alone."""
    require(context, "evidence.file")
    row = Drop.objects.select_for_update().filter(id=drop).first()
    if row is None:
        raise NotFound("drop.not-found", _("There is no such import."))
    if row.state == "failed":
        row.state, row.problems = "waiting", []
        row.save(update_fields=["state", "problems"])
        _defer(context, row)
    return row


def _check_count(given: list[Incoming]) -> None:
    if not given:
        raise Refusal("drop.nothing", _("Choose at least one file, folder or zip archive."), field="files")
    if len(given) > settings.MAX_DROP_FILES:
        raise Refusal(
            "drop.too-many-files",
            _(
                "These are %(count)s files; at most %(limit)s can be sent at once. Send them in parts or as a zip archive."
            )
            % {"count": len(given), "limit": settings.MAX_DROP_FILES},
            field="files",
        )


def _received(context: Context, drop: Drop, given: Incoming) -> DropFile:
    """The row of one file, its content kept; what can be told at once to be no document is refused at once and not kept."""
    checked = safe_name(given.name)
    row = DropFile(organization_id=drop.organization_id, drop=drop, size=given.size)
    row.name = (checked if isinstance(checked, str) else _printable(given.name))[:300]
    if given.size > settings.MAX_FILE_BYTES:
        return _refuse(row, refusal("too-large", size=given.size, limit=settings.MAX_FILE_BYTES))
    if isinstance(checked, Problem):
        return _refuse(row, checked)
    return _kept(context, row, given.read())


def _kept(context: Context, row: DropFile, content: bytes) -> DropFile:
    if len(content) > settings.MAX_FILE_BYTES:
        return _refuse(row, refusal("too-large", size=len(content), limit=settings.MAX_FILE_BYTES))
    kind, told = sniff(content, row.name)
    if not kind:
        return _refuse(row, told[-1])
    row.stored_as = store(context, hashlib.sha256(content).hexdigest(), content)
    return row


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name) or "?"


def _refuse(row: DropFile, problem: Problem) -> DropFile:
    row.state, row.problem = "refused", _as_json([problem])
    return row


def _as_json(problems: Iterable[Problem]) -> dict[str, Any]:
    """The refusal as code and parameters, and what is told besides."""
    told = list(problems)
    refused = next((one for one in told if one.refused), None)
    found: dict[str, Any] = {"code": refused.code, "params": refused.parameters} if refused else {}
    notices = [{"code": one.code, "params": one.parameters} for one in told if not one.refused]
    return {**found, **({"told": notices} if notices else {})}


def read_next(context: Context, drop: uuid.UUID) -> bool:
    """Read one file of a drop that waits; False when none does. What fails in a file is written at that file and stops nothing."""
    with within(context):
        waiting = DropFile.objects.filter(drop_id=drop, state__in=("reading", "waiting")).order_by("id")
        following = waiting.values_list("id", flat=True).first()
    if following is None:
        return False
    read_file(context, following)
    return True


def read_file(context: Context, file: uuid.UUID) -> None:
    """Read one file: claim it, extract its text outside any transaction, then keep item, document and passages together.

    A file whose reading killed its process twice is refused instead of tried for ever.
    """
    try:
        row = claim_file(context, file)
        if row is None:
            return
        content = fetch(context, row.stored_as)
        kind, _told = sniff(content, row.name)
        if kind == "zip":
            open_archive(context, file, content)
            return
        read = extract(content, row.name, ExtractionLimits(file_bytes=settings.MAX_FILE_BYTES))
        keep_file(context, file, content, read)
    except IntegrityError:
        release_file(context, file)
    except Exception:
        refuse_file(context, file, "reading-failed")
        raise


@operation
def claim_file(context: Context, file: uuid.UUID) -> DropFile | None:
    """Mark a file as being read. None when there is nothing to read: read already, or the same content is known here."""
    row = DropFile.objects.select_for_update().select_related("drop").get(id=file)
    if row.state not in ("waiting", "reading"):
        return None
    known = Document.objects.filter(system_id=row.drop.system_id, item__sha256=row.stored_as.rsplit("/", 1)[-1]).first()
    if known is not None:
        _finish(row, "known", document=known)
        return None
    if row.attempts >= ATTEMPTS:
        _finish(row, "refused", problem=_as_json([refusal("reading-failed")]))
        return None
    row.state, row.attempts = "reading", row.attempts + 1
    row.save(update_fields=["state", "attempts"])
    return row


@operation
def release_file(context: Context, file: uuid.UUID) -> None:
    """Give a file back whose content came in twice at the same moment: the next turn finds it known."""
    DropFile.objects.filter(id=file, state="reading").update(state="waiting")


@operation
def refuse_file(context: Context, file: uuid.UUID, code: str) -> None:
    """Write at a file why it was not read."""
    row = DropFile.objects.select_for_update().filter(id=file, state__in=("waiting", "reading")).first()
    if row is not None:
        _finish(row, "refused", problem=_as_json([refusal(code)]))


def _finish(
    row: DropFile, state: str, *, problem: dict[str, Any] | None = None, document: Document | None = None
) -> None:
    row.state, row.problem, row.document = state, problem or {}, document
    row.save(update_fields=["state", "problem", "document"])
    Drop.objects.filter(id=row.drop_id).update(done=F("done") + 1)


@operation
def open_archive(context: Context, file: uuid.UUID, content: bytes) -> None:
    """The members of a zip become files of its drop, waiting or refused; the archive itself counts as opened."""
    row = DropFile.objects.select_for_update().select_related("drop").get(id=file)
    if row.state != "reading":
        return
    others = DropFile.objects.filter(drop_id=row.drop_id).exclude(state="opened").count() - 1
    limits = ArchiveLimits(
        files=max(0, settings.MAX_DROP_FILES - others),
        file_bytes=settings.MAX_FILE_BYTES,
        total_bytes=10 * settings.MAX_FILE_BYTES,
    )
    found: list[DropFile] = []
    for one in members(content, limits):
        name = f"{row.name}/{one.name}" if one.name else row.name
        fresh = DropFile(organization_id=row.organization_id, drop_id=row.drop_id, name=name[-300:])
        if isinstance(one, Member):
            fresh.size = len(one.data)
            fresh = _kept(context, fresh, one.data)
        else:
            fresh = _refuse(fresh, one.problem)
        found.append(fresh)
    if len(found) == 1 and found[0].name == row.name:
        _finish(row, "refused", problem=found[0].problem)
        return
    if not found:
        _finish(row, "refused", problem=_as_json([refusal("archive-empty")]))
        return
    DropFile.objects.bulk_create(found, batch_size=500)
    refused = sum(one.state == "refused" for one in found)
    Drop.objects.filter(id=row.drop_id).update(total=F("total") + len(found), done=F("done") + refused)
    _finish(row, "opened")


@operation
def keep_file(context: Context, file: uuid.UUID, content: bytes, read: Extracted) -> None:
    """Keep what was read of one file: evidence item, document with its maturity, passages, and what it may replace."""
    row = DropFile.objects.select_for_update().select_related("drop").get(id=file)
    if row.state != "reading":
        return
    if read.refused is not None or not read.kind:
        _finish(row, "refused", problem=_as_json(read.problems))
        return
    media = MEDIA.get(read.kind, "application/octet-stream")
    item, _fresh = collect_item(context, name=PurePosixPath(row.name).name, content=content, media_type=media)
    document = _document(context, row, item, read)
    keep_passages(document, read)
    keep_words(context, document)
    index(
        context,
        kind="document",
        reference=str(document.id),
        title=document.title,
        detail=document.name,
        path=f"documents/{document.id}/",
    )
    touch("document", document.id)
    if document.state == "effective":
        touch_subject("document", document.id)
    _finish(row, "read", problem=_as_json(read.problems), document=document)


def _document(context: Context, row: DropFile, item: Item, read: Extracted) -> Document:
    found = maturity(read.text, title=read.title, as_of=context.today)
    state, reasons = _state(found)
    document = Document(
        organization_id=row.organization_id,
        system_id=row.drop.system_id,
        item=item,
        title=read.title[:300],
        fold=fold(read.title)[:340],
        name=row.name,
        state=state,
        reasons=[list(reason) for reason in reasons],
        stated={"effective_on": found.effective_on, "approved_by": found.approved_by, "approved_on": found.approved_on},
        author=_author(context, read.metadata.author),
        words=count_words(read.text),
    )
    if state == "effective":
        document.approved_as = found.approved_by[:200]
        document.approved_on = found.approved_on or None  # type: ignore[assignment]
        document.effective_from = found.effective_on or found.approved_on  # type: ignore[assignment]
    document.replaces = _earlier(document)
    document.save()
    document.refresh_from_db(fields=["approved_on", "effective_from"])
    return document


def _state(found: Maturity) -> tuple[str, tuple[tuple[str, str], ...]]:
    """In force as of the day the text states, even when that day is still to come: then it shows nothing before."""
    against = [reason for reason in found.reasons if reason[0] != "effective-later"]
    if found.state == "draft" and not against:
        return "effective", (("effective-date", found.effective_on or found.approved_on),)
    return found.state, found.reasons


def _author(context: Context, name: str) -> Any:
    """The person of that name, when exactly one is known."""
    found = list(people(context).filter(fold=fold(name), erased_at=None)[:2]) if name.strip() else []
    return found[0] if len(found) == 1 else None


def _earlier(document: Document) -> Document | None:
    """The latest other document of this title or file name: what this one may replace, for a person to confirm."""
    living = Document.objects.filter(system_id=document.system_id, state__in=("draft", "effective"))
    rows = living.exclude(id=document.id).order_by("-recorded_at", "-id")
    return rows.filter(name=document.name).first() or rows.filter(fold=document.fold).first()


def keep_passages(document: Document, read: Extracted) -> None:
    """Cut the text of a revision into passages and keep them."""
    cut = passages(str(document.id), read.text, read.sections)
    Passage.objects.bulk_create(
        (
            Passage(
                organization_id=document.organization_id,
                document=document,
                position=position,
                heading=passage.heading[:400],
                text=passage.text,
            )
            for position, passage in enumerate(cut)
        ),
        batch_size=1000,
    )
