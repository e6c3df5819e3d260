"""Which standard, in what order and why: from answers of a short interview to reasoned recommendations. Pure.

What somebody outside names (a customer, a tender, the law) is always in, and no number of hints weighs as much: a standard stands where its strongest
single reason puts it. What was not answered speaks for nothing; it lowers confidence and is told. The order of answers never matters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Answers = Mapping[str, Iterable[str]]
"""By question: keys of options, or slugs of standards. Nothing, or a question that is left out: not answered. NONE: answered, nothing applies."""
NONE = "none"

ONE, MANY, STANDARDS = "one", "many", "standards"
KEEP, DEMANDED, ADVISED, CONSIDER = "keep", "demanded", "advised", "consider"
LEVELS = (CONSIDER, ADVISED, DEMANDED, KEEP)
"""From weak to strong. Keep: a certificate is held already."""
STRONG, MILD, AGAINST = "strong", "mild", "against"
SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
CERTIFY, ASK, COMPLY = "certify", "ask", "comply"
"""How far to go: to the certificate; ask whoever points to it whether a certificate is meant; comply first, certify when somebody asks."""
CUSTOMERS, TENDERS, LAW, DATED = "customers", "tenders", "law", "dated"
HELD, COMPETITORS = "held", "competitors"
ASKED, USEFUL, KEPT, NO, UNKNOWN = "asked", "useful", "kept", "no", "unknown"
"""Whether a certificate is needed at all."""
NOTHING, SINGLE, EXTEND, TOGETHER, STAGES = "nothing", "single", "extend", "together", "stages"
"""How several go together: nothing new; one; into the system that is there; one system audited at once; one system, certificates one after another."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to tick. `words`: what a text about the organization contains when this one is meant."""

    key: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """`kind`: one, many (of the options), standards (slugs). `demand`: who it is that names standards here, or empty. `unknown`: what stays open unanswered."""

    key: str
    kind: str
    ask: str
    help: str
    unknown: str
    options: tuple[Option, ...] = ()
    demand: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """What ticking one of `options` says about a standard, with how sure that sentence is."""

    question: str
    options: tuple[str, ...]
    standard: str
    strength: str
    say: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Need:
    """`standard` cannot be had without `on`."""

    standard: str
    on: str
    say: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the interview knows. `uncertifiable`: standards nobody can be certified to; `closest`: the certificate that comes nearest, by slug.

    `order`: among equals, what others stand upon first. `apart`: audited by a scheme's own rules.
    """

    questions: tuple[Question, ...]
    signals: tuple[Signal, ...]
    needs: tuple[Need, ...] = ()
    order: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    uncertifiable: frozenset[str] = frozenset()
    closest: Mapping[str, str] = field(default_factory=dict)

    def question(self, key: str) -> Question:
        return next(one for one in self.questions if one.key == key)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `code` is the demand (customers, tenders, law, dated), or held, competitors, needs, instead, signal. `say`: the sentence of a signal or a need.

    `of`: the other standard of needs and instead.
    """

    code: str
    question: str
    strength: str
    confidence: str
    say: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One standard: how strongly, how far to go, for which reasons, what speaks against it, how sure. `apart`: its audit cannot be joined."""

    standard: str
    level: str
    how: str
    soon: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    confidence: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Not certifiable: who asks for it (none: it is only worth reading), and the certificate that comes closest, or empty."""

    standard: str
    reasons: tuple[Reason, ...]
    closest: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What could not be told: the question, and the standards its answer might have spoken for."""

    question: str
    say: str
    could: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The whole recommendation. `first` to go for, in order; `later` worth a thought; `kept` held already; `not_now` only spoken against."""

    needed: str
    first: tuple[Recommendation, ...]
    later: tuple[Recommendation, ...]
    kept: tuple[Recommendation, ...]
    not_now: tuple[Recommendation, ...]
    refused: tuple[Refused, ...]
    together: str
    unanswered: tuple[Unanswered, ...]
    confidence: str

    def find(self, standard: str) -> Recommendation | None:
        every = (*self.first, *self.later, *self.kept)
        return next((one for one in every if one.standard == standard), None)


def choose(book: Book, answers: Answers) -> Chosen:
    """Ranked and reasoned. Answers to questions and options that are not in the book say nothing."""
    said = {q.key: frozenset(answers.get(q.key, ())) for q in book.questions}
    reasons = _reasons(book, said)
    _stand_in(book, reasons)
    _founded(book, reasons)
    open_ = tuple(q for q in book.questions if not said[q.key])
    made = [_recommended(book, standard, found, open_) for standard, found in reasons.items()]
    real = [one for one in made if one.standard not in book.uncertifiable]
    first = _ordered(book, (one for one in real if one.level in (DEMANDED, ADVISED)))
    kept = _ordered(book, (one for one in real if one.level == KEEP))
    return Chosen(
        needed=_needed(book, first, kept, open_),
        first=first,
        later=_ordered(book, (one for one in real if one.level == CONSIDER)),
        kept=kept,
        not_now=_ordered(book, (one for one in real if not one.level)),
        refused=_refused(book, made),
        together=_together(first, kept),
        unanswered=tuple(Unanswered(q.key, q.unknown, _could(book, q.key)) for q in open_),
        confidence=_overall(open_),
    )


def _reasons(book: Book, said: Mapping[str, frozenset[str]]) -> dict[str, list[Reason]]:
    """Everything that was said of each standard, in the book's order."""
    found: dict[str, list[Reason]] = {}
    for question in book.questions:
        if question.kind != STANDARDS:
            continue
        code = question.demand or question.key
        strength = MILD if question.key == COMPETITORS else STRONG
        for standard in sorted(said[question.key] - {NONE}):
            confidence = LIKELY if strength == MILD else SURE
            found.setdefault(standard, []).append(Reason(code, question.key, strength, confidence))
    for signal in book.signals:
        if said.get(signal.question, frozenset()) & set(signal.options):
            reason = Reason("signal", signal.question, signal.strength, signal.confidence, signal.say)
            found.setdefault(signal.standard, []).append(reason)
    return found


def _stand_in(book: Book, reasons: dict[str, list[Reason]]) -> None:
    """Who asks for what cannot be certified probably means the certificate that comes closest."""
    for asked in sorted(book.uncertifiable & set(reasons)):
        near = book.closest.get(asked, "")
        if near and any(_demands(reason) for reason in reasons[asked]):
            reasons.setdefault(near, []).append(Reason("instead", "", STRONG, LIKELY, of=asked))


def _founded(book: Book, reasons: dict[str, list[Reason]]) -> None:
    """What a standard stands upon is wanted as much as the standard itself, and held with it."""
    for need in book.needs:
        level = _level(reasons.get(need.standard, ()))
        if level:
            code, strength = (HELD if level == KEEP else "needs"), (MILD if level == CONSIDER else STRONG)
            reasons.setdefault(need.on, []).append(Reason(code, "", strength, SURE, need.say, need.standard))


def _demands(reason: Reason) -> bool:
    return reason.code in (CUSTOMERS, TENDERS, LAW, DATED)


def _level(reasons: Iterable[Reason]) -> str:
    """Where the strongest single reason puts it; empty when nothing speaks for it."""
    given = tuple(reasons)
    if any(reason.code == HELD for reason in given):
        return KEEP
    if any(_demands(reason) for reason in given):
        return DEMANDED
    strengths = {reason.strength for reason in given}
    return ADVISED if STRONG in strengths else CONSIDER if MILD in strengths else ""


_BY_WEIGHT = (HELD, DATED, LAW, CUSTOMERS, TENDERS, "needs", "instead")


def _weight(reason: Reason) -> int:
    """The order in which reasons are told."""
    if reason.code in _BY_WEIGHT:
        return _BY_WEIGHT.index(reason.code)
    return len(_BY_WEIGHT) + (reason.strength != STRONG)


def _recommended(book: Book, standard: str, reasons: Iterable[Reason], open_: tuple[Question, ...]) -> Recommendation:
    given = tuple(reasons)
    level = _level(given)
    for_it = tuple(sorted((one for one in given if one.strength != AGAINST), key=_weight))
    return Recommendation(
        standard=standard,
        level=level,
        how=_how(level, for_it),
        soon=any(one.code == DATED for one in for_it),
        reasons=for_it,
        against=tuple(one for one in given if one.strength == AGAINST),
        confidence=_confidence(book, standard, level, for_it, open_),
        apart=standard in book.apart,
    )


def _how(level: str, reasons: tuple[Reason, ...]) -> str:
    codes = {reason.code for reason in reasons}
    if level == KEEP or codes & {CUSTOMERS, TENDERS, DATED}:
        return CERTIFY
    return ASK if codes & {LAW, "instead", "needs"} else COMPLY


def _confidence(book: Book, standard: str, level: str, reasons: tuple[Reason, ...], open_: tuple[Question, ...]) -> str:
    """As sure as its best reason of the level; a step less where an unanswered question might have spoken of it. What somebody named is sure."""
    if level in (KEEP, DEMANDED):
        return SURE
    deciding = STRONG if level == ADVISED else MILD
    scale = (SURE, LIKELY, UNSURE)
    best = min((scale.index(one.confidence) for one in reasons if one.strength == deciding), default=1)
    less = any(standard in _could(book, question.key) or question.demand for question in open_)
    return scale[min(best + less, len(scale) - 1)]


def _could(book: Book, question: str) -> tuple[str, ...]:
    spoken = {signal.standard for signal in book.signals if signal.question == question}
    return tuple(sorted(spoken, key=lambda one: _place(book, one)))


def _place(book: Book, standard: str) -> tuple[int, str]:
    return (book.order.index(standard) if standard in book.order else len(book.order), standard)


def _ordered(book: Book, found: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    """What has a date first, then what is demanded, then what is advised; a foundation never after what stands upon it."""
    every = {one.standard: one for one in found}
    ranks = {one.standard: _rank(one) for one in every.values()}
    for need in book.needs:
        if need.on in ranks and need.standard in ranks:
            ranks[need.on] = min(ranks[need.on], ranks[need.standard])
    founds = {need.on for need in book.needs if need.standard in every}
    return tuple(
        sorted(
            every.values(),
            key=lambda one: (ranks[one.standard], one.standard not in founds, _place(book, one.standard)),
        )
    )


def _rank(one: Recommendation) -> int:
    return 0 if one.soon else 1 if one.level == DEMANDED else 2


def _refused(book: Book, made: Iterable[Recommendation]) -> tuple[Refused, ...]:
    found = [
        Refused(one.standard, one.reasons, book.closest.get(one.standard, ""))
        for one in made
        if one.standard in book.uncertifiable and one.reasons
    ]
    return tuple(sorted(found, key=lambda one: (not any(map(_demands, one.reasons)), one.standard)))


def _needed(
    book: Book, first: tuple[Recommendation, ...], kept: tuple[Recommendation, ...], open_: tuple[Question, ...]
) -> str:
    if any(one.level == DEMANDED for one in first):
        return ASKED
    if any(question.demand for question in open_):
        return UNKNOWN
    return USEFUL if first else KEPT if kept else NO


def _together(first: tuple[Recommendation, ...], kept: tuple[Recommendation, ...]) -> str:
    if not first:
        return NOTHING
    if kept:
        return EXTEND
    if len(first) == 1:
        return SINGLE
    return TOGETHER if len({_rank(one) for one in first}) == 1 and not any(one.apart for one in first) else STAGES


def _overall(open_: tuple[Question, ...]) -> str:
    """Sure when everything was answered; unsure while nobody said whether somebody asks for a certificate."""
    if not open_:
        return SURE
    return UNSURE if any(question.demand for question in open_) else LIKELY
