"""The page of one requirement: from its dossier to the values the template prints."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clauseway.catalogue.queries import CompiledRequirement, same_topic
from clauseway.catalogue.vocabulary import vocabulary
from clauseway.rules.verdict import RULESET
from clauseway.web import jinja
from clauseway.web.components import Action, Item, Link, Reason, State
from clauseway.web.frame import Place
from clauseway.web.requirements import places
from clauseway.web.requirements.dossier import Dossier
from clauseway.web.requirements.find import Found
from clauseway.web.requirements.history import history
from clauseway.web.requirements.page import (
    Documented,
    Expectation,
    FacetSection,
    HowJudged,
    Judgement,
    RequirementPage,
)
from clauseway.web.standing.moment import LookBack
from clauseway.web.wording import phrases
from clauseway.web.wording.lines import ANSWERS, answer_word, by_facet, facet_name
from clauseway.web.wording.lookup import Lookup
from clauseway.web.wording.setting import Setting
from clauseway.web.work.build import due_words


def kinds_of(reasons: Sequence[Mapping[str, Any]], requirement: CompiledRequirement) -> set[str]:
    """The words whose standing claims a page lists under a population that is shown."""
    shown = {
        r.get("expectation", "") for r in reasons if r["code"] == "shown" and (r.get("refs") or {}).get("population")
    }
    return {requirement.expectations[code].kind for code in shown if code in requirement.expectations}


def beside(found: Found) -> list[tuple[CompiledRequirement, str, str, str]]:
    """Requirements of the other applied standards on the same topics, the closest first."""
    order = {"same": 0, "close": 1, "partial": 2}
    rows = [row for row in same_topic(found.requirement, found.editions) if row[0].edition != found.edition.id]
    return sorted(
        (r for r in rows if r[0].judged), key=lambda row: (order[row[1]], row[0].edition_name, row[0].sort_key)
    )


def requirement_page(
    place: Place,
    found: Found,
    held: Dossier,
    lookup: Lookup,
    others: Sequence[tuple[CompiledRequirement, str, str, str]],
    as_of: LookBack | None = None,
) -> RequirementPage:
    """The page today, or as of a moment: then nothing can be done on it and only what was judged is shown."""
    requirement = found.requirement
    here = places.requirement(place.base, requirement)
    setting = Setting(requirement, lookup, place.base, here, _nothing if as_of else place.may)
    verdict = held.verdict or {"answer": "unknown", "reasons": [], "blocks": "", "digest": "", "grade": ""}
    answer = str(verdict["answer"])
    query = as_of.query if as_of else ""
    live = {} if as_of else _live(place, requirement, held, here)
    previous, following = _steppers(place, found, query)
    return RequirementPage(
        **_head(place, found, answer, _context(place, verdict, as_of)),
        facets=facets(verdict, setting) + breaks_next(verdict, requirement),
        how=_how(place, found, verdict, as_of),
        history=history(place, held.history, requirement),
        as_of_link=Link(label=_("As of a date"), href=f"{place.base}/standing/"),
        same_topic=tuple(_same(place, row, held, query) for row in others),
        correspondence_link=Link(label=_("Correspondence and its source"), href="#", dialog="correspondence")
        if others
        else None,
        as_of=as_of.said if as_of else "",
        as_of_now=Action(label=_("Back to today"), href=f"{here}/") if as_of else None,
        previous=previous,
        next=following,
        **live,
        **_explained(requirement),
    )


def _nothing(permission: str) -> bool:
    return False


def _live(place: Place, requirement: CompiledRequirement, held: Dossier, here: str) -> dict[str, Any]:
    """What is only there today: judgements, what can be done, actions and questions."""
    return {
        "judgements": tuple(judgement(row) for row in held.judgements[:2]),
        "judge_action": Action(label=_("Judge"), href=f"{here}/judge/", key="e") if place.may("judge") else None,
        "ask_action": _ask(place, requirement),
        "applicability_action": applicability_action(place, requirement, held, here),
        "work": work(place, held),
        "work_action": _plan(place, requirement),
    }


def _head(place: Place, found: Found, answer: str, context: tuple[str, ...]) -> dict[str, Any]:
    requirement = found.requirement
    why = {
        "gap": _("Why it is a gap"),
        "conforming": _("Why it is shown"),
        "unknown": _("What is not shown yet"),
        "not-applicable": _("Why it does not apply"),
    }
    return {
        "crumbs": crumbs(place, found),
        "ref": requirement.ref,
        "title": requirement.title,
        "standard": requirement.edition_name,
        "words": requirement.words.get("explain", ""),
        "answer": ANSWERS[answer],
        "answer_word": answer_word(answer),
        "context": context,
        "why_title": why[answer],
    }


def crumbs(place: Place, found: Found, *more: Link) -> tuple[Link, ...]:
    requirement, edition = found.requirement, found.edition
    above: list[Link] = []
    parent = edition.requirements.get(requirement.parent) if requirement.parent else None
    while parent is not None:
        label = f"{parent.ref} {parent.title}"
        above.insert(0, Link(label=label, href=places.index(place, standard=edition.slug, clause=parent.ref)))
        parent = edition.requirements.get(parent.parent) if parent.parent else None
    first = (
        Link(label=_("Requirements"), href=places.index(place)),
        Link(label=edition.name, href=places.standard(place, edition.slug)),
    )
    if not more:
        return (*first, *above[-1:], Link(label=requirement.ref, href="", current=True))
    here = Link(label=f"{requirement.ref} {requirement.title}", href=f"{places.requirement(place.base, requirement)}/")
    return (*first, here, *more)


def blocks_word(blocks: str) -> str:
    return {"stage1": _("blocks stage 1"), "stage2": _("blocks stage 2, not stage 1")}.get(blocks, "")


def _context(place: Place, verdict: Mapping[str, Any], as_of: LookBack | None) -> tuple[str, ...]:
    judged = verdict.get("judged_at")
    moment = timezone.datetime.fromisoformat(judged) if judged else None  # type: ignore[attr-defined]
    told = ""
    if moment is not None:
        same_day = timezone.localtime(moment).date() == place.context.today
        told = _("judged %s") % (jinja.clock(moment) if same_day else jinja.day(moment))
    grade = _("declared by its owner only") if verdict.get("grade") == "declared" else ""
    return tuple(
        part
        for part in (
            _("as of %s") % as_of.said if as_of else _("as of today"),
            blocks_word(verdict.get("blocks") or ""),
            grade,
            told,
        )
        if part
    )


def facets(verdict: Mapping[str, Any], setting: Setting) -> tuple[FacetSection, ...]:
    hints = {
        "defined": _("a document or decision says so"),
        "done": _("a record shows it happened"),
        "works": _("a result shows effect"),
    }
    return tuple(
        FacetSection(name=facet_name(facet), hint=hints.get(facet, ""), reasons=reasons)
        for facet, reasons in by_facet(verdict["reasons"], setting)
    )


def breaks_next(verdict: Mapping[str, Any], requirement: CompiledRequirement) -> tuple[FacetSection, ...]:
    """What stops being so by itself, and when."""
    change = verdict.get("next_change_on")
    if not change or verdict["answer"] == "not-applicable":
        return ()
    held = [r for r in verdict["reasons"] if (r.get("refs") or {}).get("until") == change]
    shown = verdict["answer"] == "conforming"
    said = _("Breaks next: %s") % phrases.day(change) if shown else _("Next change: %s") % phrases.day(change)
    detail = _("Unless it is renewed, something that is shown today ages out then.")
    if held:
        expected = requirement.expectations.get(held[0].get("expectation", ""))
        detail = _("“%s” ages out then unless it is renewed.") % expected.says if expected else detail
    reason = Reason(state=State.SOON, sentence=said, detail=detail, word=_("breaks next") if shown else _("next"))
    return (FacetSection(name=_("What comes"), reasons=(reason,)),)


def _how(place: Place, found: Found, verdict: Mapping[str, Any], as_of: LookBack | None) -> HowJudged:
    requirement = found.requirement
    change = verdict.get("next_change_on")
    judged = verdict.get("judged_at")
    return HowJudged(
        intro=_(
            "The answer is computed from what is on file, by the same rules for everybody. Every expectation below must be shown; "
            "one valid fact against it outweighs any number in favour."
        ),
        expectations=tuple(expectations(requirement)),
        as_of=as_of.on if as_of else place.context.today,
        known_at=as_of.known_at if as_of else (dt.datetime.fromisoformat(judged) if judged else place.context.now),
        ruleset=RULESET,
        pack=f"{found.edition.name}, {found.edition.digest[:12]}",
        digest=str(verdict.get("digest", "")),
        next_change=dt.date.fromisoformat(change) if change else None,
    )


def expectations(requirement: CompiledRequirement) -> list[Expectation]:
    """What the judge looks for, in words."""
    asked = {e.code: e for e in requirement.asked.expectations}
    words = vocabulary()
    rows = []
    for code, shown in requirement.expectations.items():
        terms = asked[code]
        rhythm = words.rhythms.get(shown.rhythm)
        per = ""
        if shown.per:
            per = _("each of: %s") % phrases.population_of(shown.per)
            if terms.only:
                per = f"{per} ({phrases.selection(terms.only)})"
        rows.append(
            Expectation(
                facet=facet_name(shown.facet),
                text=shown.says,
                population=per or _("once for the system"),
                fresh=_("within your rhythm: %s") % phrases.lowered(_(rhythm.label)) if rhythm else "",
                by=_("by a person's judgement") if shown.person else "",
                absent=_("its absence is a gap") if terms.absent_is_gap else _("its absence is not shown"),
            )
        )
    return rows


def judgement(row: Mapping[str, Any]) -> Judgement:
    answers = {"shown": _("judged shown"), "partly": _("judged partly shown"), "gap": _("judged a gap")}
    looked = len(row["basis"])
    who = ", ".join(
        part for part in (row["name"] or _("Somebody"), row["job"] or "", jinja.day(_date(row["judged_on"]))) if part
    )
    based = _("looked at %s items") % looked if looked != 1 else _("looked at one item")
    parts = [
        who,
        answers[row["answer"]],
        based if looked else "",
        _("declared: about their own work") if row["declared"] else "",
        _("carried over from the edition before") if row.get("carried_from_id") else "",
    ]
    ended = {
        "replaced": _("A newer judgement replaced it."),
        "abandoned": _("The move to this edition was given up."),
        "taken-back": _("It was taken back on %s.") % jinja.day(_date(row["ended_on"])),
        "basis-changed": _("What it was based on changed on %s; somebody has to look again.")
        % jinja.day(_date(row["ended_on"])),
    }
    state = {"shown": State.SHOWN, "partly": State.UNKNOWN, "gap": State.GAP}[row["answer"]]
    return Judgement(
        quote=row["rationale"],
        by=" · ".join(part for part in parts if part),
        state=state,
        stale=ended.get(row["ended_how"], "") if row["ended_at"] else "",
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def _ask(place: Place, requirement: CompiledRequirement) -> Action | None:
    if not place.may("judge"):
        return None
    return Action(label=_("Ask a colleague"), href=f"{place.base}/gap/ask/?requirement={requirement.id}", icon="person")


def applicability_action(place: Place, requirement: CompiledRequirement, held: Dossier, here: str) -> Action | None:
    if not place.may("system.manage"):
        return None
    if requirement.kind == "control":
        label = _("Necessary or not") if held.decision is None else _("Change the decision")
        return Action(label=label, href=f"{here}/applicability/")
    if requirement.exclusion == "never" and held.decision is None:
        return None
    label = _("Does not apply") if held.decision is None else _("Change the decision")
    return Action(label=label, href=f"{here}/applicability/")


def _same(place: Place, row: tuple[CompiledRequirement, str, str, str], held: Dossier, query: str) -> Item:
    other, strength, _provenance, confidence = row
    words = {
        "same": _("the same topic; evidence counts where it covered this standard"),
        "close": _("close, not the same: counts only with that said"),
        "partial": _("partly the same: a suggestion only"),
    }
    verdict = held.others.get(str(other.id))
    answer = str(verdict["answer"]) if verdict else "unknown"
    note = words[strength] + ("" if confidence == "sure" else " · " + _("correspondence: %s") % confidence)
    return Item(
        state=ANSWERS[answer],
        title=f"{other.edition_name} · {other.ref} {other.title}",
        note=note,
        href=f"{places.requirement(place.base, other)}/{query}",
        aside=phrases.lowered(answer_word(answer)),
    )


def _action(place: Place, row: Mapping[str, Any]) -> Item:
    due = _date(row["due"])
    done = row["state"] == "done"
    late = bool(due and due < place.context.today and not done)
    return Item(
        state=State.SHOWN if done else (State.GAP if late else State.INFO),
        title=row["title"],
        note=row["owner"] or _("nobody has it yet"),
        href=f"{place.base}/plan/{row['id']}/",
        aside=_("done") if done else due_words(due, place.context.today),
        late=late,
    )


def _question(place: Place, row: Mapping[str, Any]) -> Item:
    answered = bool(row["answered"])
    return Item(
        state=State.INFO if answered else State.UNKNOWN,
        title=_("Question to %s") % (row["name"] or _("a colleague")),
        note=f"“{row['answer']}”" if answered else row["text"],
        aside=_("answered") if answered else _("waiting"),
    )


def work(place: Place, held: Dossier) -> tuple[Item, ...]:
    """The actions that should close it, and the questions asked about it with their answers."""
    actions = (_action(place, row) for row in held.actions)
    return (*actions, *(_question(place, row) for row in held.questions))


def _plan(place: Place, requirement: CompiledRequirement) -> Action | None:
    if not place.may("actions.edit"):
        return None
    return Action(label=_("Plan an action"), href=f"{place.base}/plan/new/?closes={requirement.id}")


def _explained(requirement: CompiledRequirement) -> dict[str, Any]:
    words = requirement.words

    def documented(names: Sequence[str]) -> tuple[Documented, ...]:
        return tuple(Documented(name=name, state=State.INFO) for name in names)

    return {
        "maintain": documented(words.get("maintain") or ()),
        "retain": documented(words.get("retain") or ()),
        "questions": tuple(words.get("questions") or ()),
        "pitfalls": tuple(words.get("pitfalls") or ()),
        "principles": tuple(phrases.raised(p.replace("-", " ")) for p in words.get("principles") or ()),
    }


def _steppers(place: Place, found: Found, query: str) -> tuple[Link | None, Link | None]:
    """The requirement before and the one after, in the order of the list."""
    every = found.ordered()
    position = next((i for i, r in enumerate(every) if r.id == found.requirement.id), None)
    if position is None:
        return None, None

    def link(number: int) -> Link | None:
        if not 0 <= number < len(every):
            return None
        other = every[number]
        return Link(label=f"{other.ref} {other.title}", href=f"{places.requirement(place.base, other)}/{query}")

    return link(position - 1), link(position + 1)
