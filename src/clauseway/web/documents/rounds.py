"""The page of a round: the text with what changed since one's last look, who is asked, answering, remarks, taking it back."""

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import ratelimit
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from markupsafe import Markup

from clauseway.documents import operations
from clauseway.documents.lines import kind_rule, line_of, put_text
from clauseway.documents.models import Document, Look, Remark, Round, Vote
from clauseway.documents.queries import get_document
from clauseway.documents.rounds import standing
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.rules.redline import redline
from clauseway.web import inputs
from clauseway.web.components import Action, Field, Item, Link, State, Text
from clauseway.web.documents.build import crumb
from clauseway.web.documents.comparing import marked_up, told, words_of
from clauseway.web.documents.writing import url
from clauseway.web.frame import Place, in_system, page, say, say_refusal
from clauseway.web.jinja import day, moment
from clauseway.web.posted import Errors, Typed, wrong
from clauseway.web.tables import View


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """A revision before people: who is asked, what changed since what, remarks, and the answer of whoever looks at it."""

    crumbs: tuple[Link, ...]
    title: str
    lead: str
    state: State
    word: str
    asked: tuple[Item, ...]
    redline: Text
    redline_told: str
    redline_title: str
    compares: tuple[View, ...]
    remarks: tuple[Item, ...]
    answer_href: str = ""
    answer_part: str = ""
    answer_title: str = ""
    answer_fields: tuple[Field, ...] = ()
    answer_errors: tuple[str, ...] = ()
    remark_href: str = ""
    remark_fields: tuple[Field, ...] = ()
    acts: tuple[Action, ...] = ()
    note: str = ""


@require_GET
@in_system
def round_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """The open round of a revision, or its last one; what changed since one's own last look, or against the revision in force."""
    row = get_document(place.context, document)
    if not Round.objects.filter(document=row).exists():
        say(place, _("It was never put before people."), state=State.INFO)
        return HttpResponseRedirect(url(place, document))
    return _round(place, row, {})


def _last(row: Document) -> Round:
    """The newest round of the revision; not found when it was never put before people."""
    made = Round.objects.filter(document=row).select_related("opened_by").order_by("-number").first()
    if made is None:
        raise NotFound("round.not-found", _("It was never put before people."))
    return made


def _round(place: Place, row: Document, errors: Errors, status: int = 200) -> HttpResponse:
    made = _last(row)
    votes = list(Vote.objects.filter(round=made).select_related("person").order_by("-part", "id"))
    found = standing(place.context, made, votes)
    mine = next(
        (
            v
            for v in votes
            if v.person_id == place.context.person and not v.answer and v.part == found.stage and not made.result
        ),
        None,
    )
    against, since, title = _against(place, row)
    text = made.text or put_text(place.context, row)
    pieces = redline(since, text)
    here = url(place, row.id)
    values = RoundPage(
        crumbs=crumb(place, (row.title, here), (_("Round %s") % made.number, "")),
        title=row.title,
        lead=_("%(kind)s · revision %(number)s · put before people by %(who)s on %(day)s")
        % {
            "kind": row.get_kind_display(),
            "number": row.number,
            "who": made.opened_by.name if made.opened_by else "—",
            "day": day(made.opened_at),
        },
        state=State.SOON if not made.result else State.INFO,
        word=str(made.get_result_display()) if made.result else str(row.get_state_display()),
        asked=tuple(_vote(place, vote, found.gone, bool(made.result)) for vote in votes),
        redline=marked_up(pieces),
        redline_told=told(pieces) if since else words_of(text),
        redline_title=title,
        compares=_compares(here, against),
        remarks=tuple(_remark(place, row, one) for one in _remarks(made)),
        note=made.note,
        acts=(Action(label=_("Take it back"), href=f"{here}take-back", method="post"),)
        if not made.result and place.may("evidence.file")
        else (),
        **(_answering(place, row, mine, here, errors) if mine else {}),
        **(_remarking(here, made, errors) if not made.result and (mine or place.may("evidence.file")) else {}),
    )
    return page(place, "documents/round.html", {"page": values}, current="documents", status=status)


def _against(place: Place, row: Document) -> tuple[str, str, str]:
    """What the text is compared with: one's last look if there was one and nothing else is asked, else the revision before."""
    asked, person = place.request.GET.get("against", ""), place.context.person
    look = Look.objects.filter(line_id=row.line_key, person_id=person).first() if person else None
    if look is not None and asked in ("", "look"):
        return "look", look.text, _("What changed since you last looked, %s") % day(look.looked_at)
    before = line_of(place.context, row).filter(number__lt=row.number).first()
    if before is not None and asked in ("", "before", "look"):
        return "before", put_text(place.context, before), _("What changes against revision %s") % before.number
    return "nothing", "", _("The whole text")


def _compares(here: str, against: str) -> tuple[View, ...]:
    pairs = (
        ("look", _("Since my last look")),
        ("before", _("Against the revision before")),
        ("nothing", _("Whole text")),
    )
    return tuple(View(label=label, href=f"{here}round?against={key}", current=key == against) for key, label in pairs)


def _vote(place: Place, vote: Vote, gone: tuple[str, ...], over: bool) -> Item:
    states = {"approve": State.SHOWN, "changes": State.GAP, "": State.UNKNOWN}
    said = [str(vote.get_part_display()), str(vote.get_answer_display())]
    if vote.answered_at:
        said.append(moment(vote.answered_at))
    if vote.signed_as:
        said.append(_("signed: “%s”") % vote.signed_as)
    if vote.own_policy:
        said.append(_("own text, under %s") % vote.own_policy)
    if str(vote.person_id) in gone:
        said.append(_("has left and can answer no more"))
    note = " · ".join(said) + (f" — {vote.comment}" if vote.comment else "")
    change = Action(label=_("Ask somebody else"), href=f"{place.base}/documents/asked/{vote.id}/")
    return Item(
        state=State.GAP if str(vote.person_id) in gone and not over else states[vote.answer],
        title=vote.person.name,
        note=note,
        actions=(change,) if not vote.answer and not over and place.may("evidence.file") else (),
    )


def _remarks(made: Round) -> list[Remark]:
    return list(Remark.objects.filter(round=made).select_related("person").order_by("made_at", "id"))


def _remark(place: Place, row: Document, one: Remark) -> Item:
    title: Text = one.comment or _("Suggested words")
    note: Text = one.person.name if one.person else "—"
    if one.quote:
        note = Markup("%s: <del>%s</del> <ins>%s</ins>") % (note, one.quote, one.wording)
    acts = ()
    if one.state == "open" and place.may("evidence.file"):
        here = f"{place.base}/documents/remarks/{one.id}/settle"
        take = Action(label=_("Take over"), href=f"{here}?take=1", method="post")
        decline = Action(label=_("Decline") if one.quote else _("Settled"), href=here, method="post")
        acts = (*((take,) if one.quote and row.state == "draft" else ()), decline)
    states = {"open": State.UNKNOWN, "taken": State.SHOWN, "declined": State.NOT_APPLICABLE}
    return Item(state=states[one.state], title=title, note=note, actions=acts)


def _answering(place: Place, row: Document, mine: Vote, here: str, errors: Errors) -> dict[str, Any]:
    rule = kind_rule(place.context, row.kind)
    signs = rule.signature and mine.part == "approval"
    choices = [("approve", _("I approve it") if mine.part == "approval" else _("I agree"))]
    choices.append(("changes", _("It needs changes")))
    typed = Typed(place.request)
    password = Field(
        name="password",
        label=_("Your password, as signature: “%s”") % (rule.meaning or _("I approve this document.")),
        type="password",
        autocomplete="current-password",
        errors=wrong(errors, "password"),
    )
    return {
        "answer_href": f"{here}answer",
        "answer_part": mine.part,
        "answer_title": _("Your approval") if mine.part == "approval" else _("Your review"),
        "answer_errors": tuple(m for f, m in errors.items() if f not in ("answer", "comment", "password", "quote")),
        "answer_fields": (
            inputs.radio(typed, errors, "answer", _("Answer"), choices),
            inputs.text(typed, errors, "comment", _("Comment"), type="textarea", rows=3),
            *((password,) if signs else ()),
            Field(name="part", label="", type="hidden", value=mine.part),
        ),
    }


def _remarking(here: str, made: Round, errors: Errors) -> dict[str, Any]:
    return {
        "remark_href": f"{here}remark",
        "remark_fields": (
            Field(
                name="quote",
                label=_("Words of the text"),
                type="textarea",
                rows=2,
                help=_("Copy them from the text to suggest others; empty for a remark."),
                errors=wrong(errors, "quote"),
                id="remark-quote",
            ),
            Field(name="wording", label=_("Better words"), type="textarea", rows=2, id="remark-wording"),
            Field(name="comment", label=_("Remark"), type="textarea", rows=2, id="remark-comment"),
        ),
    }


@require_POST
@in_system
def answer_view(place: Place, document: uuid.UUID) -> HttpResponse:
    """Agree or ask for changes; with the password where the kind asks a signature."""
    row, typed = get_document(place.context, document), Typed(place.request)
    made = _last(row)
    try:
        done = operations.answer(
            place.context,
            made.id,
            part=typed.text("part"),
            answer=typed.text("answer"),
            comment=typed.text("comment"),
            signature=_signature(place, row, typed),
        )
    except Refusal as refusal:
        return _round(place, row, {refusal.field: refusal.message}, refusal.status)
    said = {"effective": _("Approved and in force."), "approved": _("Approved; in force on its day.")}
    say(place, said.get(done.state, _("Your answer is kept.")))
    return HttpResponseRedirect(url(place, document))


def _signature(place: Place, row: Document, typed: Typed) -> operations.Signature | None:
    """The password entered again, checked and rate-limited as allauth does. None where none is asked; Refusal for a wrong one."""
    asked = typed.text("part") == "approval" and typed.text("answer") == "approve"
    if not asked or not kind_rule(place.context, row.kind).signature:
        return None
    request = place.request
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise Refusal("document.too-many-tries", _("Too many tries. Wait a minute."), field="password")
    form = ReauthenticateForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Refusal("document.signed", _("This is not your password."), field="password")
    return operations.Signature("password")


@require_POST
@in_system
def remark_view(place: Place, document: uuid.UUID) -> HttpResponse:
    """A remark or other words for some."""
    row, typed = get_document(place.context, document), Typed(place.request)
    made = _last(row)
    try:
        operations.remark(
            place.context,
            made.id,
            comment=typed.text("comment"),
            quote=typed.text("quote"),
            wording=typed.text("wording"),
        )
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(url(place, document, "round"))


@require_POST
@in_system
def settle_remark(place: Place, remark: uuid.UUID) -> HttpResponse:
    """Take a suggestion over, or decline it."""
    found = Remark.objects.select_related("round").filter(id=remark).first()
    if found is None:
        raise NotFound("remark.not-found", _("There is no such remark."))
    try:
        operations.settle_remark(place.context, remark, take="take" in place.request.GET)
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(url(place, found.round.document_id, "round"))


@require_POST
@in_system
def take_back(place: Place, document: uuid.UUID) -> HttpResponse:
    """Take it back, to change it."""
    try:
        operations.take_back(place.context, document)
        say(place, _("Taken back: it is a draft again."))
    except Refusal as refusal:
        say_refusal(place, refusal)
    return HttpResponseRedirect(url(place, document))


@require_POST
@in_system
def looked(place: Place, document: uuid.UUID) -> HttpResponse:
    """Note that one has seen the text as it is now."""
    operations.note_look(place.context, document)
    say(place, _("Noted. Next time you see what changed since."))
    return HttpResponseRedirect(url(place, document, "round"))
