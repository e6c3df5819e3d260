"""Filing a record in a word of the vocabulary, and what can be done with one: examine, close, withdraw."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import Field as WordField
from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.evidence.operations import Fact, file_record
from clauseway.evidence.queries import subjects
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.organization.queries import live_people, sites
from clauseway.web import inputs
from clauseway.web.components import Field, Link
from clauseway.web.evidence.record_fields import day_field, statement_field, until_field
from clauseway.web.frame import Place, in_system
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, proof, proof_fields, wrong
from clauseway.web.requirements import places
from clauseway.web.requirements.build import crumbs
from clauseway.web.requirements.find import Found, find
from clauseway.web.wording import phrases

_FACET = "facet-"


@in_system
def record(place: Place, edition: str, ref: str, word: str) -> HttpResponse:
    """File a dated fact: one record, or one for each of several subjects at once."""
    require(place.context, "evidence.file")
    found = find(place, edition, ref)
    known = vocabulary().words.get(word)
    if known is None or "record" not in known.by or place.system is None:
        raise Http404
    typed = Typed(place.request)
    kept: list[uuid.UUID] = []

    def act() -> str:
        item = proof(place, typed)
        if item:
            kept.append(item)
        _file(place, found, known, typed, item)
        return f"{places.requirement(place.base, found.requirement)}/"

    return answer(
        place,
        lambda errors: _form(place, found, known, typed, errors, kept[0] if kept else None),
        act,
        said=_("On record. What it shows is judged already."),
    )


def _file(place: Place, found: Found, word: Word, typed: Typed, item: uuid.UUID | None) -> None:
    chosen = typed.several("subject") if word.subject else [""]
    chosen = [one for one in chosen if one] or [""]
    if len(chosen) > 500:
        raise Refusal("record.too-many", _("Five hundred at once at most."), field="subject")
    on = typed.day("on")
    assert on is not None
    performer = typed.identifier("performed_by")
    facets = _facets(word, typed)
    with unit_of_work(place.context):
        for subject in chosen:
            file_record(
                place.context,
                Fact(
                    word.name,
                    on,
                    system=place.system.id if place.system else None,
                    requirement=found.requirement.id if word.of_requirement else None,
                    subject_ref=subject,
                    facets=facets,
                    standards=tuple(typed.several("standards")),
                    sites=tuple(typed.several("sites")),
                    statement=typed.text("statement"),
                    item=item,
                    performed_by=performer,
                    valid_until=typed.day("valid_until", needed=False),
                ),
            )


def _facets(word: Word, typed: Typed) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in word.fields.items():
        given = typed.text(_FACET + name).strip()
        if not given:
            continue
        found[name] = given == "yes" if field.type == "yesno" else given[:400]
    return found


def _form(place: Place, found: Found, word: Word, typed: Typed, errors: Errors, kept: uuid.UUID | None) -> FormPage:
    requirement = found.requirement
    here = f"{places.requirement(place.base, requirement)}/"
    expected = requirement.expectations.get(place.request.GET.get("for", ""))
    fields = (
        *_subject(place, word, typed, errors),
        day_field(place, typed, errors),
        *(_facet(field, typed, errors) for field in word.fields.values()),
        *_covered(place, found, word, typed),
        _who(place, typed, errors),
        statement_field(word, typed, errors),
        *proof_fields(errors, kept),
        until_field(typed, errors),
    )
    return FormPage(
        crumbs=crumbs(place, found, Link(label=_("Record"), href="", current=True)),
        title=_(word.label),
        lead=f"{_(word.says)}.",
        note=_("For %(ref)s: %(says)s") % {"ref": requirement.ref, "says": phrases.lowered(expected.says)}
        if expected
        else "",
        fields=fields,
        submit=_("Put on record"),
        cancel=here,
        upload=True,
    )


def _who(place: Place, typed: Typed, errors: Errors) -> Field:
    people = [(str(p.id), p.name) for p in live_people(place.context)]
    mine = str(place.context.person or "")
    return inputs.pick(
        typed, errors, "performed_by", _("Who did it"), people, mine, none=_("Nobody of ours, or not known")
    )


def _subject(place: Place, word: Word, typed: Typed, errors: Errors) -> Sequence[Field]:
    if not word.subject:
        return ()
    rows = [
        row
        for row in subjects(place.context, word.subject)
        if row.live_until is None or row.live_until > place.context.today
    ]
    pairs = [(row.ref, row.name) for row in rows]
    if word.subject == "person":
        names = {str(p.id): p.name for p in live_people(place.context)}
        pairs = sorted(((ref, names[ref]) for ref, _n in pairs if ref in names), key=lambda pair: pair[1].casefold())
    chosen = typed.several("subject", place.request.GET.getlist("subject"))
    kind = vocabulary().subjects[word.subject]
    help_ = _("One record is filed for each.") if pairs else ""
    if not pairs:
        help_ = _("None is listed yet; list them in the stocktake first.")
    return (
        Field(
            name="subject",
            label=_(kind.plural),
            type="multiselect",
            required=word.stance > 0,
            options=options(pairs, chosen),
            help=help_,
            errors=wrong(errors, "subject_ref") or wrong(errors, "subject"),
        ),
    )


def _facet(field: WordField, typed: Typed, errors: Errors) -> Field:
    name = _FACET + field.name
    given = typed.text(name)
    if field.type == "yesno":
        pairs = [("yes", _("Yes")), ("no", _("No"))]
        kind = "radio"
    elif field.type == "choice":
        pairs = [(value, phrases.raised(value.replace("-", " "))) for value in field.options]
        kind = "select"
    else:
        return Field(name=name, label=_(field.label), value=given, errors=wrong(errors, field.name), maxlength=400)
    return Field(
        name=name,
        label=_(field.label),
        type=kind,
        required=field.decides,
        options=options(pairs, [given] if given else [], none="" if kind == "select" else None),
        errors=wrong(errors, field.name),
    )


def _covered(place: Place, found: Found, word: Word, typed: Typed) -> list[Field]:
    """Which standards and sites the fact covered, where that matters."""
    made = []
    if word.bound:
        pairs = [(e.slug, e.name) for e in found.editions]
        made.append(
            Field(
                name="standards",
                label=_("Standards it covered"),
                type="multiselect",
                options=options(pairs, typed.several("standards", [found.edition.slug])),
                help=_("It serves a standard only if its criteria, scope and people covered that standard."),
            )
        )
    places_ = [(str(s.id), s.name) for s in sites(place.context) if s.live_until is None] if word.by_site else []
    if len(places_) > 1:
        asked = place.request.GET.getlist("site")
        made.append(
            Field(
                name="sites",
                label=_("Sites"),
                type="multiselect",
                options=options(places_, typed.several("sites", asked)),
                help=_("One site's record does not speak for another."),
            )
        )
    return made
