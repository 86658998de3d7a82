"""What a shopper did to the cart without a line, made up for when they are back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from tradewind.domains.checkout.models import Cart, CartChange, CartLine
from tradewind.domains.checkout.operations.carts import remove_line
from tradewind.domains.checkout.operations.filling import add_line
from tradewind.domains.checkout.queries.goods import Goods, goods_for
from tradewind.domains.checkout.queries.naming import title_of
from tradewind.domains.checkout.rules import MAX_LINES, MAX_PIECES
from tradewind.domains.inventory.rules import StockShort
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

MOST_INTENTS = 100
_KEPT = timedelta(days=60)  # as long as a guest's browser keeps the cart

Outcome = CartChange.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the shopper wanted: so many more of a variant, or (`sets`) that many of it, zero for none.

    Either `variant_id` or the line's `line_id` says of what. `key` is the device's, once a change;
    `seen` the price that stood there.
    """

    key: str
    quantity: int
    at: datetime
    variant_id: str = ""
    line_id: str = ""
    sets: bool = False
    seen: Money | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an intent. `codes` name sentences, `details` fills them."""

    key: str
    outcome: str
    codes: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


def reconcile(*, cart: Cart, intents: Sequence[Intent], language: str) -> list[Answer]:
    """Make the changes in their order, each as far as it still can be, and say what became of it.

    One transaction with the cart locked. An intent whose key was answered before, in this cart or
    in the guest's cart that went into it, is answered the same and made no second time.
    """
    with transaction.atomic():
        Cart.objects.select_for_update().get(pk=cart.pk)
        known = _known(cart, intents)
        answers = []
        for intent in intents:
            answer = known.get(intent.key)
            if answer is None:
                answer = _make(cart, intent, language)
                known[intent.key] = answer
                _remember(cart, intent, answer)
            answers.append(answer)
    return answers


def forget_changes(*, now: datetime) -> int:
    """Drop answers that no device will ask for again; returns how many."""
    dropped, _ = CartChange.objects.filter(told_at__lt=now - _KEPT).delete()
    return dropped


def _make(cart: Cart, intent: Intent, language: str) -> Answer:
    variant_id, held = intent.variant_id, 0
    if intent.line_id:
        line = _line(cart, intent.line_id)
        if line is None:
            return _gone_line(intent)
        variant_id, held = line.variant.public_id, line.quantity
    title = title_of(variant_id=variant_id, language=language)
    details = {"title": title, "variant_id": variant_id, "wanted": intent.quantity}
    answer = Answer(intent.key, Outcome.REFUSED, ("cart_change_gone",), details)
    if not title:
        return replace(answer, codes=("cart_change_unknown",))
    if intent.sets and intent.quantity == 0:
        remove_line(cart=cart, line_id=intent.line_id or _line_of(cart, variant_id))
        return replace(answer, outcome=Outcome.APPLIED, codes=("cart_change_removed",))
    goods = goods_for(cart=cart, variant_ids=[variant_id], now=clock.now()).get(variant_id)
    if goods is None:
        return answer
    return _fill(cart, intent, goods, variant_id, held or goods.held, answer)


def _fill(
    cart: Cart, intent: Intent, goods: Goods, variant_id: str, held: int, answer: Answer
) -> Answer:
    most = min(goods.available, MAX_PIECES)
    if not held and goods.lines >= MAX_LINES:
        return replace(answer, codes=("cart_change_full",))
    wanted = intent.quantity if intent.sets else held + intent.quantity
    given = min(wanted, most)
    details = {**answer.details, "quantity": given, "wanted": wanted}
    if given <= 0 or (given <= held and not intent.sets):
        code = "cart_change_sold_out" if goods.available < wanted else "cart_change_most"
        return replace(answer, codes=(code,), details={**details, "quantity": held})
    if intent.sets and held:
        CartLine.objects.filter(cart=cart, variant_id=goods.variant_id).update(quantity=given)
    else:
        try:
            add_line(cart=cart, variant_id=variant_id, quantity=given - held)
        except StockShort:
            # Somebody else took them between the look and the deed.
            return replace(answer, codes=("cart_change_sold_out",), details=details)
    codes = []
    if given < wanted:
        codes.append("cart_change_fewer" if goods.available < wanted else "cart_change_most")
    if intent.seen and intent.seen.currency == goods.price.currency and intent.seen != goods.price:
        codes.append("cart_change_price")
        details |= {"was": intent.seen.minor, "now": goods.price.minor}
        details["currency"] = goods.price.currency
    if codes:
        return Answer(intent.key, Outcome.CHANGED, tuple(codes), details)
    return Answer(intent.key, Outcome.APPLIED, ("cart_change_made",), details)


def _gone_line(intent: Intent) -> Answer:
    if intent.sets and intent.quantity == 0:
        return Answer(intent.key, Outcome.APPLIED, ("cart_change_out_already",))
    return Answer(intent.key, Outcome.REFUSED, ("cart_change_line_gone",))


def _line(cart: Cart, line_id: str) -> CartLine | None:
    try:
        found = CartLine.objects.select_related("variant").filter(cart=cart, public_id=line_id)
        return found.first()
    except NotFound:
        return None


def _line_of(cart: Cart, variant_id: str) -> str:
    found = CartLine.objects.filter(cart=cart, variant__public_id=variant_id)
    return str(found.values_list("public_id", flat=True).first() or "")


def _known(cart: Cart, intents: Iterable[Intent]) -> dict[str, Answer]:
    merged = Q(cart__person=None, cart__closed_at__isnull=False)
    rows = CartChange.objects.filter(
        Q(cart=cart) | merged, key__in=[intent.key for intent in intents]
    )
    return {row.key: Answer(row.key, row.outcome, tuple(row.codes), row.details) for row in rows}


def _remember(cart: Cart, intent: Intent, answer: Answer) -> None:
    CartChange.objects.create(
        cart=cart,
        key=intent.key,
        outcome=answer.outcome,
        codes=list(answer.codes),
        details=dict(answer.details),
        made_at=intent.at,
        told_at=clock.now(),
    )
