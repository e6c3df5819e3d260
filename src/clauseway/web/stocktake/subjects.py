"""Registers of the populations that no room keeps: suppliers, equipment, information systems and the other kinds of the vocabulary."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import SubjectKind, vocabulary
from clauseway.evidence.models import Subject
from clauseway.evidence.operations import add_subjects
from clauseway.evidence.queries import subjects
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Conflict, NotFound, Refusal
from clauseway.kernel.registry import DraftSubject, populations
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, Written

ORIGIN = "stocktake"


def kinds() -> tuple[str, ...]:
    """The kinds of subjects that are kept here, in the order of the vocabulary."""
    return tuple(name for name in vocabulary().subjects if name not in populations)


def subject_register(kind: str) -> Register:
    """The register of one kind; KeyError for one that is kept elsewhere or unknown."""
    if kind not in kinds():
        raise KeyError(kind)
    word = vocabulary().subjects[kind]
    about, example = texts(kind)
    return Register(
        key=kind,
        label=word.plural,
        singular=word.label.lower(),
        about=about,
        example=example,
        kind=kind,
        columns=(
            Column(
                key="name",
                label=word.label,
                required=True,
                maxlength=240,
                names=("name", word.label, word.plural, "title"),
                sort="fold",
            ),
            *(
                Column(
                    key=f"facet-{name}",
                    label=name.replace("-", " ").capitalize(),
                    kind="choice",
                    options=(("", _("not said")), *((o, o.replace("-", " ")) for o in options)),
                    names=(name,),
                )
                for name, options in word.facets.items()
            ),
            Column(
                key="live_from", label=_("Since"), kind="date", only_new=True, names=("from", "start"), sort="live_from"
            ),
        ),
        permission="stocktake.edit",
        rows=lambda place: subjects(place.context, kind),
        entry=_entry,
        add=lambda place, values: _add(place, word, values),
        change=lambda place, ref, version, values: _change(place, word, ref, version, values),
        write_many=lambda place, lines: _write_many(place, word, lines),
    )


def _entry(row: Subject) -> Entry:
    facets = {f"facet-{key}": value for key, value in row.facets.items()}
    return Entry(
        ref=row.ref,
        version=str(row.id),
        name=row.name,
        stored={"name": row.name, **facets, "live_from": row.live_from},
        live_from=row.live_from,
        live_until=row.live_until,
        names={},
    )


def _facets(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix("facet-"): value for key, value in values.items() if key.startswith("facet-") and value}


def _add(place: Place, word: SubjectKind, values: Mapping[str, Any]) -> None:
    if subjects(place.context, word.name).filter(fold=fold(values["name"])).exists():
        raise Refusal("subject.exists", _("There is one of this name already."), field="name")
    draft = DraftSubject("", values["name"], values.get("live_from") or place.context.today, None, _facets(values))
    add_subjects(place.context, kind=word.name, members=[draft], origin=ORIGIN)


def _change(place: Place, word: SubjectKind, ref: str, version: str, values: Mapping[str, Any]) -> None:
    old = Subject.objects.select_for_update().filter(kind=word.name, ref=ref, superseded_at=None).first()
    if old is None:
        raise NotFound("subject.not-found", _("There is no such entry."))
    if str(old.id) != version:
        raise Conflict("subject.changed", _("Somebody else changed this meanwhile."), details={"version": str(old.id)})
    name = values.get("name", old.name)
    if subjects(place.context, word.name).filter(fold=fold(name)).exclude(ref=ref).exists():
        raise Refusal("subject.exists", _("There is one of this name already."), field="name")
    until = values.get("live_until", old.live_until)
    kept = {key: value for key, value in old.facets.items() if f"facet-{key}" not in values}
    draft = DraftSubject(ref, name, old.live_from, until, {**kept, **_facets(values)})
    add_subjects(place.context, kind=word.name, members=[draft], origin=old.origin)


def _write_many(place: Place, word: SubjectKind, lines: Sequence[Written]) -> None:
    """A whole sheet as one operation; what is there keeps its reference, its beginning and the facets the sheet does not name."""
    members = []
    for entry, values in lines:
        kept = {key: value for key, value in entry.stored.items() if key not in values} if entry else {}
        start = entry.live_from if entry else values.get("live_from") or place.context.today
        members.append(
            DraftSubject(entry.ref if entry else "", values["name"], start, None, _facets({**kept, **values}))
        )
    add_subjects(place.context, kind=word.name, members=members, origin=ORIGIN)


def texts(kind: str) -> tuple[str, str]:
    """What a population is for and an example, for its empty state and its tile."""
    known = {
        "role": (_("Roles with duties and authority in the system."), _("Management representative; incident manager")),
        "supplier": (
            _(
                "Who you buy from, as far as it can harm what you deliver or your information. Each is evaluated in your own rhythm."
            ),
            _("Precisie Metaal B.V. · high"),
        ),
        "equipment": (
            _("What you measure with, if results depend on it. Each is calibrated or verified in your own rhythm."),
            _("Torque wrench TW-07"),
        ),
        "asset": (_("Information and what holds or carries it."), _("Customer drawings · information")),
        "product": (
            _("What you deliver. Requirements, release and claims are judged for each."),
            _("Flow meter FM-200"),
        ),
        "objective": (
            _("What you want to reach, measurable, with somebody responsible."),
            _("Deliver 95 of 100 orders on the agreed day by December"),
        ),
        "customer": (_("Whom you deliver to, where it matters one by one."), _("Waterbedrijf Zuid")),
        "information-system": (
            _("Systems that hold or carry information. Backup, access and updates are judged for each."),
            _("ERP; file server; customer portal"),
        ),
        "risk": (
            _("What may go wrong or right, assessed and treated."),
            _("Only supplier of the sensor chip stops delivering"),
        ),
        "change": (_("Planned changes to the system, followed to their effect."), _("Move of the laboratory to Delft")),
        "incident": (_("What happened to your information."), _("Laptop lost in the train")),
        "complaint": (_("What customers complained about."), _("Meter delivered without certificate")),
        "nonconformity": (_("Where a requirement was not met."), _("Expired gauge used at final inspection")),
        "nonconforming-output": (_("Products or services that came out wrong."), _("Lot 4711 with wrong thread")),
        "design-project": (_("What you develop, from its inputs to its validation."), _("FM-300 with radio")),
        **_texts_of_disciplines(),
        "obligation": (_("Laws, permits and contract duties that bind you."), _("Measuring Instruments Directive")),
    }
    return known.get(kind, (_("A population that evidence is judged against, one by one."), ""))


def _texts_of_disciplines() -> dict[str, tuple[str, str]]:
    """The populations that only some disciplines ask about."""
    return {
        "aspect": (
            _(
                "What your work, products and services take from the environment or give to it, normal days and bad days."
            ),
            _("Solvent vapour from cleaning · significant · normal"),
        ),
        "emergency": (
            _("What could suddenly go badly wrong, and for which you are prepared."),
            _("Leaking drum in the yard"),
        ),
        "hazard": (_("What can hurt somebody or spoil food, one by one."), _("Pinch point at the press · high")),
        "energy-use": (_("Where energy goes; the significant ones are steered."), _("Compressed air · significant")),
        "energy-indicator": (_("The figures that show your energy performance."), _("kWh per tonne of castings")),
        "road-safety-factor": (
            _("What makes your traffic safe or not, and is measured."),
            _("Speed compliance of vans"),
        ),
        "prerequisite-programme": (_("The basic conditions of hygiene, each with its checks."), _("Pest control")),
        "hazard-control": (_("The measures that hold a hazard, with their limits."), _("Pasteurizer, 72 °C for 15 s")),
        **_texts_of_services_and_conduct(),
    }


def _texts_of_services_and_conduct() -> dict[str, tuple[str, str]]:
    return {
        "device": (
            _("Devices or families of them; each has its file, its release, its complaints."),
            _("Infusion set IS-2 · sterile"),
        ),
        "business-activity": (
            _("What you do for others; the prioritized ones must come back in time."),
            _("Order entry · prioritized"),
        ),
        "continuity-plan": (
            _("Plans for carrying on and coming back; each is exercised."),
            _("Plan for loss of the data centre"),
        ),
        "security-plan": (_("Plans against security threats; each is exercised."), _("Plan for cargo theft")),
        "service": (_("The services you run for customers, as in the catalogue."), _("Workplace service")),
        "configuration-item": (_("What a service consists of and is kept under control."), _("Core switch CS-01")),
        "problem": (_("Causes behind incidents, known or still looked for."), _("Mail queue stalls on Mondays")),
        "ai-system": (
            _("Systems with artificial intelligence that you develop, provide or use."),
            _("Image sorter at inspection · used"),
        ),
        "data-set": (_("Data an AI system learns from or is tested with."), _("Labelled photos of welds, 2025")),
        "business-associate": (
            _("Whom you do business with, by bribery risk."),
            _("Agent in Port City · more than low"),
        ),
        "concern": (_("Concerns that somebody raised, each looked into."), _("Report about a gift to a buyer")),
        "programme": (_("Educational programmes and courses you offer."), _("Welding, basic course")),
        "learner": (_("Learners and others who benefit, where it matters one by one."), _("Class of spring 2026")),
    }
