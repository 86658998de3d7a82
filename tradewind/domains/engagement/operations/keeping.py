"""Liking things, sorting them, and bringing a guest's along at sign-in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.customers.models import Address
from tradewind.domains.engagement.models import Favourite, Folder, Inquiry, Keeper, KeeperMail
from tradewind.domains.engagement.queries.prices import Standing, standing_of
from tradewind.domains.engagement.rules.reading import Reader, may_read
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError

MOST = 500
_MOST_FOLDERS = 50
_MOST_TAGS = 10
_LONGEST_TAG, _LONGEST_FOLDER = 30, 60
_WHY = "a shopper likes goods of whichever store"
NOTICES = ("tell_price", "tell_back", "tell_gone", "tell_answer")


class TooManyFavourites(TradewindError):
    """More than `most` are kept."""

    code = "favourites_too_many"


def open_keeper(*, person_id: int | None) -> Keeper:
    """The member's keeper, or a new guest's."""
    if person_id is None:
        return Keeper.objects.create(token=ids.new_token())
    try:
        with transaction.atomic():
            return Keeper.objects.get_or_create(
                person_id=person_id, defaults={"token": ids.new_token()}
            )[0]
    except IntegrityError:
        return Keeper.objects.get(person_id=person_id)


def like_product(
    *, keeper: Keeper, product_id: str, currency: str, variant_id: str = "", language: str = "en"
) -> Favourite:
    """Keep a product, or one of its variants, with how it is now. Liking it again changes nothing.

    Raises `NotFound`, `TooManyFavourites`.
    """
    product = (
        Product.objects.across_stores(_WHY)
        .filter(public_id=product_id, archived_at=None, store__status="open")
        .exclude(status__in=("draft", "waiting", "refused"))
        .first()
    )
    if product is None:
        raise NotFound(id=product_id)
    variant = _variant(product, variant_id) if variant_id else None
    now = standing_of(product=product, variant=variant, currency=currency, now=clock.now())
    picture = product.media.order_by("position", "id").values_list("file", flat=True).first()
    return _keep(
        Favourite(
            keeper=keeper,
            kind=Favourite.Kind.PRODUCT,
            product=product,
            variant=variant,
            title=product.text("title", language),
            picture=picture or "",
            **_snapshot(now, currency),
        ),
        {"product": product, "variant": variant},
    )


def like_address(*, keeper: Keeper, address_id: str) -> Favourite:
    """Keep one of the member's own addresses. Raises `NotFound`."""
    own = Address.objects.filter(person__isnull=False, person=keeper.person)
    address = own.filter(public_id=address_id).first()
    if address is None:
        raise NotFound(id=address_id)
    title = address.label or str(address.fields.get("city", "")) or address.country
    return _keep(
        Favourite(keeper=keeper, kind=Favourite.Kind.ADDRESS, address=address, title=title),
        {"address": address},
    )


def like_inquiry(*, keeper: Keeper, inquiry_id: str) -> Favourite:
    """Follow a question one may read. Raises `NotFound`."""
    inquiry = Inquiry.objects.across_stores(_WHY).filter(public_id=inquiry_id).first()
    reader = Reader(person_id=keeper.person_id)
    if inquiry is None or not may_read(
        reader,
        store_id=inquiry.store_id,
        asker_id=inquiry.person_id,
        is_secret=inquiry.is_secret,
        standing=inquiry.standing,
    ):
        raise NotFound(id=inquiry_id)
    return _keep(
        Favourite(
            keeper=keeper, kind=Favourite.Kind.INQUIRY, inquiry=inquiry, title=inquiry.text[:300]
        ),
        {"inquiry": inquiry},
    )


def remove(*, keeper: Keeper, favourite_ids: Collection[str]) -> int:
    """Keep these no longer; gives how many there were. Repeating it changes nothing."""
    found = Favourite.objects.filter(keeper=keeper, public_id__in=list(favourite_ids))
    return found.delete()[1].get("engagement.Favourite", 0)


def unlike_product(*, keeper: Keeper, product_id: str, variant_id: str = "") -> int:
    """Keep no favourite of the product; with a variant, none that is marked on it: its own and that
    of the product without a choice. Gives how many there were. Repeating it changes nothing.
    Raises `NotFound` for ids of something else.
    """
    ids.decode("prd", product_id)
    found = Favourite.objects.filter(
        keeper=keeper, kind=Favourite.Kind.PRODUCT, product__public_id=product_id
    )
    if variant_id:
        ids.decode("var", variant_id)
        found = found.filter(Q(variant=None) | Q(variant__public_id=variant_id))
    return found.delete()[1].get("engagement.Favourite", 0)


def move(*, keeper: Keeper, favourite_ids: Collection[str], folder_id: str) -> int:
    """Put these into a folder of the same keeper; empty: into none. Raises `NotFound`."""
    folder = _folder(keeper, folder_id) if folder_id else None
    found = Favourite.objects.filter(keeper=keeper, public_id__in=list(favourite_ids))
    return found.update(folder=folder)


def tag(*, keeper: Keeper, favourite_ids: Collection[str], tags: Sequence[str]) -> int:
    """Give these favourites exactly these tags. Raises `InvalidInput`."""
    clean = list(dict.fromkeys(text.strip() for text in tags if text.strip()))
    if len(clean) > _MOST_TAGS or any(len(text) > _LONGEST_TAG or "\0" in text for text in clean):
        raise InvalidInput({"tags": "too_long"})
    found = Favourite.objects.filter(keeper=keeper, public_id__in=list(favourite_ids))
    return found.update(tags=clean)


def set_notices(*, keeper: Keeper, favourite_id: str, told: Mapping[str, bool]) -> Favourite:
    """What of `NOTICES` its keeper hears of; what is left out stays. Raises `NotFound`."""
    with transaction.atomic():
        row = (
            Favourite.objects.select_for_update()
            .filter(keeper=keeper, public_id=favourite_id)
            .first()
        )
        if row is None:
            raise NotFound(id=favourite_id)
        for name in NOTICES:
            if name in told:
                setattr(row, name, told[name])
        row.save(update_fields=list(NOTICES))
    return row


def make_folder(*, keeper: Keeper, name: str) -> Folder:
    """A folder of that name; the one there is, if there is. Raises `InvalidInput`."""
    clean = _folder_name(name)
    own = Folder.objects.filter(keeper=keeper)
    found = own.filter(name__iexact=clean).first()
    if found is not None:
        return found
    if own.count() >= _MOST_FOLDERS:
        raise InvalidInput({"name": "too_many"})
    try:
        with transaction.atomic():
            return Folder.objects.create(keeper=keeper, name=clean)
    except IntegrityError:
        return own.get(name__iexact=clean)


def rename_folder(*, keeper: Keeper, folder_id: str, name: str) -> Folder:
    """Raises `NotFound`, `InvalidInput` (also for a name another folder has)."""
    folder = _folder(keeper, folder_id)
    folder.name = _folder_name(name)
    try:
        with transaction.atomic():
            folder.save(update_fields=["name"])
    except IntegrityError:
        raise InvalidInput({"name": "taken"}) from None
    return folder


def remove_folder(*, keeper: Keeper, folder_id: str) -> None:
    """The folder goes, what was in it stays. Repeating it changes nothing."""
    Folder.objects.filter(keeper=keeper, public_id=folder_id).delete()


def join_person(*, token: str, person_id: int) -> Keeper | None:
    """At sign-in the guest's favourites become the member's; of the same thing the member's stays.

    Returns the member's keeper, None where neither had one. Repeating it changes nothing.
    """
    with transaction.atomic():
        guest = Keeper.objects.select_for_update().filter(token=token, person=None).first()
        own = Keeper.objects.select_for_update().filter(person_id=person_id).first()
        if guest is None:
            return own
        if own is None:
            guest.person_id = person_id
            guest.save(update_fields=["person"])
            # A member is told at their own address, as they choose.
            KeeperMail.objects.filter(keeper=guest).delete()
            return guest
        _merge(guest, own)
    return own


def _merge(guest: Keeper, own: Keeper) -> None:
    folders = {folder.name.casefold(): folder for folder in own.folders.all()}
    for folder in guest.folders.all():
        twin = folders.get(folder.name.casefold())
        if twin is None:
            folder.keeper = own
            folder.save(update_fields=["keeper"])
        else:
            folder.favourites.update(folder=twin)
    held = {_target(row) for row in own.favourites.all()}
    moved = [row.pk for row in guest.favourites.all() if _target(row) not in held]
    Favourite.objects.filter(pk__in=moved).update(keeper=own)
    guest.delete()


def _target(row: Favourite) -> tuple[int | None, ...]:
    return row.product_id, row.variant_id, row.address_id, row.inquiry_id


def _keep(row: Favourite, target: Mapping[str, object]) -> Favourite:
    mine = Favourite.objects.filter(keeper=row.keeper, kind=row.kind)
    found = mine.filter(**target).first()
    if found is not None:
        return found
    if Favourite.objects.filter(keeper=row.keeper).count() >= MOST:
        raise TooManyFavourites(most=MOST)
    row.liked_at = clock.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return mine.get(**target)
    return row


def _snapshot(now: Standing, currency: str) -> dict[str, object]:
    return {
        "price_minor": now.minor,
        "known_minor": now.minor,
        "currency": currency,
        "was_in_stock": now.pieces > 0,
        "is_out": now.pieces <= 0,
        "is_gone": now.is_gone,
    }


def _variant(product: Product, variant_id: str) -> Variant:
    variants = Variant.objects.for_store(product.store_id)
    found = variants.filter(product=product, public_id=variant_id, archived_at=None).first()
    if found is None:
        raise NotFound(id=variant_id)
    return found


def _folder(keeper: Keeper, folder_id: str) -> Folder:
    found = Folder.objects.filter(keeper=keeper, public_id=folder_id).first()
    if found is None:
        raise NotFound(id=folder_id)
    return found


def _folder_name(name: str) -> str:
    clean = name.strip()
    if not clean or len(clean) > _LONGEST_FOLDER or "\0" in clean:
        raise InvalidInput({"name": "too_long" if clean else "required"})
    return clean
