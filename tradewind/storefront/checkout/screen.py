"""Everything the checkout page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.quoting import StoreQuote
from tradewind.domains.consent import wording as consent
from tradewind.domains.payments import gateways
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel.money import Money
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.addresses import AddressField, address_form
from tradewind.platform.i18n.languages import current
from tradewind.storefront.cart.screen import SellerPart, Summary, seller_parts, summary_of
from tradewind.storefront.countries import countries

ADDRESS_PREFIX = "address."
DELIVERY_PREFIX = "delivery."


@dataclass(frozen=True, slots=True)
class Field:
    """An address field with what stands in it and what is wrong with it."""

    form: AddressField
    name: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """The ways one seller delivers, one of them chosen."""

    name: str
    seller: str
    options: Sequence[DeliveryOption]
    chosen: str


@dataclass(frozen=True, slots=True)
class CheckoutScreen:
    """`failure` says why the last payment did not go through; `drift` that the total moved."""

    id: str
    email: str
    phone: str
    note: str
    news_wanted: bool
    news_wording: str
    country: str
    countries: Sequence[tuple[str, str]]
    fields: Sequence[Field]
    deliveries: Sequence[Delivery]
    providers: Sequence[tuple[str, str, str]]
    sellers: Sequence[SellerPart]
    summary: Summary
    total: Money
    errors: Mapping[str, str]
    failure: str
    drift: str
    has_problems: bool


def checkout_screen(
    checkout: Checkout,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    drift: str = "",
) -> CheckoutScreen | None:
    """The page of an open checkout; None when its cart is empty.

    `typed` is what a refused form held, shown again so that nothing is lost; `errors` are codes
    by field.
    """
    quote = quote_checkout(checkout=checkout)
    if not quote.pieces:
        return None
    told = {name: sentence(f"field.{code}") for name, code in (errors or {}).items()}
    typed = typed or {}
    return CheckoutScreen(
        id=checkout.public_id,
        email=typed.get("email", checkout.email),
        phone=typed.get("phone", checkout.phone),
        note=typed.get("note", checkout.note),
        news_wanted=checkout.news_wanted,
        news_wording=consent.text("checkout.news", current()),
        country=checkout.country,
        countries=countries(),
        fields=_fields(checkout, typed, told),
        deliveries=[_delivery(store) for store in quote.stores if store.facts.deliveries],
        providers=_providers(),
        sellers=seller_parts(quote),
        summary=summary_of(quote),
        total=quote.total,
        errors=told,
        failure=sentence(f"decline.{checkout.failure}") if checkout.failure else "",
        drift=drift,
        has_problems=bool(quote.problems),
    )


def _fields(checkout: Checkout, typed: Mapping[str, str], told: Mapping[str, str]) -> list[Field]:
    return [
        Field(
            form=form,
            name=ADDRESS_PREFIX + form.name,
            value=typed.get(ADDRESS_PREFIX + form.name, checkout.address.get(form.name, "")),
            error=told.get(form.name, ""),
        )
        for form in address_form(checkout.country)
    ]


def _delivery(store: StoreQuote) -> Delivery:
    return Delivery(
        name=DELIVERY_PREFIX + store.facts.public_id,
        seller=store.facts.name,
        options=store.facts.deliveries,
        chosen=store.delivery.method_id if store.delivery else "",
    )


def _providers() -> list[tuple[str, str, str]]:
    """Value, title and note of each way to pay."""
    titles = {
        "sandbox": (
            _("Card, in the sandbox"),
            _("A test provider: no money moves. Its page lets you choose how the bank answers."),
        )
    }
    return [(name, *titles.get(name, (name, ""))) for name in gateways.names()]
