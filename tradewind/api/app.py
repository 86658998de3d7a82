"""The REST API: one `NinjaAPI`, its routers in one list."""

from __future__ import annotations

from ninja import NinjaAPI

from tradewind.api import (
    availability,
    banners,
    buy_again,
    cart_changes,
    cart_links,
    carts,
    checkouts,
    delivery_hours,
    duties,
    favourite_mail,
    favourites,
    gift_cards,
    gift_purchases,
    gifts,
    guest_inquiries,
    guides,
    imports,
    inquiries,
    look,
    mall,
    mall_layout,
    mall_office,
    mall_people,
    mall_points,
    mall_privacy,
    mall_queue,
    mall_sellers,
    mall_words,
    me,
    me_notices,
    mileage,
    my_cards,
    my_claims,
    my_data,
    one_time_codes,
    products,
    purchase_claims,
    purchases,
    quotations,
    rates,
    recommendations,
    reviews,
    search,
    store_bulk,
    store_claims,
    store_customers,
    store_fulfilment,
    store_orders,
    store_people,
    store_pictures,
    store_prices,
    store_products,
    store_promotions,
    store_quotations,
    store_settings,
    store_statement,
    store_stock,
    store_stocktakes,
    store_texts,
    store_words,
    tastes,
    waiting,
    wallet,
)
from tradewind.api.statuses import STATUSES
from tradewind.platform.http import ninja, problem

api = NinjaAPI(
    title="Tradewind",
    version="1",
    description=(
        "Everything a page of the mall can do, a program can do too. Amounts are texts in major "
        "units beside whole minor units; times are UTC in RFC 3339; errors are problem+json with "
        "a stable `code`; every write takes an `Idempotency-Key`."
    ),
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
)
ninja.install(api)
problem.register(STATUSES)

api.add_router("", recommendations.router, tags=["recommendations"])
api.add_router("", products.router, tags=["products"])
api.add_router("", search.router, tags=["search"])
api.add_router("", mall.router, tags=["mall"])
api.add_router("/mall", mall_office.router, tags=["the mall's office"])
api.add_router("", carts.router, tags=["cart"])
api.add_router("/cart", cart_changes.router, tags=["cart"])
api.add_router("/cart", cart_links.router, tags=["cart"])
api.add_router("/cart", gifts.router, tags=["checkout"])
api.add_router("/stores/{store}", gifts.store_router, tags=["a store's settings"])
api.add_router("", checkouts.router, tags=["checkout"])
api.add_router("", purchases.router, tags=["purchases"])
api.add_router("", buy_again.router, tags=["purchases"])
api.add_router("", purchase_claims.router, tags=["cancel, return, exchange"])
api.add_router("", my_claims.router, tags=["cancel, return, exchange"])
api.add_router("/me", me.router, tags=["me"])
api.add_router("/me", my_cards.router, tags=["me"])
api.add_router("/me", my_data.router, tags=["my data"])
api.add_router("/mall", mall_layout.router, tags=["the mall's office"])
api.add_router("", banners.router, tags=["notices"])
api.add_router("/mall", banners.mall_router, tags=["the mall's office"])
api.add_router("/mall", mall_sellers.router, tags=["the mall's office"])
api.add_router("/mall", mall_queue.router, tags=["the mall's office"])
api.add_router("/mall", mall_people.router, tags=["the mall's office"])
api.add_router("/mall", mall_privacy.router, tags=["the mall's office"])
api.add_router("/me", tastes.router, tags=["recommendations"])
api.add_router("/me", me_notices.router, tags=["notices"])
api.add_router("/me", look.router, tags=["me"])
api.add_router("/me", mileage.router, tags=["points and deposit"])
api.add_router("/one-time-codes", one_time_codes.router, tags=["points and deposit"])
api.add_router("/gift-cards", gift_cards.router, tags=["gift cards"])
api.add_router("", gift_purchases.router, tags=["gift cards"])
api.add_router("/mall", mall_points.router, tags=["points of the mall"])
api.add_router("/favourites", favourite_mail.router, tags=["favourites and waiting"])
api.add_router("/favourites", favourites.router, tags=["favourites and waiting"])
api.add_router("", waiting.router, tags=["favourites and waiting"])
api.add_router("", reviews.router, tags=["reviews"])
api.add_router("", inquiries.router, tags=["questions"])
api.add_router("", guest_inquiries.router, tags=["questions"])
api.add_router("/mall", mall_words.router, tags=["words the mall judges"])
api.add_router("", wallet.router, tags=["offers and wallet"])
api.add_router("", quotations.router, tags=["prices asked for"])
api.add_router(
    "/stores/{store}/quotations", store_quotations.router, tags=["prices asked of a store"]
)
api.add_router(
    "/stores/{store}/promotions", store_promotions.router, tags=["promotions of a store"]
)
api.add_router("", availability.router, tags=["where things are sold"])
api.add_router("/stores/{store}", availability.store_router, tags=["where a store sells things"])
api.add_router("", delivery_hours.router, tags=["delivery hours"])
api.add_router("/stores/{store}", delivery_hours.store_router, tags=["delivery hours of a store"])
api.add_router("/stores/{store}", duties.router, tags=["customs of a store"])
api.add_router("", guides.router, tags=["sizes and shades"])
api.add_router("/stores/{store}", guides.store_router, tags=["sizes and shades of a store"])
api.add_router("", rates.router, tags=["exchange rates"])
api.add_router("/mall", rates.mall_router, tags=["exchange rates of the mall"])
api.add_router("/stores/{store}", store_settings.router, tags=["a store's settings"])
api.add_router("/stores/{store}", store_people.router, tags=["people and programs of a store"])
api.add_router("/stores/{store}/orders", store_orders.router, tags=["orders of a store"])
api.add_router("/stores/{store}", store_fulfilment.router, tags=["orders of a store"])
api.add_router("/stores/{store}/customers", store_customers.router, tags=["customers of a store"])
api.add_router("/stores/{store}", store_claims.router, tags=["claims of a store"])
api.add_router("/stores/{store}", store_statement.router, tags=["money of a store"])
api.add_router("/stores/{store}", store_words.router, tags=["what a store is told and asked"])
api.add_router("/stores/{store}/stocktakes", store_stocktakes.router, tags=["stock of a store"])
api.add_router("/stores/{store}/stock", store_stock.router, tags=["stock of a store"])
api.add_router("/stores/{store}/products", imports.router, tags=["imports"])
api.add_router("/stores/{store}/products", store_bulk.router, tags=["products of a store"])
api.add_router("/stores/{store}/products", store_texts.router, tags=["texts of a store's products"])
api.add_router("/stores/{store}/products", store_pictures.router, tags=["products of a store"])
api.add_router("/stores/{store}/products", store_prices.router, tags=["prices of a store"])
api.add_router("/stores/{store}/products", store_products.router, tags=["products of a store"])
