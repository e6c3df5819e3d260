"""One process as a turtle: what goes in and comes out, who, with what, by which documents, against which limits; put together from the rooms."""

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.evidence.models import Claim
from clauseway.processes.models import Characteristic, Control, Flow, OutsourcedCheck, Outsourcing, Process
from clauseway.processes.queries import get_process
from clauseway.processes.queries.controls import live_controls
from clauseway.processes.queries.flows import flow_value, flows_of
from clauseway.processes.queries.outsourcing import outsourced_checks, outsourcing_of
from clauseway.processes.queries.sheets import sheet
from clauseway.rules import interactions as rule
from clauseway.systems.queries import applied_editions
from clauseway.web.components import Action, Item, Link, State
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day
from clauseway.web.processes import naming
from clauseway.web.processes.build import state_of
from clauseway.web.processes.page import Block, ProcessPage
from clauseway.web.processes.steering import blocks as steering_blocks
from clauseway.web.tables import View

MOST_ASKED = 12


@in_system
def show(place: Place, process: uuid.UUID) -> HttpResponse:
    """The overview of one process."""
    found = get_process(place.context, process)
    handed = list(flows_of(place.context, process))
    codes = _codes(found, handed)
    state, word = state_of(codes)
    ended = found.live_until is not None and found.live_until <= place.context.today
    values = ProcessPage(
        crumbs=crumbs(place, found),
        name=found.name,
        lead=found.purpose,
        state=State.NOT_APPLICABLE if ended else state,
        word=_("ended") if ended else word,
        do=_actions(place, found),
        tabs=tabs(place, found, "overview"),
        pairs=_pairs(found),
        taken=_flows_block(place, found, handed, "taker"),
        given=_flows_block(place, found, handed, "giver"),
        around=tuple(_around(place, found)),
    )
    return page(place, "processes/show.html", {"page": values}, current="processes")


def crumbs(place: Place, process: Process, last: str = "") -> tuple[Link, ...]:
    here = f"{place.base}/processes/"
    start = Link(label=_("Processes"), href=here)
    if not last:
        return (start, Link(label=process.name, href="", current=True))
    return (start, Link(label=process.name, href=f"{here}{process.id}/"), Link(label=last, href="", current=True))


def tabs(place: Place, process: Process, current: str) -> tuple[View, ...]:
    here = f"{place.base}/processes/{process.id}/"
    shown = (("overview", _("Overview"), here), ("sheets", _("Sheets and readings"), f"{here}sheets/"))
    return tuple(View(label=label, href=href, current=key == current) for key, label, href in shown)


def _codes(process: Process, handed: Sequence[Flow]) -> list[str]:
    """What does not fit, seen from this process alone: the others count as they are."""
    ends = [end for flow in handed for end in (flow.giver, flow.taker) if end is not None and end.live_until is None]
    steps = {str(row.id): rule.Step(str(row.id), True) for row in ends}
    steps[str(process.id)] = rule.Step(str(process.id), process.owner_id is not None)
    found = rule.findings(steps.values(), [flow_value(flow) for flow in handed])
    return [one.code for one in found if one.process == str(process.id)]


def _actions(place: Place, process: Process) -> tuple[Action, ...]:
    here, made = f"{place.base}/processes/{process.id}/", []
    if process.kind == "outsourced" and place.may("evidence.file"):
        made.append(Action(label=_("Looked at it"), href=f"{here}look/"))
    if place.may("evidence.file"):
        query = f"?word=process.evaluated&subject={process.id}&next={here}"
        made.append(Action(label=_("Evaluate"), href=f"{place.base}/evidence/records/new{query}"))
    if place.may("stocktake.edit"):
        made.append(Action(label=_("Change"), href=f"{here}edit/", primary=True))
    return tuple(made)


def _pairs(process: Process) -> tuple[tuple[str, str], ...]:
    return (
        (_("Owner"), process.owner.name if process.owner else _("nobody yet")),
        (_("Kind"), str(dict(Process.KINDS)[process.kind])),
        (_("Activity"), str(dict(Process.ACTIVITIES)[process.activity])),
        (_("Since"), day(process.live_from)),
        (_("Until"), day(process.live_until) if process.live_until else ""),
    )


def _flows_block(place: Place, process: Process, handed: Sequence[Flow], side: str) -> Block:
    """What it takes (`side` is taker) or gives (giver): hand-overs, then the free text of the register."""
    other = "giver" if side == "taker" else "taker"
    may = place.may("stocktake.edit")
    items = []
    for flow in handed:
        if getattr(flow, f"{side}_id") != process.id:
            continue
        name = naming.end_name(flow, other)
        open_ = _("nobody gives it") if side == "taker" else _("nobody takes it")
        items.append(
            Item(
                state=State.SHOWN if name else State.GAP,
                title=flow.what,
                note=(_("from %s") if side == "taker" else _("to %s")) % name if name else open_,
                href=f"{place.base}/processes/flows/{flow.id}/" if may else "",
            )
        )
    word = "in" if side == "taker" else "out"
    return Block(
        title=_("What it takes") if side == "taker" else _("What it gives"),
        items=tuple(items),
        text=process.inputs if side == "taker" else process.outputs,
        nothing=_("Nobody has said yet what goes in, and from whom.")
        if side == "taker"
        else _("Nobody has said yet what comes out, and who takes it."),
        link=Link(label=_("Add"), href=f"{place.base}/processes/{process.id}/flow/?side={word}") if may else None,
    )


def _around(place: Place, process: Process) -> list[Block]:
    made = []
    if process.kind == "outsourced":
        checks = list(outsourced_checks(place.context, process.id)[:5])
        made.append(_provider(place, process, outsourcing_of(place.context, process.id), checks))
    made.append(Block(title=_("How it runs"), text=process.steps, nothing=_("The steps are not written down here.")))
    made.append(_criteria(place, process, list(sheet(place.context, process.id))))
    made += steering_blocks(place, process)
    made.append(_controls(place, process, list(live_controls(place.context).filter(process_id=process.id))))
    made.append(Block(title=_("With what"), text=process.resources, nothing=_("No resources are named.")))
    made.append(Block(title=_("By whom"), text=process.competence, nothing=_("No competence is named.")))
    made.append(_asked(place, process))
    return made


def _provider(place: Place, process: Process, agreed: Outsourcing | None, checks: Sequence[OutsourcedCheck]) -> Block:
    """Who runs it for us, how that is controlled, and what was found last."""
    here = f"{place.base}/processes/{process.id}/"
    link = Link(label=_("Settle"), href=f"{here}provider/") if place.may("stocktake.edit") else None
    items = []
    if agreed is None or not agreed.control_kind:
        title = _("How it is controlled is not settled")
        items.append(Item(state=State.GAP, title=title, note=agreed.provider if agreed else _("No provider is named.")))
    else:
        href = f"{place.base}/suppliers/{agreed.supplier_ref}/" if agreed.supplier_ref else ""
        kind = str(dict(Outsourcing.CONTROLS)[agreed.control_kind])
        items.append(Item(state=State.SHOWN, title=agreed.provider, note=f"{kind}: {agreed.control}", href=href))
        for label, text in ((_("Must keep to"), agreed.criteria), (_("Evaluation needed"), agreed.evaluation)):
            items.append(Item(state=State.INFO if text else State.UNKNOWN, title=label, note=text or _("not said")))
    states = {"as-agreed": State.SHOWN, "acted-on": State.SHOWN, "not-as-agreed": State.GAP}
    for check in checks:
        note = f"{check.looked_at} · {check.acted}" if check.acted else check.looked_at
        title = str(dict(OutsourcedCheck.RESULTS)[check.result])
        items.append(Item(state=states[check.result], title=title, note=note, aside=day(check.on)))
    return Block(title=_("Run for us by"), items=tuple(items), link=link)


def _criteria(place: Place, process: Process, lines: Sequence[Characteristic]) -> Block:
    here = f"{place.base}/processes/{process.id}/sheets/"
    items = tuple(
        Item(state=State.INFO, title=line.name, note=limits_text(line), href=f"{place.base}/processes/lines/{line.id}/")
        for line in lines
    )
    nothing = _("Nothing says yet by which limits it is steered.")
    return Block(title=_("Against which limits"), items=items, nothing=nothing, link=Link(label=_("Sheets"), href=here))


def limits_text(row: Characteristic) -> str:
    """The limits of a line, in words."""
    parts = []
    if row.lower is not None and row.upper is not None:
        parts.append(
            _("%(low)s to %(high)s %(unit)s") % {"low": plain(row.lower), "high": plain(row.upper), "unit": row.unit}
        )
    elif row.lower is not None:
        parts.append(_("at least %(low)s %(unit)s") % {"low": plain(row.lower), "unit": row.unit})
    elif row.upper is not None:
        parts.append(_("at most %(high)s %(unit)s") % {"high": plain(row.upper), "unit": row.unit})
    if row.most_failing is not None:
        parts.append(_("at most %s of the sample may fail") % row.most_failing)
    if row.words:
        parts.append(row.words)
    return "; ".join(part.strip() for part in parts) or _("no limit stated")


def plain(value: object) -> str:
    """A stored number without the zeros nobody typed."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _controls(place: Place, process: Process, rows: Sequence[Control]) -> Block:
    today = place.context.today
    link = Link(label=_("Add"), href=f"{place.base}/controls/new/?process={process.id}")
    return Block(
        title=_("Controls"),
        items=tuple(
            Item(
                state=control_state(row, today),
                title=row.name,
                note=row.owner.name if row.owner else _("no owner"),
                href=f"{place.base}/controls/{row.id}/",
                aside=day(row.due_on) if row.due_on else "",
                late=bool(row.due_on and row.due_on <= today),
            )
            for row in rows
        ),
        nothing=_("Nothing is done yet so that it runs as meant."),
        link=link if place.may("stocktake.edit") else None,
    )


def control_state(row: Control, today: object) -> State:
    """The mark of a control by its last test."""
    if row.last_result == "not-effective":
        return State.GAP
    if not row.last_result:
        return State.UNKNOWN
    return State.SOON if row.due_on and row.due_on <= today else State.SHOWN  # type: ignore[operator]


def _asked(place: Place, process: Process) -> Block:
    """The requirements that ask something of each process, those first about which something is on file here."""
    assert place.system is not None
    rows = Claim.objects.filter(subject_kind="process", subject_ref=str(process.id)).values_list("kind").distinct()
    on_file = {kind for (kind,) in rows}
    found: dict[tuple[bool, str, str], Link] = {}
    for applied in applied_editions(place.context, place.system.id):
        for asked in applied.edition.requirements.values():
            kinds = {e.kind for e in asked.asked.expectations if e.per == "process" and fits(e.only, process)}
            if kinds:
                href = f"{place.base}/requirements/{applied.edition.slug}/{asked.ref}/"
                label = f"{applied.edition.name} {asked.ref}"
                found[not kinds & on_file, label, asked.title] = Link(label=label, href=href)
    items = tuple(
        Item(state=State.UNKNOWN if nothing else State.INFO, title=title, note=label, href=link.href)
        for (nothing, label, title), link in sorted(found.items(), key=lambda pair: pair[0][0])[:MOST_ASKED]
    )
    return Block(
        title=_("What is asked of it"), items=items, nothing=_("No standard of this system asks anything of a process.")
    )


def fits(only: object, process: Process) -> bool:
    """Whether an expectation about some processes is about this one."""
    stated = {"kind": process.kind, "activity": process.activity}
    return all(stated.get(name) in values for name, values in dict(only or {}).items())  # type: ignore[call-overload]
