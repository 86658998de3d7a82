"""The demo mall's past month: sales, points, promotions, what came back and was paid out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from tradewind.domains.catalogue.models import (
    Inspection,
)
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.identity.models import Person
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.ledger.models import Payout, Posting
from tradewind.domains.ledger.queries import trial_balance
from tradewind.domains.loyalty.models import Adjustment, Lot
from tradewind.domains.loyalty.operations import find_card, wallet_of_person
from tradewind.domains.loyalty.operations.gift_cards import balance_of_card
from tradewind.domains.loyalty.operations.lots import balance_of, points_of
from tradewind.domains.orders.models import Claim, ClaimStep, Order, Purchase, StageChange
from tradewind.domains.payments.models import Payment
from tradewind.domains.pricing.models import Price
from tradewind.domains.promotions.models import Promotion, Redemption, WalletEntry
from tradewind.flows.furnish.mall import load_mall
from tradewind.flows.furnish.mall.shapes import LANGUAGES
from tradewind.flows.furnish.mall.words import load_words
from tradewind.flows.furnish.writing import claims, diary, purses
from tradewind.flows.furnish.writing.offers import OFFERS
from tradewind.kernel import clock
from tradewind.kernel.money import Money

WHY = "the test looks at all of it"


def test_the_past_month_has_sales_of_every_kind() -> None:
    now = clock.now()
    placed = list(Purchase.objects.values_list("placed_at", "currency", "channel"))
    assert len(placed) == diary.PURCHASES + claims.PURCHASES + len(load_words().buyers)
    assert all(now - timedelta(days=31) < at < now for at, _, _ in placed)
    currencies = {"CAD", "USD", "EUR", "KRW", "VND", "MNT"}
    assert {currency for _, currency, _ in placed} == currencies
    assert len({channel for _, _, channel in placed}) >= 6
    orders = Order.objects.across_stores(WHY)
    assert set(orders.values_list("stage", flat=True)) == {
        "paid",
        "preparing",
        "shipped",
        "delivered",
        "cancelled",
    }
    assert set(orders.values_list("store__slug", flat=True)) == {
        store.slug for store in load_mall().stores
    }
    assert not StageChange.objects.across_stores(WHY).filter(changed_at__gt=now).exists()


def test_maya_has_points_a_deposit_and_a_gift_card() -> None:
    maya = Person.objects.get(email="maya@example.com")
    wallet = wallet_of_person(person_id=maya.pk)
    assert points_of(wallet, clock.now()) == 2_600 + 500 - 50 - 1_500 + 600
    assert balance_of(wallet, "CAD") == 8_000
    lots = Lot.objects.filter(wallet=wallet, expires_at__lt=clock.now() + timedelta(days=7))
    assert [lot.remaining for lot in lots] == [600]
    card = find_card(code=purses.gift_card_code())
    assert balance_of_card(card) == Money.of("50", "CAD")
    assert Adjustment.objects.count() == 4


def test_one_order_was_paid_with_everything() -> None:
    kinds = Counter(
        tuple(sorted(checkout.parts.values_list("kind", flat=True)))
        for checkout in Checkout.objects.prefetch_related("parts")
    )
    assert kinds["deposit", "gateway", "gift", "mileage"] == 1


def test_promotions_of_every_kind_are_there_and_some_were_used() -> None:
    now = clock.now()
    rows = {row.name: row for row in Promotion.objects.across_stores(WHY)}
    assert len(rows) == len(OFFERS)
    assert {row.how for row in rows.values()} == {"automatic", "code", "wallet"}
    assert all(set(row.translations) == set(LANGUAGES[1:]) for row in rows.values())
    quick = rows["First snow: for the two quickest"]
    assert quick.used == quick.total_limit == 2
    starts = rows["December sound week"].starts_at
    assert starts is not None
    assert starts > now
    assert rows["Pantry days"].state == "ended"
    shared = rows["The mall adds 5 dollars"]
    assert shared.budget_minor is not None
    assert 0 < shared.spent_minor < shared.budget_minor
    used = Redemption.objects.across_stores(WHY).filter(state="confirmed")
    assert {
        "Welcome: 10 % off your first order",
        "First snow: for the two quickest",
        "The mall adds 5 dollars",
        "Two wooden toys, the third is a present",
    } <= set(used.values_list("promotion__name", flat=True))
    given = WalletEntry.objects.values_list("person__email", flat=True)
    assert sorted(given) == ["maya@example.com", "samira@example.com"]


def test_claims_stand_where_claims_may_stand() -> None:
    rows = Claim.objects.across_stores(WHY)
    assert Counter(rows.values_list("kind", "state")) == {
        ("return", "requested"): 1,
        ("return", "approved"): 1,
        ("return", "sent_back"): 1,
        ("return", "settled"): 1,
        ("exchange", "settled"): 1,
        ("cancel", "settled"): rows.filter(kind="cancel").count(),
    }
    part = rows.get(kind="cancel", reason="bought_twice")
    assert part.refund_minor > 0
    assert part.order.stage == "paid"
    assert not ClaimStep.objects.across_stores(WHY).filter(at__gt=clock.now()).exists()


def test_the_back_room_has_something_to_do() -> None:
    verdicts = Inspection.objects.across_stores(WHY).values_list("verdict", "reason")
    assert {verdict for verdict, _ in verdicts} == {"waiting", "refused"}
    assert all(reason for verdict, reason in verdicts if verdict == "refused")
    planned = Price.objects.across_stores(WHY).filter(starts_at__gt=clock.now())
    assert planned.count() == 2
    moved = StockMovement.objects.across_stores(WHY)
    assert {"moved", "damaged"} <= set(moved.values_list("kind", flat=True))
    paid = Payout.objects.across_stores(WHY).values_list("store__slug", flat=True)
    assert sorted(paid) == sorted(store.slug for store in load_mall().stores)


def test_the_books_balance() -> None:
    assert set(Payment.objects.values_list("state", flat=True)) == {"captured"}
    assert Posting.objects.exists()
    assert set(trial_balance().values()) == {0}
