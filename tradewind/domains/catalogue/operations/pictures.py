"""A product's pictures, in the order they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, Any

from django.db import transaction
from django.db.models import Max

from tradewind.domains.catalogue.models import Media, Product
from tradewind.domains.catalogue.operations.columns import text_faults
from tradewind.domains.catalogue.operations.locking import locked_product
from tradewind.domains.catalogue.operations.telling import tell_changed
from tradewind.domains.catalogue.rules.options import check_shown
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.files import storages
from tradewind.platform.files.pictures import store_picture

_FOLDER = "products"
_MOST = 40


def add_picture(
    *,
    store_id: int,
    product_id: str,
    upload: IO[bytes],
    alt: str = "",
    shows: Sequence[str] = (),
) -> Media:
    """Keep an uploaded picture in every size pages use and show it after the others.

    Raises `NotFound`, `InvalidInput`, and what `store_picture` raises about the file.
    """
    # Decoding takes up to a second; no row is locked meanwhile.
    picture = store_picture(upload, folder=_FOLDER)
    return _add(
        store_id,
        product_id,
        shows,
        file=picture.largest.name,
        alt=alt,
        width=picture.largest.width,
        height=picture.largest.height,
        renditions={str(size.width): size.name for size in picture.renditions},
    )


def add_drawing(
    *,
    store_id: int,
    product_id: str,
    svg: str,
    width: int,
    height: int,
    alt: str = "",
    alt_translations: Mapping[str, str] | None = None,
    shows: Sequence[str] = (),
) -> Media:
    """Show a drawing made by our own code; it fits every size.

    Never what somebody uploaded: an SVG may hold scripts. Raises `NotFound`, `InvalidInput`.
    """
    name = storages.save(svg.encode(), where="public", folder=_FOLDER, suffix=".svg")
    return _add(
        store_id,
        product_id,
        shows,
        file=name,
        alt=alt,
        alt_translations=dict(alt_translations or {}),
        width=width,
        height=height,
    )


def describe_picture(
    *,
    store_id: int,
    product_id: str,
    media_id: str,
    alt: str,
    alt_translations: Mapping[str, str] | None = None,
) -> Media:
    """Say what can be seen, for those who can't; translations stay unless given.

    Raises `InvalidInput`, `NotFound`.
    """
    _check_alt(alt)
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        media = _find(product, media_id)
        said = media.alt_translations if alt_translations is None else dict(alt_translations)
        if (media.alt, media.alt_translations) != (alt, said):
            media.alt, media.alt_translations = alt, said
            media.save(update_fields=["alt", "alt_translations"])
            tell_changed(product)
    return media


def link_picture(*, store_id: int, product_id: str, media_id: str, shows: Sequence[str]) -> Media:
    """Say which choices a picture shows: a value for each option, empty for any; an empty list for
    every variant. Safe to repeat. Raises `InvalidInput` (fields ``shows.<place>``), `NotFound`."""
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        media = _find(product, media_id)
        wanted = list(check_shown(shows, product.options))
        if media.shows != wanted:
            media.shows = wanted
            media.save(update_fields=["shows"])
            tell_changed(product)
    return media


def order_pictures(*, store_id: int, product_id: str, media_ids: Sequence[str]) -> None:
    """Show the pictures in this order, which names each of them once.

    Raises `InvalidInput`, `NotFound`.
    """
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        rows = Media.objects.for_store(store_id)
        pictures = {str(media.public_id): media for media in rows.filter(product=product)}
        if sorted(media_ids) != sorted(pictures):
            raise InvalidInput({"media": "invalid"})
        moved = []
        for place, media_id in enumerate(media_ids):
            if pictures[media_id].position != place:
                pictures[media_id].position = place
                moved.append(pictures[media_id])
        if moved:
            rows.bulk_update(moved, ["position"])
            tell_changed(product)


def remove_picture(*, store_id: int, product_id: str, media_id: str) -> None:
    """Show it no longer. Its file stays: former orders, mails and other rows may name it.

    Raises `NotFound`.
    """
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        _find(product, media_id).delete()
        tell_changed(product)


def _add(
    store_id: int, product_id: str, shows: Sequence[str], *, alt: str, **columns: Any
) -> Media:
    _check_alt(alt)
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        shown = Media.objects.for_store(store_id).filter(product=product)
        if shown.count() >= _MOST:
            raise InvalidInput({"media": "too_long"})
        last = shown.aggregate(last=Max("position"))["last"]
        media = Media.objects.create(
            store_id=store_id,
            product=product,
            shows=list(check_shown(shows, product.options)),
            alt=alt,
            position=0 if last is None else last + 1,
            **columns,
        )
        tell_changed(product)
    return media


def _find(product: Product, media_id: str) -> Media:
    pictures = Media.objects.for_store(product.store_id)
    media = pictures.filter(product=product, public_id=media_id).first()
    if media is None:
        raise NotFound(id=media_id)
    return media


def _check_alt(alt: str) -> None:
    faults = text_faults(Media, {"alt": alt})
    if faults:
        raise InvalidInput(faults)
