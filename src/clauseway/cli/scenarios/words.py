"""The words a story may use: which fields each takes, of which type. docs/reference/scenarios.md explains them; a test holds the two together."""

from collections.abc import Mapping
from dataclasses import dataclass

from clauseway.catalogue.vocabulary import vocabulary

GUARDS = (
    "facets",
    "population",
    "extent",
    "criterion",
    "no vote counting",
    "people",
    "examined",
    "late and bulk",
    "applicability",
    "two clocks",
    "documents",
    "controls",
)
ANSWERS = {
    "conforming": "conforming",
    "shown": "conforming",
    "gap": "gap",
    "unknown": "unknown",
    "not shown": "unknown",
    "not applicable": "not-applicable",
}
WEIGHTS = {"shown": "shown", "gap": "gap", "unknown": "unknown", "not shown": "unknown"}
GRADES = ("draft", "declared", "recorded", "examined", "none")
BLOCKS = {"stage 1": "stage1", "stage1": "stage1", "stage 2": "stage2", "stage2": "stage2", "nothing": "", "none": ""}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a word. Types: text, date, number, yesno, names (one or a list), choice, mapping."""

    type: str = "text"
    required: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A word of *given*. `short`: the field that a bare value stands for. `open_to`: "facets" when the vocabulary adds fields of its own."""

    fields: Mapping[str, Field]
    short: str = ""
    open_to: str = ""
    says: str = ""


TEXT, NEEDED, DATE, YESNO, NAMES = Field(), Field(required=True), Field("date"), Field("yesno"), Field("names")
_NEEDED_NAMES = Field("names", required=True)
_RECORD = {"about": NAMES, "of": DATE, "requirement": TEXT}

_ROOMS: dict[str, Given] = {
    "site": Given({"name": NEEDED, "kind": Field("choice", options=("permanent", "temporary", "virtual"))}, "name"),
    "person": Given({"name": NEEDED, "job": TEXT, "role": NAMES}, "name"),
    "process": Given(
        {
            "name": NEEDED,
            "owner": TEXT,
            "kind": Field("choice", options=("core", "management", "support", "outsourced")),
            "activity": Field("choice", options=("design", "production", "service", "purchasing", "sales", "other")),
            "inputs": TEXT,
            "outputs": TEXT,
        },
        "name",
    ),
    "party": Given({"name": NEEDED, "needs": TEXT, "obligation": YESNO}, "name"),
    "scope": Given({"text": NEEDED, "left out": TEXT, "approved by": TEXT}, "text"),
    "document": Given(
        {
            "title": NEEDED,
            "state": Field("choice", options=("in force", "draft", "superseded", "withdrawn")),
            "approved by": TEXT,
            "approved on": DATE,
            "effective from": DATE,
            "until": DATE,
            "describes": NAMES,
            "reviewed on": DATE,
            "by document": TEXT,
            "because": TEXT,
        }
    ),
}
_DEEDS: dict[str, Given] = {
    "population": Given({"kind": NEEDED, "members": Field("members", required=True), "from": TEXT}),
    "leaves": Given({"kind": NEEDED, "name": NEEDED}),
    "none exist": Given({"kind": NEEDED, "reason": NEEDED, "only": Field("mapping")}),
    "criterion": Given({"rhythm": NEEDED, "days": Field("number", required=True), "reason": TEXT}),
    "record": Given(
        {
            "word": NEEDED,
            "about": NAMES,
            "requirement": NAMES,
            "standards": NAMES,
            "sites": NAMES,
            "statement": TEXT,
            "performed by": TEXT,
            "until": DATE,
        },
        open_to="facets",
    ),
    "nonconformity": Given(
        {
            "requirement": NAMES,
            "word": TEXT,
            "about": NAMES,
            "statement": NEEDED,
            "grade": Field("choice", options=("major", "minor")),
        },
        open_to="facets",
    ),
    "contrary": Given({"requirement": NAMES, "word": TEXT, "about": NAMES, "statement": NEEDED}, open_to="facets"),
    "opportunity": Given({"requirement": _NEEDED_NAMES, "statement": NEEDED}),
    "close": Given({"record": TEXT, "because": NEEDED, **_RECORD}),
    "withdraw": Given({"record": NEEDED, "because": NEEDED, **_RECORD}),
    "examined": Given({"record": NEEDED, **_RECORD}, "record"),
    "judgement": Given(
        {
            "requirement": _NEEDED_NAMES,
            "answer": Field("choice", required=True, options=("shown", "partly", "gap")),
            "own": YESNO,
            "basis": NAMES,
            "because": NEEDED,
        }
    ),
    "take back": Given({"requirement": NEEDED, "because": NEEDED}),
    "applicable": Given({"requirement": _NEEDED_NAMES, "because": TEXT}),
    "not applicable": Given({"requirement": _NEEDED_NAMES, "because": TEXT}),
    "necessary": Given({"control": _NEEDED_NAMES, "because": TEXT}),
    "not necessary": Given({"control": _NEEDED_NAMES, "because": TEXT}),
    "standard": Given({"name": NEEDED, "mode": Field("choice", options=("certify", "comply"))}, "name"),
    "drop standard": Given({"name": NEEDED}, "name"),
}
_NUMBER = Field("number")
_PURCHASING: dict[str, Given] = {
    "supplier criteria": Given(
        {
            "criteria": Field("mapping", required=True),
            "must": NAMES,
            "by certificate": NAMES,
            "approved from": _NUMBER,
            "conditional from": _NUMBER,
            "late at most": _NUMBER,
            "bad lots at most": _NUMBER,
            "complaints at most": _NUMBER,
            "window": _NUMBER,
            "of": Field("choice", options=("quality", "security")),
        }
    ),
    "provides": Given({"supplier": NEEDED, "category": NEEDED, "control": TEXT, "ended": YESNO}),
    "supplier certificate": Given(
        {
            "supplier": NEEDED,
            "standard": NEEDED,
            "scope": NEEDED,
            "covers": NAMES,
            "until": Field("date", required=True),
        }
    ),
    "certificate withdrawn": Given({"supplier": NEEDED, "standard": NEEDED, "because": NEEDED}),
    "evaluation": Given(
        {
            "supplier": NEEDED,
            "mark": _NUMBER,
            "marks": Field("mapping"),
            "result": Field("choice", required=True, options=("approved", "conditional", "rejected")),
            "conditions": TEXT,
            "until": DATE,
            "because": TEXT,
            "for": NAMES,
            "changes": Field("choice", options=("none", "assessed", "not assessed")),
            "of": Field("choice", options=("quality", "security")),
        }
    ),
    "performance": Given(
        {
            "supplier": NEEDED,
            "since": Field("date", required=True),
            "result": Field("choice", required=True, options=("as agreed", "below and acted on", "below")),
            "note": TEXT,
        }
    ),
    "purchase": Given(
        {
            "from": NEEDED,
            "number": TEXT,
            "category": TEXT,
            "due": DATE,
            "delivered": DATE,
            "inspection": Field("choice", options=("accepted", "rejected and handled", "used unverified")),
            "bad lots": _NUMBER,
            "complaints": _NUMBER,
        },
        "from",
    ),
    "purchases settled": Given({"supplier": NEEDED, "because": NEEDED}),
    "joined": Given({"name": NEEDED, "into": NEEDED}),
}
_MUST_BE_NUMBER = Field("number", required=True)
_TARGET = {"at least": _NUMBER, "at most": _NUMBER, "due": DATE, "evaluate by": DATE}
_BOUNDS = {"target": _NUMBER, "lower": _NUMBER, "upper": _NUMBER}
_AIMS: dict[str, Given] = {
    "objective": Given(
        {
            "name": NEEDED,
            "owner": TEXT,
            "measure": TEXT,
            "indicator": TEXT,
            "evaluation": TEXT,
            "for": NAMES,
            **_TARGET,
            "step": TEXT,
            "resources": TEXT,
            "step due": DATE,
            "from": TEXT,
            "sites": NAMES,
        },
        "name",
    ),
    "target": Given({"objective": NEEDED, **_TARGET, "because": TEXT}),
    "step": Given({"objective": NEEDED, "what": NEEDED, "who": TEXT, "resources": TEXT, "due": DATE}),
    "step done": Given({"objective": NEEDED, "what": NEEDED}),
    "check in": Given(
        {
            "objective": NEEDED,
            "value": _NUMBER,
            "on track": YESNO,
            "finding": TEXT,
            "response": TEXT,
            "response due": DATE,
        }
    ),
    "response done": Given({"objective": NEEDED}, "objective"),
    "check in withdrawn": Given({"objective": NEEDED, "because": NEEDED}),
    "indicator": Given(
        {
            "name": NEEDED,
            "definition": TEXT,
            "unit": TEXT,
            "process": TEXT,
            "owner": TEXT,
            "every": _NUMBER,
            "direction": Field("choice", options=("higher", "lower", "range")),
            "about": Field("choice", options=("process", "product", "customer satisfaction", "system", "other")),
            **_BOUNDS,
            "for": NAMES,
        },
        "name",
    ),
    "indicator ends": Given({"name": NEEDED}, "name"),
    "limits": Given({"indicator": NEEDED, **_BOUNDS, "because": TEXT}),
    "measured": Given({"indicator": NEEDED, "value": _MUST_BE_NUMBER}),
    "corrected value": Given(
        {"indicator": NEEDED, "of": Field("date", required=True), "value": _MUST_BE_NUMBER, "because": TEXT}
    ),
    "values looked at": Given(
        {"indicator": NEEDED, "since": Field("date", required=True), "finding": NEEDED, "response": TEXT}
    ),
}
_CONTROLLING: dict[str, Given] = {
    "document written": Given({"title": NEEDED, "sort": TEXT, "text": TEXT, "owner": TEXT}, "title"),
    "document approved": Given(
        {
            "title": NEEDED,
            "approvers": _NEEDED_NAMES,
            "reviewers": NAMES,
            "effective from": DATE,
            "describes": NAMES,
            "still open": YESNO,
        }
    ),
    "document revised": Given({"title": NEEDED, "text": TEXT}, "title"),
    "document rule": Given({"sort": NEEDED, "approvers": _NUMBER, "own approval": TEXT, "because": TEXT}),
    "second look": Given({"title": NEEDED, "because": NEEDED}),
    "looked through": Given(
        {"title": NEEDED, "outcome": Field("choice", options=("suitable", "change needed")), "because": TEXT}, "title"
    ),
    "found in use": Given(
        {"title": NEEDED, "what": Field("choice", options=("old copy", "unapproved")), "statement": NEEDED}
    ),
    "use settled": Given({"title": NEEDED, "because": NEEDED}),
    "document withdrawn": Given({"title": NEEDED, "because": NEEDED}),
    "document distributed": Given({"title": NEEDED, "to": _NEEDED_NAMES}),
    "document read": Given({"title": NEEDED, "readers": _NEEDED_NAMES}),
}
STEP_FIELDS = {"on": DATE, "by": TEXT, "entered": DATE, "as": TEXT, "refused": TEXT, "note": TEXT}
BODY_FIELDS = {"by": TEXT, "entered": DATE, "as": TEXT}

TOP_FIELDS = {
    "title": NEEDED,
    "why": TEXT,
    "guard": Field("choice", options=GUARDS),
    "standards": Field("standards", required=True),
    "start": DATE,
    "today": DATE,
    "people": Field("members"),
    "sites": Field("members"),
    "processes": Field("members"),
    "parties": Field("members"),
    "populations": Field("mapping"),
    "criteria": Field("mapping"),
    "given": Field("steps"),
    "expect": Field("steps", required=True),
}
EXPECT_FIELDS = {
    "requirement": _NEEDED_NAMES,
    "as of": DATE,
    "known on": DATE,
    "answer": Field("choice", options=tuple(ANSWERS)),
    "defined": Field("choice", options=tuple(WEIGHTS)),
    "done": Field("choice", options=tuple(WEIGHTS)),
    "works": Field("choice", options=tuple(WEIGHTS)),
    "reasons": Field("reasons"),
    "without": Field("reasons"),
    "next change": Field("date or none"),
    "grade": Field("choice", options=GRADES),
    "blocks": Field("choice", options=tuple(BLOCKS)),
    "note": TEXT,
}
REASON_FIELDS = {
    "code": NEEDED,
    "expectation": TEXT,
    "facet": Field("choice", options=("defined", "done", "works")),
    "weighs": Field("choice", options=("shown", "gap", "unknown", "note")),
    "about": NAMES,
    "count": Field("number"),
    "days": Field("number"),
}
REASON_CODES = frozenset(
    [
        "shown",
        "lapsed",
        "does-not-count",
        "not-stated",
        "only-draft",
        "other-standard",
        "site-not-named",
        "partly-shown",
        "not-shown",
        "not-due-yet",
        "none-attested",
        "population-unknown",
        "population-none-fit",
        "attestation-voided",
        "criterion-not-set",
        "contradicted",
        "judged-gap",
        "close-topic",
        "recorded-late",
        "recorded-in-bulk",
        "control-not-declared",
        "exclusion-contradicted",
        "exclusion-not-justified",
        "not-applicable",
        "nothing-expected",
    ]
)


def process_words() -> dict[str, Given]:
    """The words of the process map, which build on those of this module."""
    from clauseway.cli.scenarios.process_words import WORDS

    return WORDS


def binding_words() -> dict[str, Given]:
    """The words of obligations and planned changes, which build on those of this module."""
    from clauseway.cli.scenarios.binding_words import WORDS

    return WORDS


def instrument_words() -> dict[str, Given]:
    """The words of measuring equipment and assets, which build on those of this module."""
    from clauseway.cli.scenarios.instrument_words import WORDS

    return WORDS


def surrounding_words() -> dict[str, Given]:
    """The words of the context, of responsibilities and of communication, which build on those of this module."""
    from clauseway.cli.scenarios.surrounding_words import WORDS

    return WORDS


def drawing_words() -> dict[str, Given]:
    """The words of templates and documented information, which build on those of this module."""
    from clauseway.cli.scenarios.drawing_words import WORDS

    return WORDS


def given_words() -> dict[str, Given]:
    """Every word a step may use, subject kinds of the vocabulary included."""
    words = {**_ROOMS, **_DEEDS, **_AIMS, **_PURCHASING, **_CONTROLLING}
    words |= instrument_words()
    words |= process_words() | binding_words() | surrounding_words() | drawing_words()
    for kind, subject in vocabulary().subjects.items():
        name = kind.replace("-", " ")
        if name not in words:
            facets = {key: Field("choice", options=options) for key, options in subject.facets.items()}
            words[name] = Given({"name": NEEDED, "from": TEXT, "sites": NAMES, **facets}, "name")
    return words
