"""Documents, their passages and suggestions. Columns and constraints, no rules."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Document(TenantModel):
    """One revision of a controlled document, whether written here, uploaded or linked: its text or file, its state and why, who approved it.

    Revisions of one document share `line`, the first of them (empty: this is the first); `shown` is the one the register lists. What belongs to the
    document and not to a revision (identifier, kind, owner, process, classification, retention) is kept alike on all that live.
    `reasons` are pairs of code and detail; `stated` holds dates and approver as an imported text has them, whether they count or not.
    `replaces` is an offer until the older document's state says superseded. `wrote` are the people who wrote of this text; `text` is Markdown.
    """

    STATES: ClassVar = [
        ("draft", _("draft")),
        ("review", _("in review")),
        ("approval", _("waits for approval")),
        ("approved", _("approved")),
        ("effective", _("in force")),
        ("superseded", _("superseded")),
        ("withdrawn", _("withdrawn")),
        ("archived", _("archived")),
    ]
    FORMS: ClassVar = [("authored", _("written here")), ("uploaded", _("file")), ("linked", _("link"))]
    KINDS: ClassVar = [
        ("policy", _("Policy")),
        ("procedure", _("Procedure")),
        ("instruction", _("Work instruction")),
        ("form", _("Form")),
        ("plan", _("Plan")),
        ("register", _("Register")),
        ("record", _("Record")),
        ("external", _("Document from outside")),
        ("other", _("Other")),
    ]
    CLASSES: ClassVar = [
        ("public", _("public")),
        ("internal", _("internal")),
        ("confidential", _("confidential")),
        ("strict", _("strictly confidential")),
    ]
    system = belongs_to("systems.System")
    item = belongs_to("evidence.Item", null=True)
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
    line = belongs_to("documents.Document", null=True)
    number = models.PositiveIntegerField(default=1)
    shown = models.BooleanField(default=True)
    form = models.CharField(max_length=8, choices=FORMS, default="uploaded")
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    change_note = models.TextField(blank=True)
    wrote = models.JSONField(default=list)
    identifier = models.CharField(max_length=60, blank=True)
    identifier_fold = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=12, choices=KINDS, default="other")
    owner = belongs_to("organization.Person", null=True)
    process_ref = models.CharField(max_length=80, blank=True)
    classification = models.CharField(max_length=12, choices=CLASSES, default="internal")
    language = models.CharField(max_length=12, blank=True)
    variant_of = belongs_to("documents.Document", null=True)
    retention_months = models.PositiveIntegerField(null=True, blank=True)
    retention_note = models.CharField(max_length=300, blank=True)
    own_policy = models.CharField(max_length=300, blank=True)
    looked_by = belongs_to("organization.Person", null=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    look_note = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "system", "fold"], name="document_fold"),
            models.Index(fields=["organization_id", "line", "-number"], name="document_line"),
            models.Index(
                fields=["organization_id", "system", "fold"], name="document_shown", condition=models.Q(shown=True)
            ),
            models.Index(
                fields=["organization_id", "effective_from"],
                name="document_waits_for_day",
                condition=models.Q(state="approved"),
            ),
            models.Index(
                fields=["organization_id", "system", "state", "shown", "effective_from"],
                name="document_in_register",
                condition=models.Q(shown=True) | models.Q(state__in=["draft", "review", "approval", "approved"]),
            ),
            models.Index(
                fields=["organization_id", "system", "-state", "fold", "id"],
                name="document_alive",
                condition=models.Q(state__in=["draft", "effective"]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "system", "item"],
                name="document_content_once",
                condition=models.Q(form="uploaded"),
            ),
            models.UniqueConstraint(
                fields=["organization_id", "identifier_fold"],
                name="document_identifier_once",
                condition=models.Q(shown=True) & ~models.Q(identifier_fold=""),
            ),
            models.UniqueConstraint(
                fields=["organization_id", "line"],
                name="document_one_working",
                condition=models.Q(state__in=["draft", "review", "approval", "approved"], line__isnull=False),
            ),
        ]

    @property
    def line_key(self) -> uuid.UUID:
        """The document this is a revision of, by its first revision."""
        return self.line_id or self.id


class Passage(TenantModel):
    """A stretch of a document's text, with the headings above it."""

    document = belongs_to("documents.Document")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=400, blank=True)
    text = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "document", "position"], name="passage_order")]


class DocumentWords(TenantModel):
    """The folded words of a revision the register lists, for full-text search; derived. The database keeps its index beside `fold`."""

    document = belongs_to("documents.Document")
    fold = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "document"], name="words_once")]


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
            models.Index(fields=["organization_id", "system", "state", "-score", "id"], name="suggestion_queue"),
            models.Index(fields=["organization_id", "system", "state", "document"], name="suggestion_by_state"),
        ]
