"""The list of forms, and one form: what it asks, its rules, what it states, its versions."""

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.documents.form_queries import drafts, forms, get_form, versions_of
from clauseway.documents.form_templates import templates
from clauseway.documents.models import Form, FormVersion
from clauseway.kernel.folding import fold
from clauseway.rules.forms import Field, fields_of
from clauseway.web.components import Action, Empty, Item, Shelf, State
from clauseway.web.forms.designing import address
from clauseway.web.forms.filling import CURRENT, crumbs, drop_act
from clauseway.web.forms.page import ShowPage
from clauseway.web.forms.wording import kind_labels, rule_text
from clauseway.web.frame import Place, in_system, page
from clauseway.web.jinja import day, number
from clauseway.web.listing import Listing, columns, listing, page_of
from clauseway.web.tables import Cell, Row, Sign, Table, View

SORTS = {"name": "fold", "identifier": "identifier", "last": "last_on", "count": "last_number"}


@in_system
def index(place: Place) -> HttpResponse:
    """The forms, one's own drafts first."""
    assert place.system is not None
    asked = listing(place.request, sorts=tuple(SORTS), filters=("show",))
    rows, pager = page_of(asked, _found(place, asked))
    here, may = f"{place.base}/forms/", place.may("evidence.file")
    table = Table(
        id="forms",
        caption=_("Forms"),
        href=here,
        columns=columns(
            asked,
            ("name", _("Form"), "main"),
            ("fill", "", "short"),
            ("identifier", _("Identifier"), "short"),
            ("count", _("Records"), "num"),
            ("last", _("Newest"), "short"),
            ("owner", _("Owner"), "text"),
            ("state", _("State"), "short"),
            sortable=tuple(SORTS),
        ),
        rows=tuple(_row(place, row) for row in rows),
        pager=pager,
        empty=Empty(
            title=_("No forms yet"),
            text=_("Begin with one that ships and change it, or with an empty one. No code is needed."),
            example=_("Daily check of a machine · guards · pressure · fit for work"),
            action=Action(label=_("New form"), href=f"{here}new/", primary=True) if may else None,
        ),
        search=asked.q,
        search_label=_("Search name or identifier"),
        views=_views(asked),
        kept=asked.keeping("show"),
        filtered=asked.filtered,
        clear_href=here,
    )
    do = [Action(label=_("Filled forms"), href=f"{here}records/"), Action(label=_("Disposal"), href=f"{here}disposal/")]
    do += [Action(label=_("New form"), href=f"{here}new/", primary=True)] if may else []
    values = {
        "title": _("Forms and records"),
        "lead": _("Fill one in; what was handed in stays as it is."),
        "do": tuple(do),
        "table": table,
        "crumbs": (),
        "shelves": tuple(shelf for shelf in (_drafts(place), _ships(place) if may else None) if shelf and shelf.items),
    }
    return page(place, "forms/list.html", values, current=CURRENT)


def _views(asked: Listing) -> tuple[View, ...]:
    current = asked.filters.get("show", "")
    shows = (("", _("In use")), ("design", _("Not in use yet")), ("retired", _("Out of use")))
    return tuple(View(label=label, href=asked.href(show=key, page=1), current=key == current) for key, label in shows)


def _found(place: Place, asked: Listing) -> Any:
    assert place.system is not None
    rows, show = forms(place.context, place.system.id), asked.filters.get("show", "")
    rows = (
        rows.exclude(retired_on=None)
        if show == "retired"
        else rows.filter(retired_on=None, **({"current": 0} if show == "design" else {"current__gt": 0}))
    )
    for word in fold(asked.q).split():
        rows = rows.filter(Q(fold__contains=word) | Q(identifier__icontains=word))
    return rows.order_by(("-" if asked.descending else "") + SORTS[asked.sort], "fold", "id")


def _row(place: Place, row: Form) -> Row:
    in_use = bool(row.current) and row.retired_on is None
    fill = (Action(label=_("Fill in"), href=address(place, row, "fill/"), primary=True),)
    word = _("version %d") % row.current if in_use else _("out of use") if row.retired_on else _("being made")
    sign = Sign(state=State.SHOWN if in_use else State.NOT_APPLICABLE, word=word, tag=True)
    return Row(
        key=str(row.id),
        label=row.name,
        cells=(
            Cell(text=row.name, href=address(place, row)),
            Cell(actions=fill if in_use and place.may("actions.own") else ()),
            Cell(text=row.identifier),
            Cell(text=number(row.last_number), href=f"{place.base}/forms/records/?form={row.id}"),
            Cell(text=day(row.last_on)),
            Cell(text=row.owner.name if row.owner else ""),
            Cell(signs=(sign,)),
        ),
    )


def _drafts(place: Place) -> Shelf:
    assert place.system is not None
    items = tuple(
        Item(
            state=State.SOON,
            title=row.form.name,
            note=_("your draft of %s") % day(row.recorded_at),
            href=f"{place.base}/forms/{row.form_id}/fill/?draft={row.id}",
            actions=(drop_act(place, row.id),),
        )
        for row in drafts(place.context, place.system.id)[:5]
    )
    return Shelf(title=_("Go on where you stopped"), items=items)


def _ships(place: Place) -> Shelf:
    items = tuple(
        Item(state=State.INFO, title=one.name, note=one.about, href=f"{place.base}/forms/new/?template={one.key}")
        for one in templates().values()
    )
    return Shelf(title=_("Forms that ship"), items=items)


@in_system
def show(place: Place, blank: uuid.UUID) -> HttpResponse:
    """One form."""
    assert place.system is not None
    form = get_form(place.context, place.system.id, blank)
    made = list(versions_of(place.context, form.id)[:20])
    fields, may = fields_of(form.design.get("fields") or ()), place.may("evidence.file")
    changed = not made or made[0].design != form.design
    years = _("kept %d years") % form.retention_years if form.retention_years else _("kept for good")
    state = _("version %d in use") % form.current if form.current and not form.retired_on else _("not in use")
    over = (*((form.identifier,) if form.identifier else ()), state, years)
    shown = ShowPage(
        crumbs=crumbs(place),
        name=form.name,
        overline=over,
        lead=_("Owner: %s.") % form.owner.name if form.owner else "",
        do=_deeds(place, form, changed, may),
        left=(
            _asks(place, form, fields, may),
            _rules(place, form, fields, may),
            _states(place, form, fields, may),
            _made(made),
        ),
    )
    return page(place, "forms/show.html", {"page": shown}, current=CURRENT)


def _deeds(place: Place, form: Form, changed: bool, may: bool) -> tuple[Action, ...]:
    in_use = bool(form.current) and form.retired_on is None
    do = [Action(label=_("Filled forms"), href=f"{place.base}/forms/records/?form={form.id}")]
    if may:
        do.append(Action(label=_("Edit"), href=address(place, form, "edit/"), icon="pencil"))
    if may and in_use:
        ask = _("Nobody can fill it in any more. Its records stay.")
        do.append(Action(label=_("Take out of use"), href=address(place, form, "retire"), method="post", confirm=ask))
    if may and changed and form.design.get("fields"):
        do.append(Action(label=_("Put in use"), href=address(place, form, "use/"), primary=not in_use))
    if in_use and place.may("actions.own"):
        do.append(Action(label=_("Fill in"), href=address(place, form, "fill/"), primary=True))
    return tuple(do)


def _asks(place: Place, form: Form, fields: dict[str, Field], may: bool) -> Shelf:
    items, labels = [], kind_labels()
    for at, (key, one) in enumerate(fields.items()):
        change = address(place, form, f"field/change?key={key}&do=")
        acts = [Action(label=_("Up"), href=f"{change}up", method="post")] if at else []
        acts.append(Action(label=_("Remove"), href=f"{change}remove", method="post", danger=True))
        more = [labels[one.kind], *((_("required"),) if one.required else ()), *one.options]
        more += [one.unit] if one.unit else []
        more += [_("day of the record")] if form.design.get("on") == key else []
        href = address(place, form, f"field/?key={key}") if may else ""
        note = " · ".join(more)
        items.append(Item(state=State.INFO, title=one.label, note=note, href=href, actions=tuple(acts) if may else ()))
    add = (Action(label=_("Add a field"), href=address(place, form, "field/")),) if may else ()
    return Shelf(title=_("What it asks"), items=tuple(items), none=_("Nothing yet."), do=add)


def _rules(place: Place, form: Form, fields: dict[str, Field], may: bool) -> Shelf:
    items = []
    for at, one in enumerate(form.design.get("rules") or ()):
        remove = Action(
            label=_("Remove"), href=address(place, form, f"rule/remove?rule={at}"), method="post", danger=True
        )
        items.append(Item(state=State.INFO, title=rule_text(one, fields), actions=(remove,) if may else ()))
    add = (Action(label=_("Add a rule"), href=address(place, form, "rule/")),) if may and fields else ()
    return Shelf(title=_("Rules"), items=tuple(items), none=_("No answer makes another one necessary."), do=add)


def _states(place: Place, form: Form, fields: dict[str, Field], may: bool) -> Shelf:
    states = form.design.get("states") or {}
    word = vocabulary().words.get(str(states.get("word") or ""))
    items: tuple[Item, ...] = ()
    if word is not None:
        carried = [
            f"{word.fields[name].label}: {fields[key].label}" for name, key in (states.get("facets") or {}).items()
        ]
        items = (Item(state=State.SHOWN, title=word.label, note=" · ".join([word.says, *carried])),)
    change = (Action(label=_("Choose what it states"), href=address(place, form, "states/")),) if may else ()
    return Shelf(title=_("What a filled form states"), items=items, none=_("Nothing: it is a record only."), do=change)


def _made(made: list[FormVersion]) -> Shelf:
    items = tuple(
        Item(
            state=State.INFO,
            title=_("Version %d") % one.number,
            note=" · ".join(x for x in (one.note, one.made_by.name if one.made_by else "") if x),
            aside=day(one.recorded_at),
        )
        for one in made
    )
    return Shelf(title=_("Versions"), items=items, none=_("Not in use yet."))
