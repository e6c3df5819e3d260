"""Drops, documents, passages and their suggestions. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Drop(TenantModel):
    """One import of files: what was given and how far it is. Progress is written outside the job's transaction."""

    STATES: ClassVar = [
        ("waiting", _("waiting")),
        ("running", _("running")),
        ("done", _("done")),
        ("failed", _("failed")),
    ]
    system = belongs_to("systems.System")
    name = models.CharField(max_length=300)
    token = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    started_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "-recorded_at"], name="drop_recent")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "token"], condition=~models.Q(token=""), name="drop_sent_once"
            )
        ]


class DropFile(TenantModel):
    """One file of a drop and what became of it. `problem`: code, parameters, and notices told although it was read."""

    STATES: ClassVar = [
        ("waiting", _("waiting")),
        ("reading", _("being read")),
        ("read", _("read")),
        ("known", _("known already")),
        ("opened", _("opened")),
        ("refused", _("not read")),
    ]
    drop = belongs_to("documents.Drop")
    name = models.CharField(max_length=300)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(default=dict)
    document = belongs_to("documents.Document", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "drop", "state"], name="dropfile_of_drop")]


class Document(TenantModel):
    """A document as imported: in force or draft and why, what its text states, who confirmed it, what it replaces.

    `reasons` are pairs of code and detail; `stated` holds dates and approver as the text has them, whether they count or not.
    `replaces` is an offer until the older document's state says superseded.
    """

    STATES: ClassVar = [
        ("draft", _("draft")),
        ("effective", _("in force")),
        ("superseded", _("superseded")),
        ("withdrawn", _("withdrawn")),
    ]
    system = belongs_to("systems.System")
    item = belongs_to("evidence.Item")
    title = models.CharField(max_length=300)
    fold = models.CharField(max_length=340)
    name = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=STATES)
    reasons = models.JSONField(default=list)
    author = belongs_to("organization.Person", null=True)
    approved_by = belongs_to("organization.Person", null=True)
    approved_as = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    stated = models.JSONField(default=dict)
    replaces = belongs_to("documents.Document", null=True)
    confirmed_by = belongs_to("organization.Person", null=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "fold"], name="document_fold")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system", "item"], name="document_content_once")
        ]


class Passage(TenantModel):
    """A stretch of a document's text, with the headings above it."""

    document = belongs_to("documents.Document")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=400, blank=True)
    text = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "document", "position"], name="passage_order")]


class Suggestion(TenantModel):
    """A passage may describe a requirement: score, strength, the words that matched, and what a person decided.

    Strength "person" was chosen by a person: moved, or accepted beside another; `came_from` is the suggestion it began with.
    """

    STATES: ClassVar = [
        ("proposed", _("suggested")),
        ("accepted", _("accepted")),
        ("rejected", _("rejected")),
        ("withdrawn", _("taken back")),
    ]
    passage = belongs_to("documents.Passage")
    document = belongs_to("documents.Document")
    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    strength = models.CharField(max_length=8)
    matched = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=STATES, default="proposed")
    decided_by = belongs_to("organization.Person", null=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    came_from = belongs_to("documents.Suggestion", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "passage", "requirement"], name="suggestion_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "system", "requirement"], name="suggestion_of_requirement"),
            models.Index(fields=["organization_id", "system", "state", "-score"], name="suggestion_queue"),
        ]
