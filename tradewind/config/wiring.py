"""What is plugged in where: one list to read instead of import magic."""

from __future__ import annotations

from typing import Any

import tradewind.domains.checkout.jobs as checkout_jobs
import tradewind.domains.checkout.subscribers as checkout_subscribers
import tradewind.domains.discovery.jobs as discovery_jobs
import tradewind.domains.discovery.subscribers as discovery_subscribers
import tradewind.domains.identity.jobs as identity_jobs
import tradewind.domains.inventory.jobs as inventory_jobs
import tradewind.domains.ledger.jobs as ledger_jobs
import tradewind.domains.notices.jobs as notice_jobs
import tradewind.domains.orders.live as orders_live
import tradewind.domains.orders.subscribers as orders_subscribers
import tradewind.domains.payments.adapters.sandbox.courier as sandbox_courier
import tradewind.domains.payments.jobs as payment_jobs
import tradewind.domains.payments.subscribers as payment_subscribers
import tradewind.domains.pricing.jobs as pricing_jobs
import tradewind.domains.stores.jobs as store_jobs
import tradewind.flows.import_products.jobs as import_jobs
import tradewind.platform.events.jobs as event_jobs
import tradewind.platform.idempotency.jobs as idempotency_jobs
from tradewind.domains.checkout.events import CheckoutUndone, LatePaymentRefunded
from tradewind.domains.orders.events import (
    OrderPlaced,
    OrderStageChanged,
    PurchasePlaced,
    ShipmentSent,
)
from tradewind.domains.payments.events import PaymentMoved, RefundRequested
from tradewind.platform.events import BEGINNING, NOW, Subscription
from tradewind.platform.jobs import Job

# Who reacts to which events. Order means nothing; each keeps its own place in the stream.
SUBSCRIPTIONS: tuple[Subscription, ...] = (
    Subscription(
        name="checkout.settle",
        handles={PaymentMoved: checkout_subscribers.on_payment_moved},
        start=BEGINNING,
    ),
    Subscription(
        name="payments.refunds",
        handles={RefundRequested: payment_subscribers.on_refund_requested},
        start=BEGINNING,
    ),
    Subscription(
        name="orders.live",
        handles={
            OrderPlaced: orders_live.on_order_placed,
            OrderStageChanged: orders_live.on_stage_changed,
        },
        start=NOW,
    ),
    Subscription(
        name="orders.notices",
        handles={
            PurchasePlaced: orders_subscribers.confirm_purchase,
            ShipmentSent: orders_subscribers.tell_of_shipment,
            OrderStageChanged: orders_subscribers.tell_of_stage,
        },
        start=BEGINNING,
    ),
    Subscription(
        name="orders.consent",
        handles={PurchasePlaced: orders_subscribers.allow_news},
        start=BEGINNING,
    ),
    Subscription(
        name="checkout.notices",
        handles={
            CheckoutUndone: checkout_subscribers.tell_of_expiry,
            LatePaymentRefunded: checkout_subscribers.tell_of_late_payment,
            PaymentMoved: checkout_subscribers.tell_of_late_refusal,
        },
        start=BEGINNING,
    ),
    Subscription(
        name="discovery.listings",
        batch=discovery_subscribers.on_shop_changed,
        events=discovery_subscribers.EVENTS,
        start=BEGINNING,
        batch_size=1_000,
    ),
)

# What workers do, put off or by the clock. A job that is not listed is not done.
JOBS: tuple[Job[Any], ...] = (
    event_jobs.create_partitions,
    idempotency_jobs.sweep_expired,
    inventory_jobs.release_expired_holds,
    ledger_jobs.sum_up,
    pricing_jobs.tell_of_dated_prices,
    payment_jobs.send_refund,
    payment_jobs.chase_silent,
    sandbox_courier.deliver_due,
    checkout_jobs.expire_unpaid,
    notice_jobs.send_notice,
    identity_jobs.send_letter,
    store_jobs.send_invitation,
    discovery_jobs.renew_listings,
    discovery_jobs.forget_rare_queries,
    import_jobs.run_import,
)
