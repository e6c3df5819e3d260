"""A colleague answers through a link: no account, no other page, just these questions. Every sending replaces their own answer."""

import dataclasses
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.conformity.models import Question
from clauseway.conformity.operations import answer_question
from clauseway.conformity.queries import questions_for
from clauseway.evidence.operations import collect_item
from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.links import mark_used, open_link
from clauseway.organization.queries import current
from clauseway.web.components import Field
from clauseway.web.links.page import Asked, QuestionsPage
from clauseway.web.wording import phrases

SCOPE = "questions"


def _open(request: Any, token: str) -> tuple[Context, list[Question]]:
    """The context and the questions behind a token; NotFound when there are none (any more)."""
    context = open_link(token, scope=SCOPE, request=getattr(request.context, "request", ""))
    enter(context)
    if context.person is None:
        raise NotFound("link.not-open", _("This link is not open any more."))
    try:
        found = questions_for(context, context.person, uuid.UUID(context.reference))
    except ValueError:
        found = []
    if not found:
        raise NotFound("link.not-open", _("This link is not open any more."))
    return context, found


def questions(request: Any, token: str) -> HttpResponse:
    """The questions of one round."""
    try:
        context, found = _open(request, token)
    except NotFound as refusal:
        return render(request, "links/closed.html", {"message": refusal.message}, status=404)
    return private(render(request, "links/questions.html", {"page": _page(context, token, found, {})}))


def answer(request: Any, token: str, question: uuid.UUID) -> HttpResponse:
    """One answer, with a file where one is attached."""
    try:
        context, found = _open(request, token)
        mine = next((q for q in found if q.id == question), None)
        if request.method != "POST" or mine is None:
            return HttpResponseRedirect(f"/q/{token}/")
    except NotFound as refusal:
        return render(request, "links/closed.html", {"message": refusal.message}, status=404)
    try:
        with unit_of_work(context):
            item = _attached(context, request.FILES.get("file")) or mine.item_id
            answer_question(context, question, answer=request.POST.get("answer", "")[:20_000], item=item)
            mark_used(context, token)
    except Refusal as refusal:
        typed = {str(question): (request.POST.get("answer", ""), refusal.message)}
        values = {"page": _page(context, token, found, typed)}
        return private(render(request, "links/questions.html", values, status=refusal.status))
    return HttpResponseRedirect(f"/q/{token}/?answered={question}#q-{question}")


def _attached(context: Context, file: Any) -> uuid.UUID | None:
    """Keep an attached file as an item. The link alone may not file evidence, so this one thing is done in the system's name for the person."""
    if file is None:
        return None
    if file.size == 0:
        raise Refusal("file.empty", _("The file is empty."), field="file")
    if file.size > settings.MAX_FILE_BYTES:
        limit = settings.MAX_FILE_BYTES // 1_000_000
        raise Refusal("file.too-large", _("The file is larger than %s MB.") % limit, field="file")
    allowed = dataclasses.replace(context, roles=frozenset({"system"}))
    media = (file.content_type or "application/octet-stream")[:120]
    item, _new = collect_item(allowed, name=file.name, content=file.read(), media_type=media)
    return item.id


def _page(context: Context, token: str, found: list[Question], typed: dict[str, tuple[str, str]]) -> QuestionsPage:
    organization = current(context)
    asker = next((q.asked_by.name for q in found if q.asked_by), "")
    due = next((q.due_on for q in found if q.due_on), None)
    left = sum(1 for q in found if not q.answered_at)
    number = len(found)
    title = ngettext("A question for you", "%(n)s questions for you", number) % {"n": number}
    who = (
        _("%(name)s of %(organization)s asks.") % {"name": asker, "organization": organization.name}
        if asker
        else organization.name
    )
    by = _("Please answer by %s.") % phrases.day(due) if due else ""
    return QuestionsPage(
        title=title,
        lead=" ".join(part for part in (who, by, _("You need no account; only these questions are shown.")) if part),
        questions=tuple(_asked(token, q, typed.get(str(q.id))) for q in found),
        done=not left,
        thanks=_("Thank you. Everything is answered; you can close this page, or change an answer.")
        if not left
        else "",
    )


def _asked(token: str, question: Question, typed: tuple[str, str] | None) -> Asked:
    requirement = question.requirement
    text, error = typed or (question.answer, "")
    return Asked(
        id=str(question.id),
        href=f"/q/{token}/{question.id}/",
        about=f"{requirement.ref} {requirement.title} · {requirement.edition.name}",
        explained=str(requirement.words.get("explain", "")),
        text=question.text,
        answered=_("answered") if question.answered_at else "",
        attached=question.item.name if question.item else "",
        fields=(
            Field(
                name="answer",
                id=f"answer-{question.id}",
                label=_("Your answer"),
                type="textarea",
                required=True,
                value=text,
                errors=(error,) if error else (),
            ),
            Field(
                name="file",
                id=f"file-{question.id}",
                label=_("A file that shows it"),
                type="file",
                help=_("“%s” is attached.") % question.item.name if question.item else "",
            ),
        ),
        error=error,
    )


def private(response: HttpResponse) -> HttpResponse:
    """The address is a key: keep it out of caches, search engines and other sites."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = (
        "same-origin"  # "no-referrer" would make browsers post without an origin, which is refused
    )
    return response
