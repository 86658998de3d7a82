"""Points, deposits and gift cards: what they are worth in the demo, and what its people have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.models import GiftCard, MileageTerms, TopUp
from tradewind.flows.furnish import GIFT_CARD_FILE
from tradewind.flows.furnish.writing.diary import DAYS
from tradewind.flows.furnish.writing.people import People
from tradewind.flows.furnish.writing.sellers import Stores
from tradewind.kernel import clock
from tradewind.kernel.money import Money

MAYA = "maya@example.com"
OPERATOR = "operator@example.com"
GIFT_CARD = "demo:maya"
"""Under which key it was issued."""

# What a hundred points are worth, and how much may be paid in at once and held.
_POINTS_WORTH = {"CAD": "1.00", "USD": "0.75", "EUR": "0.65", "KRW": "1000"}
_DEPOSITS = {"CAD": ("10", "500", "2000"), "EUR": ("10", "400", "1500")}
# What gift cards are sold for: from, to, and the amounts to choose from.
_GIFTS = {
    "CAD": ("10", "1000", ("25", "50", "100", "200")),
    "USD": ("10", "1000", ("25", "50", "100", "200")),
    "EUR": ("10", "800", ("25", "50", "100")),
    "KRW": ("10000", "1000000", ("30000", "50000", "100000")),
}
# By e-mail address: points, days ago, the store that pays (the mall without one), why.
_GOODWILL = (
    (MAYA, 500, 9, "kiln-and-linen", "The mug arrived with a chip in its foot"),
    ("samira@example.com", 300, 6, "", "Waited a week for an answer"),
    ("julien@example.com", 250, 5, "maison-calanque", "Honey jar leaked on the way"),
    (MAYA, -50, 3, "", "Counted twice by mistake"),
)


def write_terms(*, operator: str, owners: Mapping[int, str], stores: Stores) -> None:
    """What points are worth and what earns them, from the day before the month began. Once."""
    if MileageTerms.objects.exists():
        return
    began = clock.now() - timedelta(days=DAYS + 1)
    kiln = stores["kiln-and-linen"].pk
    with transaction.atomic(), clock.frozen_at(began):
        for currency, worth in _POINTS_WORTH.items():
            loyalty.set_mileage_terms(
                points=100,
                worth=Money.of(worth, currency),
                least_balance=500,
                most_share_bp=5_000,
                step=100,
                actor=operator,
            )
        for currency, (least, most, held) in _DEPOSITS.items():
            loyalty.set_deposit_terms(
                least=Money.of(least, currency),
                most=Money.of(most, currency),
                most_held=Money.of(held, currency),
                actor=operator,
            )
        for currency, (least, most, amounts) in _GIFTS.items():
            loyalty.set_gift_terms(
                least=Money.of(least, currency),
                most=Money.of(most, currency),
                amounts=[Money.of(amount, currency) for amount in amounts],
                actor=operator,
            )
        loyalty.add_earn_rule(rate_bp=100, actor=operator)
        loyalty.add_earn_rule(rate_bp=200, store_id=kiln, store_funds=True, actor=owners[kiln])


def write_purses(*, people: People, owners: Mapping[int, str], stores: Stores) -> None:
    """Maya's points, some of which expire soon, her deposit and gift card; goodwill here and
    there. Once.
    """
    maya = people[MAYA]
    if TopUp.objects.filter(wallet__person=maya).exists():
        return
    now = clock.now()
    with transaction.atomic():
        _give_points(maya.pk, points=2_600, back=20, lasts=180)
        with clock.frozen_at(now - timedelta(days=18)):
            top_up = loyalty.open_top_up(
                person_id=maya.pk,
                amount=Money.of("120", "CAD"),
                provider="sandbox",
                key="demo:maya",
            )
            loyalty.begin_top_up(
                top_up=top_up, source="tok_pays", return_url="", email=MAYA, language="en"
            )
        for at, (email, points, back, store, reason) in enumerate(_GOODWILL):
            store_id = stores[store].pk if store else None
            with clock.frozen_at(now - timedelta(days=back)):
                loyalty.adjust(
                    wallet_id=loyalty.wallet_of_person(person_id=people[email].pk).pk,
                    points=points,
                    reason=reason,
                    key=f"demo:goodwill:{at}",
                    actor=owners[store_id or 0],
                    role="owner" if store else "mall",
                    funder_store_id=store_id,
                )
        _issue_card(operator=people[OPERATOR].public_id)


def give_expiring_points(*, person_id: int) -> None:
    """Some that are worth a reminder: gone within a week. Once for each person."""
    _give_points(person_id, points=600, back=2, lasts=8)


def gift_card_code() -> str:
    """The code of Maya's card as the file beside the data tells it, empty where it is gone."""
    path = _card_file()
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _give_points(person_id: int, *, points: int, back: int, lasts: int) -> None:
    at = clock.now() - timedelta(days=back)
    with clock.frozen_at(at):
        loyalty.award(
            wallet_id=loyalty.wallet_of_person(person_id=person_id).pk,
            points=points,
            reference=f"demo:{back}-days-ago",
            funder_store_id=None,
            expires_at=at + timedelta(days=lasts),
        )


def _issue_card(*, operator: str) -> None:
    if GiftCard.objects.filter(key=GIFT_CARD).exists():
        return
    with clock.frozen_at(clock.now() - timedelta(days=12)):
        issued = loyalty.issue_card(
            amount=Money.of("75", "CAD"),
            key=GIFT_CARD,
            country="CA",
            region="ON",
            note="Birthday of a good customer",
            actor=operator,
        )
    path = _card_file()
    path.touch(mode=0o600)
    path.write_text(issued.code + "\n", encoding="utf-8")


def _card_file() -> Path:
    return Path(settings.DATA) / GIFT_CARD_FILE
