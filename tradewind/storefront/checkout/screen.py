"""Everything the checkout page shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.quoting import StoreQuote
from tradewind.domains.checkout.rules import slot_field
from tradewind.domains.consent import wording as consent
from tradewind.domains.pricing.rules import Display
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.addresses import AddressField, address_form
from tradewind.platform.i18n.languages import current
from tradewind.storefront.cart.codes import CouponBox, coupon_box
from tradewind.storefront.cart.screen import SellerPart, seller_parts
from tradewind.storefront.cart.summary import Summary, summary_of
from tradewind.storefront.checkout.asked import Asked
from tradewind.storefront.checkout.hours import slot_choices
from tradewind.storefront.checkout.kept import KeptScreen, plan
from tradewind.storefront.checkout.steps import (
    CONTACT,
    DELIVERY,
    Step,
    in_a_line,
    is_email,
    is_whole,
    steps,
)
from tradewind.storefront.checkout.ways import Split, Way, split_of, ways_to_pay
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
class Hours:
    """The hours one can choose with a way to deliver, one of them chosen."""

    name: str
    choices: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """The ways one seller delivers, one of them chosen."""

    name: str
    seller: str
    options: Sequence[DeliveryOption]
    chosen: str
    hours: Hours | None


@dataclass(frozen=True, slots=True)
class CheckoutScreen:
    """`failure` says why the last payment did not go through; `drift` that the total moved;
    `refusal` why it can't be paid like this. `left` is what no points, deposit or card pays; where
    it is nothing there are no `ways`.

    `sign_in_url` is empty for members. `is_offer`: an accepted offer is bought, at its prices.
    """

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
    kept: KeptScreen
    coupons: CouponBox
    ways: Sequence[Way]
    split: Split | None
    sellers: Sequence[SellerPart]
    summary: Summary
    total: Money
    left: Money
    errors: Mapping[str, str]
    failure: str
    drift: str
    refusal: str
    has_problems: bool
    steps: Mapping[str, Step]
    sign_in_url: str
    is_offer: bool


def checkout_screen(
    checkout: Checkout,
    *,
    display: Display | None,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    drift: str = "",
    refusal: str = "",
    asked: Asked | None = None,
    foldable: Collection[str] = (CONTACT, DELIVERY),
    went_on: bool = False,
) -> CheckoutScreen | None:
    """The page of an open checkout; None when its cart is empty.

    `foldable` are the steps that may close when they are done, and `went_on` says that one was
    just finished.

    `asked` is what the form says of points, deposit and gift cards.

    `typed` is what a refused form held, shown again so that nothing is lost; `errors` are codes
    by field.
    """
    quote = quote_checkout(checkout=checkout)
    if not quote.pieces:
        return None
    told = {name: sentence(f"field.{code}") for name, code in (errors or {}).items()}
    typed = typed or {}
    email = typed.get("email", checkout.email)
    person_id = checkout.cart.person_id
    kept = plan(
        asked or Asked(),
        quote,
        person_id=person_id,
        email=email,
        now=clock.now(),
    ).screen
    fields = _fields(checkout, typed, told)
    deliveries = [_delivery(store, checkout) for store in quote.stores if store.facts.deliveries]
    return CheckoutScreen(
        id=checkout.public_id,
        email=email,
        phone=typed.get("phone", checkout.phone),
        note=typed.get("note", checkout.note),
        news_wanted=checkout.news_wanted,
        news_wording=consent.text("checkout.news", current()),
        country=checkout.country,
        countries=countries(),
        fields=fields,
        deliveries=deliveries,
        kept=kept,
        coupons=coupon_box(
            checkout.cart.codes,
            quote.deals,
            typed=typed.get("code", "") if "code" in (errors or {}) else "",
            error=(errors or {}).get("code", ""),
        ),
        ways=ways_to_pay(
            total=kept.left, country=checkout.country, typed=typed, person_id=person_id
        )
        if kept.left
        else (),
        split=split_of(left=kept.left, country=checkout.country, typed=typed, person_id=person_id)
        if kept.left
        else None,
        sellers=seller_parts(quote),
        summary=summary_of(quote, display),
        total=quote.total,
        left=kept.left,
        errors=told,
        failure=sentence(f"decline.{checkout.failure}") if checkout.failure else "",
        drift=drift,
        refusal=refusal,
        has_problems=bool(quote.problems),
        steps=steps(
            said={CONTACT: email, DELIVERY: _said_of(fields, deliveries)},
            done=_done(email, checkout.country, fields, deliveries),
            foldable=foldable,
            faults=(errors or {}).keys(),
            went_on=went_on,
        ),
        sign_in_url="" if checkout.cart.person_id else _sign_in_url(),
        is_offer=bool(checkout.quotation),
    )


def _sign_in_url() -> str:
    return f"{reverse('account_login')}?{urlencode({'next': reverse('storefront:checkout')})}"


def _done(
    email: str, country: str, fields: Sequence[Field], deliveries: Sequence[Delivery]
) -> set[str]:
    address = {field.form.name: field.value for field in fields}
    can_arrive = all(delivery.chosen for delivery in deliveries)
    done = {CONTACT} if is_email(email) else set()
    return done | ({DELIVERY} if can_arrive and is_whole(country, address) else set())


def _said_of(fields: Sequence[Field], deliveries: Sequence[Delivery]) -> str:
    """Who gets it, where, and by when."""
    shown = ("name", "street_address", "city")
    where = in_a_line([field.value for field in fields if field.form.name in shown])
    latest = [
        option.arrives_until
        for delivery in deliveries
        for option in delivery.options
        if option.method_id == delivery.chosen
    ]
    if not latest:
        return where
    return f"{where} · {_('by {day}').format(day=formats.day(max(latest)))}"


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


def _delivery(store: StoreQuote, checkout: Checkout) -> Delivery:
    return Delivery(
        name=DELIVERY_PREFIX + store.facts.public_id,
        seller=store.facts.name,
        options=store.facts.deliveries,
        chosen=store.delivery.method_id if store.delivery else "",
        hours=_hours(store, checkout),
    )


def _hours(store: StoreQuote, checkout: Checkout) -> Hours | None:
    if store.delivery is None or not store.delivery.has_slots:
        return None
    field = slot_field(store.facts.public_id)
    return Hours(
        name=DELIVERY_PREFIX + field,
        choices=slot_choices(store.facts.store_id, store.delivery.method_id),
        chosen=str(checkout.deliveries.get(field, "")),
    )
