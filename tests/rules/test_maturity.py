"""A text is in force only when it says so and shows no sign of being unfinished; when unsure it is a draft."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseway.documents.extraction import extract
from clauseway.rules.maturity import maturity

INPUTS = Path(__file__).parents[1] / "inputs" / "documents"
TODAY = date(2026, 11, 22)
GOOD = (
    "# Backup policy\n\nVersion: 2.1\nApproved by: Ada Quality\nApproval date: 2026-02-03\n\nBackups are made daily.\n"
)


def codes(text: str, title: str = "") -> list[str]:
    return [code for code, _ in maturity(text, title=title, as_of=TODAY).reasons]


@pytest.mark.parametrize("path", sorted((INPUTS / "unfilled-template").rglob("*.md")), ids=lambda path: path.name)
def test_every_file_of_the_unfilled_template_is_a_draft(path: Path) -> None:
    """Raw and as extracted, with its reason; also when somebody only replaced the open date of the change history."""
    raw = path.read_text()
    for text in (raw, extract(raw.encode(), path.name).text):
        judged = maturity(text, as_of=TODAY)
        assert judged.state == "draft"
        assert judged.reasons


@pytest.mark.parametrize("path", sorted((INPUTS / "filled").glob("*.md")), ids=lambda path: path.name)
def test_documents_that_state_a_date_in_force_are_effective(path: Path) -> None:
    """All documents of this set carry an effective date, and their example forms are not held against them."""
    raw = path.read_text()
    for text in (raw, extract(raw.encode(), path.name).text):
        judged = maturity(text, as_of=TODAY)
        assert (judged.state, judged.approved_by) == ("effective", "James Pether Sörling, CEO"), judged.reasons
        assert judged.effective_on in text


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "# P\n\nEffective date: 1 February 2026\n",
        "# P\n\n**Effective Date:** 2026-02-01 | **Version:** 3\n",
        "# P\n\nThis policy has been in force since 01/02/2026.\n",
        "# P\n\n| Approved by | Ada Quality |\n|---|---|\n| Approval date | 2026-02-03 |\n",
        (
            "# P\n\n| Version | Date | Author | Approved by |\n|---|---|---|---|\n"
            "| 0.9 | 2026-01-02 | Bo | - |\n| 1.0 | 2026-02-03 | Bo | Ada |\n"
        ),
        "# P\n\nThis procedure was approved by Ada Quality on 3 February 2026.\n",
        GOOD + "\n### Request form template\n\nName: [Full name]\n",
        GOOD + "\nSee [Access policy](./access.md) and [the register][1]. - [ ] task\n",
    ],
)
def test_in_force(text: str) -> None:
    """An effective date, or an approver with a date, in the ways people write them."""
    assert maturity(text, as_of=TODAY).state == "effective", maturity(text, as_of=TODAY).reasons


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# P\n\nBackups are made daily.\n", "not-dated"),
        ("# P\n\nLast updated: 2026-02-03\n", "not-dated"),
        ("# P\n\nApproved by: Ada Quality\n", "approver-without-date"),
        ("# P\n\nApproval date: 2026-02-03\n", "date-without-approver"),
        ("# P\n\nChanges are approved by CEO before release. Next: 2026-02-03\n", "not-dated"),
        ("# P\n\nApproved by: [Name], date: [Date]\n", "placeholder"),
        ("# P\n\nApproved by: TBD\nEffective date: TBD\n", "to-be-determined"),
        (GOOD + "\nContact: TBC\n", "to-be-determined"),
        (GOOD + "\n[Company Name] backs up daily.\n", "placeholder"),
        (GOOD + "\n<insert company name> backs up daily.\n", "placeholder"),
        (GOOD + "\n{{ organization }} backs up daily.\n", "placeholder"),
        (GOOD + "\nACME CORP backs up daily.\n", "placeholder"),
        (GOOD + "\nSignature: ________________\n", "blank-line"),
        (GOOD + "\n| Date | Restored by |\n|---|---|\n| — | — |\n", "empty-table"),
        (GOOD + "\n| # | A | B |\n|--|--|--|\n| 1 | x | |\n| 2 | | |\n| 3 | y | |\n| 4 | z | |\n", "empty-cells"),
        (GOOD + "\n☐ Yes ☐ No\n☐ Yes ☐ No\n", "unticked-form"),
        (GOOD + "\nStatus: Draft\n", "draft-status"),
        (GOOD + "\nThis text is not yet approved.\n", "draft-status"),
        (GOOD + "\nStatus: Superseded\n", "withdrawn"),
        (GOOD.replace("2.1", "0.9"), "draft-version"),
        (GOOD.replace("Backup policy", "Backup policy template"), "template"),
        (GOOD + "\nReplace the placeholders in this file.\n", "template"),
        ("# P\n\nEffective date: 2027-01-01\n", "effective-later"),
        (GOOD + "\nValid until: 2026-06-30\n", "expired"),
        ("", "empty"),
    ],
)
def test_draft_with_its_reason(text: str, code: str) -> None:
    """Each sign alone is enough, and it is named."""
    assert maturity(text, as_of=TODAY).state == "draft"
    assert code in codes(text)


def test_the_title_counts() -> None:
    """A template is told by its name too."""
    assert codes(GOOD, title="Backup template") == ["template"]


@given(st.sampled_from(["TBD", "[Company Name]", "<insert date>", "Status: Draft", "__________"]), st.integers(0, 6))
def test_one_open_mark_anywhere_makes_a_draft(mark: str, line: int) -> None:
    """Where the mark stands does not matter."""
    lines = GOOD.split("\n")
    assert maturity("\n".join([*lines[:line], mark, *lines[line:]]), as_of=TODAY).state == "draft"


@given(st.text(max_size=300))
def test_any_text_gets_a_state_with_a_reason(text: str) -> None:
    """Never an exception, never a verdict without its reason."""
    judged = maturity(text, as_of=TODAY)
    assert judged.reasons
    assert judged.state in ("effective", "draft")
