"""What is plugged in where: one list to read instead of import magic."""

from __future__ import annotations

from typing import Any

import tradewind.domains.availability.jobs as availability_jobs
import tradewind.domains.catalogue.subscribers as catalogue_subscribers
import tradewind.domains.checkout.jobs as checkout_jobs
import tradewind.domains.checkout.subscribers as checkout_subscribers
import tradewind.domains.discovery.jobs as discovery_jobs
import tradewind.domains.discovery.subscribers as discovery_subscribers
import tradewind.domains.engagement.jobs as engagement_jobs
import tradewind.domains.engagement.subscribers as engagement_subscribers
import tradewind.domains.identity.jobs as identity_jobs
import tradewind.domains.inventory.jobs as inventory_jobs
import tradewind.domains.inventory.subscribers as inventory_subscribers
import tradewind.domains.ledger.jobs as ledger_jobs
import tradewind.domains.loyalty.code_delivery as loyalty_codes
import tradewind.domains.loyalty.jobs as loyalty_jobs
import tradewind.domains.loyalty.subscribers as loyalty_subscribers
import tradewind.domains.notices.holding as notice_holding
import tradewind.domains.notices.jobs as notice_jobs
import tradewind.domains.orders.claim_subscribers as orders_claim_subscribers
import tradewind.domains.orders.live as orders_live
import tradewind.domains.orders.subscribers as orders_subscribers
import tradewind.domains.payments.adapters.sandbox.courier as sandbox_courier
import tradewind.domains.payments.jobs as payment_jobs
import tradewind.domains.payments.subscribers as payment_subscribers
import tradewind.domains.pricing.jobs as pricing_jobs
import tradewind.domains.promotions.jobs as promotion_jobs
import tradewind.domains.promotions.subscribers as promotion_subscribers
import tradewind.domains.quotations.jobs as quotation_jobs
import tradewind.domains.quotations.subscribers as quotation_subscribers
import tradewind.domains.stores.commission_jobs as commission_jobs
import tradewind.domains.stores.jobs as store_jobs
import tradewind.flows.erase_person.jobs as erase_jobs
import tradewind.flows.export_person.jobs as export_jobs
import tradewind.flows.import_products.jobs as import_jobs
import tradewind.platform.events.jobs as event_jobs
import tradewind.platform.idempotency.jobs as idempotency_jobs
import tradewind.platform.jobs.jobs as queue_jobs
from tradewind.domains.catalogue.events import ProductInspected
from tradewind.domains.checkout.events import CheckoutUndone, LatePaymentRefunded
from tradewind.domains.engagement.events import (
    InquiryAnswered,
    InquiryAsked,
    ReviewReplied,
    WordsJudged,
)
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.orders.events import (
    ClaimMoved,
    HoursMoved,
    OrderDelayed,
    OrderPlaced,
    OrderStageChanged,
    PiecesTakenBack,
    PurchasePlaced,
    ShipmentSent,
)
from tradewind.domains.payments.events import (
    CardAgreed,
    CardReleased,
    PaymentMoved,
    RefundFailed,
    RefundMade,
    RefundRequested,
)
from tradewind.domains.quotations.events import QuotationDiscussed, QuotationMoved
from tradewind.platform.events import BEGINNING, NOW, PATIENT, Lane, Subscription
from tradewind.platform.jobs import Job

# By itself: an import keeps it busy for seconds, and no letter should wait for that.
_LISTS = Lane("lists", 0.25)

# Who reacts to which events. Order means nothing; each keeps its own place in the stream.
SUBSCRIPTIONS: tuple[Subscription, ...] = (
    Subscription(
        name="checkout.settle",
        batch=checkout_subscribers.on_payments_moved,
        events=(PaymentMoved,),
        start=BEGINNING,
    ),
    Subscription(
        name="payments.refunds",
        handles={RefundRequested: payment_subscribers.on_refund_requested},
        start=BEGINNING,
    ),
    Subscription(
        name="payments.cards",
        handles={
            CardAgreed: payment_subscribers.on_card_agreed,
            CardReleased: payment_subscribers.on_card_released,
        },
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="orders.live",
        handles={
            OrderPlaced: orders_live.on_order_placed,
            OrderStageChanged: orders_live.on_stage_changed,
            ClaimMoved: orders_live.on_claim_moved,
            OrderDelayed: orders_live.on_delayed,
            HoursMoved: orders_live.on_hours_moved,
        },
        start=NOW,
    ),
    Subscription(
        name="catalogue.notices",
        handles={ProductInspected: catalogue_subscribers.tell_of_verdict},
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="inventory.notices",
        batch=inventory_subscribers.tell_of_low_stock,
        events=(StockChanged,),
        start=NOW,
        lane=PATIENT,
    ),
    Subscription(
        name="orders.notices",
        batch=orders_subscribers.tell_buyers,
        events=(PurchasePlaced, ShipmentSent, OrderStageChanged, OrderDelayed),
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="orders.hours_notices",
        handles={HoursMoved: orders_subscribers.tell_store_of_hours},
        start=NOW,
        lane=PATIENT,
    ),
    Subscription(
        name="orders.claim_notices",
        batch=orders_claim_subscribers.tell_of_claims,
        events=(ClaimMoved,),
        start=NOW,
        lane=PATIENT,
    ),
    Subscription(
        name="orders.consent",
        batch=orders_subscribers.allow_news,
        events=(PurchasePlaced,),
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="promotions.give_back",
        handles={
            OrderStageChanged: promotion_subscribers.on_stage_changed,
            PiecesTakenBack: promotion_subscribers.on_pieces_taken_back,
        },
        start=BEGINNING,
    ),
    Subscription(
        name="promotions.figures",
        batch=promotion_subscribers.keep_figures,
        events=(OrderPlaced, PiecesTakenBack),
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="quotations.notices",
        handles={
            QuotationMoved: quotation_subscribers.tell_of_move,
            QuotationDiscussed: quotation_subscribers.tell_of_message,
        },
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="checkout.notices",
        handles={
            CheckoutUndone: checkout_subscribers.tell_of_expiry,
            LatePaymentRefunded: checkout_subscribers.tell_of_late_payment,
            PaymentMoved: checkout_subscribers.tell_of_late_refusal,
        },
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="loyalty.points",
        batch=loyalty_subscribers.on_orders_moved,
        events=(OrderPlaced, OrderStageChanged, PiecesTakenBack),
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="loyalty.deposits",
        handles={
            PaymentMoved: loyalty_subscribers.on_payment_moved,
            RefundMade: loyalty_subscribers.on_refund_made,
            RefundFailed: loyalty_subscribers.on_refund_failed,
        },
        start=BEGINNING,
    ),
    Subscription(
        name="engagement.favourites",
        batch=engagement_subscribers.tell_keepers,
        events=engagement_subscribers.GOODS,
        start=NOW,
        lane=PATIENT,
    ),
    Subscription(
        name="engagement.waiting",
        batch=engagement_subscribers.tell_waiting,
        events=(StockChanged,),
        start=NOW,
        lane=PATIENT,
    ),
    Subscription(
        name="engagement.notices",
        handles={
            InquiryAsked: engagement_subscribers.tell_store,
            InquiryAnswered: engagement_subscribers.tell_asker,
            ReviewReplied: engagement_subscribers.tell_reviewer,
            WordsJudged: engagement_subscribers.tell_author,
        },
        start=BEGINNING,
        lane=PATIENT,
    ),
    Subscription(
        name="discovery.listings",
        batch=discovery_subscribers.on_shop_changed,
        events=discovery_subscribers.EVENTS,
        start=BEGINNING,
        batch_size=1_000,
        lane=_LISTS,
    ),
    Subscription(
        name="discovery.companions",
        batch=discovery_subscribers.on_purchases,
        events=(PurchasePlaced,),
        start=BEGINNING,
        lane=PATIENT,
    ),
)

# What workers do, put off or by the clock. A job that is not listed is not done.
JOBS: tuple[Job[Any], ...] = (
    availability_jobs.tell_place_watchers,
    event_jobs.create_partitions,
    event_jobs.drop_old_months,
    queue_jobs.forget_old,
    idempotency_jobs.sweep_expired,
    inventory_jobs.release_expired_holds,
    ledger_jobs.sum_up,
    loyalty_jobs.deliver_gifts,
    loyalty_jobs.expire_points,
    loyalty_jobs.remind_of_expiry,
    loyalty_codes.send_code,
    engagement_jobs.serve_waiting,
    engagement_jobs.expire_waiting,
    pricing_jobs.tell_of_dated_prices,
    pricing_jobs.fetch_rates,
    payment_jobs.send_refund,
    payment_jobs.give_up,
    payment_jobs.chase_silent,
    payment_jobs.keep_card,
    payment_jobs.release_card,
    payment_jobs.release_waiting,
    sandbox_courier.deliver_due,
    checkout_jobs.expire_unpaid,
    checkout_jobs.forget_changes,
    notice_jobs.send_notice,
    promotion_jobs.tell_of_gifts,
    quotation_jobs.expire_offers,
    notice_jobs.send_notices,
    notice_jobs.push_notice,
    notice_holding.release_held,
    identity_jobs.send_letter,
    store_jobs.send_invitation,
    store_jobs.answer_application,
    commission_jobs.start_commissions,
    discovery_jobs.renew_listings,
    discovery_jobs.forget_rare_queries,
    discovery_jobs.renew_companions,
    discovery_jobs.trim_views,
    import_jobs.run_import,
    export_jobs.write_archive,
    export_jobs.drop_archives,
    erase_jobs.erase_due,
    erase_jobs.erase_person,
)
