"""Whether a product is being prepared, sold, no longer sold, or put away."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.catalogue.events import (
    ProductArchived,
    ProductDiscontinued,
    ProductPublished,
)
from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.catalogue.operations.inspecting import (
    ProductNotApproved,
    ask_for_inspection,
    must_be_inspected,
    take_back_inspection,
)
from tradewind.domains.catalogue.operations.locking import locked_product
from tradewind.domains.catalogue.operations.telling import tell_changed
from tradewind.domains.stores.queries import public_ids
from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.platform.events import publish as tell

_NOT_SHOWN = (Product.Status.WAITING, Product.Status.REFUSED)


class NothingToSell(TradewindError):
    """The product has no variant on the shelf."""

    code = "nothing_to_sell"


class ProductPutAway(TradewindError):
    """The product is archived; it must be restored first."""

    code = "product_put_away"


def publish(*, store_id: int, product_id: str) -> Product:
    """Put it on sale, or in the mall's queue where it looks at new products first. Safe to repeat.

    Raises `NotFound`, `NothingToSell`, `ProductPutAway`.
    """
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        if product.archived_at is not None:
            raise ProductPutAway(id=product_id)
        variants = Variant.objects.for_store(store_id).filter(product=product, archived_at=None)
        if not variants.exists():
            raise NothingToSell(id=product_id)
        if must_be_inspected([product]):
            if _set_status(product, Product.Status.WAITING):
                ask_for_inspection([product])
        elif _set_status(product, Product.Status.ACTIVE):
            tell(ProductPublished(product_id=product_id, store_id=_store(store_id)))
    return product


def discontinue(*, store_id: int, product_id: str) -> Product:
    """Sell it no longer; its page stays and says so. Safe to repeat.

    Raises `NotFound`, and `ProductNotApproved` for one the mall has not let be shown.
    """
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        if product.status in _NOT_SHOWN or must_be_inspected([product]):
            raise ProductNotApproved(id=product_id)
        if _set_status(product, Product.Status.DISCONTINUED):
            tell(ProductDiscontinued(product_id=product_id, store_id=_store(store_id)))
    return product


def withdraw(*, store_id: int, product_id: str) -> Product:
    """Make it a draft again, which no shopper sees. Safe to repeat. Raises `NotFound`."""
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        take_back_inspection(product)
        _set_status(product, Product.Status.DRAFT)
    return product


def archive(*, store_id: int, product_id: str) -> Product:
    """Put it away, out of every list. Safe to repeat. Raises `NotFound`."""
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        if product.archived_at is None:
            product.archived_at = clock.now()
            product.save(update_fields=["archived_at"])
            tell_changed(product)
            tell(ProductArchived(product_id=product_id, store_id=_store(store_id)))
    return product


def restore(*, store_id: int, product_id: str) -> Product:
    """Bring it back as it was when it was put away. Safe to repeat. Raises `NotFound`."""
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        if product.archived_at is not None:
            product.archived_at = None
            product.save(update_fields=["archived_at"])
            tell_changed(product)
    return product


def _set_status(product: Product, status: Product.Status) -> bool:
    if product.status == status:
        return False
    product.status = status
    product.save(update_fields=["status"])
    tell_changed(product)
    return True


def _store(store_id: int) -> str:
    return public_ids(store_ids=[store_id])[store_id]
