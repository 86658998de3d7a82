"""What a person reads about files that are refused, and rows of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "import_format_unknown": _("This is no CSV, XLSX or JSONL file we can read."),
    "import_file_unreadable": _("This file is damaged, empty or too large to be read."),
    "no_location": _("Add a location where your goods lie first."),
    "field.bad_amount": _("This is no amount of that currency."),
    "field.row_malformed": _("This row can't be read: it is broken or has too many cells."),
    "field.row_too_long": _("This row is too long to be read."),
    "field.wrong_encoding": _("This row has letters of another encoding than the file."),
    "field.product_refused": _("Another row of this product is wrong."),
    "field.gtin_left_out": _("This is no bar code; it was left out."),
    "field.no_discount": _("It is no more than the price, so no former price is shown."),
    "field.compare_at_alone": _("A former price without a price was left out."),
    "field.category_unknown": _("The mall has no such category; the product has none from here."),
    "field.no_price": _("Without a price it waits among the drafts."),
    "field.first_row_only": _("This was left out: it is taken from the product's first row."),
    "field.stock_promised": _("Shoppers were promised more pieces than that."),
    "field.too_many_variants": _("This product has too many variants."),
}
