"""The providers of this mall, and what each of them offers a shopper.

``settings.PAYMENT_GATEWAYS`` lists the kinds there are. One that needs no settings is there from the
beginning (the sandbox); the others are once somebody set them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from tradewind.domains.payments.ports import (
    Gateway,
    Method,
    MethodNotOffered,
    OfferContext,
    UnknownProvider,
    Vendor,
)
from tradewind.domains.payments.setups import Setup, Terms, find_setup, setups

_ANYWHERE = Terms()


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to pay that a shopper may choose."""

    provider: str
    method: Method


def gateway(name: str) -> Gateway:
    """The provider of that name, set up. Raises `UnknownProvider`.

    One that is no longer offered still takes messages, refunds and questions.
    """
    vendor = vendors().get(name)
    if vendor is None:
        raise UnknownProvider(provider=name)
    if not needs_setup(vendor):
        return _made(name, "", ())
    setup = find_setup(name)
    if setup is None:
        raise UnknownProvider(provider=name)
    return _made(name, setup.version, setup.credentials)


def vendors() -> dict[str, Vendor]:
    """Every kind of provider by its name, in the order of the settings."""
    return _vendors(tuple(settings.PAYMENT_GATEWAYS))


def needs_setup(vendor: Vendor) -> bool:
    """Whether it can't work before somebody told it its settings."""
    return any(setting.is_required for setting in vendor.settings)


def names() -> list[str]:
    """The providers that are offered at all, in the order the mall chose."""
    known = setups()
    opened = [name for name, vendor in vendors().items() if _is_open(vendor, known.get(name))]
    return sorted(opened, key=lambda name: _position(known.get(name)))


def offers(context: OfferContext) -> list[Offer]:
    """The ways to pay such a sum, in the order the mall chose."""
    known = setups()
    found = [
        (_position(known.get(name)), Offer(name, method))
        for name, vendor in vendors().items()
        if _is_open(vendor, known.get(name))
        for method in gateway(name).offers(context)
        if _is_within(known.get(name), method.code, context)
    ]
    return [offer for _, offer in sorted(found, key=lambda pair: pair[0])]


def require_offer(*, provider: str, method: str, context: OfferContext) -> Offer:
    """That way to pay. Raises `UnknownProvider`, `MethodNotOffered`."""
    gateway(provider)
    for offer in offers(context):
        if (offer.provider, offer.method.code) == (provider, method):
            return offer
    raise MethodNotOffered(provider=provider, method=method)


def methods_of(gateway: Gateway, contexts: Sequence[OfferContext]) -> list[Method]:
    """Every method it has for any of those sums, each once."""
    found = {method.code: method for context in contexts for method in gateway.offers(context)}
    return list(found.values())


def _is_open(vendor: Vendor, setup: Setup | None) -> bool:
    return not needs_setup(vendor) if setup is None else setup.is_enabled


def _is_within(setup: Setup | None, method: str, context: OfferContext) -> bool:
    terms = _ANYWHERE if setup is None else setup.terms.get(method, _ANYWHERE)
    return (
        terms.is_enabled
        and (not terms.currencies or context.amount.currency in terms.currencies)
        and (not terms.countries or not context.country or context.country in terms.countries)
    )


def _position(setup: Setup | None) -> int:
    return 100 if setup is None else setup.position


@cache
def _vendors(paths: tuple[str, ...]) -> dict[str, Vendor]:
    found: list[Vendor] = [import_string(path) for path in paths]
    return {vendor.name: vendor for vendor in found}


@lru_cache(maxsize=64)
def _made(name: str, _version: str, credentials: tuple[tuple[str, str], ...]) -> Gateway:
    # Kept, because a gateway holds its connections and its token.
    return vendors()[name](dict(credentials))
