"""Items, subjects, records, claims and their ends. Claims and ends are inserted, never changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Item(TenantModel):
    """A piece of evidence as it was collected: content digest, type, size (bytes), where it came from."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    stored_as = models.CharField(max_length=200, blank=True)
    collected_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    recorded_by = belongs_to("organization.Person", null=True)
    disposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "-recorded_at"], name="item_recent")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "sha256"], name="item_content_once")
        ]


class Subject(TenantModel):
    """One version of a member of a population. A change inserts a new version and supersedes the old."""

    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=80)
    name = models.CharField(max_length=240)
    fold = models.CharField(max_length=280)
    facets = models.JSONField(default=dict)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "kind", "ref"],
                condition=models.Q(superseded_at__isnull=True),
                name="subject_current_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organization_id", "kind", "fold"], name="subject_fold")]


class Record(TenantModel):
    """A dated fact a person filed, in a word of the vocabulary, with its proof. Immutable; withdrawn or closed, never edited."""

    system = belongs_to("systems.System", null=True)
    word = models.CharField(max_length=80)
    requirement = models.ForeignKey("catalogue.Requirement", null=True, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_ref = models.CharField(max_length=80, blank=True)
    item = belongs_to("evidence.Item", null=True)
    happened_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    facets = models.JSONField(default=dict)
    statement = models.TextField(blank=True)
    performed_by = belongs_to("organization.Person", null=True)
    recorded_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    ended_how = models.CharField(max_length=16, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = belongs_to("organization.Person", null=True)
    ended_reason = models.TextField(blank=True)
    examined_by = belongs_to("organization.Person", null=True)
    examined_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "-recorded_at"], name="record_recent"),
            models.Index(fields=["organization_id", "subject_ref"], name="record_of_subject"),
        ]


class Claim(TenantModel):
    """A statement that something is evidence of something: for or against, from when until when (half-open), known since when."""

    system = belongs_to("systems.System", null=True)
    source = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    code = models.CharField(max_length=120)
    topic = models.ForeignKey("catalogue.Topic", null=True, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_ref = models.CharField(max_length=80, blank=True)
    item = belongs_to("evidence.Item", null=True)
    stance = models.SmallIntegerField(default=1)
    grade = models.CharField(max_length=12)
    facets = models.JSONField(default=dict)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    collected_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    filed_by = models.CharField(max_length=80, blank=True)
    rationale = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "source", "key"], name="claim_of_key"),
            models.Index(fields=["organization_id", "topic"], name="claim_of_topic"),
            models.Index(fields=["organization_id", "kind"], name="claim_of_kind"),
            models.Index(fields=["organization_id", "subject_ref"], name="claim_of_subject"),
        ]


class ClaimEnd(TenantModel):
    """When and how a claim ended: its fact ceased, it was retracted as wrong, or its basis changed."""

    HOW: ClassVar = [("ceased", _("ceased")), ("retracted", _("retracted")), ("basis_changed", _("basis changed"))]
    claim = belongs_to("evidence.Claim")
    how = models.CharField(max_length=16, choices=HOW)
    on_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    by = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "claim"], name="claim_ends_once")]


class ClaimBasis(TenantModel):
    """What a judgement rested on, with the digest it had then."""

    claim = belongs_to("evidence.Claim")
    reference = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
