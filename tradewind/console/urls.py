"""Every address of the console."""

from __future__ import annotations

from django.urls import include, path

from tradewind.console.claims import steps as claim_steps
from tradewind.console.claims import views as claims
from tradewind.console.customers import care as customer_care
from tradewind.console.customers import views as customers
from tradewind.console.entry import more
from tradewind.console.entry import views as entry
from tradewind.console.fulfilment import stocktakes
from tradewind.console.fulfilment import views as fulfilment
from tradewind.console.mall import (
    applications,
    cash,
    commissions,
    erasures,
    health,
    moderation,
    money,
    payouts,
    providers,
    questions,
    rates,
    sections,
    sellers,
    transfers,
)
from tradewind.console.mall import promotions as mall_promotions
from tradewind.console.notices import views as notices
from tradewind.console.orders import slips, steps
from tradewind.console.orders import views as orders
from tradewind.console.palette import views as palette
from tradewind.console.points import urls as points_urls
from tradewind.console.promotions import views as promotions
from tradewind.console.settings import (
    availability,
    delivery,
    duties,
    hours,
    methods,
    places,
    profile,
    returns,
    staff,
    tokens,
    wrapping,
)
from tradewind.console.statement import views as statement
from tradewind.console.stock import changing, moves, receiving
from tradewind.console.stock import views as stock
from tradewind.console.today import views as today
from tradewind.console.words import faq, inquiries, judging
from tradewind.console.words import reviews as store_reviews

app_name = "console"
urlpatterns = [
    path("", entry.entry, name="entry"),
    # Before the stores: none may be called "mall".
    path("mall/", sellers.sellers, name="mall_sellers"),
    path("mall/sellers/<str:store_id>/approval", sellers.approval, name="mall_seller_approval"),
    path("mall/sellers/<str:store_id>/pause", sellers.pause, name="mall_seller_pause"),
    path("mall/sellers/<str:store_id>/reopening", sellers.reopening, name="mall_seller_reopening"),
    path(
        "mall/sellers/<str:store_id>/commission",
        commissions.commission,
        name="mall_seller_commission",
    ),
    path(
        "mall/sellers/<str:store_id>/commission/change",
        commissions.change,
        name="mall_seller_commission_change",
    ),
    path(
        "mall/sellers/<str:store_id>/commission/<str:term_id>/removal",
        commissions.removal,
        name="mall_seller_commission_removal",
    ),
    path("mall/applications", applications.applications, name="mall_applications"),
    path(
        "mall/applications/<str:application_id>",
        applications.application,
        name="mall_application",
    ),
    path(
        "mall/applications/<str:application_id>/approval",
        applications.approval,
        name="mall_application_approval",
    ),
    path(
        "mall/applications/<str:application_id>/refusal",
        applications.refusal,
        name="mall_application_refusal",
    ),
    path(
        "mall/applications/<str:application_id>/documents/<str:document_id>",
        applications.document,
        name="mall_application_document",
    ),
    path("mall/sections", sections.sections, name="mall_sections"),
    path("mall/sections/new", sections.new, name="mall_section_new"),
    path("mall/sections/order", sections.order, name="mall_section_order"),
    path("mall/sections/<slug:section>", sections.section, name="mall_section"),
    path("mall/sections/<slug:section>/preview", sections.preview, name="mall_section_preview"),
    path("mall/sections/<slug:section>/removal", sections.removal, name="mall_section_removal"),
    path("mall/products", moderation.products, name="mall_products"),
    path("mall/products/rule", moderation.rule, name="mall_products_rule"),
    path("mall/products/<str:product_id>", moderation.product, name="mall_product"),
    path(
        "mall/products/<str:product_id>/approval",
        moderation.approval,
        name="mall_product_approval",
    ),
    path("mall/products/<str:product_id>/refusal", moderation.refusal, name="mall_product_refusal"),
    path("mall/words", judging.words, name="mall_words"),
    path("mall/words/<str:subject_id>/decision", judging.decision, name="mall_word_decision"),
    path("mall/appeals/<str:appeal_id>/answer", judging.answer, name="mall_appeal_answer"),
    path("mall/payouts", payouts.payouts, name="mall_payouts"),
    path("mall/payouts/<str:payout_id>/removal", payouts.take_back, name="mall_payout_removal"),
    path("mall/more", more.mall_more, name="mall_more"),
    *points_urls.mall_patterns,
    path("mall/books", money.books, name="mall_books"),
    path("mall/settlements", money.settlements, name="mall_settlements"),
    path("mall/settlements/<str:settlement_id>", money.settlement, name="mall_settlement"),
    path("mall/payments", providers.providers, name="mall_payments"),
    path("mall/payments/<slug:provider>", providers.provider, name="mall_payment"),
    path("mall/payments/<slug:provider>/check", providers.check, name="mall_payment_check"),
    path("mall/payments/<slug:provider>/terms", providers.terms, name="mall_payment_terms"),
    path("mall/rates", rates.rates, name="mall_rates"),
    path("mall/rates/markup", rates.markup, name="mall_rates_markup"),
    path("mall/transfers", transfers.transfers, name="mall_transfers"),
    path("mall/transfers/<str:row_id>/match", transfers.match, name="mall_transfer_match"),
    path("mall/transfers/<str:row_id>/aside", transfers.aside, name="mall_transfer_aside"),
    path("mall/cash", cash.cash, name="mall_cash"),
    path("mall/cash/<str:payment_id>/receipt", cash.receipt, name="mall_cash_receipt"),
    path("mall/cash/<str:payment_id>/refusal", cash.refusal, name="mall_cash_refusal"),
    path("mall/disputes", questions.questions, name="mall_questions"),
    path(
        "mall/disputes/<str:contradiction_id>/settlement",
        questions.settlement,
        name="mall_question_settlement",
    ),
    path("mall/refunds/<str:refund_id>/by-hand", questions.by_hand, name="mall_refund_by_hand"),
    path("mall/events", health.events, name="mall_events"),
    path("mall/events/again", health.event_again, name="mall_event_again"),
    path("mall/events/skip", health.event_skip, name="mall_event_skip"),
    path("mall/erasures", erasures.erasures, name="mall_erasures"),
    path("mall/jobs", health.jobs, name="mall_jobs"),
    path("mall/jobs/<int:job_id>/again", health.job_again, name="mall_job_again"),
    path("mall/promotions/", mall_promotions.listing, name="mall_promotions"),
    path("mall/promotions/new", mall_promotions.new, name="mall_promotion_new"),
    path("mall/promotions/<str:promotion_id>", mall_promotions.one, name="mall_promotion"),
    path(
        "mall/promotions/<str:promotion_id>/codes",
        mall_promotions.codes,
        name="mall_promotion_codes",
    ),
    path(
        "mall/promotions/<str:promotion_id>/codes.csv",
        mall_promotions.code_file,
        name="mall_promotion_code_file",
    ),
    path(
        "mall/promotions/<str:promotion_id>/gifts",
        mall_promotions.give,
        name="mall_promotion_gifts",
    ),
    path(
        "mall/promotions/<str:promotion_id>/standing/<slug:what>",
        mall_promotions.move,
        name="mall_promotion_move",
    ),
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
    path("<slug:store>/promotions/", promotions.listing, name="promotions"),
    path("<slug:store>/promotions/new", promotions.new, name="promotion_new"),
    path("<slug:store>/promotions/<str:promotion_id>", promotions.one, name="promotion"),
    path(
        "<slug:store>/promotions/<str:promotion_id>/codes", promotions.codes, name="promotion_codes"
    ),
    path(
        "<slug:store>/promotions/<str:promotion_id>/codes.csv",
        promotions.code_file,
        name="promotion_code_file",
    ),
    path(
        "<slug:store>/promotions/<str:promotion_id>/gifts", promotions.give, name="promotion_gifts"
    ),
    path(
        "<slug:store>/promotions/<str:promotion_id>/standing/<slug:what>",
        promotions.move,
        name="promotion_move",
    ),
    path("<slug:store>/settings/profile", profile.profile, name="profile"),
    path("<slug:store>/settings/people", staff.staff, name="staff"),
    path("<slug:store>/settings/people/<str:person_id>/role", staff.role, name="staff_role"),
    path(
        "<slug:store>/settings/people/<str:person_id>/removal", staff.removal, name="staff_removal"
    ),
    path(
        "<slug:store>/settings/invitations/<int:invitation_id>/renewal",
        staff.renewal,
        name="staff_renewal",
    ),
    path(
        "<slug:store>/settings/invitations/<int:invitation_id>/withdrawal",
        staff.withdrawal,
        name="staff_withdrawal",
    ),
    path("<slug:store>/settings/locations", places.locations, name="locations"),
    path("<slug:store>/settings/locations/<str:location_id>", places.location, name="location"),
    path(
        "<slug:store>/settings/locations/<str:location_id>/archival",
        places.location_archival,
        name="location_archival",
    ),
    path("<slug:store>/settings/markets", places.markets, name="markets"),
    path(
        "<slug:store>/settings/markets/<str:country>/removal",
        places.market_removal,
        name="market_removal",
    ),
    path("<slug:store>/settings/delivery", delivery.delivery, name="delivery"),
    path("<slug:store>/settings/delivery/<int:zone_id>", delivery.zone, name="delivery_zone"),
    path(
        "<slug:store>/settings/delivery/<int:zone_id>/methods",
        methods.new,
        name="delivery_method",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>",
        methods.method,
        name="delivery_terms",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/archival",
        methods.archival,
        name="delivery_archival",
    ),
    path("<slug:store>/settings/returns", returns.returns, name="returns"),
    path("<slug:store>/settings/wrapping", wrapping.wrapping, name="wrapping"),
    path("<slug:store>/settings/sold-where", availability.availability, name="availability"),
    path(
        "<slug:store>/settings/sold-where/<str:restriction_id>/removal",
        availability.restriction_removal,
        name="restriction_removal",
    ),
    path("<slug:store>/settings/customs", duties.duties, name="duties"),
    path("<slug:store>/settings/customs/terms", duties.duty_terms, name="duty_terms"),
    path(
        "<slug:store>/settings/customs/<int:customs_id>/removal",
        duties.customs_removal,
        name="customs_removal",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/hours",
        hours.hours,
        name="delivery_hours",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/hours/<int:window_id>/removal",
        hours.window_removal,
        name="delivery_window_removal",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/closed-days",
        hours.closed_days,
        name="delivery_closed_days",
    ),
    path(
        "<slug:store>/settings/delivery/methods/<str:method_id>/pick-up",
        hours.pick_up,
        name="delivery_pick_up",
    ),
    path("<slug:store>/settings/tokens", tokens.tokens, name="tokens"),
    path(
        "<slug:store>/settings/tokens/<str:token_id>/revocation",
        tokens.revocation,
        name="token_revocation",
    ),
]
