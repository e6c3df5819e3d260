"""The words of stories about templates and documented information."""

from clauseway.cli.scenarios.fields import NEEDED, TEXT, Field, Given

WORDS: dict[str, Given] = {
    "template taken": Given({"template": NEEDED, "title": TEXT, "owner": TEXT}, "template"),
    "blanks filled": Given({"title": NEEDED, "with": TEXT, "left": Field("number")}, "title"),
    "stated in force": Given({"title": NEEDED, "approver": NEEDED}),
    "serves": Given(
        {
            "requirement": NEEDED,
            "sort": Field("choice", options=("maintain", "retain")),
            "number": Field("number"),
            "title": TEXT,
            "register": TEXT,
        }
    ),
}
