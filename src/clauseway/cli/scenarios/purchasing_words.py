"""The words of stories about suppliers, their evaluations and purchases."""

from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, NUMBER, TEXT, YESNO, Field, Given

WORDS: dict[str, Given] = {
    "supplier criteria": Given(
        {
            "criteria": Field("mapping", required=True),
            "must": NAMES,
            "by certificate": NAMES,
            "approved from": NUMBER,
            "conditional from": NUMBER,
            "late at most": NUMBER,
            "bad lots at most": NUMBER,
            "complaints at most": NUMBER,
            "window": NUMBER,
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
            "mark": NUMBER,
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
            "bad lots": NUMBER,
            "complaints": NUMBER,
        },
        "from",
    ),
    "purchases settled": Given({"supplier": NEEDED, "because": NEEDED}),
    "joined": Given({"name": NEEDED, "into": NEEDED}),
}
