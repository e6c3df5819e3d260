"""Reasons as the components print them: mark, sentence, detail, what to do, the evidence behind it, facet by facet."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledRequirement
from clauseway.rules.facts import FACETS
from clauseway.web.components import Evidence, Reason, State
from clauseway.web.wording import phrases
from clauseway.web.wording.doing import todo
from clauseway.web.wording.lookup import Known
from clauseway.web.wording.reasons import say
from clauseway.web.wording.setting import Because, Setting

STATES = {"shown": State.SHOWN, "gap": State.GAP, "unknown": State.UNKNOWN, "note": State.INFO}
ANSWERS = {
    "conforming": State.SHOWN,
    "gap": State.GAP,
    "unknown": State.UNKNOWN,
    "not-applicable": State.NOT_APPLICABLE,
}
_WEIGHT = {"gap": 0, "unknown": 1, "shown": 2, "note": 3}


def answer_word(answer: str) -> str:
    """The answer in one word; kept per language, because lists print hundreds."""
    return _answer_word(answer, get_language())


@lru_cache(maxsize=64)
def _answer_word(answer: str, language: str | None) -> str:
    words = {
        "conforming": _("Shown"),
        "gap": _("Gap"),
        "unknown": _("Not shown"),
        "not-applicable": _("Not applicable"),
    }
    return words[answer]


def facet_name(facet: str) -> str:
    return _facet_name(facet, get_language())


@lru_cache(maxsize=64)
def _facet_name(facet: str, language: str | None) -> str:
    words = {"defined": _("Defined"), "done": _("Done"), "works": _("Works"), "judgement": _("Judged")}
    return words.get(facet, _("Applicability"))


def _whole(mine: Sequence[Mapping[str, Any]]) -> str:
    """What reasons that belong to no facet are about: the judgement or fact against the whole, or its applicability ("")."""
    return "judgement" if all(r["code"] in ("judged-gap", "contradicted") for r in mine) else ""


def grade_name(grade: str) -> str:
    return _grade_name(grade, get_language())


@lru_cache(maxsize=64)
def _grade_name(grade: str, language: str | None) -> str:
    words = {
        "draft": _("draft"),
        "declared": _("declared by its owner"),
        "recorded": _("recorded, not examined"),
        "examined": _("examined by somebody independent"),
    }
    return words.get(grade, "")


def sentence(raw: Mapping[str, Any], requirement: CompiledRequirement) -> str:
    """One stored reason in one sentence without names: for lists and histories. A reason that is read once is worded once a language."""
    key = (id(raw), id(requirement), get_language())
    known = _sentences.get(key)
    if known is None or known[0] is not raw or known[1] is not requirement:
        if len(_sentences) >= MOST_SENTENCES:
            _sentences.clear()
        known = _sentences[key] = (raw, requirement, say(Because(raw, Setting(requirement))).sentence)
    return known[2]


MOST_SENTENCES = 8_192
_sentences: dict[tuple[int, int, str | None], tuple[Mapping[str, Any], CompiledRequirement, str]] = {}
"""By identity: what is kept here stays alive, so that no other reason can have its place in memory."""


def by_facet(raws: Iterable[Mapping[str, Any]], setting: Setting) -> list[tuple[str, tuple[Reason, ...]]]:
    """All reasons of a verdict, facet by facet in the order of the expectations; only the first open one carries the filled button."""
    order = {code: place for place, code in enumerate(setting.requirement.expectations)}
    ordered = sorted(raws, key=lambda r: (order.get(r.get("expectation", ""), -1), _WEIGHT[r["weighs"]], r["code"]))
    failing: dict[str, set[str]] = {}
    for raw in ordered:
        if raw["weighs"] != "shown":
            failing.setdefault(raw.get("expectation", ""), set()).update((raw.get("refs") or {}).get("subjects") or ())
    found: list[tuple[str, tuple[Reason, ...]]] = []
    filled = _most_pressing(ordered, setting)
    for facet in ("", *FACETS):
        mine = [r for r in ordered if r.get("facet", "") == facet]
        if mine:
            found.append(
                (
                    facet or _whole(mine),
                    tuple(
                        line(r, setting, primary=r is filled, failing=failing.get(r.get("expectation", ""), ()))
                        for r in mine
                    ),
                )
            )
    return found


def _most_pressing(ordered: Sequence[Mapping[str, Any]], setting: Setting) -> Mapping[str, Any] | None:
    """The reason whose button is the filled one: the first gap that can be closed here, else the first thing not shown."""
    for weight in ("gap", "unknown") if setting.filled else ():
        for facet in ("", *FACETS):
            for raw in ordered:
                if raw.get("facet", "") == facet and raw["weighs"] == weight and todo(Because(raw, setting)):
                    return raw
    return None


def line(raw: Mapping[str, Any], setting: Setting, primary: bool = False, failing: Iterable[str] = ()) -> Reason:
    """One reason as a row. `failing` are the members of its population that other reasons speak of."""
    because = Because(raw, setting)
    said = say(because)
    action = todo(because, primary)
    state = STATES[because.weighs]
    return Reason(
        state=state,
        sentence=said.sentence,
        detail=said.detail,
        word=_("note") if state is State.INFO else "",
        action=action,
        evidence=evidence_of(because, failing),
    )


def evidence_of(because: Because, failing: Iterable[str] = ()) -> tuple[Evidence, ...]:
    """The evidence under a reason: the claims it names, or for a population that is shown the standing claims about its members."""
    claims: Sequence[Known] = because.claims
    if not claims and because.code == "shown" and because.population and because.expected:
        kind = because.expected.kind
        out = set(failing)
        every = because.setting.lookup.claims.values()
        claims = [c for c in every if c.kind == kind and c.subject and c.stance > 0 and c.subject not in out]
        claims = sorted(claims, key=lambda c: (c.subject_name.casefold(), c.on))
    return tuple(evidence(claim, because.setting.base) for claim in claims)


def evidence(claim: Known, base: str) -> Evidence:
    who = claim.performed_by or claim.by
    notes = [
        _("by %s") % who if who else "",
        _("examined by %s") % claim.examined_by if claim.examined_by else grade_name(claim.grade),
        _("carried over from the edition before") if claim.carried else "",
        _("until %s") % phrases.day(claim.until) if claim.until else "",
        _("entered %s") % phrases.day(claim.entered) if (claim.entered - claim.on).days > 1 else "",
    ]
    quoted = claim.source in {"document", "judgement"} or claim.stance < 0
    more = "" if quoted else claim.rationale
    return Evidence(
        title=claim.title,
        href=href_of(claim, base),
        note=" · ".join(note for note in (*notes, more) if note),
        when=phrases.day(claim.on),
        quote=claim.rationale if quoted else "",
        against=claim.stance < 0,
    )


def href_of(claim: Known, base: str) -> str:
    """Where a claim's source is shown; "" where it has no page."""
    if claim.source == "record":
        return f"{base}/records/{claim.code[:36]}/"
    if claim.source == "document":
        return f"{base}/documents/{claim.key}/"
    return {"scope": f"{base}/setup/", "issues": f"{base}/stocktake/", "party": f"{base}/stocktake/"}.get(
        claim.source, ""
    )
