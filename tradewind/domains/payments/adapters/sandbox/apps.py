"""The sandbox as a Django app of its own."""

from __future__ import annotations

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "tradewind.domains.payments.adapters.sandbox"
    label = "sandbox"
