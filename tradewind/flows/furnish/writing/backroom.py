"""What staff did beside the sales: prices to come, products to look at, moves, payouts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from tradewind.domains.catalogue.models import Inspection, Product, Variant
from tradewind.domains.catalogue.operations import refuse_product, set_moderation
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.ledger.models import Account, Payout
from tradewind.domains.ledger.paying_out import record_payout
from tradewind.domains.ledger.queries import balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.pricing.operations import schedule_price
from tradewind.domains.stores.queries import list_locations
from tradewind.flows.furnish.writing.sellers import Stores
from tradewind.flows.furnish.writing.shelves import Categories
from tradewind.flows.quick_add_product import quick_add_product
from tradewind.kernel import clock
from tradewind.kernel.money import Money

_WHY = "the demo's back rooms are of every store"
# SKU → its price of the week after next, in its store's currency.
_PLANNED_PRICES = {"KLN-DRUMLAMP-CREAM": "128.00", "KLN-BELLPENDAN-AMBER-30CM": "149.00"}
# SKU → how many were carried from the store's first location to its second.
_CARRIED = {"NEI-FIRCANDLE-FIR-180G": 6, "PUF-HARBOURTRA": 4, "CED-ENAMELMUG-CREAM": 8}
_BROKEN = "KLN-SLOWTEAPOT-CLAY"


def write_backroom(
    *, stores: Stores, categories: Categories, owners: Mapping[int, str], operator: str
) -> None:
    """All of it, once: what the mall looked at tells whether it was."""
    if Inspection.objects.across_stores(_WHY).exists():
        return
    with transaction.atomic():
        _plan_prices()
        _carry(owners)
        _queue(stores, categories, owners, operator)


def write_payouts(*, stores: Stores, operator: str) -> None:
    """Half of what each seller is owed in its own money, transferred two days ago. Once."""
    if Payout.objects.across_stores(_WHY).exists():
        return
    at = clock.now() - timedelta(days=2)
    with transaction.atomic(), clock.frozen_at(at):
        for place, store in enumerate(stores.values(), start=1):
            account = AccountKey(Account.Kind.PAYABLE, store.currency, store_id=store.pk)
            half = Money(-balance(account=account).minor // 2, store.currency)
            if half.minor > 0:
                record_payout(
                    store_id=store.pk,
                    amount=half,
                    paid_on=at.date(),
                    actor=operator,
                    reference=f"TW-{at:%Y%m}-{place:02}",
                )


def _plan_prices() -> None:
    starts = clock.now() + timedelta(days=7)
    for variant in _variants(_PLANNED_PRICES):
        schedule_price(
            store_id=variant.store_id,
            variant_id=variant.pk,
            amount=Money.of(_PLANNED_PRICES[variant.sku], "CAD"),
            starts_at=starts,
            ends_at=starts + timedelta(days=7),
        )


def _carry(owners: Mapping[int, str]) -> None:
    at = clock.now() - timedelta(days=4)
    for variant in _variants([*_CARRIED, _BROKEN]):
        first, second, *_ = list_locations(store_id=variant.store_id)
        actor = owners[variant.store_id]
        with clock.frozen_at(at):
            if variant.sku == _BROKEN:
                inventory.adjust(
                    store_id=variant.store_id,
                    location_id=first.pk,
                    variant_id=variant.pk,
                    change=-1,
                    kind=StockMovement.Kind.DAMAGED,
                    note="Fell off the drying rack",
                    actor=actor,
                )
            else:
                inventory.move(
                    store_id=variant.store_id,
                    from_location_id=first.pk,
                    to_location_id=second.pk,
                    pieces={variant.pk: _CARRIED[variant.sku]},
                    note="For the shop window",
                    actor=actor,
                )


def _queue(
    stores: Stores, categories: Categories, owners: Mapping[int, str], operator: str
) -> None:
    """One product waits for the mall's look, one was refused; afterwards the mall lets visitors
    sell at once again.
    """
    now = clock.now()
    with clock.frozen_at(now - timedelta(days=3)):
        set_moderation(look_first=True, actor=operator)
    with clock.frozen_at(now - timedelta(days=2)):
        refused = _offer(
            stores, categories, owners, "atelier-neige", "Miracle night balm", "44.00", "face"
        )
    with clock.frozen_at(now - timedelta(days=1)):
        refuse_product(
            product_id=refused.public_id,
            reason="“Heals eczema overnight” is a medical claim. Please say what the balm is made of.",
            actor=operator,
        )
    with clock.frozen_at(now - timedelta(hours=5)):
        _offer(stores, categories, owners, "little-puffin", "Tin foghorn", "26.00", "wooden-toys")
    set_moderation(look_first=False, actor=operator)


def _offer(
    stores: Stores,
    categories: Categories,
    owners: Mapping[int, str],
    store: str,
    title: str,
    price: str,
    category: str,
) -> Product:
    row = stores[store]
    return quick_add_product(
        store_id=row.pk,
        title=title,
        price=Money.of(price, row.currency),
        stock=12,
        category=categories[category].public_id,
        actor=owners[row.pk],
    )


def _variants(skus: object) -> list[Variant]:
    rows = Variant.objects.across_stores(_WHY).select_related("store").order_by("pk")
    return list(rows.filter(sku__in=skus))
