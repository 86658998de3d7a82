"""What a store promises about returns."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.orders.models import ReturnPolicy
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform import audit

MOST_DAYS = 365


def set_return_policy(
    *,
    store_id: int,
    actor: str,
    return_days: int,
    exchange_days: int,
    label_fee: Money,
    refunds_shipping: bool,
    instructions: str,
) -> ReturnPolicy:
    """Promise this from now on; claims that run keep what they were shown, or say what moved.

    `label_fee` is in the store's currency. Raises `InvalidInput`.
    """
    with transaction.atomic():
        store = Store.objects.select_for_update().get(pk=store_id)
        wrong = {
            name: "invalid"
            for name, days in (("return_days", return_days), ("exchange_days", exchange_days))
            if not 0 <= days <= MOST_DAYS
        }
        if label_fee.currency != store.currency or label_fee.minor < 0:
            wrong["label_fee"] = "invalid"
        if wrong:
            raise InvalidInput(wrong)
        policy, _ = ReturnPolicy.objects.for_store(store_id).update_or_create(
            store_id=store_id,
            defaults={
                "return_days": return_days,
                "exchange_days": exchange_days,
                "label_fee_minor": label_fee.minor,
                "refunds_shipping": refunds_shipping,
                "instructions": instructions.strip()[:2000],
            },
        )
        audit.record(
            actor=actor, action="returns.policy", subject=store.public_id, store_id=store_id
        )
    return policy
