"""The REST API: one `NinjaAPI`, its routers in one list."""

from __future__ import annotations

from ninja import NinjaAPI

from tradewind.api import (
    carts,
    checkouts,
    imports,
    mall,
    me,
    products,
    purchases,
    search,
    store_orders,
    store_people,
    store_products,
    store_settings,
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

api.add_router("", products.router, tags=["products"])
api.add_router("", search.router, tags=["search"])
api.add_router("", mall.router, tags=["mall"])
api.add_router("", carts.router, tags=["cart"])
api.add_router("", checkouts.router, tags=["checkout"])
api.add_router("", purchases.router, tags=["purchases"])
api.add_router("/me", me.router, tags=["me"])
api.add_router("/stores/{store}", store_settings.router, tags=["a store's settings"])
api.add_router("/stores/{store}", store_people.router, tags=["people and programs of a store"])
api.add_router("/stores/{store}/orders", store_orders.router, tags=["orders of a store"])
api.add_router("/stores/{store}/products", imports.router, tags=["imports"])
api.add_router("/stores/{store}/products", store_products.router, tags=["products of a store"])
