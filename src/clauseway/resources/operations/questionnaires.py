"""Asking suppliers: a questionnaire opens through a link without an account. The answers are the supplier's own word and show nothing by themselves."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from clauseway.kernel.context import Context
from clauseway.kernel.refusals import Forbidden, NotFound, Refusal
from clauseway.kernel.work import operation
from clauseway.organization.links import make_link
from clauseway.organization.policies import require
from clauseway.resources.models import SupplierQuestionnaire
from clauseway.resources.operations.suppliers import get_for_update

SCOPE = "supplier"
MOST_QUESTIONS = 60
LONGEST = 5000


@operation
def ask_supplier(
    context: Context,
    supplier: uuid.UUID,
    *,
    title: str,
    questions: Sequence[str],
    due_on: date | None = None,
    days: int = 60,
) -> tuple[SupplierQuestionnaire, str]:
    """Ask a supplier some questions. Returns the questionnaire and the token of its link, which is shown this once."""
    require(context, "stocktake.edit")
    found = get_for_update(supplier)
    wanted = [text.strip()[:1000] for text in questions if text.strip()]
    if not title.strip():
        raise Refusal("questionnaire.title-missing", _("Give it a title the supplier understands."), field="title")
    if not 1 <= len(wanted) <= MOST_QUESTIONS:
        raise Refusal(
            "questionnaire.questions",
            _("Between 1 and %d questions, each on a line.") % MOST_QUESTIONS,
            field="questions",
        )
    if due_on is not None and due_on < context.today:
        raise Refusal("questionnaire.due", _("This date is over."), field="due_on")
    made = SupplierQuestionnaire.objects.create(
        organization_id=context.require_organization(),
        supplier_id=found.id,
        title=title.strip()[:200],
        questions=wanted,
        due_on=due_on,
        asked_by_id=context.person,
    )
    _link, token = make_link(context, scope=SCOPE, reference=str(made.id), days=days)
    return made, token


@operation
def new_link(context: Context, questionnaire: uuid.UUID, *, days: int = 60) -> str:
    """A new link to a questionnaire that is not answered yet; earlier ones stay open until they expire."""
    require(context, "stocktake.edit")
    found = SupplierQuestionnaire.objects.filter(id=questionnaire).first()
    if found is None:
        raise NotFound("questionnaire.not-found", _("There is no such questionnaire."))
    _link, token = make_link(context, scope=SCOPE, reference=str(found.id), days=days)
    return token


@operation
def answer_questionnaire(context: Context, answers: Mapping[int, str]) -> SupplierQuestionnaire:
    """Answer the one questionnaire that the link of this context opens; answering again replaces. Forbidden without such a link."""
    if context.scope != SCOPE:
        raise Forbidden("questionnaire.no-link", _("Only the link that was sent opens this."))
    found = SupplierQuestionnaire.objects.select_for_update().filter(id=context.reference).first()
    if found is None:
        raise NotFound("link.not-open", _("This link is not open any more. Ask the person who sent it for a new one."))
    kept = {str(n): answers.get(n, "").strip() for n in range(len(found.questions))}
    for number, text in kept.items():
        if not text:
            raise Refusal(
                "questionnaire.answer-missing", _("This question is not answered yet."), field=f"answer-{number}"
            )
        if len(text) > LONGEST:
            raise Refusal("questionnaire.answer-long", _("At most %d characters.") % LONGEST, field=f"answer-{number}")
    found.answers, found.answered_at = kept, context.now
    found.save(update_fields=["answers", "answered_at"])
    return found
