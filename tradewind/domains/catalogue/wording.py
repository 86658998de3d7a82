"""What a person reads about goods and imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "too_many_variants": _("That makes {wanted} variants; a product can have {most}."),
    "nothing_to_sell": _("This product has no variant that could be sold yet."),
    "product_put_away": _("This product is archived. Restore it first."),
    "nothing_to_inspect": _("This product does not wait to be looked at any more."),
    "product_not_approved": _("The mall has not let this product be shown yet."),
    "category_in_use": _("{products} products and {categories} categories still hang on it."),
    "import_stopped": _("This import is over or was stopped."),
    "field.repeated": _("This stands here more than once."),
    "field.gtin_invalid": _("This is no valid GTIN; its check digit does not fit."),
}
