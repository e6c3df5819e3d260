"""The words of measuring equipment and assets."""

from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, TEXT, Field, Given

_KINDS = ("information", "hardware", "software", "service", "facility", "people")
_ENDS = ("disposed", "returned", "re-used", "sold", "lost", "ended")
_METHODS = ("overwritten", "crypto-erased", "degaussed", "shredded", "none-held")
_OUTCOMES = ("no effect", "acted on", "open")

WORDS: dict[str, Given] = {
    "equipment": Given(
        {
            "name": NEEDED,
            "identifier": TEXT,
            "owner": TEXT,
            "every": Field("number"),
            "not required": TEXT,
            "from": TEXT,
            "sites": NAMES,
        },
        "name",
    ),
    "asset": Given(
        {
            "name": NEEDED,
            "kind": Field("choice", options=_KINDS),
            "owner": TEXT,
            "classification": TEXT,
            "licence": TEXT,
            "from": TEXT,
            "sites": NAMES,
        },
        "name",
    ),
    "calibrated": Given(
        {
            "equipment": NEEDED,
            "found": Field("choice", options=("within", "outside", "unknown")),
            "left": Field("choice", options=("within", "limited", "outside")),
            "traceable to": TEXT,
            "limits": TEXT,
            "due": DATE,
        },
        "equipment",
    ),
    "calibration withdrawn": Given({"equipment": NEEDED, "because": NEEDED}),
    "quarantined": Given({"equipment": NEEDED, "because": TEXT}, "equipment"),
    "put back": Given({"equipment": NEEDED, "because": TEXT}, "equipment"),
    "earlier results": Given(
        {
            "equipment": NEEDED,
            "looked at": NEEDED,
            "outcome": Field("choice", required=True, options=_OUTCOMES),
            "done": TEXT,
        }
    ),
    "asset changed": Given({"asset": NEEDED, "owner": TEXT, "classification": TEXT}),
    "asset ended": Given(
        {
            "asset": NEEDED,
            "how": Field("choice", required=True, options=_ENDS),
            "method": Field("choice", options=_METHODS),
            "proof": TEXT,
        }
    ),
}
