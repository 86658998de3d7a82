"""What attributes are called."""

from __future__ import annotations

import time
from collections.abc import Collection

from tradewind.domains.catalogue.models import Attribute

_KEPT_SECONDS = 60.0

_kept: dict[str, tuple[float, Attribute | None]] = {}


def attributes_of(*, codes: Collection[str]) -> dict[str, Attribute]:
    """The attributes with these codes; unknown ones are left out.

    Kept in the process for a minute, because every product page asks for some of the same few.
    """
    now = time.monotonic()
    wanted = [code for code in codes if code not in _kept or now - _kept[code][0] > _KEPT_SECONDS]
    if wanted:
        # One nobody declared is remembered as such, or every page would ask for it again.
        _kept.update(dict.fromkeys(wanted, (now, None)))
        found = Attribute.objects.filter(code__in=wanted)
        _kept.update({attribute.code: (now, attribute) for attribute in found})
    return {code: kept for code in codes if (kept := _kept[code][1]) is not None}


def list_attributes(*, limit: int = 500) -> list[Attribute]:
    """The mall's attributes by label: those shoppers narrow a list by, before all others."""
    return list(Attribute.objects.order_by("-is_facet", "label", "pk")[:limit])


def forget_attributes() -> None:
    """Read them anew next time."""
    _kept.clear()
