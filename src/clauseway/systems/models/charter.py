"""Systems, applied editions, scope, applicability, issues, parties, rhythms, self-declarations. Columns and constraints, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class System(TenantModel):
    """A management system with its small charter: who sponsors and leads it, why, and what it should bring."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60)
    sponsor = belongs_to("organization.Person", null=True)
    lead = belongs_to("organization.Person", null=True)
    team = models.TextField(blank=True)
    why = models.TextField(blank=True)
    aims = models.TextField(blank=True)
    started_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "slug"], name="system_slug")]


class AppliedEdition(TenantModel):
    """An edition the system applies: to be certified, or to comply only; by when; from when until when."""

    MODES: ClassVar = [("certify", _("certify")), ("comply", _("comply only"))]
    system = belongs_to("systems.System")
    edition = models.ForeignKey("catalogue.Edition", on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=MODES, default="certify")
    target_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "system", "edition"],
                condition=models.Q(valid_until__isnull=True),
                name="edition_applied_once",
            )
        ]


class ScopeStatement(TenantModel):
    """A version of the scope: what is in, what is left out, who approved it. A new version ends the one before."""

    system = belongs_to("systems.System")
    text = models.TextField()
    exclusions = models.TextField(blank=True)
    approved_by = belongs_to("organization.Person", null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())


class Applicability(TenantModel):
    """Whether a requirement is in or out (or a control necessary or not), with the reason, from when until when. Never changed, only ended.

    `carried_from` is the decision about the old edition's requirement it was carried over from.
    """

    DECISIONS: ClassVar = [("in", _("applies")), ("out", _("does not apply"))]
    system = belongs_to("systems.System")
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=3, choices=DECISIONS)
    reason = models.TextField(blank=True)
    decided_by = belongs_to("organization.Person", null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    ended_at = models.DateTimeField(null=True, blank=True)
    carried_from = belongs_to("systems.Applicability", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "requirement"], name="applicability_of")]


class Rhythm(TenantModel):
    """The organization's own criterion: how many days something stays good, from when until when."""

    system = belongs_to("systems.System")
    name = models.CharField(max_length=60)
    days = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    set_by = belongs_to("organization.Person", null=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "system", "name"], name="rhythm_of")]


class Issue(TenantModel):
    """An internal or external issue that matters to the system; under which heading it stands and whether it helps or harms ("" while nobody said)."""

    SIDES: ClassVar = [("internal", _("internal")), ("external", _("external"))]
    HEADINGS: ClassVar = [
        ("political", _("political")),
        ("economic", _("economic")),
        ("social", _("social")),
        ("technological", _("technological")),
        ("legal", _("legal")),
        ("environmental", _("environmental")),
    ]
    INFLUENCES: ClassVar = [("helpful", _("helps")), ("harmful", _("harms"))]
    system = belongs_to("systems.System")
    text = models.CharField(max_length=400)
    fold = models.CharField(max_length=440)
    side = models.CharField(max_length=8, choices=SIDES)
    effect = models.TextField(blank=True)
    heading = models.CharField(max_length=14, choices=HEADINGS, blank=True)
    influence = models.CharField(max_length=8, choices=INFLUENCES, blank=True)
    about_climate = models.BooleanField(default=False)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "system", "fold"], name="issue_once")
        ]


class InterestedParty(TenantModel):
    """Somebody with a stake, and what they need or expect that is relevant."""

    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    needs = models.TextField(blank=True)
    obligation = models.BooleanField(default=False)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="party_once")]


class SelfDeclaration(TenantModel):
    """The end of a comply-only track: what was shown and not shown on a date, declared by a named person. Frozen."""

    system = belongs_to("systems.System")
    edition = models.ForeignKey("catalogue.Edition", on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    declared_by = belongs_to("organization.Person")
    statement = models.TextField()
    standing = models.JSONField()
    recorded_at = models.DateTimeField(db_default=DatabaseNow())


class Transition(TenantModel):
    """A system's move from an applied edition to its successor: both stand side by side from `started_on` until it is switched or abandoned.

    `planned` names what the start put into the plan (milestones, actions), so that giving up can take it out again.
    """

    RUNNING, SWITCHED, ABANDONED = "running", "switched", "abandoned"
    STATES: ClassVar = [(RUNNING, _("running")), (SWITCHED, _("switched")), (ABANDONED, _("abandoned"))]
    system = belongs_to("systems.System")
    old = models.ForeignKey("catalogue.Edition", on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey("catalogue.Edition", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default=RUNNING)
    target_on = models.DateField(null=True, blank=True)
    started_on = models.DateField()
    started_by = belongs_to("organization.Person", null=True)
    carried_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = belongs_to("organization.Person", null=True)
    reason = models.TextField(blank=True)
    planned = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "system", "new"],
                condition=models.Q(state="running"),
                name="transition_running_once",
            )
        ]


class Carried(TenantModel):
    """That proof about an old requirement counts for a new one of the same system, who says so and how surely. Ended when that no longer holds."""

    transition = belongs_to("systems.Transition")
    system = belongs_to("systems.System")
    old = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey("catalogue.Requirement", on_delete=models.PROTECT, related_name="+")
    strength = models.CharField(max_length=8)
    provenance = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=8, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "system", "old", "new"],
                condition=models.Q(valid_until__isnull=True),
                name="carried_once",
            )
        ]


class CostSetting(TenantModel):
    """The organization's own rates for cost and time, in one currency: the body's day (least, likely, most), its fees, travel, an hour of one's own people."""

    currency = models.CharField(max_length=3)
    day_low = models.DecimalField(max_digits=14, decimal_places=2)
    day_likely = models.DecimalField(max_digits=14, decimal_places=2)
    day_high = models.DecimalField(max_digits=14, decimal_places=2)
    application = models.DecimalField(max_digits=14, decimal_places=2)
    yearly = models.DecimalField(max_digits=14, decimal_places=2)
    travel = models.DecimalField(max_digits=14, decimal_places=2)
    hour = models.DecimalField(max_digits=14, decimal_places=2)
    set_on = models.DateField()
    set_by = belongs_to("organization.Person", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id"], name="cost_setting_once")]
