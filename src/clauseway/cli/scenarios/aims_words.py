"""The words of stories about objectives, indicators and their values."""

from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, NUMBER, TEXT, YESNO, Field, Given

_MUST_BE_NUMBER = Field("number", required=True)
_TARGET = {"at least": NUMBER, "at most": NUMBER, "due": DATE, "evaluate by": DATE}
_BOUNDS = {"target": NUMBER, "lower": NUMBER, "upper": NUMBER}
WORDS: dict[str, Given] = {
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
            "value": NUMBER,
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
            "every": NUMBER,
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
