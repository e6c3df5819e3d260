"""From the map's rows to the values of its page."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clauseway.kernel.folding import fold
from clauseway.processes.models import Outsourcing
from clauseway.processes.queries.flows import Handed, Mapped, flow_value, mapped
from clauseway.processes.queries.flows import handed as handed_over
from clauseway.rules import interactions as rule
from clauseway.web.components import Action, Empty, Item, Link, State
from clauseway.web.frame import Place
from clauseway.web.processes import drawing, naming, page
from clauseway.web.tables import View

MOST_SAID, MOST_LISTED = 12, 25
OUTSIDES = ("customer", "supplier", "party")


def tabs(place: Place, current: str) -> tuple[View, ...]:
    """The views of the processes as a whole."""
    shown = (
        ("map", _("Map"), "processes/"),
        ("list", _("List"), "processes/list/"),
        ("controls", _("Controls"), "controls/"),
        ("readings", _("Readings"), "processes/readings/"),
    )
    return tuple(View(label=label, href=f"{place.base}/{path}", current=key == current) for key, label, path in shown)


def map_page(place: Place, q: str) -> page.MapPage:
    """The whole map in three statements; with a search, what fits it and whom that touches."""
    rows, handed = mapped(place.context), handed_over(place.context)
    providers = dict(Outsourcing.objects.values_list("process_id", "provider"))
    steps = [rule.Step(str(row.id), row.owner_id is not None) for row in rows]
    found = rule.findings(steps, [flow_value(flow) for flow in handed])
    shown = _fitting(rows, handed, q)
    wrong: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        wrong[finding.process].append(finding.code)
    may = place.may("stocktake.edit")
    here = f"{place.base}/processes/"
    said = _said(place, rows, handed, found)
    add = Action(label=_("New process"), href=f"{here}new/", primary=not rows)
    return page.MapPage(
        drawing=_drawing(place, shown, handed, wrong, providers) if shown else None,
        lanes=_lists(place, shown, wrong, handed, may=may and not q),
        said=said[:MOST_SAID],
        said_more=_("and %s more") % (len(said) - MOST_SAID) if len(said) > MOST_SAID else "",
        settled=_("Every process takes and gives, and no hand-over is left open.") if rows and not said else "",
        q=q,
        href=here,
        place_href=f"{here}place/",
        may=may and not q,
        do=(add,) if may else (),
        tabs=tabs(place, "map"),
        empty=Empty(
            title=_("Nothing fits this search") if rows else _("No processes yet"),
            text=_("The map shows who hands what to whom: that is how one sees where the work gets stuck."),
            example=_("Sales gives the confirmed order to Production planning; Customers give the enquiry to Sales."),
            action=add if may and not rows else None,
        ),
    )


def _fitting(rows: Sequence[Mapped], handed: Sequence[Handed], q: str) -> list[Mapped]:
    words = fold(q).split()
    if not words:
        return list(rows)
    fit = {row.id for row in rows if all(word in row.fold for word in words)}
    near = {end for flow in handed if fit & {flow.giver_id, flow.taker_id} for end in (flow.giver_id, flow.taker_id)}
    return [row for row in rows if row.id in fit | near]


def _by_lane(rows: Iterable[Mapped]) -> dict[str, list[Mapped]]:
    lanes: dict[str, list[Mapped]] = {kind: [] for kind in naming.ORDER}
    for row in rows:
        lanes[row.kind].append(row)
    return lanes


def _drawing(
    place: Place,
    rows: Sequence[Mapped],
    handed: Sequence[Handed],
    wrong: Mapping[str, list[str]],
    providers: Mapping[uuid.UUID, str],
) -> page.Drawing:
    lanes = _by_lane(rows)
    laid = drawing.layout([(kind, [str(row.id) for row in of]) for kind, of in lanes.items()])
    givers = {flow.giver_kind for flow in handed if str(flow.taker_id) in laid.places}
    takers = {flow.taker_kind for flow in handed if str(flow.giver_id) in laid.places}
    left = drawing.outsides([kind for kind in OUTSIDES if kind in givers], laid.height, right=False)
    right = drawing.outsides([kind for kind in OUTSIDES if kind in takers], laid.height, right=True)
    sides = [(f"{side}-{kind}", kind, at) for side, of in (("in", left), ("out", right)) for kind, at in of.items()]
    return page.Drawing(
        width=drawing.WIDTH,
        height=laid.height,
        lanes=tuple(_lane(lane, len(lanes[lane.kind])) for lane in laid.lanes),
        boxes=tuple(
            _box(place, row, laid.places[str(row.id)], wrong, providers) for row in rows if str(row.id) in laid.places
        ),
        outsides=tuple(
            page.Outside(key=key, label=naming.outside_label(kind), x=at[0], y=at[1]) for key, kind, at in sides
        ),
        arrows=_arrows(handed, laid.places, {key: at for key, _kind, at in sides}),
    )


def _lane(lane: drawing.Row, total: int) -> page.Lane:
    more = _("%s more in the list") % (total - lane.drawn) if total > lane.drawn else ""
    return page.Lane(kind=lane.kind, label=naming.lane_label(lane.kind), y=lane.y, height=lane.height, more=more)


def _box(
    place: Place, row: Mapped, at: drawing.Point, wrong: Mapping[str, list[str]], providers: Mapping[uuid.UUID, str]
) -> page.Box:
    state, word = state_of(wrong.get(str(row.id), ()))
    owner = row.owner or _("no owner")
    note = providers.get(row.id) or _("no provider named") if row.kind == "outsourced" else owner
    here = f"{place.base}/processes/{row.id}/"
    return page.Box(
        key=str(row.id),
        name=row.name,
        href=here,
        flow_href=f"{here}flow/",
        lane=row.kind,
        lines=drawing.wrap(row.name),
        note=note if len(note) <= 26 else f"{note[:25]}…",
        state=state,
        word=word,
        x=at[0],
        y=at[1],
    )


def state_of(codes: Sequence[str]) -> tuple[State, str]:
    """The mark of a process on the map, and what does not fit."""
    if not codes:
        return State.SHOWN, _("fits")
    says = ", ".join(dict.fromkeys(naming.finding_label(code) for code in codes))
    return (State.GAP if rule.BROKEN & set(codes) else State.UNKNOWN), says


def _arrows(
    handed: Iterable[Handed], places: Mapping[str, drawing.Point], sides: Mapping[str, drawing.Point]
) -> tuple[page.Arrow, ...]:
    what: dict[tuple[str, str], list[str]] = defaultdict(list)
    for flow in handed:
        giver = str(flow.giver_id) if flow.giver_id else f"in-{flow.giver_kind}"
        taker = str(flow.taker_id) if flow.taker_id else f"out-{flow.taker_kind}"
        what[giver, taker].append(flow.what)
    made = []
    every = {**places, **sides}
    for (giver, taker), names in what.items():
        if giver in every and taker in every:
            widths = (
                drawing.BAND if giver in sides else drawing.BOX_WIDTH,
                drawing.BAND if taker in sides else drawing.BOX_WIDTH,
            )
            path = drawing.curve(every[giver], every[taker], *widths)
            made.append(page.Arrow(path=path, giver=giver, taker=taker, says=", ".join(names)))
    return tuple(made)


def _said(
    place: Place, rows: Sequence[Mapped], handed: Sequence[Handed], found: Sequence[rule.Finding]
) -> tuple[Item, ...]:
    names, what = {str(row.id): row.name for row in rows}, {str(flow.id): flow.what for flow in handed}
    ordered = sorted(found, key=lambda one: (one.code not in rule.BROKEN, names[one.process]))
    return tuple(
        Item(
            state=State.GAP if one.code in rule.BROKEN else State.UNKNOWN,
            title=_("%(process)s %(finding)s")
            % {"process": names[one.process], "finding": naming.finding_label(one.code)},
            note=what.get(one.flow, ""),
            href=f"{place.base}/processes/flows/{one.flow}/" if one.flow else f"{place.base}/processes/{one.process}/",
        )
        for one in ordered
    )


def _lists(
    place: Place, rows: Sequence[Mapped], wrong: Mapping[str, list[str]], handed: Sequence[Handed], *, may: bool
) -> tuple[page.ListLane, ...]:
    gives: dict[object, int] = defaultdict(int)
    takes: dict[object, int] = defaultdict(int)
    for flow in handed:
        gives[flow.giver_id] += 1
        takes[flow.taker_id] += 1
    made = []
    for kind, of in _by_lane(rows).items():
        items = []
        for number, row in enumerate(of[:MOST_LISTED]):
            state, word = state_of(wrong.get(str(row.id), ()))
            counts = _("takes %(in)s · gives %(out)s") % {"in": takes[row.id], "out": gives[row.id]}
            says = [row.owner or "", counts, word if state != State.SHOWN else ""]
            items.append(
                Item(
                    state=state,
                    title=row.name,
                    note=" · ".join(part for part in says if part),
                    href=f"{place.base}/processes/{row.id}/",
                    actions=_moves(place, of, number) if may else (),
                )
            )
        more = Link(label=_("All %s") % len(of), href=f"{place.base}/processes/list/?kind={kind}")
        made.append(
            page.ListLane(
                kind=kind,
                label=naming.lane_label(kind),
                items=tuple(items),
                more=more if len(of) > MOST_LISTED else None,
            )
        )
    return tuple(made)


def _moves(place: Place, lane: Sequence[Mapped], number: int) -> tuple[Action, ...]:
    """Earlier and later, as buttons that need no script."""
    row, made = lane[number], []
    if number:
        made.append(_move(place, row, _("Earlier"), lane[number - 1]))
    if number + 1 < len(lane):
        after = lane[number + 2] if number + 2 < len(lane) else None
        made.append(_move(place, row, _("Later"), after))
    return tuple(made)


def _move(place: Place, row: Mapped, label: str, before: Mapped | None) -> Action:
    asked = {"process": row.id, "kind": row.kind, **({"before": before.id} if before else {})}
    return Action(label=label, href=f"{place.base}/processes/place/?{urlencode(asked)}", method="post")
