"""Steps that take a change of products back, kept in a signed address for as long as a toast may
be remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import reverse

from tradewind.console.acting import recorded
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries import ProductRow
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.audience import StoreRequest

_SALT = "tradewind.console.products.undo"
_SECONDS = 3600

_TO_STATUS = {
    Product.Status.DRAFT: operations.withdraw,
    Product.Status.ACTIVE: operations.publish,
    Product.Status.DISCONTINUED: operations.discontinue,
    Product.Status.WAITING: operations.publish,
    # Only the mall refuses: the nearest a store can do is to keep it to itself.
    Product.Status.REFUSED: operations.withdraw,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What one product goes back to. `kind` is status, shelf, category or tag."""

    product_id: str
    kind: str
    value: str

    def take(self, store_id: int) -> None:
        """Do it. Raises what the operation raises."""
        known: dict[str, Any] = {"store_id": store_id, "product_id": self.product_id}
        if self.kind == "status":
            _TO_STATUS[Product.Status(self.value)](**known)
        elif self.kind == "shelf":
            (operations.restore if self.value == "out" else operations.archive)(**known)
        elif self.kind == "category":
            operations.change_product(**known, category=self.value or None)
        else:
            operations.remove_tag(store_id=store_id, product_ids=[self.product_id], tag=self.value)


def status_before(row: ProductRow) -> Step:
    """Back to the status `row` tells."""
    return Step(row.public_id, "status", row.status)


def undo_url(store: Store, steps: Sequence[Step], *, back: str) -> str:
    """Where POST takes these steps and then leads to `back`, an address of ours."""
    told = {
        "store": store.pk,
        "steps": [[step.product_id, step.kind, step.value] for step in steps],
        "back": back,
    }
    token = signing.dumps(told, salt=_SALT, compress=True)
    return reverse("console:products_undo", args=[store.slug, token])


def undo(request: StoreRequest, token: str) -> str:
    """Take the steps of `token`, all or none; returns where to go on. Raises `NotFound` for a
    token that is forged, outlived or another store's."""
    try:
        told = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        raise NotFound from None
    if told["store"] != request.store.pk:
        raise NotFound
    steps = [Step(*step) for step in told["steps"]]

    def act() -> None:
        for step in steps:
            step.take(request.store.pk)

    recorded(
        request,
        action="products.undo",
        subject=request.store.public_id,
        act=act,
        changes={"products": [step.product_id for step in steps]},
    )
    return str(told["back"])
