"""The providers this mall is set up with: ``settings.PAYMENT_GATEWAYS``, in the order shown."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from tradewind.domains.payments.ports import Gateway, UnknownProvider


def gateway(name: str) -> Gateway:
    """The provider of that name. Raises `UnknownProvider`."""
    try:
        return _gateways()[name]
    except KeyError:
        raise UnknownProvider(provider=name) from None


def names() -> list[str]:
    """The providers a shopper may choose from."""
    return list(_gateways())


@cache
def _gateways() -> dict[str, Gateway]:
    made = [import_string(path)() for path in settings.PAYMENT_GATEWAYS]
    return {gateway.name: gateway for gateway in made}
