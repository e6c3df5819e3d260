"""Which requirements and controls apply: the list, one decision with its reason, several at once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.kernel.folding import fold
from clauseway.kernel.refusals import Refusal
from clauseway.kernel.work import unit_of_work
from clauseway.organization.policies import require
from clauseway.systems.models import Applicability
from clauseway.systems.operations import decide_applicability
from clauseway.systems.queries import applicability, applied_editions
from clauseway.web.components import Action, Empty, Link, Option, State
from clauseway.web.fields import field_from, form_errors
from clauseway.web.frame import Place, in_system, page, say
from clauseway.web.jinja import day
from clauseway.web.listing import Listing, choose, columns, listing, pager
from clauseway.web.refusing import attempt
from clauseway.web.setup.frame import crumbs, tabs
from clauseway.web.tables import Bulk, Cell, Filter, Row, Sign, Table, View

IN, OUT, OPEN, ALWAYS, EVERY = "in", "out", "undecided", "always", "all"


class DecisionForm(forms.Form):
    """One decision with its reason."""

    applies = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=(("in", gettext_lazy("It applies")), ("out", gettext_lazy("It does not apply"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("So that an outsider understands it. Needed when something is left out."),
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """A requirement with the decision in force. `how`: in, out, undecided (a control nobody decided), always (cannot be left out)."""

    requirement: CompiledRequirement
    row: Applicability | None

    @property
    def how(self) -> str:
        if self.row is not None:
            return self.row.decision
        if self.requirement.exclusion == "never":
            return ALWAYS
        return OPEN if self.requirement.asked.control else IN


def everything(place: Place) -> list[Decided]:
    """Every judged requirement of the standards applied, with its decision; two statements."""
    assert place.system is not None
    found = applicability(place.context, place.system.id)
    editions = applied_editions(place.context, place.system.id)
    every = [r for applied in editions for r in applied.edition.requirements.values() if r.judged]
    return [Decided(r, found.get(r.id)) for r in every]


@in_system
def listed(place: Place) -> HttpResponse:
    """All requirements and controls, with search and filters."""
    every = everything(place)
    asked = listing(place.request, sorts=("ref", "title", "decision"), filters=("how", "standard", "clause"))
    open_ones = sum(d.how == OPEN for d in every)
    if open_ones and not place.request.GET:
        asked = replace(asked, filters={"how": OPEN})  # what is to be decided comes first
    rows = _sorted(asked, [d for d in every if _fits(asked, d)])
    values = {
        "tabs": tabs(place, "applicability"),
        "crumbs": crumbs(place),
        "table": _table(place, asked, rows, every),
        "open": open_ones,
        "several": f"{place.base}/setup/applicability/several/",
        "may": place.may("system.manage"),
    }
    return page(place, "setup/applicability.html", values, current="setup")


def _table(place: Place, asked: Listing, rows: list[Decided], every: list[Decided]) -> Table:
    start, end = asked.slice(len(rows))
    return Table(
        id="applicability",
        caption=_("Requirements and controls"),
        href=asked.path,
        columns=columns(
            asked,
            ("ref", _("Ref"), "ref"),
            ("title", _("Requirement"), "main"),
            ("standard", _("Standard"), "short"),
            ("decision", _("Decision"), "short"),
            ("reason", _("Reason"), "text"),
            ("do", "", "short"),
            sortable=("ref", "title", "decision"),
        ),
        rows=tuple(_row(place, d) for d in rows[start:end]),
        pager=pager(asked, len(rows)),
        empty=Empty(
            title=_("No standard is applied yet"),
            text=_(
                "Choose one first; then each requirement that may be left out, and each control of Annex A, is decided here with a reason."
            ),
            action=Action(label=_("Choose standards"), href=f"{place.base}/setup/standards/", primary=True),
        ),
        search=asked.q,
        search_label=_("Search ref, title or reason"),
        filters=_filters(asked, every),
        views=_views(asked, every),
        kept=(*asked.kept, *((("how", asked.filters["how"]),) if "how" in asked.filters else ())),
        bulk=Bulk(
            href=f"{place.base}/setup/applicability/several/",
            actions=(Option(value=IN, label=_("They apply…")), Option(value=OUT, label=_("They do not apply…"))),
        )
        if place.may("system.manage")
        else None,
        filtered=bool(every),
        clear_href=f"{asked.path}?how={EVERY}",
    )


def _fits(asked: Listing, one: Decided) -> bool:
    r, f = one.requirement, asked.filters
    if f.get("how", EVERY) != EVERY and one.how != f["how"] and not (f["how"] == IN and one.how == ALWAYS):
        return False
    if f.get("standard") and r.edition_slug != f["standard"]:
        return False
    if f.get("clause") and _clause(r.ref) != f["clause"]:
        return False
    text = fold(f"{r.ref} {r.title} {one.row.reason if one.row else ''}")
    return all(word in text for word in fold(asked.q).split())


def _sorted(asked: Listing, rows: list[Decided]) -> list[Decided]:
    keys: dict[str, Callable[[Decided], Any]] = {
        "ref": lambda d: (d.requirement.edition_slug, d.requirement.sort_key),
        "title": lambda d: fold(d.requirement.title),
        "decision": lambda d: ((OPEN, OUT, IN, ALWAYS).index(d.how), d.requirement.sort_key),
    }
    return sorted(rows, key=keys[asked.sort], reverse=asked.descending)


def _clause(ref: str) -> str:
    """The clause a reference stands in: 8.5.1 in 8, A.5.9 in A.5."""
    parts = ref.split(".")
    return ".".join(parts[:2]) if ref[0].isalpha() else parts[0]


def _filters(asked: Listing, every: list[Decided]) -> tuple[Filter, ...]:
    standards = dict.fromkeys((d.requirement.edition_slug, d.requirement.edition_name) for d in every)
    clauses = dict.fromkeys(_clause(d.requirement.ref) for d in every)
    ordered = sorted(clauses, key=lambda c: (c[0].isalpha(), [int(p) for p in c.split(".") if p.isdigit()]))
    return (
        choose(asked, "standard", _("Standard"), _("Every standard"), standards),
        choose(asked, "clause", _("Clause"), _("Every clause"), ((c, _("Clause %s") % c) for c in ordered)),
    )


def _views(asked: Listing, every: list[Decided]) -> tuple[View, ...]:
    counts = {how: sum(d.how == how for d in every) for how in (OPEN, OUT)}
    now = asked.filters.get("how", "")
    return (
        View(label=_("All"), href=asked.href(how=EVERY, page=1), count=len(every), current=now in ("", EVERY)),
        View(label=_("Undecided"), href=asked.href(how=OPEN, page=1), count=counts[OPEN], current=now == OPEN),
        View(label=_("Left out"), href=asked.href(how=OUT, page=1), count=counts[OUT], current=now == OUT),
        View(
            label=_("Applies"),
            href=asked.href(how=IN, page=1),
            count=len(every) - counts[OPEN] - counts[OUT],
            current=now == IN,
        ),
    )


def _row(place: Place, one: Decided) -> Row:
    r, href = one.requirement, f"{place.base}/setup/applicability/{one.requirement.id}/"
    control = r.asked.control
    words = {
        IN: _("necessary") if control else _("applies"),
        OUT: _("left out"),
        OPEN: _("undecided"),
        ALWAYS: _("always applies"),
    }
    states = {OUT: State.NOT_APPLICABLE, OPEN: State.UNKNOWN}
    reason, note = (one.row.reason, "") if one.row else ("", "")
    if one.row:
        who = one.row.decided_by.name if one.row.decided_by else ""
        note = _("%(day)s, %(who)s") % {"day": day(one.row.valid_from), "who": who} if who else day(one.row.valid_from)
    elif one.how == IN:
        reason = _("Applies unless somebody justifies leaving it out.")
    actions = (
        (Action(label=_("Decide"), href=href, key="d"),) if one.how != ALWAYS and place.may("system.manage") else ()
    )
    return Row(
        key=str(r.id),
        label=f"{r.ref} {r.title}",
        cells=(
            Cell(text=r.ref),
            Cell(text=r.title, href=f"{place.base}/requirements/{r.edition_slug}/{r.ref}/"),
            Cell(text=r.edition_name),
            Cell(signs=(Sign(state=states[one.how], word=words[one.how], tag=True),))
            if one.how in states
            else Cell(text=words[one.how]),
            Cell(text=reason or ("—" if note else ""), note=note),
            Cell(actions=actions),
        ),
    )


@in_system
def one(place: Place, requirement: uuid.UUID) -> HttpResponse:
    """Decide one; then the next undecided one is offered."""
    assert place.system is not None
    require(place.context, "system.manage")
    every = everything(place)
    here = next((d for d in every if d.requirement.id == requirement), None)
    if here is None:
        raise Http404
    initial = {"applies": here.how if here.how in (IN, OUT) else None, "reason": here.row.reason if here.row else ""}
    form = DecisionForm(place.request.POST or None, initial=initial)
    back = f"{place.base}/setup/applicability/"
    if place.request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, place.context, lambda: _decide(place, [here], given["applies"], given["reason"]) + 1):
            say(place, _("%s is decided.") % here.requirement.ref)
            following = next(
                (
                    d
                    for d in every
                    if d.how == OPEN
                    and d.requirement.id != requirement
                    and d.requirement.sort_key > here.requirement.sort_key
                ),
                None,
            )
            go = following and place.request.POST.get("then") == "next"
            return HttpResponseRedirect(
                f"{back}{following.requirement.id}/" if go and following else f"{back}?how={OPEN}" if go else back
            )
    r = here.requirement
    values = {
        "crumbs": crumbs(place, Link(label=_("Applicability"), href=back), Link(label=r.ref, href="", current=True)),
        "requirement": r,
        "explained": str(r.words.get("explain") or r.words.get("explanation") or r.words.get("says") or ""),
        "fields": tuple(
            field_from(form[name], type="cards" if name == "applies" else field_from(form[name]).type)
            for name in form.fields
        ),
        "errors": form_errors(form),
        "href": f"{back}{r.id}/",
        "back": back,
    }
    return page(place, "setup/decision.html", values, current="setup", status=422 if form.errors else 200)


def _decide(place: Place, rows: list[Decided], how: str, reason: str) -> int:
    """Decide each that is not so already; returns how many were new."""
    assert place.system is not None
    fresh = [d for d in rows if d.row is None or (d.row.decision, d.row.reason) != (how, reason.strip())]
    for one_ in fresh:
        decide_applicability(
            place.context, place.system.id, requirement=one_.requirement.id, applies=how == IN, reason=reason
        )
    return len(fresh)


@require_POST
@in_system
def several(place: Place) -> HttpResponse:
    """Decide the ticked ones, or every undecided control, with one reason: asked first, then done."""
    require(place.context, "system.manage")
    posted = place.request.POST
    keys, how = set(posted.getlist("key")), posted.get("action", IN)
    every = everything(place)
    rows = [
        d for d in every if d.how != ALWAYS and (d.how == OPEN if posted.get("all") else str(d.requirement.id) in keys)
    ]
    skipped = len(keys) - len(rows) if not posted.get("all") else 0
    back = f"{place.base}/setup/applicability/"
    if not rows:
        say(place, _("None of these can be decided: they always apply."), state=State.INFO)
        return HttpResponseRedirect(back)
    reason, error = posted.get("reason", ""), ""
    if posted.get("sure"):
        try:
            with unit_of_work(place.context):
                done = _decide(place, rows, how, reason)
            say(place, _("%d decided.") % done)
            return HttpResponseRedirect(back)
        except Refusal as refusal:
            error = refusal.message
    values = {
        "crumbs": crumbs(
            place, Link(label=_("Applicability"), href=back), Link(label=_("Several at once"), href="", current=True)
        ),
        "rows": rows,
        "how": how,
        "reason": reason,
        "error": error,
        "skipped": skipped,
        "href": f"{back}several/",
        "back": back,
    }
    return page(place, "setup/several.html", values, current="setup", status=422 if error else 200)
