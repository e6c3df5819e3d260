"""The words of stories about written documents: approval, revision, reading, use."""

from clauseway.cli.scenarios.fields import DATE, NAMES, NEEDED, NEEDED_NAMES, NUMBER, TEXT, YESNO, Field, Given

WORDS: dict[str, Given] = {
    "document written": Given({"title": NEEDED, "sort": TEXT, "text": TEXT, "owner": TEXT}, "title"),
    "document approved": Given(
        {
            "title": NEEDED,
            "approvers": NEEDED_NAMES,
            "reviewers": NAMES,
            "effective from": DATE,
            "describes": NAMES,
            "still open": YESNO,
        }
    ),
    "document revised": Given({"title": NEEDED, "text": TEXT}, "title"),
    "document rule": Given({"sort": NEEDED, "approvers": NUMBER, "own approval": TEXT, "because": TEXT}),
    "second look": Given({"title": NEEDED, "because": NEEDED}),
    "looked through": Given(
        {"title": NEEDED, "outcome": Field("choice", options=("suitable", "change needed")), "because": TEXT}, "title"
    ),
    "found in use": Given(
        {"title": NEEDED, "what": Field("choice", options=("old copy", "unapproved")), "statement": NEEDED}
    ),
    "use settled": Given({"title": NEEDED, "because": NEEDED}),
    "document withdrawn": Given({"title": NEEDED, "because": NEEDED}),
    "document distributed": Given({"title": NEEDED, "to": NEEDED_NAMES}),
    "document read": Given({"title": NEEDED, "readers": NEEDED_NAMES}),
}
