"""Sellers: the store, who works in it, where its goods lie, where it sells, who may call its API."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.rules import Role
from tradewind.platform.models import (
    CurrencyField,
    PublicIdField,
    ScopedManager,
    Timestamped,
    Translated,
)


class Store(Translated, Timestamped):
    """A seller in the mall."""

    class Status(models.TextChoices):
        APPLIED = "applied", _("Applied")
        OPEN = "open", _("Open")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    public_id = PublicIdField("str")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    legal_name = models.CharField(max_length=120, blank=True)
    tagline = models.CharField(max_length=140, blank=True)
    story = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    email = models.EmailField(blank=True)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    region = models.CharField(max_length=6, blank=True, help_text="ISO 3166-2 without country")
    currency = CurrencyField(help_text="The store's own: prices without another currency use it")
    language = models.CharField(max_length=12, default="en", help_text="BCP 47")
    time_zone = models.CharField(max_length=40, default="UTC", help_text="IANA zone")
    prices_include_tax = models.BooleanField(default=False)
    commission_bp = models.PositiveIntegerField(default=1000, help_text="Mall's share, 1/100 %")
    palette = models.JSONField(default=dict, blank=True)
    mark = models.CharField(max_length=200, blank=True, help_text="Logo, a public file")
    opens_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(commission_bp__lte=10_000), name="store_commission_at_most_all"
            ),
        )

    def __str__(self) -> str:
        return self.name


class StoreOwned(models.Model):
    """A row that belongs to one seller and can't be read without saying which."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


ROLE_NAMES = {
    Role.OWNER: _("Owner"),
    Role.MANAGER: _("Manager"),
    Role.OPERATOR: _("Operator"),
}
_ROLES = [(role.value, name) for role, name in ROLE_NAMES.items()]


class StaffMember(StoreOwned):
    """A person who works in a store, in one role."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=_ROLES)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "store"), name="staff_person_once_a_store"),
        )


class Location(StoreOwned):
    """A place where a store keeps goods and ships from."""

    public_id = PublicIdField("loc")
    name = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    address = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order of picking")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("store", "name"), name="location_name_once_a_store"),
        )

    def __str__(self) -> str:
        return self.name


class Market(StoreOwned):
    """A country where the store sells, with the currency and language it speaks there."""

    country = models.CharField(max_length=2)
    currency = CurrencyField()
    language = models.CharField(max_length=12)

    class Meta:
        ordering = ("country",)
        constraints = (
            models.UniqueConstraint(fields=("store", "country"), name="market_country_once"),
        )


class ApiToken(StoreOwned):
    """A key a program signs in with. The secret itself is shown once and kept as a hash."""

    public_id = PublicIdField("tok")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12, help_text="First letters, to recognise it by")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    scopes = models.JSONField(default=list, help_text="Permission names")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class StoreInvitation(StoreOwned):
    """An e-mail address asked to join a store in a role; the link holds the token."""

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=_ROLES)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "store",
                Lower("email"),
                condition=models.Q(accepted_at=None),
                name="invitation_open_once",
            ),
        )


class StoreApplication(models.Model):
    """A business that asks to sell here. Approved, it becomes `store`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    public_id = PublicIdField("app")
    business = models.CharField(max_length=80)
    legal_name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2)
    currency = CurrencyField()
    language = models.CharField(max_length=12)
    website = models.URLField(max_length=200, blank=True)
    sells = models.TextField(max_length=2000, help_text="What, in their words")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True, help_text="The applicant reads it")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, help_text="Public id")
    store = models.OneToOneField(Store, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(state="waiting"),
                name="application_one_waiting_an_address",
            ),
        )
        indexes = (models.Index(fields=("state", "-id"), name="application_by_state"),)


class ApplicationDocument(models.Model):
    """A paper that came with an application: a private file the office alone opens."""

    public_id = PublicIdField("adc")
    application = models.ForeignKey(
        StoreApplication, on_delete=models.CASCADE, related_name="documents"
    )
    name = models.CharField(max_length=120)
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)


class CommissionTerm(StoreOwned):
    """The mall's share of a store's sales from a day on. The latest that has begun holds."""

    public_id = PublicIdField("cmt")
    commission_bp = models.PositiveIntegerField(help_text="1/100 %")
    starts_on = models.DateField()
    set_by = models.CharField(max_length=40, help_text="Public id")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on",)
        constraints = (
            models.UniqueConstraint(fields=("store", "starts_on"), name="commission_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(commission_bp__lte=10_000), name="commission_at_most_all"
            ),
        )
        indexes = (models.Index(fields=("starts_on",), name="commission_start"),)
