"""Addresses of the design system. All are public; `config` says so where it includes them."""

from __future__ import annotations

from django.urls import path, re_path

from tradewind.ui import pwa, views

app_name = "ui"

urlpatterns = [
    path("ui/", views.components, name="gallery"),
    re_path(
        r"^ui/(?P<layout>storefront|console|plain|suggestions|sheet)/$",
        views.layouts,
        name="layout",
    ),
    path("look", views.settings, name="look"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("sw.js", pwa.worker, name="worker"),
    path("offline", pwa.offline, name="offline"),
]
