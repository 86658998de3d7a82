"""Addresses of products, below a store."""

from __future__ import annotations

from django.urls import path

from tradewind.console.products import adding, picking
from tradewind.console.products import views as products
from tradewind.console.products.bulk import views as bulk
from tradewind.console.products.editor import pictures, selling
from tradewind.console.products.editor import views as editor
from tradewind.console.products.prices import views as prices
from tradewind.console.products.untold import views as untold

_PRODUCT = "<str:product_id>"
_VARIANT = f"{_PRODUCT}/variants/<str:variant_id>"

urlpatterns = [
    path("", products.products, name="products"),
    path("new", adding.add, name="product_new"),
    path("pick", picking.pick, name="product_pick"),
    path("new/guess", adding.guess, name="product_guess"),
    path("export.csv", adding.export, name="products_export"),
    path("export.xlsx", adding.export_book, name="products_export_book"),
    path("untold", untold.untold, name="products_untold"),
    path("bulk", bulk.bulk, name="products_bulk"),
    path("bulk/done", bulk.carry, name="products_bulk_carry"),
    path("bulk/<str:change_id>/undo", bulk.undo, name="products_bulk_undo"),
    path("changes", products.changes, name="products_changes"),
    path("undo/<str:token>", products.undo, name="products_undo"),
    path(_PRODUCT, editor.product, name="product"),
    path(f"{_PRODUCT}/status", products.status, name="product_status"),
    path(f"{_PRODUCT}/words", editor.save_words, name="product_words"),
    path(f"{_PRODUCT}/place", editor.save_place, name="product_place"),
    path(f"{_PRODUCT}/attributes", editor.save_attributes, name="product_attributes"),
    path(f"{_PRODUCT}/tongues/<str:language>", editor.save_tongue, name="product_tongue"),
    path(f"{_PRODUCT}/untold/<str:language>", untold.say, name="product_say"),
    path(f"{_PRODUCT}/options", selling.save_options, name="product_options"),
    path(f"{_PRODUCT}/pictures", pictures.add, name="product_pictures"),
    path(f"{_PRODUCT}/pictures/words", pictures.describe, name="product_picture_words"),
    path(f"{_PRODUCT}/pictures/order", pictures.order, name="product_picture_order"),
    path(
        f"{_PRODUCT}/pictures/<str:picture_id>/removal",
        pictures.remove,
        name="product_picture_removal",
    ),
    path(f"{_PRODUCT}/prices", prices.prices, name="product_prices"),
    path(f"{_PRODUCT}/prices/set", prices.set_lasting, name="product_price_set"),
    path(f"{_PRODUCT}/prices/plan", prices.plan, name="product_price_plan"),
    path(f"{_PRODUCT}/prices/<int:price_id>/end", prices.end, name="product_price_end"),
    path(f"{_PRODUCT}/prices/steps", prices.set_step, name="product_step_set"),
    path(
        f"{_PRODUCT}/prices/steps/<int:step_id>/removal",
        prices.drop_step,
        name="product_step_drop",
    ),
    path(_VARIANT, selling.save_facts, name="product_variant"),
    path(f"{_VARIANT}/price", selling.save_price, name="product_price"),
    path(f"{_VARIANT}/prices/<str:currency>/removal", prices.drop, name="product_price_drop"),
    path(f"{_VARIANT}/stock", selling.save_stock, name="product_stock"),
]
