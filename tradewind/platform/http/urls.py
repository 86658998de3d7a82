"""Probes and figures."""

from __future__ import annotations

from django.urls import path

from tradewind.platform.http import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics_page, name="metrics"),
]
