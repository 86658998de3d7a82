"""Real ids for every parameter in the mall's addresses, and bodies that would be taken.

A new route with a parameter that stands here nowhere fails the walk until somebody says what a
real value of it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.factories.checkout import ADDRESS
from tests.isolation.victim import Victim
from tradewind.kernel import clock, ids
from tradewind.platform.http.routes import Route

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

# What the victim's things are called in addresses. Guest links are opened by their secret alone,
# so an intruder has the next best: the thing's public id.
VALUES: Mapping[str, Callable[[Victim], str]] = {
    "store": lambda victim: victim.store.slug,
    "store_id": lambda victim: victim.store.public_id,
    "customer_id": lambda victim: victim.order.customer.public_id,
    "order_id": lambda victim: victim.order.public_id,
    "purchase_id": lambda victim: victim.purchase.public_id,
    "checkout_id": lambda victim: victim.checkout.public_id,
    "line_id": lambda victim: victim.line.public_id,
    "address_id": lambda victim: victim.address.public_id,
    "location_id": lambda victim: victim.location.public_id,
    "invitation_id": lambda victim: str(victim.invitation.pk),
    "person_id": lambda victim: victim.colleague.public_id,
    "token_id": lambda victim: victim.token.public_id,
    "product_id": lambda victim: victim.goods.product.public_id,
    "variant_id": lambda victim: victim.goods.public_id,
    "import_id": lambda victim: victim.bulk.public_id,
    "picture_id": lambda victim: victim.picture.public_id,
    "zone_id": lambda victim: str(victim.method.zone_id),
    "method_id": lambda victim: victim.method.public_id,
    "settlement_id": lambda victim: victim.settlement.public_id,
    "job_id": lambda _: str(ProcrastinateJob.objects.values_list("id", flat=True)[0]),
    "what": lambda _: "count",
    "language": lambda _: "fr",
    "country": lambda _: "US",
    "purpose": lambda _: "marketing",
    "currency": lambda _: "CAD",
    "day": lambda _: clock.now().date().isoformat(),
    "token": lambda victim: victim.purchase.public_id,
    "reference": lambda victim: victim.paid.public_id,
    "ticket": lambda victim: victim.purchase.public_id,
    "secret": lambda victim: ids.new_token(),
}

# Bodies that pass validation, so that what refuses the intruder is not a typing mistake.
BODIES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("POST", "/api/v1/checkouts/<checkout_id>/payment"): {
        "provider": "sandbox",
        "source": "tok_pays",
        "agreed_total": {"minor": 1695, "currency": "CAD"},
    },
    ("POST", "/api/v1/cart/lines"): {"variant_id": "var_00000000000000000000000000"},
    ("PATCH", "/api/v1/cart/lines/<line_id>"): {"quantity": 9},
    ("PUT", "/api/v1/me/addresses/<address_id>"): {"country": "CA", "fields": dict(ADDRESS)},
    ("PATCH", "/api/v1/stores/<store>/locations/<location_id>"): {"position": 5},
    ("PATCH", "/api/v1/stores/<store>/products/imports/<import_id>/columns"): {
        "columns": {"title": "title"}
    },
    ("PUT", "/api/v1/stores/<store>/products/<product_id>/options"): {"options": []},
    ("PUT", "/api/v1/stores/<store>/staff/<person_id>"): {"role": "manager"},
    ("POST", "/api/v1/stores/<store>/orders/<order_id>/cancellation"): {"reason": "no_reason"},
}

# Parameters that name one thing among a store's or a person's, not a place everybody has.
_SHARED = frozenset({"store", "country", "purpose", "currency", "day", "language", "what"})


def parameters(route: Route) -> list[str]:
    """The names of the parameters in the route's address."""
    return _PARAMETER.findall(route.pattern)


def names_a_thing(route: Route) -> bool:
    """Whether the address names something that is somebody's."""
    return bool(set(parameters(route)) - _SHARED)


def path_of(route: Route, victim: Victim, *, store: str = "") -> str:
    """The address with the victim's ids in it; `store` puts another store in the store's place."""

    def value(match: re.Match[str]) -> str:
        if match[1] == "store" and store:
            return store
        return VALUES[match[1]](victim)

    return _PARAMETER.sub(value, route.pattern)


def methods_of(route: Route) -> list[str]:
    """What to try: what the operation takes; reading and sending for pages."""
    return sorted(route.methods) or ["GET", "POST"]
