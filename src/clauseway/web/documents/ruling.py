"""Pages of what belongs to a document (control data), and of the rules by kind."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clauseway.documents import operations
from clauseway.documents.lines import kind_rule, kind_rules
from clauseway.documents.models import Document, KindRule
from clauseway.documents.queries import get_document
from clauseway.evidence.models import Subject
from clauseway.kernel.refusals import NotFound
from clauseway.web.components import Field, Item, State
from clauseway.web.documents.build import crumb, ways
from clauseway.web.documents.writing import owner_field, url
from clauseway.web.frame import Place, in_system, page
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong


@in_system
def control_page(place: Place, document: uuid.UUID) -> HttpResponse:
    """What belongs to the document: identifier, kind, owner, process, classification, language, retention."""
    row = get_document(place.context, document)
    typed = Typed(place.request)

    def act() -> str:
        months = typed.text("retention_months").strip()
        operations.change_control_data(
            place.context,
            document,
            version=typed.whole("version"),
            identifier=typed.text("identifier"),
            kind=typed.text("kind"),
            owner_id=typed.identifier("owner_id"),
            process_ref=typed.text("process_ref"),
            classification=typed.text("classification"),
            language=typed.text("language")[:12],
            variant_of_id=typed.identifier("variant_of_id"),
            retention_months=typed.whole("retention_months") if months else None,
            retention_note=typed.text("retention_note")[:300],
        )
        return url(place, document)

    return answer(place, lambda errors: _control(place, row, typed, errors), act, said=_("Saved."), current="documents")


def _control(place: Place, row: Document, typed: Typed, errors: Errors) -> FormPage:
    processes = list(
        Subject.objects.filter(kind="process", superseded_at=None).order_by("fold").values_list("ref", "name")[:500]
    )
    first = Document.objects.filter(system_id=row.system_id, shown=True, variant_of=None).exclude(id=row.id)
    others = [
        (str(line or key), title)
        for key, line, title in first.order_by("fold").values_list("id", "line_id", "title")[:500]
    ]
    kinds = [(key, str(label)) for key, label in Document.KINDS]
    classes = [(key, str(label)) for key, label in Document.CLASSES]
    months = "" if row.retention_months is None else str(row.retention_months)

    def select(name: str, label: str, pairs: list[tuple[str, str]], value: str, none: str | None = None) -> Field:
        return Field(
            name=name,
            label=label,
            type="select",
            options=options(pairs, [typed.text(name, value)], none),
            errors=wrong(errors, name),
        )

    def text(name: str, label: str, value: str, **more: Any) -> Field:
        return Field(name=name, label=label, value=typed.text(name, value), errors=wrong(errors, name), **more)

    return FormPage(
        crumbs=crumb(place, (row.title, url(place, row.id)), (_("Control data"), "")),
        title=_("Control data of “%s”") % row.title,
        lead=_("They belong to the document: every revision that lives has the same."),
        fields=(
            text("identifier", _("Identifier"), row.identifier),
            select("kind", _("Kind"), kinds, row.kind),
            owner_field(place, typed, errors, str(row.owner_id or "")),
            select("process_ref", _("Process"), processes, row.process_ref, _("None in particular")),
            select("classification", _("Classification"), classes, row.classification),
            text("language", _("Language"), row.language, help=_("Such as en or de.")),
            select(
                "variant_of_id", _("Translation of"), others, str(row.variant_of_id or ""), _("It is no translation")
            ),
            text("retention_months", _("Keep ended revisions for (months)"), months, type="number", minimum="0"),
            text("retention_note", _("Why so long"), row.retention_note, help=_("Law, contract or your own rule.")),
            Field(name="version", label="", type="hidden", value=str(row.version)),
        ),
        submit=_("Save"),
        cancel=url(place, row.id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KindsPage:
    """The rules by kind."""

    ways: tuple[Any, ...]
    rules: tuple[Item, ...]
    lead: str


@require_GET
@in_system
def kinds_page(place: Place) -> HttpResponse:
    """How documents of each kind are numbered and approved."""
    rules = kind_rules(place.context)
    may = place.may("system.manage")
    labels: Mapping[str, Any] = dict(Document.KINDS)
    made = [
        Item(
            state=State.SOON if rule.own_approval else State.INFO,
            title=str(labels[kind]),
            note=_rule_told(rule),
            aside=f"{rule.prefix}{1:0{rule.digits}d}",
            href=f"{place.base}/documents/kinds/{kind}/" if may else "",
        )
        for kind, rule in rules.items()
    ]
    lead = _("How identifiers are made, how many approve, and where a policy of yours lets an author approve.")
    values = KindsPage(ways=ways(place, "kinds"), rules=tuple(made), lead=lead)
    return page(place, "documents/kinds.html", {"page": values}, current="documents")


def _rule_told(rule: KindRule) -> str:
    told = [_("%s approve") % rule.quorum if rule.quorum > 1 else _("one approves, never its author")]
    if rule.own_approval:
        told = [_("its author may approve: %s") % rule.own_policy, _("a second person looks afterwards")]
    if rule.signature:
        told.append(_("by signature"))
    return " · ".join(told)


@in_system
def kind_page(place: Place, kind: str) -> HttpResponse:
    """The rule of one kind."""
    labels = dict(Document.KINDS)
    if kind not in labels:
        raise NotFound("kind-rule.not-found", _("There is no such kind of document."))
    rule, typed = kind_rule(place.context, kind), Typed(place.request)

    def act() -> str:
        operations.set_kind_rule(
            place.context,
            kind,
            prefix=typed.text("prefix")[:24],
            digits=typed.whole("digits"),
            quorum=typed.whole("quorum"),
            own_approval=typed.ticked("own_approval"),
            own_policy=typed.text("own_policy")[:200],
            own_reason=typed.text("own_reason"),
            signature=typed.ticked("signature"),
            meaning=typed.text("meaning")[:200],
            read_days=typed.whole("read_days"),
        )
        return f"{place.base}/documents/kinds/"

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumb(place, (_("Rules by kind"), f"{place.base}/documents/kinds/"), (str(labels[kind]), "")),
            title=_("Rule for: %s") % labels[kind],
            lead=_("It holds for what is put before people from now on."),
            fields=_rule_fields(rule, typed, errors),
            submit=_("Save the rule"),
            cancel=f"{place.base}/documents/kinds/",
        )

    return answer(place, build, act, said=_("The rule is set."), current="documents")


def _rule_fields(rule: KindRule, typed: Typed, errors: Errors) -> tuple[Field, ...]:
    def text(name: str, label: str, value: str, **more: Any) -> Field:
        return Field(name=name, label=label, value=typed.text(name, value), errors=wrong(errors, name), **more)

    return (
        text("prefix", _("Identifiers begin with"), rule.prefix, required=True),
        text("digits", _("Digits"), str(rule.digits), type="number", minimum="1", maximum="8", required=True),
        text("quorum", _("How many approve"), str(rule.quorum), type="number", minimum="1", maximum="9", required=True),
        text(
            "read_days",
            _("Days to read a new revision"),
            str(rule.read_days),
            type="number",
            minimum="1",
        ),
        Field(
            name="own_approval",
            label=_("An author may approve, under the policy named below"),
            type="checkbox",
            value="on" if typed.ticked("own_approval", rule.own_approval) else "",
            help=_("For the few. Every such approval says so until a second person has looked at the text."),
        ),
        text("own_policy", _("Name of that policy"), rule.own_policy),
        text("own_reason", _("Its reason"), rule.own_reason, type="textarea", rows=2),
        Field(
            name="signature",
            label=_("Approving is a signature: the password is asked again"),
            type="checkbox",
            value="on" if typed.ticked("signature", rule.signature) else "",
        ),
        text("meaning", _("What the signature means"), rule.meaning),
    )
