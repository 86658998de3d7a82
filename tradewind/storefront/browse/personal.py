"""The shelves a page chooses for whoever looks, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.discovery.queries import Recommended, personal_shelves
from tradewind.domains.discovery.reasons import sentence
from tradewind.domains.discovery.rules.shelves import Why
from tradewind.kernel import clock
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.shopper import Shopper
from tradewind.ui.tiles import Tile

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Personal:
    """`chosen` is for the shopper where enough is known of them, else what is popular there.

    `is_on` when they let the mall choose by what they do; `is_asked` shows a guest the switch.
    """

    title: str
    chosen: Sequence[Tile]
    recent: Sequence[Tile]
    is_on: bool
    is_asked: bool
    settings_url: str


def personal_of(shopper: Shopper, token: str, *, asks: bool = False) -> Personal:
    """One statement."""
    found = personal_shelves(
        person_id=shopper.person_id,
        token=token,
        language=shopper.language,
        currency=shopper.currency,
        place=shopper.place,
        now=clock.now(),
    )
    is_known = len(found.for_you) >= _FEWEST
    chosen = found.for_you if is_known else found.popular
    is_there = any(one.about for one in chosen)
    popular = (
        _("Popular in %(country)s") % {"country": country_name(shopper.place.country)}
        if is_there
        else _("Popular")
    )
    return Personal(
        title=_("For you") if is_known else popular,
        chosen=recommended_tiles(chosen, shopper),
        recent=tiles(found.recent, shopper),
        is_on=found.is_personal,
        is_asked=asks,
        settings_url=reverse(
            "storefront:account_taste" if shopper.person_id is not None else "storefront:seen"
        ),
    )


def recommended_tiles(found: Sequence[Recommended], shopper: Shopper) -> list[Tile]:
    """Tiles that say why they are there, where the shelf's title does not say it for all."""
    made = tiles([one.card for one in found], shopper)
    return [
        replace(tile, reason=sentence(one.why, one.about))
        if one.why in (Why.LIKED, Why.BOUGHT, Why.VIEWED)
        else tile
        for tile, one in zip(made, found, strict=True)
    ]
