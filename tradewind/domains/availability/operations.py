"""Every change of where things are sold, and the word to those who waited for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from tradewind.domains.availability.models import PlaceWatch, SaleRestriction, Why
from tradewind.domains.availability.queries import barring, forget_restrictions
from tradewind.domains.availability.rules import AlreadySoldHere, Kind, RestrictionTaken
from tradewind.domains.catalogue.models import Category, Product, Variant
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.shipping.queries import soonest
from tradewind.domains.shipping.rules import check_places
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.place import Place
from tradewind.platform import audit

_AT_ONCE = 500


def restrict(
    *,
    store_id: int,
    kind: str,
    places: Sequence[str],
    actor: str,
    reason: str = "",
    product: str = "",
    variant: str = "",
    category: str = "",
) -> SaleRestriction:
    """Sell a product, one variant of it, a category (with those below) or, when none is given,
    everything only in (`kind` ``only``) or never in (``never``) these places. Ids are public.

    Raises `InvalidInput`, `NotFound`, `RestrictionTaken`.
    """
    if kind not in set(Kind):
        raise InvalidInput({"kind": "unknown"})
    if reason not in Why.values:
        raise InvalidInput({"reason": "unknown"})
    check_places(places)
    found_variant = _variant(store_id, variant) if variant else None
    found_product = _product(store_id, product) if product else None
    if found_variant is not None:
        if found_product is not None and found_variant.product_id != found_product.pk:
            raise NotFound(id=variant)
        found_product = found_variant.product
    if category and found_product is not None:
        raise InvalidInput({"category": "invalid"})
    try:
        with transaction.atomic():
            rule = SaleRestriction.objects.create(
                store_id=store_id,
                kind=kind,
                places=list(dict.fromkeys(places)),
                reason=reason,
                product=found_product,
                variant=found_variant,
                category=_category(category) if category else None,
            )
            _note(store_id, actor, "availability.restrict", rule)
    except IntegrityError:
        raise RestrictionTaken from None
    forget_restrictions()
    return rule


def change_restriction(
    *, store_id: int, restriction_id: str, places: Sequence[str], actor: str, reason: str = ""
) -> SaleRestriction:
    """Other places or another reason. Raises `InvalidInput`, `NotFound`."""
    if reason not in Why.values:
        raise InvalidInput({"reason": "unknown"})
    check_places(places)
    with transaction.atomic():
        rule = _locked(store_id, restriction_id)
        rule.places, rule.reason = list(dict.fromkeys(places)), reason
        rule.save(update_fields=["places", "reason"])
        _note(store_id, actor, "availability.change", rule)
    forget_restrictions()
    return rule


def lift(*, store_id: int, restriction_id: str, actor: str) -> None:
    """Drop a rule. Raises `NotFound`."""
    with transaction.atomic():
        rule = _locked(store_id, restriction_id)
        _note(store_id, actor, "availability.lift", rule)
        rule.delete()
    forget_restrictions()


def watch(
    *, product_id: str, place: Place, email: str, language: str, person_id: int | None
) -> PlaceWatch:
    """Tell this address once when the product is sold to `place`. Again changes nothing.

    Raises `InvalidInput`, `NotFound`, `AlreadySoldHere`.
    """
    try:
        validate_email(email.strip())
    except ValidationError:
        raise InvalidInput({"email": "invalid" if email.strip() else "required"}) from None
    products = Product.objects.across_stores("a shopper asks about a product of any store")
    product = products.filter(public_id=product_id, status=Product.Status.ACTIVE).first()
    if product is None:
        raise NotFound(id=product_id)
    if is_sold(product=product, place=place):
        raise AlreadySoldHere
    asked = {
        "product": product,
        "email": email.strip().lower(),
        "country": place.country,
        "region": place.region,
        "told_at": None,
    }
    row, _is_new = PlaceWatch.objects.across_stores("of whoever asks").get_or_create(
        **asked,
        defaults={
            "store_id": product.store_id,
            "person_id": person_id,
            "language": language,
            "asked_at": clock.now(),
        },
    )
    return row


def is_sold(*, product: Product, place: Place) -> bool:
    """Whether its store delivers there and no rule about the product as a whole forbids it."""
    rule = barring(
        store_id=product.store_id,
        product=str(product.public_id),
        variant_id=None,
        category_id=product.category_id,
        place=place,
    )
    reached = soonest(store_ids=[product.store_id], place=place, now=clock.now())
    return rule is None and product.store_id in reached


def tell_watchers() -> int:
    """Write to everybody whose product is sold where they are by now; how many were told.

    Each watch is told once: the row is marked in the transaction that writes the notice.
    """
    rows = PlaceWatch.objects.across_stores("the clock looks after everybody who waits")
    last, told = 0, 0
    while True:
        found = list(
            rows.filter(told_at=None, pk__gt=last)
            .select_related("product")
            .order_by("pk")[:_AT_ONCE]
        )
        if not found:
            return told
        last = found[-1].pk
        due = [
            row
            for row in found
            if row.product.status == Product.Status.ACTIVE
            and is_sold(product=row.product, place=Place(row.country, row.region))
        ]
        with transaction.atomic():
            fresh = set(
                rows.select_for_update(skip_locked=True)
                .filter(pk__in=[row.pk for row in due], told_at=None)
                .order_by("pk")
                .values_list("pk", flat=True)
            )
            rows.filter(pk__in=fresh).update(told_at=clock.now())
            told += notify_all([_news(row) for row in due if row.pk in fresh])


def _news(row: PlaceWatch) -> News:
    return News(
        key=f"availability.sold_here:{row.public_id}",
        kind="availability.sold_here",
        channel=Notice.Channel.EMAIL,
        language=row.language,
        facts={"watch": row.public_id},
        email=row.email,
        person_id=row.person_id,
        store_id=row.store_id,
    )


def _locked(store_id: int, public_id: str) -> SaleRestriction:
    rows = SaleRestriction.objects.for_store(store_id).select_for_update()
    rule = rows.filter(public_id=public_id).first()
    if rule is None:
        raise NotFound(id=public_id)
    return rule


def _product(store_id: int, public_id: str) -> Product:
    product = Product.objects.for_store(store_id).filter(public_id=public_id).first()
    if product is None:
        raise NotFound(id=public_id)
    return product


def _variant(store_id: int, public_id: str) -> Variant:
    rows = Variant.objects.for_store(store_id).select_related("product")
    variant = rows.filter(public_id=public_id).first()
    if variant is None:
        raise NotFound(id=public_id)
    return variant


def _category(slug: str) -> Category:
    category = Category.objects.filter(slug=slug, archived_at=None).first()
    if category is None:
        raise NotFound(id=slug)
    return category


def _note(store_id: int, actor: str, action: str, rule: SaleRestriction) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=str(rule.public_id),
        store_id=store_id,
        changes={rule.kind: [None, rule.places]},
    )
