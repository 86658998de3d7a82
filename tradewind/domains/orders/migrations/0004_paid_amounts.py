"""What was paid for each line, for orders from before it was written down.

An order's total is known to the cent and so is its delivery fee; what is left is spread over the
lines by what each was sold for. In batches of their own, so that nobody waits for a lock.
"""

from typing import Any

from django.db import migrations, transaction

_BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    orders = apps.get_model("orders", "Order")
    lines = apps.get_model("orders", "OrderLine")
    last = 0
    while True:
        batch = list(
            orders._base_manager.filter(pk__gt=last, shipping_paid_minor=0)
            .select_related("store")
            .order_by("pk")[:_BATCH]
        )
        if not batch:
            return
        last = batch[-1].pk
        with transaction.atomic():
            for order in batch:
                _fill(order, list(lines._base_manager.filter(order=order).order_by("pk")))


def _fill(order: Any, lines: list[Any]) -> None:
    if not lines or any(line.paid_minor for line in lines):
        return
    added = not order.store.prices_include_tax
    fee_tax = order.tax_minor - sum(line.tax_minor for line in lines)
    fee = order.shipping_minor + (fee_tax if added else 0)
    weights = [line.goods_minor + (line.tax_minor if added else 0) for line in lines]
    for line, paid in zip(lines, _spread(order.total_minor - fee, weights), strict=True):
        line.paid_minor = paid
        line.save(update_fields=["paid_minor"])
    order.shipping_paid_minor = fee
    if fee_tax:
        name = lines[0].taxes[0]["name"] if lines[0].taxes else "Tax"
        order.shipping_taxes = [{"name": name, "rate": "0", "minor": fee_tax}]
    order.save(update_fields=["shipping_paid_minor", "shipping_taxes"])


def _spread(amount: int, weights: list[int]) -> list[int]:
    whole = sum(weights) or 1
    parts = [amount * weight // whole for weight in weights]
    parts[-1] += amount - sum(parts)
    return parts


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("orders", "0003_claims")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
