"""The home page: from verdicts and facts to its headline, stations, next steps and standing."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.comparing import successors
from clauseway.catalogue.transitions import transitions
from clauseway.systems.queries import Applied
from clauseway.web import jinja
from clauseway.web.components import Action, Empty, Item, Link, Standing, Stat, State
from clauseway.web.frame import Place
from clauseway.web.plan import forecasting
from clauseway.web.requirements import places
from clauseway.web.requirements.listing import Entry
from clauseway.web.track.facts import Facts
from clauseway.web.track.page import Forecast, Track
from clauseway.web.track.stations import Road, stations
from clauseway.web.wording import phrases
from clauseway.web.wording.lines import sentence
from clauseway.web.work.build import due_words, state_of

MOST = 10
_RANK = {("stage1", "gap"): 0, ("stage1", "unknown"): 1, ("stage2", "gap"): 2, ("stage2", "unknown"): 3}


def track(place: Place, applied: Sequence[Applied], rows: Sequence[Entry], facts: Facts) -> Track:
    road = Road.of(place.base, place.context.today, applied, rows, facts)
    first = first_steps(place, road)
    return Track(
        today=place.context.today,
        headline=headline(road),
        lead=lead(road),
        stations=stations(road),
        forecast=forecast(place),
        next_items=first or next_for(place, road),
        next_title=_("First steps") if first else "",
        next_all=_all_duties(place, facts),
        next_empty=Empty(
            title=_("Nothing waits for you"),
            text=_("What becomes due, and what blocks the next audit, appears here by itself."),
        ),
        standings=standings(place, applied, rows),
        standing_as_of=Link(label=_("As of…"), href=f"{place.base}/standing/") if rows else None,
        standing_empty=Empty(
            title=_("Nothing is judged yet"),
            text=_("Choose a standard, and every requirement is judged from what you have on file."),
            action=Action(label=_("Choose standards"), href=f"{place.base}/setup/"),
        ),
        alerts=(*alerts(place, rows), *new_editions(place, applied)),
    )


def forecast(place: Place) -> Forecast | None:
    """The strip of dates below the road: the stage that comes next, its two dates and whether the booked day holds; None without a plan to forecast."""
    assert place.system
    found = forecasting.result(place.context, place.system.id)
    if "problem" in found:
        return Forecast(stats=(), note=_("No forecast: actions wait for each other in a circle."))
    stage = forecasting.next_stage(place.context, found)
    if stage is None:
        return None
    words = {"stage1": _("ready for stage 1, as likely as not"), "stage2": _("ready for stage 2, as likely as not")}
    stats = [
        Stat(value=jinja.day_in_year(stage.p50), label=words[stage.key]),
        Stat(value=jinja.day_in_year(stage.p90), label=_("ready, nine times in ten")),
    ]
    if stage.booked is not None:
        state = State.GAP if stage.tight else None
        stats.append(Stat(value=forecasting.booked_words(stage), label=forecasting.late_words(stage), state=state))
    link = Link(label=_("See what drives it"), href=f"{place.base}/plan/forecast/")
    return Forecast(stats=tuple(stats), drivers=link, note=forecasting.incomplete_words(found))


def counted(number: int) -> str:
    """A small number as a word at the head of a sentence, a figure beyond twelve."""
    words = (
        _("Nothing"),
        _("One thing"),
        _("Two things"),
        _("Three things"),
        _("Four things"),
        _("Five things"),
        _("Six things"),
        _("Seven things"),
        _("Eight things"),
        _("Nine things"),
        _("Ten things"),
        _("Eleven things"),
        _("Twelve things"),
    )
    return words[number] if number < len(words) else _("%s things") % number


def headline(road: Road) -> str:
    """What blocks, in one sentence."""
    if not road.applied:
        return _("Which standard, if any?")
    one, two = road.blocking("stage1"), road.blocking("stage2")
    if road.complying:
        number = one + two
        return _("Everything asked is shown") if not number else _("%s not shown yet") % counted(number)
    if (
        not any(e.line.walked for e in road.rows)
        and not road.facts.counts["records"]
        and not road.facts.counts["documents"]
    ):
        return _("The road is open")
    if not one and not two:
        return _("Nothing blocks stage 1 or stage 2")
    if not one:
        return ngettext(
            "Nothing blocks stage 1, %(n)s thing blocks stage 2",
            "Nothing blocks stage 1, %(n)s things block stage 2",
            two,
        ) % {"n": two}
    if one == 1:
        return _("One thing blocks stage 1, %s block stage 2") % _small(two)
    return _("%(one)s block stage 1, %(two)s block stage 2") % {"one": counted(one), "two": _small(two)}


def _small(number: int) -> str:
    words = (
        "no others",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )
    return _(words[number]) if number < len(words) else _("%s more") % number


def lead(road: Road) -> str:
    """What is done by when, and what waits for a decision."""
    if not road.applied:
        return _(
            "Say what your customers, the law or you yourselves want, choose a standard, and the road shows its stations."
        )
    names = phrases.listed([a.edition.name for a in road.applied])
    targets = [a.target_on for a in road.applied if a.target_on]
    goal = _("comply without a certificate") if road.complying else _("certify")
    when = _("%(goal)s by %(date)s") % {"goal": goal, "date": phrases.day(min(targets))} if targets else goal
    parts = [_("%(names)s, one management system, %(when)s.") % {"names": names, "when": when}]
    undecided = sum(1 for e in road.rows if e.line.undeclared)
    if undecided:
        parts.append(
            ngettext("%(n)s control waits for your decision.", "%(n)s controls wait for your decision.", undecided)
            % {"n": undecided}
        )
    return " ".join(parts)


def first_steps(place: Place, road: Road) -> tuple[Item, ...]:
    """What a new organization does first, until it has begun to walk the gap analysis."""
    if any(e.line.walked for e in road.rows) or (road.facts.counts["records"] and road.facts.counts["processes"]):
        return ()
    made = []
    for done, title, note, path in _first_steps(road):
        made.append(
            Item(
                state=State.SHOWN if done else State.UNKNOWN,
                title=title,
                note=note,
                href=_within(place, path),
                aside=_("done") if done else "",
            )
        )
    return tuple(made)


def _first_steps(road: Road) -> list[tuple[bool, str, str, str]]:
    """Whether it is done, what, why, where."""
    counts = road.facts.counts
    return [
        (
            bool(road.applied),
            _("Find out which standard, if any"),
            _("twelve questions: who asks for what, and what your work is like"),
            "/choose/",
        ),
        (
            bool(road.applied),
            _("Choose the standards and by when"),
            _("certify, or comply only and declare it yourselves"),
            "setup/",
        ),
        (
            road.facts.scope is not None,
            _("Write the scope in two sentences"),
            _("what is in: products and services, sites, boundaries"),
            "setup/",
        ),
        (
            counts["processes"] > 0,
            _("Take stock: processes, sites, people, parties"),
            _("everything later is judged against these lists; paste them from a sheet"),
            "stocktake/",
        ),
        (
            counts["documents"] > 0,
            _("Drop the documents you have"),
            _("passages are suggested for requirements; you decide"),
            "documents/",
        ),
        (False, _("Walk the gap analysis"), _("one requirement at a time, with the keyboard"), "gap/"),
    ]


def next_for(place: Place, road: Road) -> tuple[Item, ...]:
    """Duties of the person first, then what blocks the next audit; ten at most, each thing once though several standards ask it."""
    today = place.context.today
    items = []
    for duty in road.facts.duties:
        due = dt.date.fromisoformat(duty["due"]) if duty["due"] else None
        items.append(
            Item(
                state=state_of(due, today),
                title=duty["title"],
                note=duty["detail"],
                href=_within(place, duty["path"]),
                aside=due_words(due, today),
                late=due is not None and due < today,
            )
        )
    return tuple(items + matters(place, road, MOST - len(items)))


def _within(place: Place, path: str) -> str:
    """An address of the system, or of the organization when the path begins with a slash."""
    return f"{place.home}{path}" if path.startswith("/") else f"{place.base}/{path}"


def matters(place: Place, road: Road, most: int) -> list[Item]:
    """What matters for the next audit: what blocks stage 1 before stage 2, gaps before what is not shown."""
    open_ = [e for e in road.rows if e.line.why and e.line.blocks and not e.line.undeclared]
    open_.sort(key=lambda e: _RANK.get((e.line.blocks, e.line.answer), 4))
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in open_:
        why = entry.line.why or {}
        grouped.setdefault((why.get("expectation") or str(entry.requirement.id), why["code"]), []).append(entry)
    return [_matter(place, road, group) for group in list(grouped.values())[: max(most, 0)]]


def _matter(place: Place, road: Road, group: Sequence[Entry]) -> Item:
    entry = group[0]
    requirement, why = entry.requirement, entry.line.why or {}
    expected = requirement.expectations.get(why.get("expectation", ""))
    title = expected.close if expected and expected.close else sentence(why, requirement)
    refs = phrases.listed([f"{e.requirement.ref} ({e.requirement.edition_name})" for e in group], 3)
    stage = _("blocks %s for stage 1") if entry.line.blocks == "stage1" else _("blocks %s for stage 2")
    due = next((d for e in group if (d := road.facts.planned.get(str(e.requirement.id)))), None)
    planned = any(str(e.requirement.id) in road.facts.planned for e in group)
    aside = due_words(dt.date.fromisoformat(due), road.today) if due else (_("planned") if planned else _("unplanned"))
    if road.complying:
        stage = _("keeps %s from being shown")
    return Item(
        state=State.GAP if entry.line.answer == "gap" else State.UNKNOWN,
        title=title,
        note=f"{sentence(why, requirement)} · {stage % refs}",
        href=f"{places.requirement(place.base, requirement)}/",
        aside=aside,
        late=bool(due and dt.date.fromisoformat(due) < road.today),
    )


def _all_duties(place: Place, facts: Facts) -> Link | None:
    if not facts.duties:
        return None
    return Link(label=_("All %s") % facts.duties[0]["of"], href=f"{place.base}/work/")


def standings(place: Place, applied: Sequence[Applied], rows: Sequence[Entry]) -> tuple[Standing, ...]:
    """One row a standard, and the trunk the standards share. Controls nobody decided on are not counted among what is not shown."""
    made = []
    for entry in applied:
        mine = [e for e in rows if e.requirement.edition == entry.edition.id]
        made.append(_standing(place, entry, mine))
    shared = trunk(applied, rows)
    if shared:
        made.append(
            Standing(
                name=_("Shared trunk"),
                note=_("asked by more than one, counted once in each"),
                shown=sum(1 for a in shared if a == "conforming"),
                gaps=sum(1 for a in shared if a == "gap"),
                unknown=sum(1 for a in shared if a == "unknown"),
            )
        )
    return tuple(made)


def _standing(place: Place, entry: Applied, mine: Sequence[Entry]) -> Standing:
    slug = entry.edition.slug
    controls = [e for e in mine if e.requirement.kind == "control"]
    chosen = sum(1 for e in controls if not e.line.undeclared and e.line.answer != "not-applicable")
    left_out = sum(1 for e in mine if e.line.answer == "not-applicable" and e.requirement.kind != "control")
    number = len(mine) - len(controls)
    answers = Counter(e.line.answer for e in mine if not (e.line.undeclared and e.line.answer == "unknown"))
    note = ngettext("%(n)s requirement", "%(n)s requirements", number) % {"n": number}
    if controls:
        note += ", " + ngettext("%(n)s control chosen", "%(n)s controls chosen", chosen) % {"n": chosen}
    if left_out:
        note += ", " + _("%s not applicable") % left_out

    def href(view: str) -> str:
        return places.index(place, standard=slug, view=view)

    return Standing(
        name=entry.edition.name,
        note=note,
        href=places.standard(place, slug),
        shown=answers["conforming"],
        gaps=answers["gap"],
        unknown=answers["unknown"],
        shown_href=href("shown"),
        gaps_href=href("gaps"),
        unknown_href=href("open"),
    )


_WORST = ("gap", "unknown", "not-applicable", "conforming")


def trunk(applied: Sequence[Applied], rows: Sequence[Entry]) -> list[str]:
    """The answer per topic that at least two applied standards stand on: the worst of theirs, never an average."""
    if len(applied) < 2:
        return []
    of_topic: dict[str, dict[object, str]] = {}
    for entry in rows:
        for topic, strength, _p, _c in entry.requirement.trunk_topics:
            if strength == "same":
                answers = of_topic.setdefault(topic, {})
                before = answers.get(entry.requirement.edition)
                answers[entry.requirement.edition] = min(filter(None, (before, entry.line.answer)), key=_WORST.index)
    return [min(answers.values(), key=_WORST.index) for answers in of_topic.values() if len(answers) > 1]


def alerts(place: Place, rows: Sequence[Entry]) -> tuple[Item, ...]:
    """Contrary facts, two at most: what speaks against a requirement whatever else is on file."""
    found = [e for e in rows if e.line.why and e.line.why["code"] == "contradicted"]
    return tuple(
        Item(
            state=State.GAP,
            title=sentence(e.line.why or {}, e.requirement),
            note=_("contradicts %(ref)s %(title)s") % {"ref": e.requirement.ref, "title": e.requirement.title},
            href=f"{places.requirement(place.base, e.requirement)}/",
        )
        for e in found[:2]
    )


def new_editions(place: Place, applied: Sequence[Applied]) -> tuple[Item, ...]:
    """Editions that replace what is applied: to be looked at, or being moved to; asks no statement of its own once it is known."""
    at_work = {entry.edition.id: entry.edition for entry in applied}
    made = []
    for old, new in successors(at_work.values()).items():
        dates = transitions().of(at_work[old].slug, new.slug)
        ends = dates.ends if dates else None
        names = {"old": at_work[old].name, "new": new.name}
        moving = new.id in at_work
        made.append(
            Item(
                state=State.SOON if moving or ends is None or ends >= place.context.today else State.GAP,
                title=(_("Moving from %(old)s to %(new)s") if moving else _("%(new)s replaces %(old)s")) % names,
                note=_("certificates to the old edition end on %s") % phrases.day(ends)
                if ends
                else _("see what it asks"),
                href=f"{place.base}/transition/{new.slug}/",
            )
        )
    return tuple(made)
