"""Choosing language, currency and zone."""

from __future__ import annotations

from django.urls import path

from tradewind.platform.i18n import views

urlpatterns = [path("preferences", views.choose_preferences, name="choose_preferences")]
