"""The five registers every organization has: processes, sites, people, interested parties, issues."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.organization.models import Site
from clauseway.organization.operations import PersonRow, add_people, add_person, add_site, change_person, change_site
from clauseway.organization.queries import people, sites
from clauseway.processes.models import Process
from clauseway.processes.operations import add_process, change_process
from clauseway.processes.queries import processes
from clauseway.systems.models import InterestedParty, Issue
from clauseway.systems.operations import change_issue, change_party, note_issue, note_party
from clauseway.systems.queries import issues, parties
from clauseway.web.frame import Place
from clauseway.web.stocktake.registers import Column, Entry, Register, Written, as_uuid


def _since() -> Column:
    return Column(
        key="live_from",
        label=_("Since"),
        kind="date",
        only_new=True,
        names=("from", "start", "since when", "valid from"),
        sort="live_from",
    )


def _entry(row: Any, keys: tuple[str, ...], name: str, names: Mapping[str, str] | None = None) -> Entry:
    return Entry(
        ref=str(row.id),
        version=str(row.version),
        name=name,
        stored={**{key: getattr(row, key) for key in keys}, "live_from": row.live_from},
        live_from=row.live_from,
        live_until=row.live_until,
        names=names or {},
    )


def _options(choices: Any) -> tuple[tuple[str, str], ...]:
    return tuple((value, str(label)) for value, label in choices)


def _version(version: str) -> int:
    return int(version) if version.isdigit() else 0


def _changing(operation: Callable[..., Any]) -> Callable[[Place, str, str, Mapping[str, Any]], None]:
    """How a line of a register is changed: by an operation that takes the context, the thing, its version and what is new."""

    def change(place: Place, ref: str, version: str, values: Mapping[str, Any]) -> None:
        operation(place.context, as_uuid(ref), version=_version(version), **values)

    return change


def _with_owner(values: Mapping[str, Any]) -> dict[str, Any]:
    return {("owner_id" if key == "owner" else key): value for key, value in values.items()}


def _process_entry(row: Process) -> Entry:
    keys = ("name", "kind", "activity", "purpose", "inputs", "outputs")
    made = _entry(row, keys, row.name, {"owner": row.owner.name if row.owner else ""})
    return replace(made, stored={**made.stored, "owner": row.owner_id})


def _process_columns() -> tuple[Column, ...]:
    return (
        Column(key="name", label=_("Process"), required=True, names=("name", "process name", "title"), sort="fold"),
        Column(
            key="kind",
            label=_("Kind"),
            kind="choice",
            options=_options(Process.KINDS),
            default="core",
            names=("type", "category"),
            sort="kind",
        ),
        Column(
            key="activity",
            label=_("Activity"),
            kind="choice",
            options=_options(Process.ACTIVITIES),
            default="other",
            names=("area",),
        ),
        Column(key="owner", label=_("Owner"), kind="person", names=("process owner", "responsible", "lead")),
        Column(key="inputs", label=_("In"), kind="long", maxlength=4000, names=("input", "inputs", "what goes in")),
        Column(
            key="outputs",
            label=_("Out"),
            kind="long",
            maxlength=4000,
            names=("output", "outputs", "what comes out", "result"),
        ),
        _since(),
    )


def processes_register() -> Register:
    """Processes, in the order of the map."""
    return Register(
        key="processes",
        label=_("Processes"),
        singular=_("process"),
        about=_(
            "What turns something into something: from the enquiry to the delivered product, and what steers "
            "and supports it. Each needs an owner, what goes in and what comes out."
        ),
        example=_("Sales · core · owner M. de Wit · in: enquiry, price list · out: confirmed order"),
        kind="process",
        columns=_process_columns(),
        permission="stocktake.edit",
        rows=lambda place: processes(place.context),
        entry=_process_entry,
        add=lambda place, values: void(add_process(place.context, **_with_owner(values))),
        change=_changing(
            lambda context, process, *, version, **values: change_process(
                context, process, version=version, **_with_owner(values)
            )
        ),
        may_be_none=False,
    )


def sites_register() -> Register:
    """Sites."""

    return Register(
        key="sites",
        label=_("Sites"),
        singular=_("site"),
        about=_(
            "Where work within the scope is done. Audits are planned by site, and physical security is judged at each."
        ),
        example=_("Delft works · permanent · Rotterdamseweg 12, Delft"),
        kind="site",
        columns=(
            Column(key="name", label=_("Site"), required=True, names=("name", "location", "place"), sort="fold"),
            Column(
                key="kind",
                label=_("Kind"),
                kind="choice",
                options=_options(Site.KINDS),
                default="permanent",
                names=("type",),
                sort="kind",
            ),
            Column(key="address", label=_("Address"), maxlength=300, names=("street",)),
            _since(),
        ),
        permission="organization.manage",
        rows=lambda place: sites(place.context),
        entry=lambda row: _entry(row, ("name", "kind", "address"), row.name),
        add=lambda place, values: void(add_site(place.context, **values)),
        change=_changing(change_site),
        may_be_none=False,
    )


def people_register() -> Register:
    """People."""

    return Register(
        key="people",
        label=_("People"),
        singular=_("person"),
        about=_(
            "Who works here, with or without an account: competence and awareness are judged person by person. Only what is needed is asked."
        ),
        example=_("Joris Bakker · joris@example.com · Calibration technician · Laboratory"),
        kind="person",
        columns=(
            Column(key="name", label=_("Name"), required=True, names=("full name", "person", "employee"), sort="fold"),
            Column(
                key="email",
                label=_("Mail"),
                kind="mail",
                maxlength=254,
                names=("email", "e-mail", "mail address", "email address"),
                sort="email",
            ),
            Column(
                key="job", label=_("Job"), maxlength=160, names=("role", "position", "title", "function", "job title")
            ),
            Column(key="unit", label=_("Unit"), maxlength=160, names=("department", "team", "dept")),
            _since(),
        ),
        permission="organization.manage",
        rows=lambda place: people(place.context).filter(erased_at=None),
        entry=lambda row: _entry(row, ("name", "email", "job", "unit"), row.name),
        add=lambda place, values: void(add_person(place.context, **values)),
        change=_changing(change_person),
        write_many=_write_people,
        may_be_none=False,
        detail="/people/{ref}/",
    )


def _write_people(place: Place, lines: Sequence[Written]) -> None:
    """New ones at once, by the day they began; changes one by one."""
    by_day: dict[Any, list[PersonRow]] = {}
    for entry, values in lines:
        if entry is None:
            texts = {key: values.get(key, "") for key in ("name", "email", "job", "unit")}
            by_day.setdefault(values.get("live_from"), []).append(PersonRow(**texts))
        else:
            changed = {key: value for key, value in values.items() if key != "live_from"}
            change_person(place.context, as_uuid(entry.ref), version=_version(entry.version), **changed)
    for day, rows in by_day.items():
        add_people(place.context, rows, day)


def parties_register() -> Register:
    """Interested parties."""

    return Register(
        key="parties",
        label=_("Interested parties"),
        singular=_("interested party"),
        about=_(
            "Who has a stake, and what they need or expect that matters here. A bare name shows nothing; a need does."
        ),
        example=_("Customers in water supply · calibrated meters on the agreed day, certificates with each"),
        kind="party",
        columns=(
            Column(
                key="name",
                label=_("Party"),
                required=True,
                names=("name", "interested party", "stakeholder"),
                sort="fold",
            ),
            Column(
                key="needs",
                label=_("What they need or expect"),
                kind="long",
                maxlength=4000,
                names=("needs", "expectations", "requirements", "needs and expectations"),
            ),
            Column(
                key="obligation",
                label=_("Binding"),
                kind="yesno",
                names=("obligation", "compliance obligation", "mandatory"),
            ),
            _since(),
        ),
        permission="stocktake.edit",
        rows=lambda place: parties(place.context),
        entry=lambda row: _entry(row, ("name", "needs", "obligation"), row.name),
        add=_new_party,
        change=_changing(change_party),
        detail="context/parties/{ref}/",
    )


def _new_party(place: Place, values: Mapping[str, Any]) -> None:
    if InterestedParty.objects.filter(fold=fold(values["name"])).exists():
        raise Refusal("party.exists", _("There is an interested party of this name already."), field="name")
    note_party(place.context, **values)


def _new_issue(place: Place, values: Mapping[str, Any]) -> None:
    assert place.system is not None
    if Issue.objects.filter(system_id=place.system.id, fold=fold(values["text"])).exists():
        raise Refusal("issue.exists", _("This issue is noted already."), field="text")
    note_issue(place.context, place.system.id, **values)


def _issues(place: Place) -> Any:
    assert place.system is not None
    return issues(place.context, place.system.id)


def _issue_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="text",
            label=_("Issue"),
            required=True,
            maxlength=400,
            names=("name", "issue", "description"),
            sort="fold",
        ),
        Column(
            key="side",
            label=_("Side"),
            kind="choice",
            required=True,
            options=_options(Issue.SIDES),
            names=("type", "internal/external"),
            sort="side",
        ),
        Column(
            key="effect",
            label=_("What it does"),
            kind="long",
            maxlength=4000,
            names=("effect", "impact", "consequence"),
        ),
        Column(
            key="heading",
            label=_("Heading"),
            kind="choice",
            options=(("", _("not said")), *_options(Issue.HEADINGS)),
            names=("pestle", "area", "category"),
            sort="heading",
        ),
        Column(
            key="influence",
            label=_("Helps or harms"),
            kind="choice",
            options=(("", _("not said")), *_options(Issue.INFLUENCES)),
            names=("influence", "swot", "direction"),
            sort="influence",
        ),
        Column(key="about_climate", label=_("Climate"), kind="yesno", names=("climate change", "about climate")),
        _since(),
    )


def issues_register() -> Register:
    """Internal and external issues of one system."""

    return Register(
        key="issues",
        label=_("Issues"),
        singular=_("issue"),
        about=_(
            "What works on the organization from inside and outside, for better or worse. Both sides are asked for, and whether climate change matters."
        ),
        example=_("Two of six calibration technicians retire within three years · internal"),
        kind="",
        columns=_issue_columns(),
        permission="stocktake.edit",
        rows=_issues,
        entry=lambda row: _entry(row, ("text", "side", "effect", "heading", "influence", "about_climate"), row.text),
        add=_new_issue,
        change=_changing(change_issue),
        may_be_none=False,
        detail="context/issues/{ref}/",
    )


def void(_result: Any) -> None:
    """An operation's result nobody needs."""
