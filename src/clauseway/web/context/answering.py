"""Who answers for requirements and for the tasks of the system; the form of one subject; and that those concerned were told."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.evidence.models import Record
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import NotFound
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.processes.models import Process
from clauseway.rules import responsibility as rule
from clauseway.systems.operations.responsibilities import PROCESS, REQUIREMENT, TASK, Subject, assign, make_known
from clauseway.systems.operations.responsibilities import tasks as known_tasks
from clauseway.systems.queries import applied_editions
from clauseway.web import inputs
from clauseway.web.asked import identifier
from clauseway.web.components import Action, Empty, Field, Link
from clauseway.web.context.answers import NOTHING, File, Who, assignees, files, name_of, signs
from clauseway.web.context.words import ANSWERS, answer_tabs, letter_word, task_word
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.posted import FormPage, Typed, answer, options, wrong
from clauseway.web.tables import Cell, Row, Table, View, on_record


def here(place: Place, more: str = "") -> str:
    return f"{place.base}/context/responsibilities/{more}"


@in_system
def tasks(place: Place) -> HttpResponse:
    """The tasks of the system that somebody must answer for."""
    assert place.system is not None
    asked = listing(place.request, sorts=("task",))
    on_file = files(place.context, TASK, system=place.system.id)
    told = _on_record()
    names = {one.edition.slug: one.edition.name for one in applied_editions(place.context, place.system.id)}
    found = known_tasks()
    table = Table(
        id="tasks",
        caption=_("Tasks of the system"),
        href=here(place, "tasks/"),
        columns=columns(
            asked,
            ("task", _("Task"), "main"),
            ("who", _("Answers"), "text"),
            ("more", _("Does, is asked, is told"), "text"),
            ("for", _("For"), "text"),
            ("told", _("Told"), "short"),
            ("stands", _("Stands"), "short"),
        ),
        rows=tuple(_task(place, code, on_file.get(code, NOTHING), names, code in told) for code in found),
        pager=pager(asked, len(found)),
        empty=Empty(title=_("No tasks"), text=""),
        search=None,
    )
    do = (Action(label=_("They were told"), href=here(place, "known/task/"), primary=True),)
    values = {
        "title": _("Tasks of the system"),
        "lead": _("What top management gives to somebody: it counts once exactly one person answers and was told."),
        "tabs": answer_tabs(place, "responsibilities/tasks/"),
        "table": table,
        "do": do if place.may("stocktake.edit") else (),
    }
    return page(place, "context/list.html", values, current=ANSWERS)


def _on_record() -> set[str]:
    """The tasks that a record, filed by a person, says are given to somebody."""
    rows = Record.objects.filter(word="role.assigned").exclude(ended_how="withdrawn")
    return {str(facets.get("responsibility", "")) for facets in rows.values_list("facets", flat=True)}


def _task(place: Place, code: str, file: File, names: dict[str, str], told: bool) -> Row:
    """One task; two who answer for different standards are no clash. `told`: a record says who, though nobody entered it here."""
    label, about = task_word(code)
    standards = sorted({name for row in file.rows for name in row.standards})
    found: list[rule.Finding] = []
    for standard in standards:
        refs = {str(row.id) for row in file.rows if standard in row.standards}
        part = [one for one in file.values if one.ref in refs]
        found += [one for one in rule.findings(part, place.context.today) if one.code not in {f.code for f in found}]
    if not standards:
        found = list(file.findings(place.context.today))
    known_on = [row.known_on for row in file.rows if row.known_on]
    others = ", ".join(f"{row.letter} {name_of(row)}" for row in file.rows if row.letter != "A")
    return Row(
        key=code,
        label=label,
        cells=(
            Cell(text=label, href=here(place, f"of/task/{code}/"), note=about),
            Cell(text=file.who("A") or ("" if told else _("nobody yet"))),
            Cell(text=others),
            Cell(text=", ".join(names.get(name, name) for name in standards)),
            Cell(
                text=day(max(known_on)) if known_on else (_("not told") if file.rows else ""),
                note=_("some not yet") if known_on and file.untold else "",
            ),
            Cell(text="", signs=(on_record(),) if told and not file.rows else signs(found, used=bool(file.rows))),
        ),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A requirement of an applied edition with its standard's name."""

    standard: str
    slug: str
    row: CompiledRequirement


def _requirements(place: Place) -> list[Listed]:
    assert place.system is not None
    return [
        Listed(one.edition.name, one.edition.slug, row)
        for one in applied_editions(place.context, place.system.id)
        for row in one.edition.requirements.values()
        if row.judged
    ]


@in_system
def requirements(place: Place) -> HttpResponse:
    """Who answers for which requirement of the applied standards."""
    assert place.system is not None
    asked = listing(place.request, sorts=("ref", "title"), filters=("standard", "show"))
    every = _requirements(place)
    on_file = files(place.context, REQUIREMENT, system=place.system.id)
    found = _sought(place, asked, every, on_file)
    start, end = asked.slice(len(found))
    standards = list(dict.fromkeys((one.slug, one.standard) for one in every))
    table = Table(
        id="answering",
        caption=_("Requirements"),
        href=here(place, "requirements/"),
        columns=columns(
            asked,
            ("ref", _("Requirement"), "ref"),
            ("title", _("Title"), "main"),
            *((letter, letter_word(letter).capitalize(), "text") for letter in "ARCI"),
            ("stands", _("Stands"), "short"),
            sortable=("ref", "title"),
        ),
        rows=tuple(_requirement(place, one, on_file.get(str(one.row.id), NOTHING)) for one in found[start:end]),
        pager=pager(asked, len(found)),
        empty=Empty(title=_("No standard is applied"), text=_("Apply a standard first.")),
        search=asked.q,
        search_label=_("Search reference or title"),
        filters=(choose(asked, "standard", _("Standard"), _("all standards"), standards),),
        views=_views(asked),
        kept=asked.keeping("show"),
        filtered=asked.filtered,
        clear_href=here(place, "requirements/"),
    )
    values = {
        "title": _("Requirements"),
        "lead": _("Who does it, who answers for it, who is asked and who is told; as far as you want to say it."),
        "tabs": answer_tabs(place, "responsibilities/requirements/"),
        "table": table,
        "do": (),
    }
    return page(place, "context/list.html", values, current=ANSWERS)


def _views(asked: Listing) -> tuple[View, ...]:
    current = asked.filters.get("show", "")
    shows = (("", _("All")), ("given", _("Given to somebody")), ("gaps", _("Gaps and clashes")))
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _sought(place: Place, asked: Listing, every: list[Listed], on_file: dict[str, File]) -> list[Listed]:
    today, show, words = place.context.today, asked.filters.get("show", ""), fold(asked.q).split()

    def fits(one: Listed) -> bool:
        file = on_file.get(str(one.row.id), NOTHING)
        if asked.filters.get("standard", one.slug) != one.slug:
            return False
        if show and not file.rows:
            return False
        if show == "gaps" and not file.findings(today):
            return False
        text = fold(f"{one.standard} {one.row.ref} {one.row.title}")
        return all(word in text for word in words)

    found = [one for one in every if fits(one)]
    if asked.sort == "title":
        found.sort(key=lambda one: fold(one.row.title))
    return found[::-1] if asked.descending else found


def _requirement(place: Place, one: Listed, file: File) -> Row:
    stands = signs(file.findings(place.context.today), used=True) if file.rows else ()
    return Row(
        key=str(one.row.id),
        label=one.row.ref,
        cells=(
            Cell(text=one.row.ref, note=one.standard),
            Cell(text=one.row.title, href=here(place, f"of/requirement/{one.row.id}/")),
            *(Cell(text=file.who(letter)) for letter in "ARCI"),
            Cell(text="", signs=stands),
        ),
    )


def _subject(place: Place, what: str, of: str) -> tuple[Subject, str, str, str]:
    """The subject of an address with its name, what it is, and where its list is. NotFound for what is not here."""
    assert place.system is not None
    key = identifier(of)
    if what == PROCESS and key is not None:
        process = Process.objects.filter(id=key).first()
        if process is not None:
            return Subject(kind=PROCESS, ref=str(key)), process.name, process.purpose, here(place)
    if what == REQUIREMENT and key is not None:
        row = next((one for one in _requirements(place) if one.row.id == key), None)
        if row is not None:
            subject = Subject(kind=REQUIREMENT, ref=str(key), system=place.system.id)
            return subject, f"{row.row.ref} {row.row.title}", row.standard, here(place, "requirements/")
    if what == TASK and of in known_tasks():
        return Subject(kind=TASK, ref=of, system=place.system.id), *task_word(of), here(place, "tasks/")
    raise NotFound("responsibility.not-found", _("There is nothing like that to answer for."))


@in_system
def edit(place: Place, kind: str, of: str) -> HttpResponse:
    """Who answers for one process, requirement or task: letters for everybody in it, and one more."""
    require(place.context, "stocktake.edit")
    subject, name, about, back = _subject(place, kind, of)
    typed, offered = Typed(place.request), assignees(place.context)
    file = files(place.context, subject.kind, system=subject.system, refs=[subject.ref])[subject.ref]
    standards = _standards(place, typed, file) if kind == TASK else None

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(Link(label=_("Who answers for what"), href=back),),
            title=name,
            lead=about,
            note=_("R does it, A answers for it (exactly one), C is asked before, I is told. Empty takes it away."),
            fields=(*_given(typed, errors, file), *_one_more(typed, errors, offered.options), *(standards or ())),
            submit=_("Save"),
            cancel=back,
        )

    def act() -> str:
        chosen = tuple(typed.several("standards"))
        target = Subject(kind=subject.kind, ref=subject.ref, system=subject.system, standards=chosen)
        with unit_of_work(place.context):
            sent = [one for one in _assigned(file) if one[0] in place.request.POST]
            for field, who, _name, letters in sent:
                assign(
                    place.context,
                    target,
                    letters=typed.text(field),
                    person=who.person,
                    role=who.role,
                    seen=typed.text(f"seen-{field}", letters),
                )
            more = offered.find(typed.text("who"), "who")
            if more is not None:
                given = typed.text("letters") or "R"
                assign(place.context, target, letters=given, person=more.person, role=more.role)
        return back

    return answer(place, form, act, said=_("Saved."), current=ANSWERS)


def _assigned(file: File) -> list[tuple[str, Who, str, str]]:
    """Everybody in it: the name of their field, who it is, what they are called, their letters."""
    found = {}
    for row in file.rows:
        who = Who(row.person_id, row.role_id)
        found[f"of-{row.person_id or row.role_id}"] = (
            who,
            name_of(row),
            file.letters(person=who.person, role=who.role),
        )
    ordered = sorted(found.items(), key=lambda one: fold(one[1][1]))
    return [(field, *rest) for field, rest in ordered]


def _given(typed: Typed, errors: Any, file: File) -> list[Field]:
    made = []
    for field, _who, name, letters in _assigned(file):
        value = typed.text(field, letters)
        made.append(Field(name=field, label=name, value=value, maxlength=7, errors=wrong(errors, field)))
        made.append(Field(name=f"seen-{field}", label="", type="hidden", value=typed.text(f"seen-{field}", letters)))
    return made


def _one_more(typed: Typed, errors: Any, offered: Any) -> tuple[Field, ...]:
    return (
        Field(
            name="who",
            label=_("One more: a role or a person"),
            type="combo",
            value=typed.text("who"),
            options=offered,
            errors=wrong(errors, "who"),
        ),
        inputs.text(typed, errors, "letters", _("Letters"), maxlength=7, placeholder="R"),
    )


def _standards(place: Place, typed: Typed, file: File) -> tuple[Field, ...]:
    assert place.system is not None
    pairs = [(one.edition.slug, one.edition.name) for one in applied_editions(place.context, place.system.id)]
    now = sorted({name for row in file.rows for name in row.standards}) or [slug for slug, _name in pairs]
    ticked = options(pairs, typed.several("standards", now))
    return (Field(name="standards", label=_("For the standards"), type="multiselect", options=ticked),)


@in_system
def known(place: Place, kind: str) -> HttpResponse:
    """Record that everybody who was given something was told."""
    assert place.system is not None
    require(place.context, "stocktake.edit")
    if kind not in (PROCESS, REQUIREMENT, TASK):
        raise NotFound("responsibility.not-found", _("There is nothing like that to answer for."))
    system = None if kind == PROCESS else place.system.id
    typed = Typed(place.request)
    back = here(place, {PROCESS: "", REQUIREMENT: "requirements/", TASK: "tasks/"}[kind])
    untold = sum(file.untold for file in files(place.context, kind, system=system).values())

    def form(errors: Any) -> FormPage:
        return FormPage(
            crumbs=(Link(label=_("Who answers for what"), href=back),),
            title=_("They were told"),
            lead=ngettext("%d entry is not told yet.", "%d entries are not told yet.", untold) % untold
            if untold
            else _("Everybody was told."),
            fields=(
                inputs.text(
                    typed,
                    errors,
                    "how",
                    _("How they were told"),
                    required=True,
                    maxlength=300,
                    placeholder=_("Role sheets, signed; meeting of the leads"),
                ),
                inputs.day(typed, errors, "on", _("On"), place.context.today, required=True),
            ),
            submit=_("Record it"),
            cancel=back,
        )

    def act() -> str:
        make_known(place.context, kind=kind, how=typed.text("how"), system=system, on=typed.day("on"))
        return back

    return answer(place, form, act, said=_("Recorded."), current=ANSWERS)
