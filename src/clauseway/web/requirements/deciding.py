"""Judging, deciding applicability, setting a rhythm, saying that there are none: the forms that a reason's button leads to."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.conformity.models import Judgement
from clauseway.conformity.operations import judge_by_person, take_back_judgement
from clauseway.evidence.operations import attest_none
from clauseway.evidence.queries import subjects
from clauseway.kernel.refusals import NotFound
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.organization.queries import names_of_people
from clauseway.processes.queries import owned_by
from clauseway.systems.models import Applicability
from clauseway.systems.operations import decide_applicability, set_rhythm
from clauseway.systems.queries import current_rhythms
from clauseway.web import jinja
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


def _crumbs(place: Place, found: Found, last: str) -> tuple[Link, ...]:
    return crumbs(place, found, Link(label=last, href="", current=True))


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
    answers = [
        ("shown", _("Shown"), _("what you saw is enough")),
        ("partly", _("Partly shown"), _("something is there, but not enough")),
        ("gap", _("Gap"), _("what you saw contradicts it, or it must exist and does not")),
    ]
    chosen = typed.text("answer")
    basis = _basis(place, found)
    declared = Field(
        name="declared",
        label=_("I am responsible for this myself"),
        type="checkbox",
        value="on" if owner or typed.ticked("declared") else "",
        disabled=bool(owner),
        help=(f"{owner} " if owner else "")
        + _("A judgement of one's own work counts as declared: it is enough to go on, not enough for stage 2."),
    )
    asked = [e for e in requirement.expectations.values() if e.person]
    return FormPage(
        crumbs=_crumbs(place, found, _("Judge")),
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
            Field(
                name="answer",
                label=_("Your judgement"),
                type="cards",
                required=True,
                options=tuple(
                    Option(value=v, label=label, note=note, selected=v == chosen) for v, label, note in answers
                ),
                errors=wrong(errors, "answer"),
            ),
            Field(
                name="rationale",
                label=_("Why"),
                type="textarea",
                required=True,
                value=typed.text("rationale"),
                help=_("In a sentence or two, so that somebody else can follow it."),
                errors=wrong(errors, "rationale"),
            ),
            Field(
                name="basis",
                label=_("What you looked at"),
                type="multiselect",
                options=_options(basis, typed.several("basis")),
                help=_("When one of these changes, your judgement no longer counts and somebody has to look again."),
                errors=wrong(errors, "basis"),
            ),
            *proof_fields(errors, kept, label=_("Something else you looked at")),
            declared,
        ),
        submit=_("Put on record"),
        cancel=here,
        upload=True,
        more=_take_back_action(place, found, here),
    )


def _take_back_action(place: Place, found: Found, here: str) -> tuple[Action, ...]:
    standing = Judgement.objects.filter(
        system_id=place.system.id if place.system else None, requirement_id=found.requirement.id, ended_at=None
    )
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


@in_system
def applicability(place: Place, edition: str, ref: str) -> HttpResponse:
    """Whether a requirement applies, or a control is necessary, with the justification."""
    require(place.context, "system.manage")
    found = find(place, edition, ref)
    assert place.system is not None
    system = place.system.id
    typed = Typed(place.request)
    current = Applicability.objects.filter(
        system_id=system, requirement_id=found.requirement.id, valid_until=None
    ).first()

    def act() -> str:
        decide_applicability(
            place.context,
            system,
            requirement=found.requirement.id,
            applies=typed.text("applies") == "yes",
            reason=typed.text("reason"),
        )
        return f"{places.requirement(place.base, found.requirement)}/"

    return answer(
        place,
        lambda errors: _applicability_form(place, found, typed, errors, current),
        act,
        said=_("Decided and on record."),
    )


def _applicability_form(
    place: Place, found: Found, typed: Typed, errors: Errors, current: Applicability | None
) -> FormPage:
    requirement = found.requirement
    control = requirement.kind == "control"
    before = "" if current is None else ("yes" if current.decision == "in" else "no")
    chosen = typed.text("applies", before or ("" if control else "no"))
    yes = (
        (_("Necessary"), _("it treats a risk, or law, contract or business calls for it"))
        if control
        else (_("Applies"), "")
    )
    no = (
        (_("Not necessary"), _("with the reason, for the statement of applicability"))
        if control
        else (_("Does not apply"), "")
    )
    choices = [("yes", *yes)] if requirement.exclusion == "never" and not control else [("yes", *yes), ("no", *no)]
    return FormPage(
        crumbs=_crumbs(place, found, _("Applicability")),
        title=f"{requirement.ref} {requirement.title}",
        lead=_("Is this control necessary for you?") if control else _("Does this apply to you?"),
        note=_("Facts outweigh the decision: what is live and contradicts it makes it a gap."),
        fields=(
            Field(
                name="applies",
                label=_("Decision"),
                type="cards",
                required=True,
                options=tuple(
                    Option(value=v, label=label, note=note, selected=v == chosen) for v, label, note in choices
                ),
                errors=wrong(errors, "applies"),
            ),
            Field(
                name="reason",
                label=_("Justification"),
                type="textarea",
                value=typed.text("reason", current.reason if current else ""),
                help=_(
                    "So that an outsider understands it. Needed when it does not apply; an auditor reads it either way."
                ),
                errors=wrong(errors, "reason"),
            ),
        ),
        submit=_("Decide"),
        cancel=f"{places.requirement(place.base, requirement)}/",
    )


@in_system
def rhythm(place: Place, edition: str, ref: str, name: str) -> HttpResponse:
    """Set the organization's own criterion in days."""
    require(place.context, "system.manage")
    found = find(place, edition, ref)
    known = vocabulary().rhythms.get(name)
    if known is None or place.system is None:
        raise Http404
    system = place.system.id
    typed = Typed(place.request)
    here = f"{places.requirement(place.base, found.requirement)}/"
    current = current_rhythms(place.context, system).get(name)

    def build(errors: Errors) -> FormPage:
        suggested = _("We suggest %s.") % phrases.span(known.suggest_days)
        now = (
            _("Now %(span)s, since %(day)s.")
            % {"span": phrases.span(current.days), "day": jinja.day(current.valid_from)}
            if current
            else ""
        )
        return FormPage(
            crumbs=_crumbs(place, found, _("Rhythm")),
            title=_(known.label),
            lead=_(known.help),
            note=_(
                "This is your own criterion; an auditor holds you to it. A longer one set after something lapsed heals nothing past."
            ),
            fields=(
                Field(
                    name="days",
                    label=_("How long it stays good"),
                    type="number",
                    unit=_("days"),
                    required=True,
                    minimum="1",
                    maximum="3660",
                    value=typed.text("days", str(current.days if current else known.suggest_days)),
                    help=" ".join(part for part in (now, suggested) if part),
                    errors=wrong(errors, "days"),
                ),
                Field(
                    name="on",
                    label=_("In force from"),
                    type="date",
                    required=True,
                    value=typed.text("on", place.context.today.isoformat()),
                    maximum=place.context.today.isoformat(),
                    errors=wrong(errors, "on"),
                ),
                Field(
                    name="reason",
                    label=_("Why this long"),
                    type="textarea",
                    rows=2,
                    value=typed.text("reason"),
                    errors=wrong(errors, "reason"),
                ),
            ),
            submit=_("Set the rhythm"),
            cancel=here,
        )

    def act() -> str:
        set_rhythm(
            place.context, system, name=name, days=typed.whole("days"), on=typed.day("on"), reason=typed.text("reason")
        )
        return here

    return answer(place, build, act, said=_("Your rhythm is set."))


@in_system
def population(place: Place, edition: str, ref: str, kind: str) -> HttpResponse:
    """Who belongs to a population, and the attestation that nobody does."""
    require(place.context, "stocktake.edit")
    found = find(place, edition, ref)
    known = vocabulary().subjects.get(kind)
    if known is None:
        raise Http404
    typed = Typed(place.request)
    here = f"{places.requirement(place.base, found.requirement)}/"
    code = place.request.GET.get("for", "")
    terms = next((e for e in found.requirement.asked.expectations if e.code == code and e.per == kind), None)
    only = dict(terms.only) if terms else {}

    def build(errors: Errors) -> FormPage:
        names = names_of_people(place.context) if kind == "person" else {}
        members = [(row.ref, names.get(row.ref, row.name)) for row in subjects(place.context, kind)[:200]]
        plural = phrases.plural_of(kind)
        which = f"{plural} ({phrases.selection(only)})" if only else plural
        return FormPage(
            crumbs=_crumbs(place, found, _(known.plural)),
            title=_("Which %s are there?") % which,
            lead=_(
                "Everything asked of them is judged against this list. Take it from where the work is: purchases, payroll, the process map."
            ),
            beside_title=_("Listed now: %s") % len(members),
            beside=(
                Item(
                    state=State.INFO,
                    title=phrases.listed([name for _r, name in members], 12) or _("Nobody and nothing yet"),
                    note=_("The list is kept in the stocktake; paste it from a sheet."),
                    actions=(Action(label=_("Open the stocktake"), href=f"{place.base}/stocktake/"),),
                ),
            ),
            note=_("If there really are none, a named person can say so. It becomes void as soon as one is listed."),
            fields=(
                Field(
                    name="reason",
                    label=_("How you know that there are none"),
                    type="textarea",
                    required=True,
                    value=typed.text("reason"),
                    errors=wrong(errors, "reason"),
                ),
            ),
            submit=_("Attest that there are no %s") % plural,
            cancel=here,
        )

    def act() -> str:
        with unit_of_work(place.context):
            attest_none(place.context, kind=kind, reason=typed.text("reason"), only=only or None)
        return here

    return answer(place, build, act, said=_("The attestation is on record under your name."))
