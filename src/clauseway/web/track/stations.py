"""The nine stations of the road with their live state, from verdicts and facts. A station is passed when nothing of it is open."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clauseway.catalogue.queries import CompiledRequirement, topic_title
from clauseway.systems.queries import Applied
from clauseway.web import jinja
from clauseway.web.requirements.listing import Entry
from clauseway.web.track.facts import Facts
from clauseway.web.track.page import Station, Where

DECISION_DAYS = 30
SURVEILLANCE_DAYS = 365
_RISK = "risk"
_CHECKS = {"audit.performed", "management-review.held"}
_AWARE = "awareness.reached"


@dataclass(frozen=True, slots=True)
class Road:
    """What the stations are told from."""

    base: str
    today: dt.date
    applied: Sequence[Applied]
    rows: Sequence[Entry]
    facts: Facts
    blocked: Mapping[str, int]
    """By stage: how many requirements keep it from being passed; a control nobody decided on is not among them."""

    @classmethod
    def of(cls, base: str, today: dt.date, applied: Sequence[Applied], rows: Sequence[Entry], facts: Facts) -> "Road":
        return cls(base, today, applied, rows, facts, Counter(e.line.blocks for e in rows if not e.line.undeclared))

    @property
    def complying(self) -> bool:
        """Whether every standard is complied with only, so that the road ends in a declaration."""
        return bool(self.applied) and all(entry.mode == "comply" for entry in self.applied)

    def href(self, path: str) -> str:
        """An address of the system, or of its organization when the path begins with a slash."""
        return f"{self.base.rpartition('/s/')[0]}{path}" if path.startswith("/") else f"{self.base}/{path}"

    def blocking(self, stage: str) -> int:
        return self.blocked.get(stage, 0)


@dataclass(frozen=True, slots=True)
class Stop:
    """A station before it is known which one the traveller is at."""

    name: str
    done: bool
    lines: tuple[str, ...]
    path: str


def looked_at(rows: Iterable[Entry]) -> list[Any]:
    """The requirements whose reasons the stations quote: awareness, internal audit, management review."""
    wanted = {_AWARE, *_CHECKS}
    return [e.requirement.id for e in rows if not wanted.isdisjoint(e.requirement.codes)]


def stations(road: Road) -> tuple[Station, ...]:
    """The road. At most one station is where the traveller is: the first that is not passed."""
    ending = (_ready, _declare, _keep_declared) if road.complying else (_audit, _certificate, _keep)
    stops = [make(road) for make in (_choose, _gap, _risks, _system, _aware, _check, *ending)]
    here = next((i for i, stop in enumerate(stops) if not stop.done), None)
    late = _late(road)
    made = []
    for number, stop in enumerate(stops):
        where = Where.DONE if stop.done else Where.LATER
        if number == (6 if late else here):
            where = Where.BLOCKED if late else Where.NOW
        made.append(
            Station(number=number + 1, name=stop.name, where=where, lines=stop.lines, href=road.href(stop.path))
        )
    return tuple(made)


def _late(road: Road) -> bool:
    """An audit whose day has come while something still blocks it."""
    for stage in ("stage1", "stage2"):
        on = road.facts.milestones.get(stage)
        if on and dt.date.fromisoformat(on) <= road.today and road.blocking(stage):
            return True
    return False


def _choose(road: Road) -> Stop:
    number = len(road.applied)
    scope = road.facts.scope
    told = (
        _("scope not written")
        if scope is None
        else (_("scope agreed") if scope["approved"] else _("scope not approved"))
    )
    first = ngettext("%(n)s standard", "%(n)s standards", number) % {"n": number} if number else _("no standard yet")
    path = "setup/" if number else "/choose/"
    return Stop(_("Choose"), bool(number and scope and scope["approved"]), (first, told), path)


def _gap(road: Road) -> Stop:
    every = len(road.rows)
    walked = sum(1 for e in road.rows if e.line.walked)
    if every and walked == every:
        return Stop(_("Gap analysis"), True, (_("all %s walked") % every,), "gap/")
    told = _("%(n)s of %(of)s walked") % {"n": walked, "of": every} if every else _("nothing to walk yet")
    first = _("stocktake begun") if road.facts.counts["processes"] else _("stocktake first")
    return Stop(_("Gap analysis"), False, (first, told), "gap/")


def _risks(road: Road) -> Stop:
    mine = [e for e in road.rows if e.requirement.kind != "control" and _about_risk(e.requirement)]
    return _tally(_("Risks"), mine, "requirements/?q=risk")


def _about_risk(requirement: CompiledRequirement) -> bool:
    if _RISK in requirement.title.lower():
        return True
    return any(_named_risk(t) for t, strength, _p, _c in requirement.trunk_topics if strength == "same")


@lru_cache(maxsize=4096)
def _named_risk(topic: str) -> bool:
    return _RISK in topic_title(topic).lower()


def _tally(name: str, mine: Sequence[Entry], path: str) -> Stop:
    gaps = sum(1 for e in mine if e.line.answer == "gap")
    unknown = sum(1 for e in mine if e.line.answer == "unknown")
    if mine and not gaps and not unknown:
        return Stop(name, True, (_("all %s shown") % len(mine),), path)
    parts = [
        ngettext("%(n)s gap", "%(n)s gaps", gaps) % {"n": gaps} if gaps else "",
        _("%s not shown") % unknown if unknown else "",
    ]
    return Stop(name, False, tuple(part for part in parts if part), path)


def _system(road: Road) -> Stop:
    missing = [e for e in road.rows if e.line.facets.get("defined", "shown") != "shown"]
    waiting = road.facts.counts["suggestions"]
    if road.rows and not missing:
        return Stop(_("System"), True, (_("all defined"),), "requirements/?facet=defined")
    first = ngettext("%(n)s not defined", "%(n)s not defined", len(missing)) % {"n": len(missing)}
    then = ngettext("%(n)s passage to decide", "%(n)s passages to decide", waiting) % {"n": waiting} if waiting else ""
    return Stop(_("System"), False, tuple(p for p in (first, then) if p), "requirements/?facet=defined")


def _reasons(road: Road, kind: str) -> list[Mapping[str, Any]]:
    """The stored reasons that speak of one word, over all requirements that expect it (named under "asked")."""
    found: list[Mapping[str, Any]] = []
    for entry in road.rows:
        codes = entry.requirement.codes.get(kind)
        if codes:
            stored = road.facts.reasons.get(str(entry.requirement.id), ())
            name = entry.requirement.ref + entry.requirement.edition_slug
            found += [{**reason, "asked": name} for reason in stored if reason.get("expectation") in codes]
    return found


def _missing(reasons: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many members of the population are not shown, at the worst of the expectations, and of how many."""
    worst, of = 0, 0
    by_code: dict[str, int] = {}
    for reason in reasons:
        refs = reason.get("refs") or {}
        of = max(of, refs.get("of", 0))
        if reason["weighs"] in ("gap", "unknown"):
            code = reason["asked"] + reason.get("expectation", "")
            by_code[code] = by_code.get(code, 0) + len(refs.get("subjects") or ())
    worst = max(by_code.values(), default=0)
    return worst, of


def _open(reasons: Iterable[Mapping[str, Any]]) -> bool:
    return any(reason["weighs"] in ("gap", "unknown") for reason in reasons)


def _aware(road: Road) -> Stop:
    reasons = _reasons(road, _AWARE)
    missing, of = _missing(reasons)
    if reasons and not _open(reasons):
        return Stop(_("Awareness"), True, (_("everybody reached"),), "requirements/?q=awareness")
    if of:
        lines: tuple[str, ...] = (_("%(n)s of %(of)s people") % {"n": missing or of, "of": of}, _("not reached yet"))
    else:
        lines = (_("nobody reached yet"),)
    return Stop(_("Awareness"), False, lines, "requirements/?q=awareness")


def _check(road: Road) -> Stop:
    audits, reviews = _reasons(road, "audit.performed"), _reasons(road, "management-review.held")
    missing, _of = _missing(audits)
    done = bool(audits or reviews) and not _open(audits) and not _open(reviews)
    if done:
        return Stop(_("Check"), True, (_("audits and review"), _("within rhythm")), "requirements/?clause=9")
    first = ngettext("%(n)s audit missing", "%(n)s audits missing", missing) % {"n": missing} if missing else ""
    if not missing and _open(audits):
        first = _("no audits yet")
    second = _("review to be held") if _open(reviews) else ""
    return Stop(_("Check"), False, tuple(p for p in (first, second) if p), "requirements/?clause=9")


def _audit(road: Road) -> Stop:
    lines = []
    for stage, name in (("stage1", _("stage 1 · %s")), ("stage2", _("stage 2 · %s"))):
        on = road.facts.milestones.get(stage)
        if on:
            lines.append(name % jinja.day_short(dt.date.fromisoformat(on)))
    return Stop(_("Audit"), False, tuple(lines) or (_("no date yet"),), "plan/")


def _certificate(road: Road) -> Stop:
    on = road.facts.milestones.get("stage2")
    if not on:
        return Stop(_("Certificate"), False, (_("after stage 2"),), "plan/")
    about = dt.date.fromisoformat(on) + dt.timedelta(days=DECISION_DAYS)
    return Stop(_("Certificate"), False, (_("decision about"), _part_of_month(about)), "plan/")


def _keep(road: Road) -> Stop:
    on = road.facts.milestones.get("stage2")
    if not on:
        return Stop(_("Keep"), False, (_("three years, then again"),), "plan/")
    by = dt.date.fromisoformat(on) + dt.timedelta(days=DECISION_DAYS + SURVEILLANCE_DAYS)
    return Stop(_("Keep"), False, (_("first surveillance"), _("by %s") % jinja.month(by)), "plan/")


def _part_of_month(day: dt.date) -> str:
    part: Callable[[str], str] = (
        (lambda m: _("early %s") % m)
        if day.day <= 10
        else (lambda m: _("mid %s") % m)
        if day.day <= 20
        else (lambda m: _("end of %s") % m)
    )
    return part(jinja.month(day))


def _ready(road: Road) -> Stop:
    open_ = sum(1 for e in road.rows if e.line.blocks and not e.line.undeclared)
    told = _("nothing open") if not open_ else _("%s not shown") % open_
    return Stop(_("Look back"), bool(road.rows) and not open_, (told,), "requirements/")


def _declare(road: Road) -> Stop:
    declared = [road.facts.declared.get(str(a.edition.id)) for a in road.applied]
    if all(declared):
        last = max(on for on in declared if on)
        return Stop(_("Declaration"), True, (_("declared"), jinja.day(dt.date.fromisoformat(last))), "declare/")
    targets = [a.target_on for a in road.applied if a.target_on]
    told = _("by %s") % jinja.day(min(targets)) if targets else _("when you are ready")
    return Stop(_("Declaration"), False, (_("self-declaration"), told), "declare/")


def _keep_declared(road: Road) -> Stop:
    declared = [on for on in road.facts.declared.values() if on]
    if not declared:
        return Stop(_("Keep"), False, (_("look again every year"),), "standing/")
    again = dt.date.fromisoformat(max(declared)) + dt.timedelta(days=365)
    return Stop(_("Keep"), False, (_("look again"), _("by %s") % jinja.month(again)), "standing/")
