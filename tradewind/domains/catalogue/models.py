"""What is sold: sections, categories, tags, products with their variants and pictures."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField, Timestamped, Translated


class Category(Translated):
    """A branch of the mall's own tree; every product hangs on one."""

    public_id = PublicIdField("cat")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    picture = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "title")

    def __str__(self) -> str:
        return self.title


class Section(Translated):
    """A shelf or story of the home page, chosen by the mall."""

    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        SHELF = "shelf", _("Shelf")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SHELF)
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300, blank=True)
    picture = models.CharField(max_length=200, blank=True)
    picture_narrow = models.CharField(max_length=200, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL)
    tag = models.CharField(max_length=40, blank=True, help_text="Shelf of all with this tag")
    link = models.CharField(
        max_length=200, blank=True, db_default="", help_text="Path a story leads to instead"
    )
    languages = ArrayField(
        models.CharField(max_length=12),
        blank=True,
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=12))),
        help_text="Readers it is for; empty: all",
    )
    countries = ArrayField(
        models.CharField(max_length=2),
        blank=True,
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=2))),
        help_text="Places it is for; empty: all",
    )
    position = models.PositiveSmallIntegerField(default=0)
    shown_from = models.DateTimeField(null=True, blank=True)
    shown_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")


class Attribute(Translated):
    """The meaning of one product attribute, shared by the whole mall."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        BOOLEAN = "boolean", _("Yes or no")

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    label = models.CharField(max_length=100)
    unit = models.CharField(max_length=12, blank=True)
    is_facet = models.BooleanField(default=True)


class Product(StoreOwned, Translated, Timestamped):
    """Something a store sells, in one or more variants."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("On sale")
        DISCONTINUED = "discontinued", _("Discontinued")
        # The mall looks at new products first. Neither of the two is shown or sold anywhere.
        WAITING = "waiting", _("Being looked at")
        REFUSED = "refused", _("Refused by the mall")

    public_id = PublicIdField("prd")
    slug = models.SlugField(max_length=120)
    external_id = models.CharField(max_length=80, blank=True, help_text="Its id where it came from")
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    care = models.TextField(blank=True, help_text="Told with the order confirmation")
    brand = models.CharField(max_length=80, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    options = models.JSONField(
        default=list,
        blank=True,
        help_text='[{"name": "Colour", "values": ["Red"], "translations": {"fr": …}}]',
    )
    attributes = models.JSONField(default=dict, blank=True, help_text="Attribute code → value")
    tax_category = models.CharField(max_length=20, default="standard")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    released_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("store", "slug"), name="product_slug_once_a_store"),
            models.UniqueConstraint(
                fields=("store", "external_id"),
                condition=~models.Q(external_id=""),
                name="product_external_id_once_a_store",
            ),
        )
        indexes = (models.Index(fields=("store", "status", "-updated_at")),)

    def __str__(self) -> str:
        return self.title


class Moderation(models.Model):
    """Whether the mall looks at new products before they are sold: one row for the whole mall."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    look_first = models.BooleanField(default=False)
    since = models.DateTimeField(null=True, help_text="Products made before stay as they are")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="moderation_one_row"),
            models.CheckConstraint(
                condition=models.Q(look_first=False) | models.Q(since__isnull=False),
                name="moderation_since_when",
            ),
        )


class Inspection(StoreOwned):
    """The mall's look at a product: asked for when it is put on sale, then approved or refused."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="inspections")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, help_text="Public id of a person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("product",),
                condition=models.Q(verdict="waiting"),
                name="inspection_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="waiting") | models.Q(decided_at__isnull=False),
                name="inspection_decided_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="refused") | ~models.Q(reason=""),
                name="inspection_refused_why",
            ),
        )
        indexes = (
            models.Index(
                fields=("asked_at",),
                condition=models.Q(verdict="waiting"),
                name="inspection_queue",
            ),
        )


class Variant(StoreOwned, Timestamped):
    """What actually lies on a shelf: one choice of every option."""

    public_id = PublicIdField("var")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=64)
    gtin = models.CharField(max_length=14, blank=True, db_index=True)
    other_gtins = ArrayField(
        models.CharField(max_length=14), default=list, blank=True, help_text="Of other packings"
    )
    choices = models.JSONField(default=list, blank=True, help_text="A value for each option")
    weight_g = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("store", "sku"), name="variant_sku_once_a_store"),
            models.UniqueConstraint(
                fields=("product", "choices"),
                condition=models.Q(archived_at=None),
                name="variant_choices_once_a_product",
            ),
        )

    def __str__(self) -> str:
        return self.sku


class Media(StoreOwned):
    """A picture of a product. `renditions` maps a width in pixels to a public file."""

    public_id = PublicIdField("med")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="media")
    shows = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text="A value for each option, empty: any; an empty list: every variant",
    )
    file = models.CharField(max_length=200)
    alt = models.CharField(max_length=200, blank=True)
    alt_translations = models.JSONField(default=dict, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    renditions = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")


class Import(StoreOwned):
    """A file of products on its way in: what was read, what was wrong, where to go on."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("To be checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    public_id = PublicIdField("imp")
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, help_text="A private file")
    format = models.CharField(max_length=8)
    mapping = models.JSONField(default=dict, help_text="Column → field")
    state = models.CharField(max_length=8, choices=State, default=State.PREVIEW)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0, db_default=0)
    started_by = models.CharField(max_length=40, blank=True, help_text="Public id of a person")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)


class RowRemark(StoreOwned):
    """What is to be said of one row of an import: why it was refused, or what was left out of it."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="remarks")
    is_warning = models.BooleanField(default=False, db_default=False)
    row = models.PositiveIntegerField(help_text="Counted from 1, the header not included")
    field = models.CharField(max_length=80, blank=True)
    column = models.CharField(
        max_length=200, blank=True, db_default="", help_text="What the file calls it"
    )
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("row",)
