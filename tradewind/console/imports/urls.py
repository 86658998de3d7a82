"""Addresses of imports, below a store."""

from __future__ import annotations

from django.urls import path

from tradewind.console.imports import views as imports

urlpatterns = [
    path("", imports.imports, name="imports"),
    path("<str:import_id>", imports.show, name="import"),
    path("<str:import_id>/columns", imports.read_columns, name="import_columns"),
    path("<str:import_id>/start", imports.start, name="import_start"),
    path("<str:import_id>/stop", imports.stop, name="import_stop"),
    path("<str:import_id>/refused.csv", imports.refused_rows, name="import_refused"),
    path("<str:import_id>/warnings.csv", imports.warnings, name="import_warnings"),
]
