"""Which claims hold, which do not count and why, and which speak against: one pass over the claims of a word."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from clauseway.rules.facts import GRADES, NO_FACETS, Asked, Claim, Expectation, Period
from clauseway.rules.rhythm import lapses_on
from clauseway.rules.weight import GAP, UNKNOWN, fits

RANK = {grade: rank for rank, grade in enumerate(GRADES)}
_SPEAKS_AGAINST = "does-not-count"
_NEAREST = ("only-draft", "not-stated", "other-standard", "site-not-named")
Held = dict[str, tuple[Claim, date | None]]
"""By subject ("" when it is asked once), the claim that holds and until when."""
Missed = Mapping[str, Mapping[str, tuple[Claim, Any]]]
"""By subject and code, the newest of the claims that did not count, with a detail."""
Against = Mapping[str, Sequence[str]]
"""By subject, the ids of claims that speak against."""
Sieved = tuple[Held, Missed, Against]


def sift(  # noqa: C901 (one pass without calls for what is usual: it runs for every claim of every judgement)
    asked: Asked,
    expectation: Expectation,
    claims: Iterable[Claim],
    among: Container[str] | None,
    site: str,
    periods: Sequence[Period],
    as_of: date,
    changes: list[date],
) -> Sieved:
    """Sort the claims of one expectation's word by what they do, for the subjects in `among` (None: it is asked once), at one site ("": anywhere).

    Per subject the best holds: the best looked-at, then the one that lasts longest, then the newest. One more supporting claim never makes it worse, and
    the order of claims never matters. Days after `as_of` on which something may change are added to `changes`, but for the end of what holds.
    """
    held: Held = {}
    missed: dict[str, dict[str, tuple[Claim, Any]]] = {}
    against: dict[str, list[str]] = {}
    topics, bound, subject = asked.topics, expectation.bound, ""
    name, values = expectation.one_of or ("", ())
    careful = bool(site or (expectation.where and not name))
    for claim in claims:
        topic = claim.topic
        own = topic in topics
        if topic and not own and topic not in asked.close:
            continue
        if among is not None and (subject := claim.subject) not in among:
            continue
        start, end = claim.valid_from, claim.valid_until
        if claim.stance <= 0:
            if claim.stance < 0 and (own or not topic) and in_force(claim, as_of, changes):
                against.setdefault(subject, []).append(claim.id)
        elif start > as_of:
            changes.append(start)
        elif end is None or end > as_of:
            facets = claim.facets
            why = None
            if careful or (bound and not own) or (name and facets.get(name) not in values) or claim.grade == "draft":
                why = _refused(asked, expectation, claim, site, own=own)
            if periods and why is None and (lapse := lapses_on(start, periods)) is not None:
                if lapse <= as_of:
                    why = "lapsed", lapse
                elif end is None or lapse < end:
                    end = lapse
            if why is not None:
                _remember(missed, subject, why, claim, changes)
            elif subject not in held or _better(claim, end, *held[subject]):
                held[subject] = (claim, end)
    return held, missed, against


def in_force(claim: Claim, as_of: date, changes: list[date]) -> bool:
    """Whether a claim is in force on the day; notes the next day on which that changes."""
    if claim.valid_from > as_of:
        changes.append(claim.valid_from)
        return False
    if claim.valid_until is None:
        return True
    if claim.valid_until <= as_of:
        return False
    changes.append(claim.valid_until)
    return True


def _better(new: Claim, end: date | None, old: Claim, until: date | None) -> bool:
    mine = (RANK[new.grade], end or date.max, new.valid_from)
    theirs = (RANK[old.grade], until or date.max, old.valid_from)
    return mine > theirs or (mine == theirs and new.id < old.id)


def _remember(
    missed: dict[str, dict[str, tuple[Claim, Any]]],
    subject: str,
    why: tuple[str, Any],
    claim: Claim,
    changes: list[date],
) -> None:
    """Keep, per code, the newest claim that did not count (then the lower id); nothing of one that speaks of something else."""
    code, detail = why
    if not code:
        return
    if claim.valid_until is not None:
        changes.append(claim.valid_until)
    of_subject = missed.setdefault(subject, {})
    known = of_subject.get(code)
    if known is not None:
        old = known[0]
        if claim.valid_from < old.valid_from or (claim.valid_from == old.valid_from and claim.id > old.id):
            return
    of_subject[code] = (claim, detail)


def _refused(asked: Asked, expectation: Expectation, claim: Claim, site: str, *, own: bool) -> tuple[str, Any] | None:
    """None when the claim speaks for this; else a code and detail, because that is what a person asks next ("" when it speaks of something else).

    A failure that names no site is one of every site: nobody can say where it did not happen.
    """
    facets = claim.facets
    if expectation.bound and not own:
        standards = facets.get("standards") or ()
        if asked.edition not in standards and asked.standard not in standards:
            return "other-standard", None
    name = fits(expectation.where, facets) if expectation.where else ""
    if site:
        sites = facets.get("sites") or ()
        if site not in sites and (sites or name not in expectation.deciding or name not in facets):
            return "" if sites else "site-not-named", None
    if name:
        if name not in expectation.deciding:
            return "", None
        return (_SPEAKS_AGAINST if name in facets else "not-stated"), name
    if claim.grade == "draft":
        return "only-draft", None
    return None


def missing(
    expectation: Expectation, missed: Mapping[str, tuple[Claim, Any]] | None
) -> tuple[str, str, Mapping[str, Any]]:
    """What it weighs when nothing holds, the code of the reason, and its references; the strongest reason first, of equals the newest."""
    absent = expectation.absent
    if missed:
        lapsed, against = missed.get("lapsed"), missed.get(_SPEAKS_AGAINST)
        if lapsed is not None and (against is None or lapsed[0].valid_from > against[0].valid_from):
            return GAP, "lapsed", {"claims": [lapsed[0].id], "lapsed_on": lapsed[1].isoformat()}
        if against is not None:
            return GAP, _SPEAKS_AGAINST, {"claims": [against[0].id], "field": against[1]}
        for code in _NEAREST:
            if code in missed:
                claim, detail = missed[code]
                refs = {"claims": [claim.id], "field": detail} if detail else {"claims": [claim.id]}
                return (UNKNOWN if code == "not-stated" else absent), code, refs
    return absent, "not-shown", NO_FACETS
