"""From one document to the values of its page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents.models import Document, Suggestion
from clauseway.documents.opening import Opened
from clauseway.documents.queries import decided_of, text_of
from clauseway.documents.translating import kin_of
from clauseway.documents.unfinished import left_open
from clauseway.web.components import Action, Item, Moment, State, Text
from clauseway.web.documents import words
from clauseway.web.documents.build import crumb
from clauseway.web.documents.cards import Known
from clauseway.web.documents.control import ENDED, control_values, notice_of
from clauseway.web.documents.forms import ConfirmForm, WithdrawForm
from clauseway.web.documents.page import DocumentPage, Piece
from clauseway.web.documents.writing import preview_of
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import Place
from clauseway.web.jinja import day, filesize, markdown, number


def document_page(
    place: Place, found: Opened, confirm: ConfirmForm, withdraw: WithdrawForm, refused: str
) -> DocumentPage:
    """Eleven statements at most, whatever the length of the document and the number of its revisions, groups and readers."""
    row = found.row
    state, word = words.state_sign(row)
    known = Known(place)
    pieces = text_of(place.context, row.id)
    decided = decided_of(place.context, row.id) if pieces else []
    by_passage: dict[Any, list[Suggestion]] = {}
    for one in decided:
        by_passage.setdefault(one.passage_id, []).append(one)
    waiting = sum(one.state == "proposed" for one in decided)
    here = f"{place.base}/documents/{row.id}"
    may, living = place.may("evidence.file"), row.state in ("draft", "effective")
    kin = kin_of(place.context, row)
    control = control_values(place, found, kin)
    notice, notice_actions = notice_of(place, row, kin)
    if not notice:
        notice, notice_actions = _notice(place, row, here, may, later=kin.successor)
    return DocumentPage(
        crumbs=crumb(place, (row.title, "")),
        title=row.title,
        name=row.name,
        state=state,
        word=word,
        context=_context(row),
        lead=_lead(row),
        why_title=_("Why it is in force") if row.state == "effective" else _("Why it shows nothing yet"),
        reasons=tuple(_reasons(row)),
        facts=(*control.pop("facts"), *_facts(row)),
        described=tuple(_described(row, decided, known, positions={p.id: p.position for p in pieces})),
        pieces=tuple(_pieces(place, row, pieces, by_passage, known)) or _written(place, row),
        history=tuple(_history(row)),
        **control,
        review_action=_to_review(place, row, waiting, primary=not confirm.errors) if waiting and living else None,
        **_confirming(place, row, confirm, here, may and living, refused),
        notice=notice,
        notice_actions=notice_actions,
        withdraw=fields_from(withdraw) if may and (living or row.state == "approved") else (),
        withdraw_href=f"{here}/withdraw",
        reviewed=tuple(_reviewed(place, row, here)) if may else (),
        download=_download(row, here),
        version=row.version,
    )


def _to_review(place: Place, row: Document, waiting: int, *, primary: bool) -> Action | None:
    """To the suggestions of this document that wait."""
    if not place.may("passages.decide"):
        return None
    return Action(
        label=ngettext("Review %s suggestion", "Review %s suggestions", waiting) % number(waiting),
        href=f"{place.base}/documents/review/?document={row.id}",
        primary=primary,
    )


def _reviewed(place: Place, row: Document, here: str) -> Iterable[Action]:
    """One press: looked through today; or the form that says what has to change."""
    if row.state != "effective":
        return
    if row.confirmed_at and row.reviewed_on != place.context.today:
        yield Action(label=_("Reviewed today, still suitable"), href=f"{here}/reviewed", method="post")
    if row.effective_from:
        yield Action(label=_("Reviewed, needs a change"), href=f"{here}/needs-change")


def _download(row: Document, here: str) -> Action | None:
    """The file, or where it is kept."""
    if row.form == "linked":
        return Action(label=_("Open where it is kept"), href=row.link)
    if row.form == "uploaded" and row.item_id:
        return Action(label=_("Download the file"), href=f"{here}/file", icon="download")
    return None


def _written(place: Place, row: Document) -> tuple[Piece, ...]:
    """A text that was not cut into passages yet: as it is written, variables filled and references linked."""
    if not row.text:
        return ()
    return (Piece(anchor="text", heading="", text=preview_of(place, row, row.text)[0]),)


def confirmable(row: Document) -> bool:
    """Whether a page may offer to state a named person's approval: a file nobody confirmed yet."""
    return not row.confirmed_at and row.form == "uploaded" and row.item_id is not None


def _confirming(
    place: Place, row: Document, form: ConfirmForm, here: str, may: bool, refused: str
) -> Mapping[str, Any]:
    """The form that confirms the document, or why it cannot be confirmed."""
    if not may or not confirmable(row):
        return {}
    if left_open(row, place.context.today):
        return {
            "confirm_refused": _(
                "It cannot be confirmed as it is, because its own text says that it is not finished. Finish it, then import it"
                " again: the new version is offered in its place."
            )
        }
    return {
        "confirm": fields_from(form),
        "confirm_href": f"{here}/confirm",
        "confirm_title": _("Confirm it in force") if row.state == "draft" else _("Take it under control"),
        "confirm_errors": (*((refused,) if refused else ()), *form_errors(form)),
    }


def _context(row: Document) -> tuple[str, ...]:
    told = [part for part in (row.identifier, _("revision %s") % number(row.number)) if part]
    if row.effective_from and row.state == "effective":
        told.append(_("since %s") % day(row.effective_from))
    if row.effective_until:
        told.append(_("until %s") % day(row.effective_until))
    told.append(ngettext("%s word", "%s words", row.words) % number(row.words))
    if row.form == "uploaded":
        told.append(_("imported %s") % day(row.recorded_at))
    return tuple(told)


def _lead(row: Document) -> str:
    return {
        "draft": _(
            "Accepted passages show only a draft, which is nothing to an auditor, until the document is in force."
        ),
        "effective": _("Accepted passages show that something is defined, and never more: not done, not working."),
        "superseded": _("A later document took its place. For the time before it shows what it showed."),
        "withdrawn": _("It no longer applies. For the time before it shows what it showed."),
        "archived": _("Put away. For its time it shows what it showed."),
        "review": _("It is before its reviewers. Until it is approved it shows nothing."),
        "approval": _("It is before its approvers. Until it is approved it shows nothing."),
        "approved": _("Approved, and in force from its day on."),
    }[row.state]


def _reasons(row: Document) -> Iterable[Item]:
    if row.state in ENDED:
        if row.ended_reason:
            yield Item(state=State.INFO, title=row.ended_reason)
        return
    for code, detail in row.reasons:
        state = State.SHOWN if row.state == "effective" else State.UNKNOWN
        yield Item(state=state, title=words.reason_sentence(code, detail))


def _facts(row: Document) -> Iterable[tuple[str, Text]]:
    approver = row.approved_by.name if row.approved_by else row.approved_as
    if approver or row.approved_on:
        how = "" if row.confirmed_at else " " + _("(says the text)")
        yield _("Approved"), f"{approver} {day(row.approved_on)}".strip() + how
    if row.author:
        yield _("Written by"), row.author.name
    if row.reviewed_on:
        yield _("Reviewed"), day(row.reviewed_on)
    if row.confirmed_at:
        yield _("Confirmed"), f"{row.confirmed_by.name if row.confirmed_by else '—'}, {day(row.confirmed_at)}"
    if row.item is None:
        return
    yield _("File"), f"{row.name} · {filesize(row.item.size)}"
    yield _("Content"), f"sha256 {row.item.sha256[:16]}…"


def _described(
    row: Document, decided: list[Suggestion], known: Known, *, positions: Mapping[Any, int]
) -> Iterable[Item]:
    """What its accepted passages describe; the sign is *shown* only where the document is in force."""
    state = State.SHOWN if row.state == "effective" else State.UNKNOWN
    for one in decided:
        requirement = known.by_id.get(one.requirement_id)
        if one.state != "accepted" or requirement is None:
            continue
        who = one.decided_by.name if one.decided_by else "—"
        yield Item(
            state=state,
            title=f"{requirement.ref} {requirement.title}",
            note=f"{requirement.edition_name} · {who}, {day(one.decided_on)}",
            href=f"#p{positions.get(one.passage_id, 0)}",
        )


def _pieces(
    place: Place, row: Document, passages: Iterable[Any], by_passage: Mapping[Any, list[Suggestion]], known: Known
) -> Iterable[Piece]:
    """The text in its order; a heading is printed where it changes."""
    before = row.title
    may = place.may("passages.decide")
    for one in passages:
        heading = one.heading.split(" > ")[-1]
        yield Piece(
            anchor=f"p{one.position}",
            heading=heading if heading and one.heading != before and heading != row.title else "",
            text=markdown(one.text),
            shows=tuple(
                _shown(place, row, found, known, may) for found in by_passage.get(one.id, ()) if _told(found, known)
            ),
        )
        before = one.heading


def _told(one: Suggestion, known: Known) -> bool:
    return one.state in ("accepted", "proposed") and one.requirement_id in known.by_id


def _shown(place: Place, row: Document, one: Suggestion, known: Known, may: bool) -> Item:
    requirement = known.by_id[one.requirement_id]
    accepted = one.state == "accepted"
    note = requirement.edition_name
    if not accepted:
        note += " · " + words.strength_word(one.strength)
    decide = f"{place.base}/documents/review/{one.id}/decide?seen={one.version}&back=document&document={row.id}"
    act = Action(label=_("Take back"), href=f"{decide}&verdict=undo", method="post", key="u")
    if not accepted:
        act = Action(label=_("Decide"), href=f"{place.base}/documents/review/{one.id}/")
    return Item(
        state=State.SHOWN if accepted and row.state == "effective" else State.UNKNOWN,
        title=f"{requirement.ref} {requirement.title}",
        note=note if accepted else _("suggested · %s") % note,
        actions=(act,) if may and (accepted or row.state in ("draft", "effective")) else (),
    )


def _notice(
    place: Place, row: Document, here: str, may: bool, *, later: Document | None
) -> tuple[str, tuple[Action, ...]]:
    """What there is to know about an earlier or later version."""
    earlier = row.replaces
    if earlier is not None and earlier.state == "superseded":
        return _("It replaced “%s”.") % earlier.title, (_open(place, earlier),)
    if earlier is not None and row.state in ("draft", "effective"):
        told = _("“%(title)s” (%(name)s) has the same title or file name. Is this document its successor?") % {
            "title": earlier.title,
            "name": earlier.name,
        }
        replace = Action(label=_("It replaces it"), href=f"{here}/replace", method="post")
        apart = Action(label=_("Both stand"), href=f"{here}/apart", method="post")
        acts = (_open(place, earlier), *((replace,) if row.state == "effective" else ()), apart)
        return told, acts if may else (_open(place, earlier),)
    if later is not None and row.state != "withdrawn":
        told = _("Replaced by “%s”.") if row.state == "superseded" else _("A later version may take its place: “%s”.")
        return told % later.title, (_open(place, later),)
    return "", ()


def _open(place: Place, row: Document) -> Action:
    return Action(label=_("Open it"), href=f"{place.base}/documents/{row.id}/")


def _history(row: Document) -> Iterable[Moment]:
    if row.effective_until:
        word = _("Replaced") if row.state == "superseded" else _("Withdrawn")
        yield Moment(when=day(row.effective_until), at=row.effective_until, text=word, state=State.UNKNOWN)
    if row.reviewed_on and row.reviewed_on != row.approved_on:
        yield Moment(when=day(row.reviewed_on), at=row.reviewed_on, text=_("Reviewed"), state=State.SHOWN)
    if row.confirmed_at:
        who = row.confirmed_by.name if row.confirmed_by else "—"
        yield Moment(
            when=day(row.confirmed_at), at=row.confirmed_at, text=_("Confirmed by %s") % who, state=State.SHOWN
        )
    if row.form == "uploaded" and row.item is not None:
        given = row.item.recorded_by.name if row.item.recorded_by else _("the command line")
        told = _("Imported by %s") % given
    else:
        told = _("Begun by %s") % (row.author.name if row.author else "—")
    yield Moment(when=day(row.recorded_at), at=row.recorded_at, text=told)
    if row.effective_from:
        yield Moment(when=day(row.effective_from), at=row.effective_from, text=_("In force"), state=State.SHOWN)
    if row.approved_on and row.approved_on != row.effective_from:
        yield Moment(when=day(row.approved_on), at=row.approved_on, text=_("Approved"), state=State.SHOWN)
