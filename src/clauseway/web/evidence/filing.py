"""Filing a record in any word of the vocabulary: first the word, then what it asks."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledEdition, CompiledRequirement
from clauseway.catalogue.vocabulary import Word, vocabulary
from clauseway.evidence.operations import Fact, file_records
from clauseway.evidence.queries import subjects
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.policies import require
from clauseway.organization.queries import sites
from clauseway.systems.queries import applied_editions
from clauseway.web.asked import within
from clauseway.web.components import Field, Link, Option
from clauseway.web.evidence.record_fields import day_field, statement_field, until_field
from clauseway.web.frame import Place, in_system, page
from clauseway.web.people.picking import Picker, picker
from clauseway.web.posted import Errors, FormPage, Typed, answer, options, proof, proof_fields, wrong

MOST = 500
MOST_TICKS = 40  # more subjects than that are chosen in a list box


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGroup:
    """Words one may file, under one heading."""

    label: str
    words: tuple[Link, ...]


def recordable() -> dict[str, Word]:
    """The words a person may file."""
    return {
        name: word for name, word in vocabulary().words.items() if "record" in word.by and name != "population.none"
    }


@in_system
def new(place: Place) -> HttpResponse:
    """File a record. `word`, `subject`, `requirement` (its id) and `next` may stand in the address."""
    require(place.context, "evidence.file")
    word = recordable().get(place.request.GET.get("word", ""))
    editions = [a.edition for a in applied_editions(place.context, place.system.id)] if place.system else []
    asked = _requirement(place, editions)
    if word is None:
        return _choose(place, editions, asked)
    typed, people = Typed(place.request), picker(place.context)
    kept: list[uuid.UUID] = []

    def act() -> str:
        item = proof(place, typed)
        if item:
            kept.append(item)
        return _file(place, word, typed, people, item)

    return answer(
        place,
        lambda errors: _form(place, word, typed, errors, editions, asked, people, kept[0] if kept else None),
        act,
        said=_("On record. What it shows is judged already."),
        current="evidence",
    )


def _requirement(place: Place, editions: Iterable[CompiledEdition]) -> CompiledRequirement | None:
    given = place.request.GET.get("requirement", "")
    return next((r for e in editions for r in e.requirements.values() if str(r.id) == given), None)


def _choose(place: Place, editions: list[CompiledEdition], asked: CompiledRequirement | None) -> HttpResponse:
    """The words, those the requirement or the applied standards look for first."""
    get = place.request.GET
    words = recordable()
    typed = fold(get.get("q", "")).split()
    fits = {n: w for n, w in words.items() if all(t in fold(f"{w.label} {w.says}") for t in typed)}
    kept = {key: get[key] for key in ("subject", "requirement", "next") if get.get(key)}
    looked_for = (
        asked.asked.kinds
        if asked
        else frozenset(k for e in editions for r in e.requirements.values() for k in r.asked.kinds)
    )
    first = {n for n in fits if n in looked_for}
    groups = []
    if asked:
        groups.append((_("What %s looks for") % f"{asked.ref} {asked.title}", first))
    subject = vocabulary().subjects
    rest = (set(fits) - first) if asked else first
    against = {n for n in rest if fits[n].stance < 0}
    groups.append((_("Something contrary was observed"), against))
    rest -= against
    groups.append((_("About the system as a whole"), {n for n in rest if not fits[n].subject}))
    groups += [(subject[kind].plural, {n for n in rest if fits[n].subject == kind}) for kind in subject]
    if not asked and (others := set(fits) - first):
        groups.append((_("Not asked by your standards"), others))
    made = tuple(
        WordGroup(
            label=label,
            words=tuple(
                Link(
                    label=fits[n].label,
                    note=fits[n].says,
                    href=f"{place.base}/evidence/records/new?{urlencode({'word': n, **kept})}",
                )
                for n in sorted(names, key=lambda n: fold(fits[n].label))
            ),
        )
        for label, names in groups
        if names
    )
    values = {
        "groups": made,
        "q": get.get("q", ""),
        "kept": tuple(kept.items()),
        "href": f"{place.base}/evidence/records/new",
        "back": f"{place.base}/evidence/",
        "count": len(fits),
    }
    return page(place, "evidence/choose.html", values, current="evidence")


def _file(place: Place, word: Word, typed: Typed, people: Picker, item: uuid.UUID | None) -> str:
    """File one record, or one for each subject chosen; returns where to go."""
    chosen = [one for one in typed.several("subject") if one] if word.subject else []
    if len(chosen) > MOST:
        raise Refusal("record.too-many", _("Five hundred at once at most."), field="subject")
    on = typed.day("on")
    assert on is not None
    assert place.system is not None
    facets: dict[str, Any] = {}
    for name, field in word.fields.items():
        given = typed.text(f"facet-{name}").strip()
        if given:
            facets[name] = given == "yes" if field.type == "yesno" else given[:400]
    common: dict[str, Any] = {
        "system": place.system.id,
        "requirement": typed.identifier("requirement") if word.of_requirement else None,
        "facets": facets,
        "standards": tuple(typed.several("standards")),
        "sites": tuple(typed.several("sites")),
        "statement": typed.text("statement"),
        "item": item,
        "performed_by": people.find(typed.text("performed_by"), "performed_by"),
        "valid_until": typed.day("valid_until", needed=False),
    }
    made = file_records(place.context, [Fact(word.name, on, subject_ref=ref, **common) for ref in chosen or [""]])
    filed = f"{place.base}/records/{made[0].id}/" if len(made) == 1 else f"{place.base}/evidence/?word={word.name}"
    return within(place, place.request.GET.get("next", ""), filed)


def _form(
    place: Place,
    word: Word,
    typed: Typed,
    errors: Errors,
    editions: list[CompiledEdition],
    asked: CompiledRequirement | None,
    people: Picker,
    kept: uuid.UUID | None,
) -> FormPage:
    fields = [
        *_requirement_field(word, typed, errors, editions, asked),
        *_subject_field(place, word, typed, errors, people),
        day_field(place, typed, errors),
        *(_facet_field(name, word, typed, errors) for name in word.fields),
        *_covered(place, word, typed, editions, asked),
        _who_field(place, typed, errors, people),
        statement_field(word, typed, errors),
        *proof_fields(errors, kept),
        until_field(typed, errors),
    ]
    back = f"{place.base}/evidence/"
    return FormPage(
        crumbs=(
            Link(label=_("Evidence"), href=back),
            Link(label=_("File a record"), href=f"{back}records/new"),
            Link(label=word.label, href="", current=True),
        ),
        title=word.label,
        lead=f"{word.says}.",
        fields=tuple(fields),
        submit=_("Put on record"),
        cancel=within(place, place.request.GET.get("next", ""), back),
        upload=True,
    )


def _who_field(place: Place, typed: Typed, errors: Errors, people: Picker) -> Field:
    return Field(
        name="performed_by",
        label=_("Who did it"),
        type="combo",
        options=people.options,
        value=typed.text("performed_by", people.label(place.context.person)),
        help=_("Empty: nobody of ours, or not known."),
        errors=wrong(errors, "performed_by"),
    )


def _requirement_field(
    word: Word, typed: Typed, errors: Errors, editions: list[CompiledEdition], asked: CompiledRequirement | None
) -> list[Field]:
    if not word.of_requirement:
        return []
    chosen = typed.text("requirement", str(asked.id) if asked else "")
    made = [Option(value="", label=_("Choose a requirement"), selected=not chosen)]
    made += [
        Option(value=str(r.id), label=f"{r.ref} {r.title}", group=e.name, selected=str(r.id) == chosen)
        for e in editions
        for r in e.requirements.values()
        if r.judged
    ]
    return [
        Field(
            name="requirement",
            label=_("Requirement"),
            type="select",
            required=True,
            options=tuple(made),
            errors=wrong(errors, "requirement"),
        )
    ]


def _subject_field(place: Place, word: Word, typed: Typed, errors: Errors, people: Picker) -> list[Field]:
    if not word.subject:
        return []
    today = place.context.today
    rows = [row for row in subjects(place.context, word.subject) if row.live_until is None or row.live_until > today]
    pairs = [(row.ref, row.name) for row in rows]
    if word.subject == "person":
        pairs = [(str(key), label) for key, label in people.labels.items()]
    kind = vocabulary().subjects[word.subject]
    chosen = typed.several("subject", place.request.GET.getlist("subject"))
    help_ = (
        _("One record is filed for each ticked.")
        if pairs
        else _("None is listed yet; list them in the stocktake first.")
    )
    return [
        Field(
            name="subject",
            label=kind.plural,
            type="multiselect" if len(pairs) <= MOST_TICKS else "select",
            multiple=True,
            required=word.stance > 0,
            options=options(pairs, chosen),
            help=help_,
            errors=wrong(errors, "subject_ref") or wrong(errors, "subject"),
        )
    ]


def _facet_field(name: str, word: Word, typed: Typed, errors: Errors) -> Field:
    field, key = word.fields[name], f"facet-{name}"
    given = typed.text(key)
    if field.type == "yesno":
        pairs = [("yes", _("Yes")), ("no", _("No"))]
        return Field(
            name=key,
            label=field.label,
            type="radio",
            required=field.decides,
            options=options(pairs, [given]),
            errors=wrong(errors, name),
        )
    if field.type == "choice":
        pairs = [(value, value.replace("-", " ").capitalize()) for value in field.options]
        return Field(
            name=key,
            label=field.label,
            type="select",
            required=field.decides,
            options=options(pairs, [given] if given else [], none=""),
            errors=wrong(errors, name),
        )
    return Field(name=key, label=field.label, value=given, maxlength=400, errors=wrong(errors, name))


def _covered(
    place: Place, word: Word, typed: Typed, editions: list[CompiledEdition], asked: CompiledRequirement | None
) -> list[Field]:
    """Which standards and sites the fact covered, where that matters."""
    made = []
    if word.bound and editions:
        default = [asked.edition_slug] if asked else [editions[0].slug] if len(editions) == 1 else []
        made.append(
            Field(
                name="standards",
                label=_("Standards it covered"),
                type="multiselect",
                options=options([(e.slug, e.name) for e in editions], typed.several("standards", default)),
                help=_("It serves a standard only if its criteria, scope and people covered that standard."),
            )
        )
    places = (
        [(str(s.id), s.name) for s in sites(place.context) if s.live_until is None]
        if word.by_site and word.subject != "site"
        else []
    )
    if len(places) > 1:
        made.append(
            Field(
                name="sites",
                label=_("Sites"),
                type="multiselect",
                options=options(places, typed.several("sites", place.request.GET.getlist("site"))),
                help=_("One site's record does not speak for another."),
            )
        )
    return made
