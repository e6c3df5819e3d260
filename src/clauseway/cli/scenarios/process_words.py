"""The words by which a story tells of the process map, sheets and controls."""

from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, TEXT, YESNO, Field, Given

_NUMBER = Field("number")

WORDS: dict[str, Given] = {
    "hands over": Given({"what": NEEDED, "from": TEXT, "to": TEXT}),
    "handed over no longer": Given({"what": NEEDED}, "what"),
    "runs for us": Given(
        {
            "process": NEEDED,
            "provider": NEEDED,
            "control": TEXT,
            "kind": Field("choice", options=("output", "place", "figures", "lot", "ours", "mixed")),
            "criteria": TEXT,
            "evaluation": TEXT,
        }
    ),
    "looked at process": Given(
        {
            "process": NEEDED,
            "result": Field("choice", required=True, options=("as agreed", "acted on", "not as agreed")),
            "what": NEEDED,
            "acted": TEXT,
        }
    ),
    "sheet line": Given(
        {
            "process": NEEDED,
            "name": NEEDED,
            "sheet": Field("choice", options=("process", "product")),
            "at least": _NUMBER,
            "at most": _NUMBER,
            "may fail": _NUMBER,
            "words": TEXT,
            "off from": DATE,
        }
    ),
    "reading": Given(
        {
            "process": NEEDED,
            "name": NEEDED,
            "value": _NUMBER,
            "failing": _NUMBER,
            "accepted": YESNO,
            "site": TEXT,
            "acted": TEXT,
        }
    ),
    "acted on reading": Given({"process": NEEDED, "name": NEEDED, "what": NEEDED}),
    "control": Given(
        {
            "name": NEEDED,
            "process": TEXT,
            "requirement": NAMES,
            "owner": TEXT,
            "operation": TEXT,
            "tested every": _NUMBER,
        },
        "name",
    ),
    "control proof": Given(
        {
            "control": NEEDED,
            "result": Field("choice", required=True, options=("effective", "corrected", "not effective", "it ran")),
            "method": TEXT,
            "site": TEXT,
        }
    ),
}
