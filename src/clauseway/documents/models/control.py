"""How documents are controlled: rules by kind, rounds of review and approval, reviews, old copies found in use. Columns, no rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class KindRule(TenantModel):
    """What the organization set for a kind of document: its identifiers, how many approve, and whether an author may.

    `own_approval` is a named policy with its reason; without both it allows nothing. `signature`: whoever approves enters the password again.
    """

    kind = models.CharField(max_length=12)
    prefix = models.CharField(max_length=24)
    digits = models.PositiveSmallIntegerField(default=3)
    quorum = models.PositiveSmallIntegerField(default=1)
    own_approval = models.BooleanField(default=False)
    own_policy = models.CharField(max_length=200, blank=True)
    own_reason = models.TextField(blank=True)
    own_since = models.DateField(null=True, blank=True)
    signature = models.BooleanField(default=False)
    meaning = models.CharField(max_length=200, blank=True)
    read_days = models.PositiveSmallIntegerField(default=14)
    set_by = belongs_to("organization.Person", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "kind"], name="kind_rule_once")]


class Round(TenantModel):
    """One round of review and approval of a revision, with the text as it was put before people."""

    RESULTS: ClassVar = [
        ("", _("open")),
        ("approved", _("approved")),
        ("changes", _("changes requested")),
        ("taken-back", _("taken back")),
    ]
    document = belongs_to("documents.Document")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(default=1)
    effective_on = models.DateField(null=True, blank=True)
    opened_by = belongs_to("organization.Person", null=True)
    opened_at = models.DateTimeField(db_default=DatabaseNow())
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=RESULTS, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "document", "number"], name="round_once")
        ]


class Vote(TenantModel):
    """Somebody asked in a round, and the answer. A signature keeps what it means and how the person was told to be the one."""

    PARTS: ClassVar = [("review", _("review")), ("approval", _("approval"))]
    ANSWERS: ClassVar = [("", _("not answered")), ("approve", _("agrees")), ("changes", _("asks for changes"))]
    round = belongs_to("documents.Round")
    person = belongs_to("organization.Person")
    part = models.CharField(max_length=8, choices=PARTS)
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    own_policy = models.CharField(max_length=300, blank=True)
    signed_as = models.CharField(max_length=200, blank=True)
    signed_how = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "round", "person", "part"], name="vote_once")
        ]


class Remark(TenantModel):
    """A remark on the text of a round; with `quote` and `wording` a suggestion to put other words in the place of some."""

    STATES: ClassVar = [("open", _("open")), ("taken", _("taken over")), ("declined", _("declined"))]
    round = belongs_to("documents.Round")
    person = belongs_to("organization.Person", null=True)
    comment = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    made_at = models.DateTimeField(db_default=DatabaseNow())
    settled_by = belongs_to("organization.Person", null=True)


class Look(TenantModel):
    """The text somebody last had before them, so that the next look shows what changed since."""

    line = belongs_to("documents.Document")
    person = belongs_to("organization.Person")
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    looked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "line", "person"], name="look_once")
        ]


class DocumentReview(TenantModel):
    """A document in force was looked through and found suitable without change, or in need of one. Inserted, never changed."""

    OUTCOMES: ClassVar = [("suitable", _("still suitable")), ("change-needed", _("needs a change"))]
    document = belongs_to("documents.Document")
    on = models.DateField()
    outcome = models.CharField(max_length=16, choices=OUTCOMES, default="suitable")
    note = models.TextField(blank=True)
    reviewed_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "document", "on"], name="review_of_document")]


class Misuse(TenantModel):
    """Document control that failed and was seen: an old copy at work, or a text worked by that nobody approved. Open until it is settled."""

    KINDS: ClassVar = [
        ("superseded", _("superseded copy in use")),
        ("unapproved", _("in use without approval")),
    ]
    document = belongs_to("documents.Document")
    kind = models.CharField(max_length=12, choices=KINDS)
    found_on = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    statement = models.TextField()
    found_by = belongs_to("organization.Person", null=True)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    settled_on = models.DateField(null=True, blank=True)
    settled_note = models.TextField(blank=True)
    settled_by = belongs_to("organization.Person", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "document"], name="misuse_of_document")]
