"""The page that says of a document in force that it was looked through and needs a change."""

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.documents import operations
from clauseway.documents.queries import get_document
from clauseway.web import inputs
from clauseway.web.documents.build import crumb
from clauseway.web.documents.writing import url
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer


@in_system
def needs_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """Reviewed with the outcome that something has to change; its owner gets the duty to revise it."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        operations.review_document(
            place.context, document, on=typed.day("on", needed=False), outcome="change-needed", note=typed.text("note")
        )
        return url(place, document)

    def build(errors: Errors) -> FormPage:
        today = place.context.today.isoformat()
        return FormPage(
            crumbs=crumb(place, (row.title, url(place, row.id)), (_("Reviewed, needs a change"), "")),
            title=_("“%s” needs a change") % row.title,
            lead=_(
                "The review is recorded, and its owner is asked to revise it. Until then it stays in force as it is."
            ),
            fields=(
                inputs.text(typed, errors, "on", _("Reviewed on"), today, type="date", maximum=today),
                inputs.text(typed, errors, "note", _("What has to change"), type="textarea", rows=3, required=True),
            ),
            submit=_("Record the review"),
            cancel=url(place, row.id),
        )

    return answer(place, build, act, said=_("Recorded: reviewed, and to be revised."), current="documents")
