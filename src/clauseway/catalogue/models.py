"""Editions, topics, requirements, expectations, correspondences. Global rows have no organization; an organization's own packs carry it."""

from typing import ClassVar

from django.db import models


class Edition(models.Model):
    """One edition of one standard, loaded from a pack; `digest` is the pack's content."""

    id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField(null=True)
    slug = models.CharField(max_length=80)
    standard = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    year = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    discipline = models.CharField(max_length=60)
    status = models.CharField(max_length=16)
    certifiable = models.BooleanField(default=True)
    predecessor = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "slug"], name="edition_slug", nulls_distinct=False)
        ]

    @property
    def name(self) -> str:
        return f"{self.code}:{self.year}"


class Topic(models.Model):
    """A node of the trunk, or the private topic of one requirement (then its slug is `edition/ref`)."""

    id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField(null=True)
    slug = models.CharField(max_length=140)
    title = models.CharField(max_length=300)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    neutral = models.BooleanField(default=False)
    private = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "slug"], name="topic_slug", nulls_distinct=False)
        ]


class Requirement(models.Model):
    """One clause or control of an edition. `words` holds our explanation, questions, pitfalls and the like."""

    id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField(null=True)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="requirements")
    ref = models.CharField(max_length=40)
    sort_key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    exclusion = models.CharField(max_length=12)
    stage1 = models.BooleanField(default=False)
    private_topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "ref"], name="requirement_ref")]
        indexes: ClassVar = [models.Index(fields=["edition", "sort_key"], name="requirement_order")]


class RequirementTopic(models.Model):
    """A requirement stands on a trunk topic, with how strongly and where that is known from."""

    id = models.BigAutoField(primary_key=True)
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    strength = models.CharField(max_length=8)
    provenance = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["requirement", "topic"], name="requirement_topic_once")
        ]


class Expectation(models.Model):
    """One thing that must be shown, of a topic or of a requirement (exactly one of both)."""

    id = models.UUIDField(primary_key=True)
    organization_id = models.UUIDField(null=True)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    requirement = models.ForeignKey(Requirement, null=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)
    terms = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=False, requirement__isnull=True)
                | models.Q(topic__isnull=True, requirement__isnull=False),
                name="expectation_of_topic_xor_requirement",
            ),
            models.UniqueConstraint(
                fields=["topic", "requirement", "code"], name="expectation_code", nulls_distinct=False
            ),
        ]


class Correspondence(models.Model):
    """Which requirement of one edition answers which of another, how strongly, and who says so."""

    id = models.BigAutoField(primary_key=True)
    organization_id = models.UUIDField(null=True)
    edition_from = models.CharField(max_length=80)
    ref_from = models.CharField(max_length=40, blank=True)
    edition_to = models.CharField(max_length=80)
    ref_to = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=16)
    strength = models.CharField(max_length=8)
    provenance = models.CharField(max_length=300)
    confidence = models.CharField(max_length=8)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["edition_from", "edition_to"], name="correspondence_pair")]
