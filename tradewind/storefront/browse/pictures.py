"""Which pictures of a product are shown for the choice that was made."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.domains.catalogue.queries.facts import PictureFacts, VariantFacts
from tradewind.platform.files.storages import public_url
from tradewind.ui.tiles import Picture


def pictures_of(
    pictures: Sequence[PictureFacts],
    chosen: VariantFacts | None,
    variants: Sequence[VariantFacts],
) -> list[Picture]:
    """Pictures of the variants most like the chosen one (a colour is shown in one size only), then
    those of no variant in particular.
    """
    keys = {variant.variant_id: variant.keys for variant in variants}
    wanted = chosen.keys if chosen else ()

    def likeness(picture: PictureFacts) -> int:
        theirs = keys.get(picture.variant_id or 0, ())
        return sum(mine == other for mine, other in zip(wanted, theirs, strict=False))

    most = max(map(likeness, pictures), default=0)
    own = [picture for picture in pictures if most and likeness(picture) == most]
    general = [picture for picture in pictures if picture.variant_id is None]
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
