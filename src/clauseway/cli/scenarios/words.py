"""The words a story may use: which fields each takes, of which type. docs/reference/scenarios.md explains them; a test holds the two together."""

from clauseway.catalogue.vocabulary import vocabulary
from clauseway.cli.scenarios import (
    aims_words,
    binding_words,
    controlling_words,
    drawing_words,
    instrument_words,
    process_words,
    purchasing_words,
    surrounding_words,
)
from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, NEEDED_NAMES, TEXT, YESNO, Field, Given

_MORE = (
    aims_words,
    purchasing_words,
    controlling_words,
    instrument_words,
    process_words,
    binding_words,
    surrounding_words,
    drawing_words,
)
"""The words of one part of the application each."""

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
_EXTENT = {"standards": NAMES, "sites": NAMES, "performed by": TEXT}
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
            "statement": TEXT,
            "until": DATE,
            **_EXTENT,
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
            **_EXTENT,
        },
        open_to="facets",
    ),
    "contrary": Given(
        {"requirement": NAMES, "word": TEXT, "about": NAMES, "statement": NEEDED, **_EXTENT}, open_to="facets"
    ),
    "opportunity": Given({"requirement": NEEDED_NAMES, "statement": NEEDED}),
    "close": Given({"record": TEXT, "because": NEEDED, **_RECORD}),
    "withdraw": Given({"record": NEEDED, "because": NEEDED, **_RECORD}),
    "examined": Given({"record": NEEDED, **_RECORD}, "record"),
    "judgement": Given(
        {
            "requirement": NEEDED_NAMES,
            "answer": Field("choice", required=True, options=("shown", "partly", "gap")),
            "own": YESNO,
            "basis": NAMES,
            "because": NEEDED,
        }
    ),
    "take back": Given({"requirement": NEEDED, "because": NEEDED}),
    "applicable": Given({"requirement": NEEDED_NAMES, "because": TEXT}),
    "not applicable": Given({"requirement": NEEDED_NAMES, "because": TEXT}),
    "necessary": Given({"control": NEEDED_NAMES, "because": TEXT}),
    "not necessary": Given({"control": NEEDED_NAMES, "because": TEXT}),
    "standard": Given({"name": NEEDED, "mode": Field("choice", options=("certify", "comply"))}, "name"),
    "drop standard": Given({"name": NEEDED}, "name"),
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
    "requirement": NEEDED_NAMES,
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


def given_words() -> dict[str, Given]:
    """Every word a step may use, subject kinds of the vocabulary included."""
    words = {**_ROOMS, **_DEEDS}
    for more in _MORE:
        words |= more.WORDS
    for kind, subject in vocabulary().subjects.items():
        name = kind.replace("-", " ")
        if name not in words:
            facets = {key: Field("choice", options=options) for key, options in subject.facets.items()}
            words[name] = Given({"name": NEEDED, "from": TEXT, "sites": NAMES, **facets}, "name")
    return words
