"""The design system as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tradewind.ui"
    label = "ui"
