"""Which pictures of a product are shown for the choice that was made."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.domains.catalogue.queries.facts import PictureFacts, VariantFacts
from tradewind.platform.files.storages import public_url
from tradewind.ui.tiles import Picture


def pictures_of(
    pictures: Sequence[PictureFacts],
    chosen: VariantFacts | None,
) -> list[Picture]:
    """Pictures of the chosen variant, most particular first; where it has none, of those most like
    it (a colour is shown in one size only); then those that show every variant.

    The first is the one `catalogue.queries.PICTURE` finds.
    """
    wanted = chosen.keys if chosen else ()

    def likeness(picture: PictureFacts) -> tuple[bool, int]:
        said = [
            mine == theirs for mine, theirs in zip(wanted, picture.shows, strict=False) if theirs
        ]
        return bool(said) and all(said), sum(said)

    own = sorted(
        (picture for picture in pictures if likeness(picture)[1]), key=likeness, reverse=True
    )
    if own:
        is_its_own, most = likeness(own[0])
        own = [one for one in own if likeness(one)[0] if is_its_own] or [
            one for one in own if likeness(one)[1] == most
        ]
    general = [picture for picture in pictures if not picture.shows]
    return [_picture(picture) for picture in [*own, *general] or pictures]


def _picture(picture: PictureFacts) -> Picture:
    return Picture(
        url=public_url(picture.file),
        alt=picture.alt,
        thumb_url=public_url(picture.renditions[0][1]) if picture.renditions else "",
        srcset=", ".join(f"{public_url(name)} {width}w" for width, name in picture.renditions),
        width=picture.width or 800,
        height=picture.height or 1000,
    )
