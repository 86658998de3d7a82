"""The mall looks at new products before anybody can buy them."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from tradewind.domains.catalogue.events import ProductInspected, ProductPublished
from tradewind.domains.catalogue.models import Inspection, Moderation, Product
from tradewind.domains.catalogue.operations.telling import tell_changed
from tradewind.domains.stores.queries import public_ids
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform import audit
from tradewind.platform.events import publish

_LONGEST_REASON = 500
_WHY = "the mall looks at what every store sells"


class NothingToInspect(TradewindError):
    """The product does not wait to be looked at: somebody decided, or it was taken back."""

    code = "nothing_to_inspect"


class ProductNotApproved(TradewindError):
    """The mall has not let this product be shown yet."""

    code = "product_not_approved"


def set_moderation(*, look_first: bool, actor: str) -> Moderation:
    """Look at new products first, or no longer. What is made before that moment is not new, and
    what waits goes on waiting. Safe to repeat."""
    with transaction.atomic():
        rule, _made = Moderation.objects.select_for_update().get_or_create(pk=1)
        if rule.look_first != look_first:
            audit.record(
                actor=actor,
                action="products.moderation",
                subject="mall",
                store_id=None,
                changes={"look_first": [rule.look_first, look_first]},
            )
            rule.look_first, rule.since = look_first, clock.now()
            rule.save(update_fields=["look_first", "since"])
    return rule


def approve_product(*, product_id: str, actor: str) -> Product:
    """Let it be sold from now on. Raises `NotFound`, `NothingToInspect`."""
    with transaction.atomic():
        product, store_id = _decide(product_id, Inspection.Verdict.APPROVED, "", actor)
        publish(ProductPublished(product_id=product_id, store_id=store_id))
    return product


def refuse_product(*, product_id: str, reason: str, actor: str) -> Product:
    """Keep it from being sold, and say why; its store may ask again.

    Raises `InvalidInput`, `NotFound`, `NothingToInspect`.
    """
    said = reason.strip()
    if not said:
        raise InvalidInput({"reason": "required"})
    if len(said) > _LONGEST_REASON or "\x00" in said:
        raise InvalidInput({"reason": "too_long"})
    with transaction.atomic():
        product, _store = _decide(product_id, Inspection.Verdict.REFUSED, said, actor)
    return product


def must_be_inspected(products: Collection[Product]) -> set[int]:
    """Row ids of those the mall wants to look at before they are shown: two statements at most,
    one in a mall that does not."""
    rule = Moderation.objects.filter(pk=1, look_first=True).first()
    if rule is None or rule.since is None:
        return set()
    new = {product.pk for product in products if product.created_at >= rule.since}
    approved = Inspection.objects.across_stores(_WHY).filter(
        product_id__in=new, verdict=Inspection.Verdict.APPROVED
    )
    return new - set(approved.values_list("product_id", flat=True))


def ask_for_inspection(products: Collection[Product]) -> None:
    """Put these products, which wait, into the mall's queue; each is there once."""
    now = clock.now()
    Inspection.objects.bulk_create(
        [
            Inspection(store_id=product.store_id, product=product, asked_at=now)
            for product in products
        ],
        ignore_conflicts=True,
    )


def take_back_inspection(product: Product) -> None:
    """The store no longer asks."""
    asked = Inspection.objects.for_store(product.store_id).filter(product=product)
    asked.filter(verdict=Inspection.Verdict.WAITING).delete()


def _decide(
    product_id: str, verdict: Inspection.Verdict, reason: str, actor: str
) -> tuple[Product, str]:
    rows = Product.objects.across_stores(_WHY).select_for_update(no_key=True)
    product = rows.filter(public_id=product_id).first()
    if product is None:
        raise NotFound(id=product_id)
    asked = Inspection.objects.for_store(product.store_id).filter(
        product=product, verdict=Inspection.Verdict.WAITING
    )
    inspection = asked.first()
    if inspection is None or product.status != Product.Status.WAITING:
        raise NothingToInspect(id=product_id)
    inspection.verdict, inspection.reason = verdict, reason
    inspection.decided_at, inspection.decided_by = clock.now(), actor
    inspection.save()
    approved = verdict is Inspection.Verdict.APPROVED
    product.status = Product.Status.ACTIVE if approved else Product.Status.REFUSED
    product.save(update_fields=["status"])
    tell_changed(product)
    store_id = public_ids(store_ids=[product.store_id])[product.store_id]
    publish(
        ProductInspected(
            product_id=product_id,
            store_id=store_id,
            inspection=inspection.pk,
            verdict=verdict.value,
        )
    )
    audit.record(
        actor=actor,
        action=f"products.{verdict.value}",
        subject=product_id,
        store_id=product.store_id,
        changes={"reason": reason} if reason else {},
    )
    return product, store_id
