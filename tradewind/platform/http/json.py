"""JSON as the REST API writes it: orjson, amounts as text and minor units, times in RFC 3339."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from ninja.renderers import BaseRenderer

from tradewind.kernel.money import Money

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def dumps(data: Any) -> bytes:
    """Encode plain data, dataclasses, pydantic models, `Money`, dates and lazy texts."""
    return orjson.dumps(data, _plain, _OPTIONS)


class JsonResponse(HttpResponse):
    """An answer of `data` as JSON. Any JSON value, lists too: browsers no longer mind."""

    def __init__(self, data: Any, *, status: int = 200, headers: Mapping[str, str] | None = None):
        super().__init__(
            dumps(data),
            status=status,
            headers={"Content-Type": "application/json", **(headers or {})},
        )


class Renderer(BaseRenderer):
    """The same JSON for django-ninja: ``NinjaAPI(renderer=Renderer())``."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return dumps(data)


def money(amount: Money) -> dict[str, str | int]:
    """``{"amount": "12.50", "minor": 1250, "currency": "CAD"}``."""
    return {
        "amount": str(amount.amount),
        "minor": amount.minor,
        "currency": amount.currency,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return money(value)
    if hasattr(value, "model_dump"):
        return value.model_dump()
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Promise):
        return str(value)
    if hasattr(value, "__str__") and type(value).__name__ == "Decimal":
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
