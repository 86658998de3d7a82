"""Addresses of points and gift cards, the mall's and a store's."""

from __future__ import annotations

from django.urls import path

from tradewind.console.mall import gift_cards, wallets
from tradewind.console.mall import points as mall_points
from tradewind.console.points import views as points

mall_patterns = [
    path("mall/points", mall_points.points, name="mall_points"),
    path("mall/points/terms", mall_points.terms, name="mall_points_terms"),
    path("mall/points/deposit", mall_points.deposit_terms, name="mall_points_deposit"),
    path("mall/points/rules", mall_points.rules, name="mall_points_rules"),
    path("mall/points/rules/<str:rule_id>/end", mall_points.rule_end, name="mall_points_rule_end"),
    path("mall/wallets", wallets.wallets, name="mall_wallets"),
    path("mall/wallets/<str:wallet_id>", wallets.wallet, name="mall_wallet"),
    path(
        "mall/wallets/<str:wallet_id>/adjustments",
        wallets.adjustment,
        name="mall_wallet_adjustment",
    ),
    path("mall/gift-cards", gift_cards.gift_cards, name="mall_gift_cards"),
    path("mall/gift-cards/terms", gift_cards.terms, name="mall_gift_terms"),
    path(
        "mall/gift-cards/<str:card_id>/return", gift_cards.give_back, name="mall_gift_card_return"
    ),
    path("mall/gift-cards/new", gift_cards.issue, name="mall_gift_card_issue"),
    path("mall/gift-cards/<str:card_id>/block", gift_cards.block, name="mall_gift_card_block"),
    path(
        "mall/gift-cards/<str:card_id>/unblock", gift_cards.unblock, name="mall_gift_card_unblock"
    ),
]
store_patterns = [
    path("<slug:store>/points", points.points, name="points"),
    path("<slug:store>/points/rules", points.rules, name="points_rules"),
    path("<slug:store>/points/rules/<str:rule_id>/end", points.rule_end, name="points_rule_end"),
]
