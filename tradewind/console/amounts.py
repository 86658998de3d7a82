"""Amounts and numbers as people type them into the console."""

from __future__ import annotations

from tradewind.platform.i18n.amounts import read_amount, read_decimal

__all__ = ["read_amount", "read_decimal"]
