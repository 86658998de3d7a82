"""Every address of the console."""

from __future__ import annotations

from django.urls import include, path

from tradewind.console.claims import steps as claim_steps
from tradewind.console.claims import views as claims
from tradewind.console.customers import care as customer_care
from tradewind.console.customers import merging as customer_merging
from tradewind.console.customers import views as customers
from tradewind.console.entry import more
from tradewind.console.entry import views as entry
from tradewind.console.fulfilment import stocktakes
from tradewind.console.fulfilment import views as fulfilment
from tradewind.console.fulfilment.hours import delivery_day
from tradewind.console.mall import urls as mall_urls
from tradewind.console.notices import views as notices
from tradewind.console.orders import slips, steps
from tradewind.console.orders import views as orders
from tradewind.console.palette import views as palette
from tradewind.console.points import urls as points_urls
from tradewind.console.promotions import urls as promotion_urls
from tradewind.console.promotions import views as promotions
from tradewind.console.quotations import views as quotations
from tradewind.console.settings import urls as settings_urls
from tradewind.console.statement import views as statement
from tradewind.console.stock import changing, moves, receiving
from tradewind.console.stock import views as stock
from tradewind.console.today import views as today
from tradewind.console.words import faq, inquiries
from tradewind.console.words import reviews as store_reviews

app_name = "console"
urlpatterns = [
    path("", entry.entry, name="entry"),
    # Before the stores: none may be called "mall".
    *mall_urls.patterns,
    *points_urls.store_patterns,
    path("<slug:store>/", today.today, name="today"),
    path("<slug:store>/more", more.more, name="more"),
    path("<slug:store>/find", palette.palette, name="palette"),
    path("<slug:store>/notices", notices.notices, name="notices"),
    path("<slug:store>/notices/bell", notices.bell, name="notices_bell"),
    path("<slug:store>/notices/<str:notice_id>", notices.notice, name="notice"),
    path("<slug:store>/orders/", orders.orders, name="orders"),
    path("<slug:store>/orders/ticket", orders.ticket, name="orders_ticket"),
    path("<slug:store>/orders/slips", slips.slips, name="orders_slips"),
    path("<slug:store>/orders/steps", steps.bulk, name="orders_steps"),
    path("<slug:store>/orders/<str:order_id>", orders.order, name="order"),
    path("<slug:store>/orders/<str:order_id>/row", orders.row, name="order_row"),
    path("<slug:store>/orders/<str:order_id>/preparation", steps.prepare, name="order_prepare"),
    path(
        "<slug:store>/orders/<str:order_id>/preparation/undo",
        steps.put_back,
        name="order_put_back",
    ),
    path("<slug:store>/orders/<str:order_id>/shipments", steps.ship, name="order_ship"),
    path("<slug:store>/orders/<str:order_id>/delivery", steps.deliver, name="order_deliver"),
    path("<slug:store>/orders/<str:order_id>/delays", steps.delay, name="order_delay"),
    path("<slug:store>/orders/<str:order_id>/cancellation", steps.cancel, name="order_cancel"),
    path("<slug:store>/reviews/", store_reviews.reviews, name="reviews"),
    path("<slug:store>/reviews/<str:review_id>/reply", store_reviews.reply, name="review_reply"),
    path("<slug:store>/words/<str:subject_id>/appeal", store_reviews.appeal, name="words_appeal"),
    path("<slug:store>/questions/", inquiries.inquiries, name="inquiries"),
    path("<slug:store>/questions/<str:inquiry_id>", inquiries.inquiry, name="inquiry"),
    path("<slug:store>/faq/", faq.entries, name="faq"),
    path("<slug:store>/faq/new", faq.new, name="faq_new"),
    path("<slug:store>/faq/<str:faq_id>", faq.entry, name="faq_entry"),
    path("<slug:store>/faq/<str:faq_id>/removal", faq.removal, name="faq_removal"),
    path("<slug:store>/claims/", claims.claims, name="claims"),
    path("<slug:store>/claims/<str:claim_id>", claims.claim, name="claim"),
    path(
        "<slug:store>/claims/<str:claim_id>/photos/<str:photo_id>", claims.photo, name="claim_photo"
    ),
    path("<slug:store>/claims/<str:claim_id>/approval", claim_steps.approve, name="claim_approval"),
    path("<slug:store>/claims/<str:claim_id>/refusal", claim_steps.refuse, name="claim_refusal"),
    path("<slug:store>/claims/<str:claim_id>/refund", claim_steps.settle, name="claim_refund"),
    path("<slug:store>/claims/<str:claim_id>/receipt", claim_steps.receive, name="claim_receipt"),
    path(
        "<slug:store>/claims/<str:claim_id>/inspection",
        claim_steps.inspect,
        name="claim_inspection",
    ),
    path(
        "<slug:store>/claims/<str:claim_id>/rejection", claim_steps.reject, name="claim_rejection"
    ),
    path(
        "<slug:store>/claims/<str:claim_id>/replacement",
        claim_steps.replace,
        name="claim_replacement",
    ),
    path("<slug:store>/fulfilment/", fulfilment.fulfilment, name="fulfilment"),
    path("<slug:store>/fulfilment/hours", delivery_day, name="delivery_day"),
    path("<slug:store>/fulfilment/<str:order_id>", fulfilment.pack, name="fulfilment_pack"),
    path("<slug:store>/stocktakes/", stocktakes.stocktakes, name="stocktakes"),
    path("<slug:store>/stocktakes/new", stocktakes.start, name="stocktake_start"),
    path("<slug:store>/stocktakes/<str:stocktake_id>", stocktakes.stocktake, name="stocktake"),
    path(
        "<slug:store>/stocktakes/<str:stocktake_id>/counts",
        stocktakes.counts,
        name="stocktake_counts",
    ),
    path(
        "<slug:store>/stocktakes/<str:stocktake_id>/booking",
        stocktakes.booking,
        name="stocktake_booking",
    ),
    path(
        "<slug:store>/stocktakes/<str:stocktake_id>/removal",
        stocktakes.removal,
        name="stocktake_removal",
    ),
    path("<slug:store>/customers/", customers.customers, name="customers"),
    path("<slug:store>/customers/customers.csv", customer_care.table, name="customers_table"),
    path("<slug:store>/customers/views", customer_care.view, name="customer_view"),
    path(
        "<slug:store>/customers/<str:customer_id>/notes", customer_care.note, name="customer_note"
    ),
    path(
        "<slug:store>/customers/<str:customer_id>/notes/<str:note_id>/removal",
        customer_care.note_removal,
        name="customer_note_removal",
    ),
    path(
        "<slug:store>/customers/<str:customer_id>/tasks", customer_care.task, name="customer_task"
    ),
    path(
        "<slug:store>/customers/<str:customer_id>/tasks/<str:task_id>/tick",
        customer_care.tick,
        name="customer_task_tick",
    ),
    path("<slug:store>/customers/<str:customer_id>/tags", customer_care.tags, name="customer_tags"),
    path(
        "<slug:store>/customers/<str:customer_id>/merge",
        customer_merging.merge,
        name="customer_merge",
    ),
    path("<slug:store>/customers/<str:customer_id>", customers.customer, name="customer"),
    path("<slug:store>/stock/", stock.stock, name="stock"),
    path("<slug:store>/stock/receipts", receiving.receive, name="stock_receive"),
    path("<slug:store>/stock/moves", moves.moves, name="stock_moves"),
    path("<slug:store>/stock/undo/<str:token>", changing.undo, name="stock_undo"),
    path("<slug:store>/stock/<str:variant_id>", stock.goods, name="stock_goods"),
    path("<slug:store>/stock/<str:variant_id>/<slug:what>", changing.change, name="stock_change"),
    path("<slug:store>/products/", include("tradewind.console.products.urls")),
    path("<slug:store>/imports/", include("tradewind.console.imports.urls")),
    path("<slug:store>/statement", statement.statement, name="statement"),
    path("<slug:store>/statement.csv", statement.table, name="statement_table"),
    path("<slug:store>/quotes/", quotations.listing, name="quotations"),
    path("<slug:store>/quotes/<str:quotation_id>", quotations.one, name="quotation"),
    path(
        "<slug:store>/quotes/<str:quotation_id>/messages",
        quotations.say,
        name="quotation_message",
    ),
    path(
        "<slug:store>/quotes/<str:quotation_id>/refusal",
        quotations.refuse,
        name="quotation_refusal",
    ),
    *promotion_urls.patterns(under="<slug:store>/promotions/", views=promotions),
    *settings_urls.patterns,
]
