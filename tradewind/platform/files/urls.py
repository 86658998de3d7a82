"""Addresses of stored files."""

from __future__ import annotations

from django.urls import path

from tradewind.platform.files import views

urlpatterns = [
    path("public/<path:name>", views.public_file, name="public_file"),
    path("private/<str:ticket>", views.private_file, name="private_file"),
]
