"""The words of stories about the context, about who answers for what, and about the communication plan."""

from clauseway.cli.scenarios.fields import NAMES, NEEDED, TEXT, YESNO, Field, Given

WORDS: dict[str, Given] = {
    "issue": Given(
        {
            "text": NEEDED,
            "side": Field("choice", required=True, options=("internal", "external")),
            "heading": Field(
                "choice", options=("political", "economic", "social", "technological", "legal", "environmental")
            ),
            "influence": Field("choice", options=("helpful", "harmful")),
            "climate": YESNO,
        }
    ),
    "issue over": Given({"text": NEEDED}, "text"),
    "climate decided": Given({"relevant": Field("yesno", required=True), "because": TEXT}),
    "context reviewed": Given(
        {
            "outcome": Field("choice", required=True, options=("unchanged", "taken-up", "left-open")),
            "found": TEXT,
        }
    ),
    "needs": Given({"party": NEEDED, "needs": Field("names", required=True)}),
    "need decided": Given(
        {
            "party": NEEDED,
            "need": NEEDED,
            "decision": Field("choice", required=True, options=("taken-up", "left", "obligation")),
            "because": TEXT,
            "obligation": TEXT,
            "source": TEXT,
        }
    ),
    "role": Given({"name": NEEDED, "authority": TEXT, "held by": NAMES, "from": TEXT}, "name"),
    "role held": Given({"role": NEEDED, "person": NEEDED, "ends": YESNO}),
    "answers": Given({"task": TEXT, "process": TEXT, "letters": TEXT, "person": TEXT, "role": TEXT}),
    "told": Given({"how": NEEDED}, "how"),
    "communication": Given(
        {
            "what": NEEDED,
            "why": TEXT,
            "when": TEXT,
            "every": Field("number"),
            "with": TEXT,
            "side": Field("choice", options=("internal", "external", "both")),
            "how": TEXT,
            "owner": TEXT,
        },
        "what",
    ),
    "communicated": Given({"what": NEEDED, "note": TEXT}, "what"),
    "communication owner": Given({"what": NEEDED, "owner": NEEDED}),
}
