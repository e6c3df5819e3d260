"""The words of stories about obligations and planned changes."""

from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, TEXT, YESNO, Field, Given

WORDS: dict[str, Given] = {
    "obligation": Given(
        {
            "name": NEEDED,
            "kind": Field("choice", options=("law", "permit", "contract", "voluntary")),
            "asks": TEXT,
            "source": TEXT,
            "jurisdiction": TEXT,
            "owner": TEXT,
            "met by": TEXT,
            "sites": NAMES,
            "party": TEXT,
            "applies": YESNO,
            "because": TEXT,
            "from": TEXT,
            "until": DATE,
        },
        "name",
    ),
    "obligation decided": Given({"obligation": NEEDED, "applies": Field("yesno", required=True), "because": TEXT}),
    "compliance": Given(
        {
            "obligation": NEEDED,
            "result": Field("choice", required=True, options=("complies", "breach")),
            "against": TEXT,
            "sites": NAMES,
            "finding": TEXT,
            "response": TEXT,
            "response due": DATE,
        }
    ),
    "breach answered": Given({"obligation": NEEDED, "response": NEEDED, "due": DATE}),
    "breach settled": Given({"obligation": NEEDED}, "obligation"),
    "compliance withdrawn": Given({"obligation": NEEDED, "because": NEEDED}),
    "change": Given(
        {
            "name": NEEDED,
            "purpose": TEXT,
            "consequences": TEXT,
            "resources": TEXT,
            "responsible": TEXT,
            "review on": DATE,
            "from": TEXT,
        },
        "name",
    ),
    "change approved": Given({"change": NEEDED}, "change"),
    "change begun": Given({"change": NEEDED}, "change"),
    "change made": Given({"change": NEEDED}, "change"),
    "change edited": Given({"change": NEEDED, "purpose": TEXT, "consequences": TEXT, "resources": TEXT}),
    "change reviewed": Given(
        {
            "change": NEEDED,
            "result": Field("choice", required=True, options=("held", "repaired", "weakened")),
            "finding": TEXT,
        }
    ),
}
