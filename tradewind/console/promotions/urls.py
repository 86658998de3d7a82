"""Addresses of promotions: a store's and the mall's are the same, with views of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

_View = Callable[..., HttpResponseBase]


class Views(Protocol):
    """The pages of one kind of issuer."""

    listing: _View
    new: _View
    one: _View
    codes: _View
    code_file: _View
    give: _View
    move: _View


def patterns(*, under: str, views: Any, prefix: str = "") -> list[URLPattern]:
    """The seven addresses below `under`, served by `views`, their names beginning with `prefix`."""
    pages: Views = views
    one = f"{under}<str:promotion_id>"
    return [
        path(under, pages.listing, name=f"{prefix}promotions"),
        path(f"{under}new", pages.new, name=f"{prefix}promotion_new"),
        path(one, pages.one, name=f"{prefix}promotion"),
        path(f"{one}/codes", pages.codes, name=f"{prefix}promotion_codes"),
        path(f"{one}/codes.csv", pages.code_file, name=f"{prefix}promotion_code_file"),
        path(f"{one}/gifts", pages.give, name=f"{prefix}promotion_gifts"),
        path(f"{one}/standing/<slug:what>", pages.move, name=f"{prefix}promotion_move"),
    ]
