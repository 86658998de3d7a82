"""A Django app of its own, as every provider with tables here."""

from __future__ import annotations

from django.apps import AppConfig


class CashConfig(AppConfig):
    name = "tradewind.domains.payments.adapters.cash"
    label = "cash_on_delivery"
