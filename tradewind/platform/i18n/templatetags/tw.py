"""``{% load tw %}``: amounts, days and names the reader's way, each isolated in `<bdi>`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from tradewind.kernel.money import Money
from tradewind.platform.i18n import formats, languages

register = template.Library()


def _bdi(text: str, autoescape: bool = True) -> str:
    # Without isolation an amount in a right-to-left sentence changes places with its neighbours.
    # Mail's text bodies are rendered without escaping and have no markup.
    if not autoescape:
        return text
    return mark_safe(f"<bdi>{conditional_escape(text)}</bdi>")  # noqa: S308


@register.filter(needs_autoescape=True)
def money(value: Money | None, autoescape: bool = True) -> str:
    """``{{ price|money }}`` → CA$12.50; nothing for None."""
    return "" if value is None else _bdi(formats.money(value), autoescape)


@register.filter(needs_autoescape=True)
def amount(value: Money | None, autoescape: bool = True) -> str:
    """``{{ price|amount }}`` → 12.50, under a heading that names the currency."""
    return "" if value is None else _bdi(formats.amount(value), autoescape)


@register.filter(needs_autoescape=True)
def number(value: Decimal | int | float | None, autoescape: bool = True) -> str:
    return "" if value is None else _bdi(formats.number(value), autoescape)


@register.filter(needs_autoescape=True)
def percent(value: Decimal | float | None, digits: int = 0, autoescape: bool = True) -> str:
    """``{{ 0.125|percent:1 }}`` → 12.5%."""
    return "" if value is None else _bdi(formats.percent(value, digits=digits), autoescape)


@register.filter(needs_autoescape=True)
def day(value: date | None, autoescape: bool = True) -> str:
    """``{{ on|day }}`` → Tue 24 Nov."""
    return "" if value is None else _bdi(formats.day(value), autoescape)


@register.filter(needs_autoescape=True)
def relative_day(value: date | None, autoescape: bool = True) -> str:
    """``{{ on|relative_day }}`` → tomorrow, or as `day`."""
    return "" if value is None else _bdi(formats.relative_day(value), autoescape)


@register.filter(needs_autoescape=True)
def long_date(value: date | None, autoescape: bool = True) -> str:
    return "" if value is None else _bdi(formats.long_date(value), autoescape)


@register.filter(needs_autoescape=True)
def moment(value: datetime | None, autoescape: bool = True) -> str:
    """``{{ at|moment }}`` → 24 Nov 2026, 14:05."""
    return "" if value is None else _bdi(formats.moment(value), autoescape)


@register.filter(needs_autoescape=True)
def time_of_day(value: datetime | None, autoescape: bool = True) -> str:
    return "" if value is None else _bdi(formats.time_of_day(value), autoescape)


@register.filter
def country_name(code: str) -> str:
    return languages.country_name(code)


@register.filter
def currency_name(code: str) -> str:
    return languages.currency_name(code)


@register.filter
def language_name(code: str) -> str:
    """The language by its own name, as a switcher shows it."""
    return languages.own_name(code)


@register.filter
def direction(code: str) -> str:
    """``<html lang="{{ LANGUAGE_CODE }}" dir="{{ LANGUAGE_CODE|direction }}">``"""
    return languages.direction(code)
