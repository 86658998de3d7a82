"""The sandbox's own pages."""

from __future__ import annotations

from django.urls import path

from tradewind.domains.payments.adapters.sandbox import views

app_name = "sandbox"
urlpatterns = [
    path("pay/<str:reference>/", views.pay, name="pay"),
    path("settlements/<str:currency>/<str:day>.csv", views.settlement_file, name="settlement"),
]
