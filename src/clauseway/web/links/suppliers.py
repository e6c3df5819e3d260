"""A supplier answers a questionnaire through a link: no account, no other page. Answering again replaces."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.kernel.context import Context, enter
from clauseway.kernel.refusals import NotFound, Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.links import mark_used, open_link
from clauseway.organization.queries import current
from clauseway.resources.models import SupplierQuestionnaire
from clauseway.resources.operations.questionnaires import LONGEST, SCOPE, answer_questionnaire
from clauseway.resources.queries.suppliers import get_questionnaire
from clauseway.web.asked import identifier
from clauseway.web.components import Field
from clauseway.web.jinja import day
from clauseway.web.links.views import private
from clauseway.web.suppliers.page import AnswerPage


def _open(request: Any, token: str) -> tuple[Context, SupplierQuestionnaire]:
    """The context and the questionnaire behind a token; NotFound when it opens nothing (any more)."""
    context = open_link(token, scope=SCOPE, request=getattr(request.context, "request", ""))
    enter(context)
    key = identifier(context.reference)
    if key is None:
        raise NotFound("link.not-open", _("This link is not open any more."))
    return context, get_questionnaire(context, key)


def answer(request: Any, token: str) -> HttpResponse:
    """The questions, and the answers when they are sent."""
    try:
        context, found = _open(request, token)
    except NotFound as refusal:
        return render(request, "links/closed.html", {"message": refusal.message}, status=404)
    if request.method != "POST":
        return private(render(request, "suppliers/answer.html", {"page": _page(context, found, found.answers, None)}))
    typed = {n: request.POST.get(f"answer-{n}", "") for n in range(len(found.questions))}
    try:
        with unit_of_work(context):
            answer_questionnaire(context, typed)
            mark_used(context, token)
    except Refusal as refusal:
        values = {"page": _page(context, found, {str(n): text for n, text in typed.items()}, refusal)}
        return private(render(request, "suppliers/answer.html", values, status=refusal.status))
    return HttpResponseRedirect(f"/sq/{token}/?answered=1")


def _page(
    context: Context, found: SupplierQuestionnaire, answers: dict[str, str], refusal: Refusal | None
) -> AnswerPage:
    organization = current(context)
    asker = found.asked_by.name if found.asked_by else ""
    told = {"who": asker or organization.name, "organization": organization.name, "supplier": found.supplier.name}
    lead = (
        _("%(who)s of %(organization)s asks %(supplier)s. You need no account; only these questions are shown.") % told
    )
    by = " " + _("Please answer by %s.") % day(found.due_on) if found.due_on else ""
    wrong = refusal.field if refusal else ""
    return AnswerPage(
        title=found.title,
        lead=lead + by,
        thanks=_("Thank you. Everything is answered; you can close this page, or change an answer.")
        if found.answered_at and not refusal
        else "",
        errors=(refusal.message,) if refusal and not wrong.startswith("answer-") else (),
        fields=tuple(
            Field(
                name=f"answer-{n}",
                label=text,
                type="textarea",
                required=True,
                value=answers.get(str(n), ""),
                maxlength=LONGEST,
                errors=(refusal.message,) if refusal and wrong == f"answer-{n}" else (),
            )
            for n, text in enumerate(found.questions)
        ),
        submit=_("Change the answers") if found.answered_at else _("Send the answers"),
    )
