"""Verdicts, judgements, questions, standing. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class VerdictNow(TenantModel):
    """The current verdict of one requirement in one system: what lists filter and sort on. Derived: always equal to a full recompute."""

    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey("catalogue.Edition", on_delete=models.CASCADE, related_name="+")
    sort_key = models.CharField(max_length=80)
    answer = models.CharField(max_length=16)
    facets = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    grade = models.CharField(max_length=12, blank=True)
    blocks = models.CharField(max_length=8, blank=True)
    as_of = models.DateField()
    next_change_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    judged_at = models.DateTimeField()
    stale = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system", "requirement"], name="verdict_now_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "system", "edition", "sort_key"], name="verdict_now_order"),
            models.Index(fields=["organization_id", "system", "answer"], name="verdict_now_answer"),
        ]


class Verdict(TenantModel):
    """The history: one row each time the answer or its reasons changed."""

    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.CASCADE, related_name="+")
    as_of = models.DateField()
    known_at = models.DateTimeField()
    answer = models.CharField(max_length=16)
    facets = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    next_change_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    ruleset = models.CharField(max_length=16)
    pack_digest = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "system", "requirement", "-known_at"], name="verdict_history")
        ]


class Standing(TenantModel):
    """How a system stood against one edition at the end of a day, in counts of answers."""

    system = belongs_to("systems.System")
    edition = models.ForeignKey("catalogue.Edition", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    counts = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system", "edition", "day"], name="standing_day")
        ]


class Judgement(TenantModel):
    """A named person's judgement of a requirement, with its basis and rationale. Replaced by a newer one, never edited.

    `carried_from` is the judgement of the old edition's requirement it was carried over from, by whom and when is that one's.
    """

    ANSWERS: ClassVar = [("shown", _("shown")), ("partly", _("partly shown")), ("gap", _("gap"))]
    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=ANSWERS)
    rationale = models.TextField()
    basis = models.JSONField(default=list)
    by = belongs_to("organization.Person")
    declared = models.BooleanField(default=False)
    judged_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=16, blank=True)
    carried_from = belongs_to("conformity.Judgement", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "system", "requirement"],
                condition=models.Q(ended_at__isnull=True),
                name="judgement_current_once",
            )
        ]


class Walk(TenantModel):
    """Where the gap walk stands: a requirement somebody has looked at, with a note. `version` guards two people at once."""

    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    walked_by = belongs_to("organization.Person", null=True)
    walked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system", "requirement"], name="walk_once")
        ]


class Question(TenantModel):
    """A question to a colleague about a requirement, answered through a link without an account."""

    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.CASCADE, related_name="+")
    round = models.UUIDField()
    text = models.TextField()
    asked_of = belongs_to("organization.Person")
    asked_by = belongs_to("organization.Person", null=True)
    due_on = models.DateField(null=True)
    asked_at = models.DateTimeField(db_default=DatabaseNow())
    answer = models.TextField(blank=True)
    item = belongs_to("evidence.Item", null=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "requirement"], name="question_of")]


class Report(TenantModel):
    """A report somebody asked for: what of, as of when, and where the made file lies. Its progress is polled."""

    FORMATS: ClassVar = [("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel")]
    STATES: ClassVar = [("waiting", _("waiting")), ("done", _("done")), ("failed", _("failed"))]
    system = belongs_to("systems.System")
    format = models.CharField(max_length=4, choices=FORMATS)
    as_of = models.DateField()
    known_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    problem = models.CharField(max_length=300, blank=True)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_by = belongs_to("organization.Person", null=True)
    asked_at = models.DateTimeField(db_default=DatabaseNow())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "-asked_at"], name="report_recent")]
