"""Addresses of the mall's office."""

from __future__ import annotations

from django.urls import URLPattern, path

from tradewind.console.entry import more
from tradewind.console.mall import (
    applications,
    cash,
    category_commissions,
    commissions,
    erasures,
    health,
    moderation,
    money,
    payouts,
    providers,
    questions,
    queue,
    rates,
    sections,
    sellers,
    transfers,
)
from tradewind.console.mall import promotions as mall_promotions
from tradewind.console.points import urls as points_urls
from tradewind.console.promotions import urls as promotion_urls
from tradewind.console.words import judging

patterns: list[URLPattern] = [
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
    path("mall/queue", queue.queue, name="mall_queue"),
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
    path("mall/commissions", category_commissions.commissions, name="mall_commissions"),
    path("mall/commissions/change", category_commissions.change, name="mall_commissions_change"),
    path(
        "mall/commissions/<str:term_id>/removal",
        category_commissions.removal,
        name="mall_commissions_removal",
    ),
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
    *promotion_urls.patterns(under="mall/promotions/", views=mall_promotions, prefix="mall_"),
]
