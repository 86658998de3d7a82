"""Buying a gift card: a purchase of its own, since it is money and no goods (see ADR 10)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from tradewind.domains.loyalty.models import GiftPurchase, GiftTerms
from tradewind.domains.loyalty.operations.gift_cards import issue_card
from tradewind.domains.loyalty.operations.gift_codes import deliver
from tradewind.domains.loyalty.operations.returning_gifts import bank_gave_again, bank_took
from tradewind.domains.loyalty.rules.errors import GiftByGift, GiftLimit, GiftNotSold
from tradewind.domains.loyalty.rules.giving import GiftState, GiftWords, faults_of
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.gateways import require_offer
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations.card_use import NO_CARD, CardUse
from tradewind.domains.payments.ports import MethodNotOffered, OfferContext
from tradewind.domains.payments.rules import LOST, PAID
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place
from tradewind.platform import audit
from tradewind.platform.secrets import encrypt

GIFT = "gfp_"
"""How the purpose of a payment for a gift card begins."""

AT_ONCE = timedelta(hours=1)
"""What holds goods for longer takes days to pay, or waits for a courier who brings none."""

_TIME_TO_PAY = timedelta(minutes=30)
_MOST_AMOUNTS = 8


def set_gift_terms(
    *, least: Money, most: Money, amounts: Collection[Money], is_offered: bool = True, actor: str
) -> GiftTerms:
    """From now on cards of that currency cost this; those under way stay. Raises `InvalidInput`."""
    currency = least.currency
    shown = sorted({amount.minor for amount in amounts})
    wrong = {}
    if least.minor <= 0:
        wrong["least"] = "too_small"
    if most.minor < least.minor or most.currency != currency:
        wrong["most"] = "too_small"
    if any(amount.currency != currency for amount in amounts) or any(
        not least.minor <= minor <= most.minor for minor in shown
    ):
        wrong["amounts"] = "invalid"
    if len(shown) > _MOST_AMOUNTS:
        wrong["amounts"] = "too_many"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        terms, _ = GiftTerms.objects.update_or_create(
            currency=currency,
            defaults={
                "amounts": shown,
                "least_minor": least.minor,
                "most_minor": most.minor,
                "is_offered": is_offered,
            },
        )
        if actor:
            audit.record(
                actor=actor,
                action="loyalty.set_gift_terms",
                subject=currency,
                store_id=None,
                changes={"most": [None, str(most)]},
            )
    return terms


def open_gift(
    *,
    amount: Money,
    words: GiftWords,
    buyer_email: str,
    place: Place,
    language: str,
    provider: str,
    method: str = "card",
    key: str,
    person_id: int | None = None,
    card_use: CardUse = NO_CARD,
    kept: Collection[TenderKind] = (),
    codes: Collection[str] = (),
) -> GiftPurchase:
    """The row of a card to be bought and its payment, once a `key`; `begin_gift` asks the provider.

    Raises `GiftByGift` where anything `kept` or promotion `codes` should pay, `GiftNotSold`,
    `GiftLimit`, `InvalidInput`, and as `payments.operations.open_payment` and `require_offer`.
    """
    if kept or codes:
        raise GiftByGift
    now = clock.now()
    wrong = faults_of(words, now) | _bad_addresses(words, buyer_email)
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        # Of two tabs that send one form the second waits here, and finds the first one's.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"gift:{key}"])
        former = GiftPurchase.objects.select_related("payment").filter(key=key).first()
        if former is not None:
            return former
        _check_amount(amount)
        context = OfferContext(amount, place.country)
        offer = require_offer(provider=provider, method=method, context=context)
        if offer.method.hold > AT_ONCE:
            raise MethodNotOffered(provider=provider, method=method)
        gift = GiftPurchase(
            token=ids.new_token(),
            key=key,
            person_id=person_id,
            buyer_email=buyer_email.strip(),
            language=language,
            country=place.country,
            region=place.region,
            currency=amount.currency,
            amount_minor=amount.minor,
            recipient=words.recipient.strip(),
            email=words.email.strip(),
            sender=words.sender.strip(),
            message=words.message.strip(),
            design=words.design,
            deliver_at=words.deliver_at or now,
        )
        gift.payment = payments.open_payment(
            purpose=gift.public_id,
            provider=provider,
            method=method,
            amount=amount,
            expires_at=now + _TIME_TO_PAY,
            card_use=card_use,
        )
        gift.save()
    return gift


def begin_gift(*, gift: GiftPurchase, source: str, return_url: str) -> Payment:
    """Ask the provider, outside any transaction, and issue at once what is paid at once."""
    payment = payments.begin(
        payment=gift.payment,
        source=source,
        return_url=return_url,
        description=gift.public_id,
        email=gift.buyer_email,
        language=gift.language,
    )
    settle_gift(gift_id=gift.public_id)
    return payment


def settle_gift(*, gift_id: str) -> GiftPurchase:
    """Bring a purchase to where its payment says it is. Repeating it changes nothing.

    Paid: the card is issued and, when its day has come, told of. Taken back by the bank: what is
    left of it is taken back too; given again: so is that. Raises `NotFound`.
    """
    with transaction.atomic():
        gift = GiftPurchase.objects.select_for_update().filter(public_id=gift_id).first()
        if gift is None:
            raise NotFound(id=gift_id)
        payment = Payment.objects.get(pk=gift.payment_id)
        if payment.state in PAID and gift.card_id is None:
            _issue(gift)
        elif payment.state == PaymentState.RECOVERED and gift.state == GiftState.REVERSED:
            bank_gave_again(gift)
        elif payment.state == PaymentState.REVERSED and gift.state != GiftState.REVERSED:
            bank_took(gift)
        elif payment.state in LOST and gift.state == GiftState.STARTED:
            gift.state = GiftState.FAILED
            gift.save(update_fields=["state", "updated_at"])
    return gift


def _issue(gift: GiftPurchase) -> None:
    now = clock.now()
    issued = issue_card(
        amount=gift.amount,
        key=f"gift:{gift.public_id}",
        country=gift.country,
        region=gift.region,
        is_bought=True,
    )
    gift.card, gift.code = issued.card, encrypt(issued.code)
    gift.state, gift.paid_at = GiftState.PAID, now
    gift.save(update_fields=["card", "code", "state", "paid_at", "updated_at"])
    notify(
        key=f"gift-bought:{gift.public_id}",
        kind="loyalty.gift_bought",
        channel=Notice.Channel.EMAIL,
        language=gift.language,
        facts={"gift": gift.public_id},
        email=gift.buyer_email,
        person_id=gift.person_id,
    )
    if gift.deliver_at <= now:
        deliver(gift, now)


def _check_amount(amount: Money) -> None:
    terms = GiftTerms.objects.filter(currency=amount.currency, is_offered=True).first()
    if terms is None:
        raise GiftNotSold(currency=amount.currency)
    if not terms.least_minor <= amount.minor <= terms.most_minor:
        raise GiftLimit(
            least=Money(terms.least_minor, amount.currency),
            most=Money(terms.most_minor, amount.currency),
        )


def _bad_addresses(words: GiftWords, buyer_email: str) -> dict[str, str]:
    wrong = {}
    for name, value in (("email", words.email), ("buyer_email", buyer_email)):
        try:
            validate_email(value.strip())
        except ValidationError:
            wrong[name] = "invalid" if value.strip() else "required"
    return wrong
