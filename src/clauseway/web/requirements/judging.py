"""A person's judgement: with reasons, on a basis that is named, declared where it is about one's own work."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity.models import Judgement
from clauseway.conformity.operations import judge_by_person, take_back_judgement
from clauseway.kernel.refusals import NotFound
from clauseway.organization.policies import require
from clauseway.processes.queries import owned_by
from clauseway.web import inputs
from clauseway.web.components import Action, Field, Item, Link, Option, State
from clauseway.web.frame import Place, in_system, say
from clauseway.web.posted import Errors, FormPage, Typed, answer, proof, proof_fields, wrong
from clauseway.web.requirements import places
from clauseway.web.requirements.build import crumbs
from clauseway.web.requirements.find import Found, find
from clauseway.web.wording import phrases

_BASIS = """
WITH behind AS (
  SELECT DISTINCT c.source, c.code, c.item_id FROM conformity_verdictnow v
  CROSS JOIN LATERAL jsonb_array_elements(v.reasons) reason CROSS JOIN LATERAL jsonb_array_elements_text(reason -> 'refs' -> 'claims') claim
  JOIN evidence_claim c ON c.organization_id = v.organization_id AND c.id = claim::uuid
  WHERE v.organization_id = %(organization)s AND v.system_id = %(system)s AND v.requirement_id = %(requirement)s
)
SELECT 'record', r.id::text, jsonb_build_object('word', r.word, 'statement', left(r.statement, 120), 'on', r.happened_on,
    'subject', coalesce(p.name, s.name), 'behind', b.code IS NOT NULL, 'at', r.recorded_at) FROM (
  SELECT * FROM evidence_record WHERE organization_id = %(organization)s AND ended_how = '' AND (system_id IS NULL OR system_id = %(system)s)
    AND (id::text IN (SELECT code FROM behind WHERE source = 'record') OR id IN (SELECT id FROM evidence_record
      WHERE organization_id = %(organization)s ORDER BY recorded_at DESC LIMIT 25))) r
LEFT JOIN behind b ON b.source = 'record' AND b.code = r.id::text
LEFT JOIN evidence_subject s ON s.organization_id = r.organization_id AND s.kind = r.subject_kind AND s.ref = r.subject_ref AND s.superseded_at IS NULL
LEFT JOIN organization_person p ON p.organization_id = r.organization_id AND r.subject_kind = 'person' AND p.id::text = r.subject_ref
UNION ALL
SELECT 'item', i.id::text, jsonb_build_object('name', i.name, 'on', i.collected_on, 'at', i.recorded_at,
  'behind', i.id IN (SELECT item_id FROM behind WHERE item_id IS NOT NULL)) FROM evidence_item i
WHERE i.organization_id = %(organization)s AND i.disposed_at IS NULL AND (i.id IN (SELECT item_id FROM behind WHERE item_id IS NOT NULL)
  OR i.id IN (SELECT id FROM evidence_item WHERE organization_id = %(organization)s ORDER BY recorded_at DESC LIMIT 25))
"""


@in_system
def judge(place: Place, edition: str, ref: str) -> HttpResponse:
    """A named person judges the requirement, with basis and reasons."""
    require(place.context, "judge")
    found = find(place, edition, ref)
    assert place.system is not None
    typed = Typed(place.request)
    here = f"{places.requirement(place.base, found.requirement)}/"
    owner = owns_it(place, found)
    if place.request.GET.get("back") == "gap":
        here = f"{place.base}/gap/{found.edition.slug}/{found.requirement.ref}/"
    kept: list[uuid.UUID] = []

    def build(errors: Errors) -> FormPage:
        return _judge_form(place, found, typed, errors, owner, kept[0] if kept else None)

    def act() -> str:
        item = proof(place, typed)
        if item:
            kept.append(item)
        basis = [
            (kind, uuid.UUID(key)) for kind, _s, key in (one.partition(":") for one in typed.several("basis")) if key
        ]
        if item:
            basis.append(("item", item))
        judge_by_person(
            place.context,
            place.system.id,  # type: ignore[union-attr]
            requirement=found.requirement.id,
            answer=typed.text("answer"),
            rationale=typed.text("rationale"),
            basis=list(dict.fromkeys(basis)),
            declared=bool(owner) or typed.ticked("declared"),
        )
        return here

    return answer(place, build, act, said=_("Your judgement is on record."))


def owns_it(place: Place, found: Found) -> str:
    """Why the reader's own judgement counts as declared, "" when it does not: who leads the system, or owns a process it is about, judges their own work."""
    if place.system is not None and place.context.person and place.system.lead_id == place.context.person:
        return _("You lead this system.")
    about = any(e.per == "process" for e in found.requirement.asked.expectations)
    if about and place.context.person and owned_by(place.context, place.context.person):
        return _("You own a process this is about.")
    return ""


def _judge_form(
    place: Place, found: Found, typed: Typed, errors: Errors, owner: str, kept: uuid.UUID | None
) -> FormPage:
    requirement = found.requirement
    here = f"{places.requirement(place.base, requirement)}/"
    asked = [e for e in requirement.expectations.values() if e.person]
    return FormPage(
        crumbs=crumbs(place, found, Link(label=_("Judge"), href="", current=True)),
        title=_("Judge %(ref)s %(title)s") % {"ref": requirement.ref, "title": requirement.title},
        lead=_(
            "Say what you think after looking, and on what. Your judgement satisfies only what asks for one, and never outvotes a fact against it."
        ),
        beside_title=_("What asks for a judgement"),
        beside=tuple(Item(state=State.INFO, title=e.says, note=e.close) for e in asked),
        note=""
        if asked
        else _(
            "Nothing here asks for a judgement; it is kept beside the verdict and a gap you find counts against it."
        ),
        fields=(
            *_answer_fields(typed, errors),
            Field(
                name="basis",
                label=_("What you looked at"),
                type="multiselect",
                options=_options(_basis(place, found), typed.several("basis")),
                help=_("When one of these changes, your judgement no longer counts and somebody has to look again."),
                errors=wrong(errors, "basis"),
            ),
            *proof_fields(errors, kept, label=_("Something else you looked at")),
            _declared(typed, owner),
        ),
        submit=_("Put on record"),
        cancel=here,
        upload=True,
        more=_take_back_action(place, found, here),
    )


def _answer_fields(typed: Typed, errors: Errors) -> tuple[Field, Field]:
    chosen = typed.text("answer")
    answers = (
        ("shown", _("Shown"), _("what you saw is enough")),
        ("partly", _("Partly shown"), _("something is there, but not enough")),
        ("gap", _("Gap"), _("what you saw contradicts it, or it must exist and does not")),
    )
    return (
        Field(
            name="answer",
            label=_("Your judgement"),
            type="cards",
            required=True,
            options=tuple(Option(value=v, label=label, note=note, selected=v == chosen) for v, label, note in answers),
            errors=wrong(errors, "answer"),
        ),
        inputs.text(
            typed,
            errors,
            "rationale",
            _("Why"),
            type="textarea",
            required=True,
            help=_("In a sentence or two, so that somebody else can follow it."),
        ),
    )


def _declared(typed: Typed, owner: str) -> Field:
    told = _("A judgement of one's own work counts as declared: it is enough to go on, not enough for stage 2.")
    return Field(
        name="declared",
        label=_("I am responsible for this myself"),
        type="checkbox",
        value="on" if owner or typed.ticked("declared") else "",
        disabled=bool(owner),
        help=f"{owner} {told}".strip(),
    )


def _take_back_action(place: Place, found: Found, here: str) -> tuple[Action, ...]:
    assert place.system is not None
    standing = Judgement.objects.filter(system_id=place.system.id, requirement_id=found.requirement.id, ended_at=None)
    if not standing.exists():
        return ()
    confirm = _("The judgement that stands will no longer count from today on. It stays readable.")
    return (
        Action(
            label=_("Take the judgement back…"), href=f"{here}take-back/", method="post", danger=True, confirm=confirm
        ),
    )


def _basis(place: Place, found: Found) -> list[tuple[str, str, Mapping[str, Any]]]:
    parameters = {
        "organization": place.context.require_organization(),
        "system": place.system.id if place.system else None,
        "requirement": found.requirement.id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BASIS, parameters)
        rows = [(kind, key, json.loads(v) if isinstance(v, str) else v) for kind, key, v in cursor.fetchall()]
    return sorted(rows, key=lambda row: (row[2]["behind"], row[2]["at"]), reverse=True)


def _options(rows: Sequence[tuple[str, str, Mapping[str, Any]]], chosen: Sequence[str]) -> tuple[Option, ...]:
    words = vocabulary().words
    made = []
    for kind, key, row in rows:
        if kind == "item":
            label = row["name"]
        else:
            word = words.get(row["word"])
            label = ": ".join(part for part in (_(word.label) if word else row["word"], row["subject"]) if part)
        notes = [phrases.day(row["on"]), row.get("statement") or "", _("behind this verdict") if row["behind"] else ""]
        value = f"{kind}:{key}"
        made.append(
            Option(value=value, label=label, note=" · ".join(n for n in notes if n), selected=value in set(chosen))
        )
    return tuple(made)


@in_system
def take_back(place: Place, edition: str, ref: str) -> HttpResponse:
    """Take the standing judgement back."""
    found = find(place, edition, ref)
    here = f"{places.requirement(place.base, found.requirement)}/"
    if place.request.method == "POST" and place.system is not None:
        try:
            take_back_judgement(place.context, place.system.id, requirement=found.requirement.id, reason="")
            say(place, _("The judgement was taken back."))
        except NotFound:
            say(place, _("There was no judgement left to take back."), state=State.INFO)
    return HttpResponseRedirect(here)
