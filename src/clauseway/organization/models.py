"""Tenants, sites, people, accounts, memberships, links, grants, the trail and its seals. Columns and constraints, no rules."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.translation import gettext_lazy as _

from clauseway.kernel.identifiers import new_id
from clauseway.kernel.prepared import prepared_cursor
from clauseway.kernel.tenancy import DatabaseNow, TenantModel, belongs_to


class Accounts(BaseUserManager["User"]):
    """Makes accounts keyed by mail address (what Django's own commands call)."""

    def get(self, *args: Any, **conditions: Any) -> "User":
        """As ever; by key alone, which every request asks, with a statement that is not composed anew each time."""
        if args or set(conditions) != {"pk"} or self._db not in (None, DEFAULT_DB_ALIAS):
            return super().get(*args, **conditions)
        fields = self.model._meta.concrete_fields
        columns = ", ".join(f'"{field.column}"' for field in fields)
        with prepared_cursor() as cursor:
            cursor.execute(f'SELECT {columns} FROM "{self.model._meta.db_table}" WHERE "id" = %s', [conditions["pk"]])  # noqa: S608
            row = cursor.fetchone()
        if row is None:
            raise self.model.DoesNotExist(f"There is no account {conditions['pk']}.")
        return self.model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], row)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """An account. Global: one account may belong to several organizations; who it is in each stands in `Person`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    language = models.CharField(max_length=12, blank=True)
    theme = models.CharField(max_length=8, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Accounts] = Accounts()  # type: ignore[assignment]


class Installation(models.Model):
    """One row: what this database is for. Only a demo or test database lets a story set the clock."""

    PURPOSES: ClassVar = [("production", "production"), ("demo", "demo"), ("test", "test")]
    id = models.SmallIntegerField(primary_key=True, default=1)
    purpose = models.CharField(max_length=12, choices=PURPOSES, default="production")
    marked_at = models.DateTimeField(auto_now=True)


class Organization(models.Model):
    """A tenant. Its policy lets only the organization in the context see its row."""

    KINDS: ClassVar = [
        ("organization", _("organization")),
        ("consultancy", _("consultancy")),
        ("certification-body", _("certification body")),
    ]
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=KINDS, default="organization")
    country = models.CharField(max_length=2, blank=True)
    sector = models.CharField(max_length=80, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    timezone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=12, default="en")
    currency = models.CharField(max_length=3, default="EUR")
    created_at = models.DateTimeField(db_default=DatabaseNow())


class Site(TenantModel):
    """A place where work within a scope is done."""

    KINDS: ClassVar = [("permanent", _("permanent")), ("temporary", _("temporary")), ("virtual", _("virtual"))]
    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    kind = models.CharField(max_length=12, choices=KINDS, default="permanent")
    address = models.CharField(max_length=300, blank=True)
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "fold"], name="site_once")]


class Person(TenantModel):
    """Somebody who works for the organization, with or without an account. The only table with personal values."""

    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=240)
    email = models.EmailField(blank=True)
    job = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=160, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    salt = models.UUIDField(default=uuid.uuid4, null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organization_id", "fold"], name="person_fold")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "user"], condition=models.Q(user__isnull=False), name="person_once_per_user"
            )
        ]


class Membership(TenantModel):
    """A role of a user in an organization, from when until when. Roles and what they may do: `policies.py`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=32)
    granted_by = models.CharField(max_length=64, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user"], name="membership_user")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization_id", "user", "role"],
                condition=models.Q(valid_until__isnull=True),
                name="membership_once",
            )
        ]


class Invitation(TenantModel):
    """An open or used invitation. Only the digest of its token is stored."""

    email = models.EmailField()
    role = models.CharField(max_length=32)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = belongs_to("organization.Person", null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())


class AccessLink(TenantModel):
    """A link without an account: a token that opens one thing (scope and reference) for one person until it expires."""

    token_digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    person = belongs_to("organization.Person", null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())


class SearchEntry(TenantModel):
    """One thing that search can find: kind, reference, folded words and where it is shown."""

    kind = models.CharField(max_length=32)
    reference = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    detail = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=300)
    fold = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "kind", "reference"], name="search_entry_once")
        ]


class Trail(models.Model):
    """What changed, by whom, in which request. Written by the database's trigger alone; the application may only read it."""

    id = models.BigAutoField(primary_key=True)
    organization_id = models.UUIDField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    request = models.CharField(max_length=80)
    table = models.CharField(max_length=80, db_column="table_name")
    row = models.UUIDField(null=True)
    verb = models.CharField(max_length=8)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    transaction_id = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organization_id", "id"], name="trail_order"),
            models.Index(fields=["organization_id", "row"], name="trail_row"),
        ]


class Seal(models.Model):
    """A seal over a run of trail rows of one organization: Merkle root chained to the previous seal. `leaves` (32 bytes a row) tell which row differs."""

    id = models.BigAutoField(primary_key=True)
    organization_id = models.UUIDField()
    number = models.PositiveIntegerField()
    first_row = models.BigIntegerField()
    last_row = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    leaves = models.BinaryField(default=b"")
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization_id", "number"], name="seal_number")]


class Grant(TenantModel):
    """A guest's leave to see some kinds of things here until a date. The guest's account belongs to somebody else; the database asks this row."""

    KINDS: ClassVar = [
        ("verdicts", _("where each requirement stands")),
        ("documents", _("documents and their passages")),
        ("records", _("records of what was done")),
        ("items", _("files kept as evidence")),
    ]
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    granted_by = belongs_to("organization.Person", null=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user"], name="grant_user")]


class Engagement(models.Model):
    """A two-party row: what one organization sent to another about working together. Both may read it; each may change only its own side's columns.

    Drafts are not here: they live in the sender's own tables, and *send* copies them.
    """

    STATES: ClassVar = [
        ("sent", _("sent")),
        ("accepted", _("accepted")),
        ("declined", _("declined")),
        ("ended", _("ended")),
    ]
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    client_name = models.CharField(max_length=200)
    provider_name = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    terms = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="sent")
    sent_by_organization_id = models.UUIDField()
    sent_at = models.DateTimeField(db_default=DatabaseNow())
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-sent_at"], name="engagement_client"),
            models.Index(fields=["provider", "-sent_at"], name="engagement_provider"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(client=models.F("provider")), name="engagement_two_parties"),
            models.CheckConstraint(
                condition=models.Q(sent_by_organization_id=models.F("client"))
                | models.Q(sent_by_organization_id=models.F("provider")),
                name="engagement_sent_by_a_party",
            ),
        ]


class EngagementDraft(TenantModel):
    """An engagement one organization is still writing: nobody else sees it until it is sent."""

    counterpart = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    counterpart_name = models.CharField(max_length=200)
    counterpart_is = models.CharField(max_length=8, choices=[("client", _("client")), ("provider", _("provider"))])
    subject = models.CharField(max_length=200)
    terms = models.TextField(blank=True)
    sent_as = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())


class SheetMapping(TenantModel):
    """How the sheets of one kind (told by their heads) are brought into one register: remembered, so that next month's export needs no mapping again.

    `heads` are folded; `mapping` holds a column's key or "" for each. `whole`: the sheet is the whole list, what it no longer names has ended.
    """

    register = models.CharField(max_length=60)
    heads = models.JSONField()
    heads_key = models.CharField(max_length=64)
    mapping = models.JSONField()
    has_head = models.BooleanField(default=True)
    whole = models.BooleanField(default=False)
    last_run_at = models.DateTimeField()
    last_run_by = belongs_to("organization.Person", null=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "register", "heads_key"], name="sheet_mapping_once")
        ]


class KeptList(TenantModel):
    """A list as one person wants to see it again: a name of their own for an address below a system. `list` is its first word."""

    person = belongs_to("organization.Person")
    list = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=500)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization_id", "person", "list", "name"], name="kept_list_once")
        ]
