"""Documents written here: instructions that went through review, approval, reading and revision, one that waits for its reviewers, and a form with records."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clauseway.cli.demo_year.stage import Stage
from clauseway.documents.filling import correct_entry, hand_in
from clauseway.documents.form_templates import templates
from clauseway.documents.forms import create_form, put_in_use
from clauseway.documents.models import Document, Round
from clauseway.documents.operations import (
    Group,
    add_document,
    answer,
    mark_read,
    remark,
    review_document,
    revise,
    save_text,
    set_audience,
    settle_remark,
    submit,
    translate,
)

LOCKOUT = "Locking out machines before maintenance"
DUTCH = "Machines vergrendelen voor onderhoud"
DESK = "Clean desk and locked screen"
PROPERTY = "Handling what belongs to customers"


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the story: whose it is, what it is, who approves it, its text, the day it is approved on."""

    title: str
    kind: str
    author: str
    approver: str
    approved: int
    text: str
    process: str = ""


TEXTS = (
    Text(
        LOCKOUT,
        "instruction",
        "production",
        "director",
        -164,
        "# Purpose\n\nNobody is hurt by a machine that starts while somebody works on it.\n\n# Before the work\n\n"
        "Whoever opens a machine switches it off at the main switch, locks the switch with their own lock and keeps the key.\n\n"
        "# After the work\n\nThe guard is closed and tested. Only then is the lock taken off, by the one who put it on.\n",
        "Assembly and test",
    ),
    Text(
        "Inspecting goods on arrival",
        "instruction",
        "purchasing",
        "manager",
        -140,
        "# What is looked at\n\nQuantity, packing, certificates and the first piece of each lot, against order and drawing.\n\n"
        "# When something is wrong\n\nThe lot goes to the red shelf with a label that says what was found and by whom.\n",
    ),
    Text(
        DESK,
        "policy",
        "it",
        "director",
        -120,
        "# Rule\n\nWhoever leaves the desk locks the screen. In the evening papers about customers and calibrations are locked away.\n",
    ),
    Text(
        "Calibration labels",
        "instruction",
        "lab",
        "manager",
        -100,
        "# Label\n\nEvery instrument bears its number and the day on which it is due. An instrument without a label is not used.\n",
    ),
)
NEW_TEXT = ("and keeps the key.", "keeps the key, and tries the start button once.")
READERS = ("purchasing", "lab", "sales", "design")
CHECKS = ((-44, "6.1", True), (-37, "6.0", True), (-30, "5.1", False), (-23, "6.2", True), (-9, "6.1", True))


def _document(title: str) -> Document:
    return Document.objects.filter(title=title).order_by("-number")[0]


def _write(stage: Stage, text: Text) -> None:
    """Write it and put it before people; the instruction on machines goes to a reviewer first."""
    process = stage.members("process").get(text.process)
    row = stage.do(
        text.author,
        add_document,
        stage.system,
        title=text.title,
        kind=text.kind,
        text=text.text,
        language="en",
        owner_id=stage.person(text.author),
        process_ref=process.ref if process else "",
        retention_months=60,
    )
    reviewers = [stage.person("lab")] if text.title == LOCKOUT else []
    stage.do(text.author, submit, row.id, approvers=[stage.person(text.approver)], reviewers=reviewers)


def _round(title: str) -> uuid.UUID:
    return Round.objects.filter(document=_document(title), result="").values_list("id", flat=True)[0]


def _approve(stage: Stage, title: str, by: str) -> None:
    stage.do(by, answer, _round(title), part="approval", answer="approve")


def _suggest(stage: Stage) -> None:
    """The laboratory wants one word changed, and gets it."""
    made = _round(LOCKOUT)
    said = stage.do("lab", remark, made, quote="with their own lock", wording="with their own red lock")
    stage.do("lab", answer, made, part="review", answer="changes", comment="Say which lock.")
    stage.do("production", settle_remark, said.id, take=True)
    stage.do(
        "production",
        submit,
        _document(LOCKOUT).id,
        approvers=[stage.person("director")],
        reviewers=[stage.person("lab")],
    )


def _agree(stage: Stage) -> None:
    """The reviewer agrees, the director approves, and those who lead a process are asked to read it."""
    stage.do("lab", answer, _round(LOCKOUT), part="review", answer="approve")
    _approve(stage, LOCKOUT, "director")
    stage.do("production", set_audience, _document(LOCKOUT).id, [Group("role", "process-owner")])


def _read(stage: Stage, who: str) -> None:
    row = Document.objects.get(title=LOCKOUT, state="effective")
    stage.do(who, mark_read, row.id)


def _translated(stage: Stage) -> None:
    row = stage.do("production", translate, _document(LOCKOUT).id, language="nl", title=DUTCH)
    stage.do("production", submit, row.id, approvers=[stage.person("director")])


def _revised(stage: Stage) -> None:
    """A near miss: the start button is tried before work begins."""
    row = stage.do("production", revise, _document(LOCKOUT).id, change_note="After the near miss at press 4")
    text = row.text.replace(*NEW_TEXT)
    stage.do(
        "production", save_text, row.id, version=row.version, title=row.title, text=text, change_note=row.change_note
    )
    stage.do("production", submit, row.id, approvers=[stage.person("director")])


def _before_people(stage: Stage) -> None:
    row = stage.do(
        "sales",
        add_document,
        stage.system,
        title=PROPERTY,
        kind="instruction",
        text="# Rule\n\nWhat a customer hands over is labelled on arrival, kept apart, and its loss or damage told to the customer.\n",
        owner_id=stage.person("sales"),
    )
    stage.do("sales", submit, row.id, approvers=[stage.person("manager")], reviewers=[stage.person("lab")])
    stage.do("lab", remark, _round(PROPERTY), comment="Do instruments for repair count as handed over?")


def _confirmed(stage: Stage) -> None:
    stage.do("it", review_document, _document(DESK).id, note="Asked in three rooms; it is kept.")


def _form(stage: Stage) -> None:
    """The daily check of a press, filled in at the machine from now on."""
    template = templates()["daily-check"]
    form = stage.do(
        "manager",
        create_form,
        stage.system,
        name="Daily check of the assembly press",
        design=template.design,
        owner_id=stage.person("production"),
        retention_years=template.retention_years,
    )
    stage.do("manager", put_in_use, form.id, version=1)
    stage.kept["check"] = form.id


def _check(stage: Stage, day: int, pressure: str, *, fine: bool) -> None:
    typed = {
        "day": stage.day(day).isoformat(),
        "machine": "Press 4",
        "guards": "yes",
        "clean": "yes",
        "pressure": pressure,
        "result": "fit" if fine else "unfit-and-acted-on",
        "fault": "" if fine else "Air pressure too low: a hose had come off.",
        "action": "" if fine else "Hose put back and clamped; pressure 6.0 bar afterwards.",
    }
    made = stage.do("production", hand_in, stage.kept["check"], typed=typed)
    if not fine:
        again = {**typed, "machine": "Press 5"}
        stage.do("production", correct_entry, made.id, typed=again, reason="It was press 5")


def tell() -> list[tuple[int, Callable[[Stage], None]]]:
    """What happens on which day."""
    told: list[tuple[int, Callable[[Stage], None]]] = []
    for text in TEXTS:
        told.append((text.approved - 6, partial(_write, text=text)))
        if text.title != LOCKOUT:
            told.append((text.approved, partial(_approve, title=text.title, by=text.approver)))
    told += [
        (-167, _suggest),
        (-164, _agree),
        (-150, _translated),
        (-147, partial(_approve, title=DUTCH, by="director")),
    ]
    told += [(-158 + 2 * n, partial(_read, who=who)) for n, who in enumerate(READERS)]
    told += [(-33, _revised), (-30, partial(_approve, title=LOCKOUT, by="director"))]
    told += [(-24 + 3 * n, partial(_read, who=who)) for n, who in enumerate(READERS[:2])]
    told += [(-8, _before_people), (-15, _confirmed), (-50, _form)]
    told += [(day + 1, partial(_check, day=day, pressure=bar, fine=fine)) for day, bar, fine in CHECKS]
    return told
