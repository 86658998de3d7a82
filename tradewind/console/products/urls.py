"""Addresses of products, below a store."""

from __future__ import annotations

from django.urls import path

from tradewind.console.products import views as products

urlpatterns = [
    path("", products.products, name="products"),
    path("changes", products.changes, name="products_changes"),
    path("undo/<str:token>", products.undo, name="products_undo"),
]
