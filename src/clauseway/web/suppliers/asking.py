"""Asking a supplier: a questionnaire, and links that open it without an account."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.organization.links import address as full_address
from clauseway.organization.policies import require
from clauseway.resources.operations.questionnaires import ask_supplier, new_link
from clauseway.resources.queries.suppliers import get_questionnaire, get_supplier
from clauseway.web import inputs
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import FormPage, Typed, answer
from clauseway.web.suppliers import naming
from clauseway.web.suppliers.forms import CURRENT, crumbs

NEW_LINK = "supplier-link"


def _questions() -> str:
    """What is worth asking most suppliers, one question a line."""
    asked = (
        _("Which certificates do you hold, with their scope and expiry?"),
        _("Which parts of what you supply to us do you have done by others?"),
        _("How do you tell us about changes before you make them?"),
        _("How do you handle and report nonconforming deliveries?"),
        _("Who may see our drawings and data at your company, and how are they protected?"),
    )
    return "\n".join(asked)


@in_system
def ask(place: Place, supplier: uuid.UUID) -> HttpResponse:
    """Make a questionnaire and its link."""
    require(place.context, "stocktake.edit")
    found, typed = get_supplier(place.context, supplier), Typed(place.request)

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("Questions to %s") % found.name,
            lead=_("You get a link to send. Whoever has it can answer without an account, and sees nothing else."),
            fields=(
                inputs.text(
                    typed, errors, "title", _("Title"), _("Questions to our suppliers"), required=True, maxlength=200
                ),
                inputs.text(
                    typed,
                    errors,
                    "questions",
                    _("Questions, one on a line"),
                    _questions(),
                    type="textarea",
                    rows=9,
                    required=True,
                ),
                inputs.day(typed, errors, "due_on", _("Answer by"), place.context.today + timedelta(days=28)),
            ),
            submit=_("Make the link"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        _made, token = ask_supplier(
            place.context,
            found.id,
            title=typed.text("title"),
            questions=typed.text("questions").splitlines(),
            due_on=typed.day("due_on", needed=False),
        )
        place.request.session[NEW_LINK] = [str(found.id), full_address(f"/sq/{token}/")]
        return naming.address(place, found)

    return answer(place, form, act, said=_("The link is made."), current=CURRENT)


@in_system
def again(place: Place, supplier: uuid.UUID, asked: uuid.UUID) -> HttpResponse:
    """One more link to a questionnaire that is not answered yet."""
    require(place.context, "stocktake.edit")
    found, row, typed = (
        get_supplier(place.context, supplier),
        get_questionnaire(place.context, asked),
        Typed(place.request),
    )
    if row.supplier_id != found.id or row.answered_at is not None:
        raise Http404

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, found),
            title=_("A new link to “%s”") % row.title,
            lead=_(
                "For when the letter got lost. It is shown this once; links sent before stay open until they expire."
            ),
            fields=(
                inputs.text(
                    typed,
                    errors,
                    "days",
                    _("Open for"),
                    "60",
                    type="number",
                    unit=_("days"),
                    minimum="1",
                    maximum="400",
                ),
            ),
            submit=_("Make the link"),
            cancel=naming.address(place, found),
        )

    def act() -> str:
        token = new_link(place.context, row.id, days=typed.whole("days"))
        place.request.session[NEW_LINK] = [str(found.id), full_address(f"/sq/{token}/")]
        return naming.address(place, found)

    return answer(place, form, act, said=_("The link is made."), current=CURRENT)
