"""A Django app of its own, as every provider with tables here."""

from __future__ import annotations

from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "tradewind.domains.payments.adapters.bank"
    label = "bank_transfer"
