"""Audit time of one or several standards: stage 1 + 2, surveillance, recertification, with every step and its source.

The organization sees a span because the body decides: the low end is the deepest cut the limits leave of the tables read as a line, the high end the
complexity that is not known and the room we allow for reasons to add time. Nothing here knows a document: the rulebook is passed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules import site_sampling
from clauseway.rules.audit_steps import HALF, Span, Step, confidence_of, nearest, not_below, total, up
from clauseway.rules.integration import Cut, cut
from clauseway.rules.rulebook import OURS, AuditTimeError, Rulebook, Source
from clauseway.rules.site_sampling import Sample
from clauseway.rules.standard_time import Asked, Change, StandardTime, standard_time

LARGEST_TEAM_OF_STANDARDS = 12
_OURS = Source("Clauseway", "our assumption", OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be computed. `changes` hold for every standard's table value; `sites` are those beside the central function (0 or 1: one place).

    `alike`: the sites' processes are very similar. `proven`: the system has shown itself effective (fewer sites at recertification). `integration` and
    `ability` in percent; None: not known.
    """

    standards: tuple[Asked, ...]
    changes: tuple[Change, ...] = ()
    sites: int = 0
    alike: bool = True
    proven: bool = False
    integration: Fraction | None = None
    ability: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AuditTime:
    """Days of one auditor. `initial` is stage 1 + stage 2; `surveillance` is each of the two; `on_site` the least spent with the client initially."""

    initial: Span
    stage1: Fraction
    stage2: Fraction
    surveillance: Span
    recertification: Span
    on_site: Fraction
    alone: tuple[tuple[str, Span], ...]
    sample: Sample | None
    steps: tuple[Step, ...]

    @property
    def confidence(self) -> str:
        return confidence_of(self.steps)

    @property
    def assumed(self) -> bool:
        """Something that decides was not stated."""
        return any(step.assumed for step in self.steps)


def audit_time(book: Rulebook, request: Request) -> AuditTime:
    """Compute. Raises AuditTimeError with a stable code for everything that cannot be computed or may not be granted."""
    _check(request)
    rulings = tuple(asked.ruling for asked in request.standards)
    parts = [standard_time(book, asked, request.changes) for asked in request.standards]
    steps = [step for part in parts for step in part.steps]
    saved = cut(book, len(parts), request.integration, request.ability)
    whole = _together(parts, saved, steps)
    steps += saved.steps
    sample = None
    spans = dict.fromkeys(site_sampling.AUDITS, whole)
    if request.sites > 1:
        sample = site_sampling.sample(book, rulings, request.sites, alike=request.alike, effective=request.proven)
        steps += sample.steps
        spans = _spread(book, request, saved, sample, whole, steps)
    elif request.sites < 0:
        raise AuditTimeError("sites-negative", "sites", given=request.sites)
    floor = sum((part.floor for part in parts), Fraction(0)) * (1 - saved.most)
    return _answer(book, request, parts, spans, floor, sample, steps)


def _check(request: Request) -> None:
    if not request.standards:
        raise AuditTimeError("standard-missing", "standard")
    if len(request.standards) > LARGEST_TEAM_OF_STANDARDS:
        raise AuditTimeError("standards-too-many", "with", most=LARGEST_TEAM_OF_STANDARDS)
    seen: set[str] = set()
    for asked in request.standards:
        if asked.ruling.standard in seen:
            raise AuditTimeError("standard-twice", "with", name=asked.ruling.name)
        seen.add(asked.ruling.standard)


def _together(parts: Sequence[StandardTime], saved: Cut, steps: list[Step]) -> Span:
    """The sum of the standards alone after the cut for auditing them together."""
    summed = total([part.span for part in parts])
    if len(parts) > 1:
        inputs = tuple((part.name, part.span.likely) for part in parts)
        source = saved.steps[-1].source
        steps.append(Step("sum", "", inputs, summed.likely, "days", source))
    return Span(summed.low * (1 - saved.most), summed.likely * (1 - saved.likely), summed.high * (1 - saved.least))


def _spread(
    book: Rulebook, request: Request, saved: Cut, sample: Sample, whole: Span, steps: list[Step]
) -> dict[str, Span]:
    """Several sites: the people spread evenly, the visited places summed (a sampled one somewhat lighter than the central function), never less than the same
    people at one place.
    """
    places = request.sites + 1
    each = [
        standard_time(
            book,
            Asked(
                ruling=asked.ruling,
                personnel=-(-asked.personnel // places),
                personnel_low=-(-(asked.personnel_low or asked.personnel) // places),
                complexity=asked.complexity,
                business=asked.business,
                it=asked.it,
                category=asked.category,
                studies=asked.studies,
                energy=asked.energy,
            ),
            request.changes,
        )
        for asked in request.standards
    ]
    one = _together(each, saved, []) if len(each) > 1 else each[0].span
    deepest = one.low * (1 - book.value("site_cut")) / (1 - book.value("reduction"))
    usual = one.likely * (1 - book.value("site_usual"))
    found = {}
    for audit in site_sampling.AUDITS:
        visited = sample.of(audit)
        summed = Span(one.low + visited * deepest, one.likely + visited * usual, one.high * (visited + 1))
        found[audit] = Span(max(whole.low, summed.low), max(whole.likely, summed.likely), max(whole.high, summed.high))
    people = sum(-(-asked.personnel // places) for asked in request.standards) // len(request.standards)
    spread = (("sites", request.sites), ("places", places), ("people", people))
    steps.append(Step("sites-even", "", spread, one.likely, "days", _OURS, assumed=True))
    total_inputs = (
        ("visited", sample.initial + 1),
        ("central", one.likely),
        ("each", usual),
        ("one_place", whole.likely),
    )
    initial = found[site_sampling.INITIAL].likely
    steps.append(Step("sites-total", "", total_inputs, initial, "days", book.source("not_less")))
    return found


def _answer(
    book: Rulebook,
    request: Request,
    parts: Sequence[StandardTime],
    spans: dict[str, Span],
    floor: Fraction,
    sample: Sample | None,
    steps: list[Step],
) -> AuditTime:
    raw = spans[site_sampling.INITIAL]
    likely = not_below(raw.likely, floor)
    initial = Span(min(up(raw.low), likely), likely, max(up(raw.high), likely))
    computed = (("computed", raw.likely), ("floor", floor))
    steps.append(Step("rounding", "", computed, likely, "days", book.source("rounding")))
    span = (("low", initial.low), ("high", initial.high))
    steps.append(Step("range", "", span, likely, "days", book.source("reduction")))
    stage1 = min(max(HALF, nearest(likely * book.value("stage1"))), likely)
    steps.append(_share(book, "stage1", likely, stage1))
    later = {}
    for name in (site_sampling.SURVEILLANCE, site_sampling.RECERTIFICATION):
        basis = initial if sample is None else spans[name]
        later[name] = basis.times(book.value(name)).nearest()
        steps.append(_share(book, name, basis.likely, later[name].likely))
    on_site = _on_site(book, request, parts, likely)
    shares = (("initial", likely), ("share", on_site / likely))
    steps.append(Step("on-site", "", shares, on_site, "days", book.source("on_site")))
    return AuditTime(
        initial,
        stage1,
        likely - stage1,
        later[site_sampling.SURVEILLANCE],
        later[site_sampling.RECERTIFICATION],
        on_site,
        tuple((part.name, part.span) for part in parts),
        sample,
        tuple(steps),
    )


def _share(book: Rulebook, name: str, basis: Fraction, days: Fraction) -> Step:
    return Step(name, "", (("initial", basis), ("share", book.value(name))), days, "days", book.source(name))


def _on_site(book: Rulebook, request: Request, parts: Sequence[StandardTime], initial: Fraction) -> Fraction:
    """The least share with the client, weighed by the standards' days."""
    summed = sum((part.span.likely for part in parts), Fraction(0))
    least = Fraction(0)
    for asked, part in zip(request.standards, parts, strict=True):
        name = "on_site_isms" if asked.ruling.table == "isms-c1" else "on_site"
        least += book.value(name) * part.span.likely
    return up(initial * least / summed, Fraction(1, 10))
