"""How many sites an audit visits (IAF MD 1), beside the central function, which is visited every time."""

import math
from dataclasses import dataclass
from fractions import Fraction

from clauseway.rules.audit_steps import Step
from clauseway.rules.rulebook import AuditTimeError, Rulebook, Ruling

INITIAL, SURVEILLANCE, RECERTIFICATION = "initial", "surveillance", "recertification"
AUDITS = (INITIAL, SURVEILLANCE, RECERTIFICATION)
LARGEST_SITES = 100_000


@dataclass(frozen=True, slots=True)
class Sample:
    """Sites visited per audit beside the central function; `at_random`: at least so many of the initial sample by chance. `sampled`: not all of them."""

    sites: int
    initial: int
    surveillance: int
    recertification: int
    at_random: int
    sampled: bool
    steps: tuple[Step, ...]

    def of(self, audit: str) -> int:
        return {INITIAL: self.initial, SURVEILLANCE: self.surveillance, RECERTIFICATION: self.recertification}[audit]


def root(sites: int, factor: Fraction) -> int:
    """The factor times the square root, rounded up, exactly (no floating point: 25 sites are 5 and not 6)."""
    if sites == 0:
        return 0
    square = factor * factor * sites
    found = math.isqrt(square.numerator // square.denominator)
    while Fraction(found * found) < square:
        found += 1
    return found


def may_sample(book: Rulebook, ruling: Ruling, sites: int, alike: bool) -> str:
    """The empty text when the sites may be sampled, else why not: sites-differ, sites-design-or-make, sites-food-few.

    The conditions of ISO/IEC 27006-1 and ISO 50003 of their own (`sampling: own`) are not known to us: sampled, and said so in the step.
    """
    if not alike:
        return "sites-differ"
    if ruling.sampling == "never":
        return "sites-design-or-make"
    if ruling.sampling == "food" and sites <= book.value("food_sampling_over"):
        return "sites-food-few"
    return ""


def sample(book: Rulebook, rulings: tuple[Ruling, ...], sites: int, *, alike: bool, effective: bool) -> Sample:
    """How many of the `sites` (without the central function) are visited; the strictest of the standards decides.

    `alike`: their processes are very similar. `effective`: the system has shown itself effective, which lightens recertification.
    Raises AuditTimeError: sites-negative, sites-too-many.
    """
    if sites < 0:
        raise AuditTimeError("sites-negative", "sites", given=sites)
    if sites > LARGEST_SITES:
        raise AuditTimeError("sites-too-many", "sites", given=sites, most=LARGEST_SITES)
    reasons = [(ruling, why) for ruling in rulings if (why := may_sample(book, ruling, sites, alike))]
    if reasons:
        return _all(book, sites, *reasons[0])
    own = [ruling for ruling in rulings if ruling.sampling == "own"]
    factor = "site_recertification" if effective else "site_initial"
    names = {INITIAL: "site_initial", SURVEILLANCE: "site_surveillance", RECERTIFICATION: factor}
    visited = {audit: root(sites, book.value(name)) for audit, name in names.items()}
    steps = [
        Step(
            f"sites-{audit}",
            "",
            (("sites", sites), ("factor", book.value(names[audit])), ("own", own[0].name if own else "")),
            Fraction(visited[audit]),
            "sites",
            book.source(names[audit]).as_("memory" if own else "checked"),
        )
        for audit in AUDITS
    ]
    at_random = math.ceil(book.value("site_random") * visited[INITIAL])
    by_chance = (("sample", visited[INITIAL]),)
    steps.append(Step("sites-random", "", by_chance, Fraction(at_random), "sites", book.source("site_random")))
    return Sample(
        sites,
        visited[INITIAL],
        visited[SURVEILLANCE],
        visited[RECERTIFICATION],
        at_random,
        sampled=True,
        steps=tuple(steps),
    )


def _all(book: Rulebook, sites: int, ruling: Ruling, why: str) -> Sample:
    """Where sampling is not allowed: all at initial and recertification, a share of them in each surveillance year."""
    share = book.figures["site_unsampled_surveillance"]
    yearly = math.ceil(share.value * sites)
    name = "" if why == "sites-differ" else ruling.name
    source = book.source("food_sampling_over") if why == "sites-food-few" else share.source
    steps = (
        Step("sites-all", "", (("sites", sites), ("why", why), ("standard", name)), Fraction(sites), "sites", source),
        Step(
            "sites-all-surveillance",
            "",
            (("sites", sites), ("share", share.value)),
            Fraction(yearly),
            "sites",
            share.source,
        ),
    )
    return Sample(sites, sites, yearly, sites, 0, sampled=False, steps=steps)
