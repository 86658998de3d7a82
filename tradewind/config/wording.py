"""What people read when something stops: every package's wording, one list to read."""

from __future__ import annotations

from collections.abc import Mapping

import tradewind.console.wording as console
import tradewind.domains.availability.wording as availability
import tradewind.domains.catalogue.wording as catalogue
import tradewind.domains.checkout.wording as checkout
import tradewind.domains.customers.wording as customers
import tradewind.domains.discovery.wording as discovery
import tradewind.domains.engagement.wording as engagement
import tradewind.domains.guides.wording as guides
import tradewind.domains.identity.wording as identity
import tradewind.domains.inventory.wording as inventory
import tradewind.domains.ledger.wording as ledger
import tradewind.domains.loyalty.wording as loyalty
import tradewind.domains.orders.wording as orders
import tradewind.domains.payments.wording as payments
import tradewind.domains.pricing.wording as pricing
import tradewind.domains.privacy.wording as privacy
import tradewind.domains.promotions.wording as promotions
import tradewind.domains.quotations.wording as quotations
import tradewind.domains.shipping.wording as shipping
import tradewind.domains.stores.wording as stores
import tradewind.domains.tax.wording as tax
import tradewind.domains.visits.wording as visits
import tradewind.flows.change_products.wording as change_products
import tradewind.flows.import_products.wording as import_products
import tradewind.platform.files.wording as files
import tradewind.platform.idempotency.wording as idempotency
from tradewind.platform.http import sentences
from tradewind.platform.http.sentences import Sentence

WORDING: tuple[Mapping[str, Sentence], ...] = (
    checkout.SENTENCES,
    promotions.SENTENCES,
    quotations.SENTENCES,
    orders.SENTENCES,
    payments.SENTENCES,
    availability.SENTENCES,
    guides.SENTENCES,
    shipping.SENTENCES,
    tax.SENTENCES,
    pricing.SENTENCES,
    inventory.SENTENCES,
    ledger.SENTENCES,
    loyalty.SENTENCES,
    engagement.SENTENCES,
    catalogue.SENTENCES,
    change_products.SENTENCES,
    import_products.SENTENCES,
    discovery.SENTENCES,
    files.SENTENCES,
    visits.SENTENCES,
    stores.SENTENCES,
    identity.SENTENCES,
    customers.SENTENCES,
    privacy.SENTENCES,
    idempotency.SENTENCES,
    console.SENTENCES,
)


def register_wording() -> None:
    """Hand all wording to the edge. Safe to call again."""
    for told in WORDING:
        sentences.register(told)
