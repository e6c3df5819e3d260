"""The part of a document's page that is about its control: what one can do, its revisions, who is asked, who reads, what was found against it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.documents.lines import known_identifiers
from clauseway.documents.models import Document, Misuse, Reading, Round, Vote
from clauseway.documents.opening import Group, Opened
from clauseway.documents.translating import Kin, is_behind
from clauseway.organization.policies import ROLES
from clauseway.rules.keeping import kept_until
from clauseway.rules.references import references
from clauseway.web.components import Action, Item, State, Text
from clauseway.web.documents import words
from clauseway.web.frame import Place
from clauseway.web.jinja import day, number

WORKING = ("draft", "review", "approval", "approved")
ENDED = ("superseded", "withdrawn", "archived")
MANY = 40


def _last_votes(row: Document) -> list[Vote]:
    """The votes of the last round with the round; one statement (a round always asks somebody)."""
    rows = Vote.objects.filter(round__document=row).select_related("person", "round").defer("round__text")
    votes = list(rows.order_by("-part", "id"))
    last = max((vote.round.number for vote in votes), default=0)
    return [vote for vote in votes if vote.round.number == last]


def control_values(place: Place, found: Opened, kin: Kin) -> dict[str, Any]:
    """The values of the document page that tell of its control; three statements at most whatever the number of revisions and readers."""
    row, revisions = found.row, kin.revisions
    here = f"{place.base}/documents/{row.id}"
    votes = _last_votes(row)
    made = votes[0].round if votes else None
    readings = list(
        Reading.objects.filter(document=row, dropped=False).select_related("person").order_by("read_at", "due_on")
    )
    may = place.may("evidence.file")
    return {
        "acts": tuple(_acts(place, row, revisions, made, votes, here, may)),
        "more": tuple(_more(row, revisions, here, may)),
        "revisions": tuple(_revision(place, one, row) for one in revisions[:MANY]) if len(revisions) > 1 else (),
        "languages": tuple(_languages(place, row, kin)),
        "stamp": stamp(place, row),
        "found": tuple(_found(place, one, may) for one in (_misuses(revisions) if found.misused else ())),
        "facts": tuple(_facts(place, row, found.process)),
        **_readers(place, row, found.groups, readings, here, may),
        "refers": tuple(_refers(place, row)),
        "asked": tuple(_vote(vote) for vote in votes),
        "asked_act": Action(label=_("Open the round"), href=f"{here}/round") if made else None,
    }


def stamp(place: Place, row: Document) -> str:
    """What the page says of itself on paper: identifier, revision, state, day, uncontrolled."""
    told = (row.identifier, _("revision %s") % number(row.number), str(row.get_state_display()))
    return " · ".join(
        (*(part for part in told if part), _("uncontrolled copy, printed on %s") % day(place.context.today))
    )


def _languages(place: Place, row: Document, kin: Kin) -> Iterable[Item]:
    """The original and its translations, with those that are behind."""
    original = kin.original if row.variant_of_id else row
    current = next((one for one in kin.revisions if one.state == "effective"), row)
    base = original if row.variant_of_id else current
    if row.variant_of_id and original is not None:
        yield _variant(place, original, original.language or _("original"), _("original"), behind=False)
    for one in sorted(kin.translations, key=lambda one: one.language):
        yield _variant(place, one, one.language or "—", "", behind=is_behind(one, base))


def _variant(place: Place, one: Document, language: str, note: str, *, behind: bool) -> Item:
    state, word = words.state_sign(one)
    told = [note] if note else []
    told += [word, _("revision %s") % number(one.number)]
    if behind:
        told.append(_("older than its original"))
    return Item(
        state=State.SOON if behind else state,
        title=f"{language}: {one.title}",
        note=" · ".join(told),
        href=f"{place.base}/documents/{one.id}/",
    )


def _kept(row: Document) -> str:
    """For how long ended revisions are kept; of an ended one, until when."""
    assert row.retention_months is not None
    told = ngettext("%s month after it ended", "%s months after it ended", row.retention_months) % number(
        row.retention_months
    )
    if row.effective_until is not None and row.state in ENDED:
        told = _("until %s") % day(kept_until(row.effective_until, row.retention_months))
    return f"{told} {row.retention_note}".strip()


def _facts(place: Place, row: Document, process: str) -> Iterable[tuple[str, Text]]:
    """Identifier, kind, owner and the rest of the control data."""
    yield _("Identifier"), row.identifier or "—"
    yield _("Revision"), number(row.number)
    yield _("Kind"), str(row.get_kind_display())
    yield _("Owner"), row.owner.name if row.owner else _("nobody yet")
    if row.process_ref:
        yield _("Process"), process or "—"
    yield _("Classification"), str(row.get_classification_display())
    if row.language:
        yield _("Language"), row.language
    if row.variant_of:
        yield _("Translation of"), row.variant_of.title
    if row.retention_months is not None:
        yield _("Kept"), _kept(row)
    if row.own_policy:
        looked = _("looked at by %(who)s, %(day)s: %(note)s") % {
            "who": row.looked_by.name if row.looked_by else "—",
            "day": day(row.looked_at),
            "note": row.look_note,
        }
        yield (
            _("Approved by its author"),
            f"{row.own_policy} — {looked if row.looked_at else _('a second look is still to come')}",
        )
    if row.change_note:
        yield _("What changed"), row.change_note
    if row.link:
        yield _("Kept at"), row.link


def notice_of(place: Place, row: Document, kin: Kin) -> tuple[str, tuple[Action, ...]]:
    """Which revision to look at instead: the one in force; or which one is on its way; or that a translation is behind."""
    others = [one for one in kin.revisions if one.id != row.id]
    current = next((one for one in others if one.state == "effective"), None)
    coming = next((one for one in others if one.state in WORKING), None)

    def open_(one: Document) -> Action:
        return Action(label=_("Open it"), href=f"{place.base}/documents/{one.id}/")

    if current is not None and row.state in ENDED:
        return _("This is revision %(old)s and no longer holds. Revision %(new)s is in force.") % {
            "old": row.number,
            "new": current.number,
        }, (open_(current),)
    if current is not None and row.state in WORKING:
        return _("Revision %s is in force until this one is.") % current.number, (open_(current),)
    if coming is not None and row.state == "effective":
        return _("Revision %(number)s is on its way: %(state)s.") % {
            "number": coming.number,
            "state": coming.get_state_display(),
        }, (open_(coming),)
    if kin.original is not None and is_behind(row, kin.original):
        return _("The original changed on %s. Look whether this translation still says the same.") % day(
            kin.original.effective_from
        ), (open_(kin.original),)
    return "", ()


def _acts(
    place: Place,
    row: Document,
    revisions: Sequence[Document],
    made: Round | None,
    votes: list[Vote],
    here: str,
    may: bool,
) -> Iterable[Action]:
    """What comes next for this revision and this person."""
    mine = (
        any(v.person_id == place.context.person and not v.answer for v in votes) if made and not made.result else False
    )
    if row.state in ("review", "approval"):
        yield Action(label=_("Read and answer") if mine else _("Open the round"), href=f"{here}/round", primary=mine)
    wrote = {*row.wrote, str(row.author_id)}
    if (
        row.own_policy
        and row.looked_by_id is None
        and row.state == "effective"
        and str(place.context.person) not in wrote
    ):
        yield Action(label=_("Take the second look"), href=f"{here}/look", primary=True)
    if not may:
        return
    if row.state == "draft":
        if row.form != "uploaded":
            yield Action(label=_("Write"), href=f"{here}/edit", icon="pencil")
        yield Action(label=_("Take a file in"), href=f"{here}/file-in", icon="upload")
        if row.form != "uploaded" or row.item_id:
            yield Action(label=_("Put before people"), href=f"{here}/submit", primary=bool(row.text or row.link))
    elif row.state == "effective" and not any(one.state in WORKING for one in revisions):
        yield Action(label=_("Revise"), href=f"{here}/revise", method="post")
    elif row.state in ("superseded", "withdrawn"):
        yield Action(label=_("Archive"), href=f"{here}/archive", method="post")


def _more(row: Document, revisions: Sequence[Document], here: str, may: bool) -> Iterable[Action]:
    """What is done less often."""
    if row.item_id or row.text:
        yield Action(label=_("As PDF"), href=f"{here}/copy?format=pdf", icon="download", method="post")
        yield Action(label=_("As Word"), href=f"{here}/copy?format=docx", icon="download", method="post")
    if any(one.number < row.number for one in revisions):
        yield Action(label=_("Compare"), href=f"{here}/compare")
    if not may:
        return
    if row.state not in ENDED:
        yield Action(label=_("Control data"), href=f"{here}/control")
        if row.variant_of_id is None and row.form == "authored":
            yield Action(label=_("Translate"), href=f"{here}/translate")
    if row.state == "effective":
        yield Action(label=_("New revision from a file"), href=f"{here}/file-in")
        yield Action(label=_("Old copy found"), href=f"{here}/misuse")
    if row.state == "draft":
        yield Action(label=_("In use without approval"), href=f"{here}/misuse")


def _revision(place: Place, one: Document, row: Document) -> Item:
    state, word = words.state_sign(one)
    told = [word]
    if one.effective_from and one.effective_until and one.effective_until < one.effective_from:
        told.append(_("was never in force"))
    else:
        told += [_("from %s") % day(one.effective_from)] if one.effective_from else []
        told += [_("until %s") % day(one.effective_until)] if one.effective_until else []
    if one.approved_by:
        told.append(_("approved by %s") % one.approved_by.name)
    return Item(
        state=state,
        title=_("Revision %s") % one.number + (_(" (this one)") if one.id == row.id else ""),
        note=" · ".join(told),
        href=f"{place.base}/documents/{one.id}/" if one.id != row.id else "",
    )


def _misuses(revisions: Sequence[Document]) -> list[Misuse]:
    return list(
        Misuse.objects.filter(document_id__in=[one.id for one in revisions]).order_by("settled_on", "found_on")[:MANY]
    )


def _found(place: Place, one: Misuse, may: bool) -> Item:
    told = " · ".join(part for part in (str(one.get_kind_display()), one.where, day(one.found_on)) if part)
    settle = Action(label=_("Settle it"), href=f"{place.base}/documents/misuse/{one.id}/")
    return Item(
        state=State.NOT_APPLICABLE if one.settled_on else State.GAP,
        title=one.statement,
        note=f"{told} — {one.settled_note}" if one.settled_on else told,
        actions=(settle,) if may and not one.settled_on else (),
    )


def _vote(vote: Vote) -> Item:
    states = {"approve": State.SHOWN, "changes": State.GAP, "": State.UNKNOWN}
    return Item(
        state=states[vote.answer],
        title=vote.person.name,
        note=f"{vote.get_part_display()} · {vote.get_answer_display()}",
        aside=day(vote.answered_at) if vote.answered_at else "",
    )


def _readers(
    place: Place,
    row: Document,
    groups: Sequence[Group],
    readings: list[Reading],
    here: str,
    may: bool,
) -> dict[str, Any]:
    """Who has to read it and did, and one's own statement."""
    done = sum(one.read_at is not None for one in readings)
    told = _("Goes to: %s.") % ", ".join(_group(group) for group in groups) if groups else ""
    if readings:
        told += " " + _("%(done)s of %(all)s read it.") % {"done": number(done), "all": number(len(readings))}
    mine = next((one for one in readings if one.person_id == place.context.person), None)
    may_read = row.state == "effective" and mine is not None and mine.read_at is None and place.may("actions.own")
    return {
        "readers": tuple(
            Item(
                state=State.SHOWN if one.read_at else State.UNKNOWN,
                title=one.person.name,
                aside=day(one.read_at) if one.read_at else _("by %s") % day(one.due_on) if one.due_on else "",
                late=one.read_at is None and one.due_on is not None and one.due_on < place.context.today,
            )
            for one in readings[:MANY]
        ),
        "readers_told": told.strip() or _("It goes to nobody in particular; everybody finds it in the register."),
        "readers_act": Action(label=_("Distribute"), href=f"{here}/audience")
        if may and row.state not in ENDED
        else None,
        "circles": tuple(
            Action(
                label=_("Who works here: %s") % _group(group),
                href=f"{place.base}/documents/circle/{group.kind}/{group.ref}/",
            )
            for group in groups
            if group.kind in ("process", "site") and place.may("stocktake.edit")
        ),
        "read_act": Action(label=_("I have read and understood it"), href=f"{here}/read", method="post", primary=True)
        if may_read
        else None,
    }


def _group(group: Group) -> str:
    if group.kind == "everybody":
        return _("everybody")
    if group.kind == "role":
        return str(ROLES.get(group.ref, group.ref))
    if group.kind in ("process", "site"):
        return group.name or group.ref
    if group.kind == "person":
        return _("named people")
    return group.ref


def _refers(place: Place, row: Document) -> Iterable[Item]:
    named = references(row.text) if "[[" in row.text else ()
    known = known_identifiers(place.context, named) if named else {}
    for document, title in known.values():
        yield Item(state=State.INFO, title=title, href=f"{place.base}/documents/{document}/")
