"""Django needs an app for the throttles' table."""

from __future__ import annotations

from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "tradewind.platform.http"
    label = "http"
