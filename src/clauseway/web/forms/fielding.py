"""The fields of a form being made: adding one, changing one, moving it, taking it out."""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.documents import forms as operations
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.web.components import Field, Link
from clauseway.web.forms.designing import address, blank_of, hidden_version, keep_design, seen_version
from clauseway.web.forms.filling import CURRENT, crumbs
from clauseway.web.forms.wording import kind_labels
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, wrong


@in_system
def field(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Add a field, or change the one named by `key` in the address."""
    form, typed = blank_of(place, blank), Typed(place.request)
    key = place.request.GET.get("key", "")
    fields = list(form.design.get("fields") or ())
    old: dict[str, Any] = next((one for one in fields if one["key"] == key), {})

    def act() -> str:
        made = _typed_field(typed, str(old.get("key") or _new_key(typed.text("label"), fields)))
        kept = [made if one is old else one for one in fields] if old else [*fields, made]
        day = form.design.get("on") or ""
        if typed.ticked("day"):
            day = made["key"]
        elif day == made["key"]:
            day = ""
        design = {**form.design, "fields": kept, "on": day}
        operations.redesign(place.context, form.id, version=seen_version(place, form), design=design)
        return address(place, form)

    def build(errors: Errors) -> FormPage:
        return FormPage(
            crumbs=crumbs(place, Link(label=form.name, href=address(place, form))),
            title=_("Edit the field") if old else _("Add a field"),
            lead=_("Only what its kind needs has to be filled in."),
            fields=(
                *_field_fields(typed, errors, old, bool(old) and form.design.get("on") == key),
                hidden_version(form),
            ),
            submit=_("Keep"),
            cancel=address(place, form),
        )

    return answer(place, build, act, said=_("Kept in the design."), current=CURRENT)


def _new_key(label: str, fields: list[dict[str, Any]]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:30] or "field"
    base = base if base[0].isalpha() else f"f_{base}"
    taken = {one["key"] for one in fields} | {"reason", "password", "version", "draft", "once"}
    return next(k for k in (base, *(f"{base}_{n}" for n in range(2, 99))) if k not in taken)


def _typed_field(typed: Typed, key: str) -> dict[str, Any]:
    if not typed.text("label").strip():
        raise Refusal("form.label-missing", _("Say what is asked."), field="label")
    made: dict[str, Any] = {"key": key, "label": typed.text("label").strip()[:120], "kind": typed.text("kind")}
    made["required"] = typed.ticked("required") or typed.ticked("day")
    if typed.text("help").strip():
        made["help"] = typed.text("help").strip()[:200]
    if made["kind"] == "choice":
        made["options"] = [line.strip()[:80] for line in typed.text("options").splitlines() if line.strip()]
    if made["kind"] == "number":
        made["unit"] = typed.text("unit").strip()[:20]
        made |= {n: t.replace(",", ".") for n in ("least", "most", "low", "high") if (t := typed.text(n).strip())}
    if made["kind"] == "subject":
        made["subject"] = typed.text("subject")
    return made


def _field_fields(typed: Typed, errors: Errors, old: Mapping[str, Any], day: bool) -> tuple[Field, ...]:
    def text(name: str, label: str, **more: Any) -> Field:
        return Field(
            name=name, label=label, value=typed.text(name, str(old.get(name) or "")), errors=wrong(errors, name), **more
        )

    kind = typed.text("kind", str(old.get("kind") or "text"))
    subject = typed.text("subject", str(old.get("subject") or ""))
    kinds = sorted(((k.name, k.label) for k in vocabulary().subjects.values()), key=lambda pair: fold(pair[1]))
    lines = typed.text("options", "\n".join(old.get("options") or ()))
    required, is_day = typed.ticked("required", bool(old.get("required"))), typed.ticked("day", day)
    told = tuple(errors[name] for name in (str(old.get("key") or ""),) if name and name in errors)
    return (
        text("label", _("What is asked"), required=True, maxlength=120),
        Field(
            name="kind",
            label=_("Kind"),
            type="select",
            options=options(list(kind_labels().items()), [kind]),
            errors=told,
        ),
        _tick("required", _("Must be filled in"), required),
        text("help", _("Help below it"), maxlength=200),
        Field(name="options", label=_("Options of a choice, one a line"), type="textarea", rows=4, value=lines),
        text("unit", _("Unit of a number"), maxlength=20),
        text("least", _("Smallest number that can be entered")),
        text("most", _("Largest number that can be entered")),
        text("low", _("In order from")),
        text("high", _("In order up to"), help=_("A number outside is kept all the same, and shown as outside.")),
        Field(
            name="subject", label=_("Population to choose from"), type="select", options=options(kinds, [subject], "")
        ),
        _tick("day", _("This date is the day of the record"), is_day),
    )


def _tick(name: str, label: str, ticked: bool) -> Field:
    return Field(
        name=name,
        label=label,
        type="checkbox",
        value="yes" if ticked else "",
        options=options([("yes", "")], ["yes"] if ticked else []),
    )


@require_POST
@in_system
def change_field(place: Place, blank: uuid.UUID) -> HttpResponse:
    """Move a field up (`do=up`) or take it out (`do=remove`)."""
    form, key = blank_of(place, blank), place.request.GET.get("key", "")
    fields = list(form.design.get("fields") or ())
    at = next((i for i, one in enumerate(fields) if one["key"] == key), -1)
    if at >= 0 and place.request.GET.get("do") == "remove":
        del fields[at]
    elif at > 0:
        fields[at - 1], fields[at] = fields[at], fields[at - 1]
    day = form.design.get("on") if any(one["key"] == form.design.get("on") for one in fields) else ""
    return keep_design(place, form, {**form.design, "fields": fields, "on": day})
