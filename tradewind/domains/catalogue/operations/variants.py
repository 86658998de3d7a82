"""One variant at a time: SKU, GTIN, weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.catalogue.operations.columns import text_faults
from tradewind.domains.catalogue.operations.locking import locked_product
from tradewind.domains.catalogue.operations.naming import lock_names
from tradewind.domains.catalogue.operations.telling import tell_changed
from tradewind.domains.catalogue.rules import normal_gtin
from tradewind.kernel.errors import InvalidInput, NotFound

_HEAVIEST_G = 100_000_000


@dataclass(frozen=True, slots=True)
class FirstVariant:
    """What a product is born with: `sku` may be empty, `gtin` is valid or empty, `weight_g` ≥ 0."""

    sku: str = ""
    gtin: str = ""
    weight_g: int = 0

    @classmethod
    def checked(cls, *, sku: str, gtin: str, weight_g: int) -> FirstVariant:
        """Raises `InvalidInput`."""
        faults = text_faults(Variant, {"sku": sku})
        found = _gtin(gtin, faults)
        _check_weight(weight_g, faults)
        if faults:
            raise InvalidInput(faults)
        return cls(sku.strip(), found, weight_g)


def change_variant(
    *,
    store_id: int,
    variant_id: str,
    sku: str | None = None,
    gtin: str | None = None,
    other_gtins: Sequence[str] | None = None,
    weight_g: int | None = None,
) -> Variant:
    """Change what is given (None: leave). What is as it was changes and tells nothing.

    A GTIN needs its right check digit. Raises `InvalidInput`, `NotFound`.
    """
    wanted = _checked(sku, gtin, other_gtins, weight_g)
    with transaction.atomic():
        if sku is not None:
            lock_names(store_id)
        variant = _locked(store_id, variant_id)
        changed = [name for name, value in wanted.items() if getattr(variant, name) != value]
        if "sku" in changed and _is_taken(store_id, str(wanted["sku"])):
            raise InvalidInput({"sku": "taken"})
        for name in changed:
            setattr(variant, name, wanted[name])
        if changed:
            variant.save(update_fields=[*changed, "updated_at"])
            tell_changed(variant.product)
    return variant


def _locked(store_id: int, variant_id: str) -> Variant:
    found = Variant.objects.for_store(store_id).select_related("product")
    variant = found.filter(public_id=variant_id).first()
    if variant is None:
        raise NotFound(id=variant_id)
    # The product's row is the lock of all its parts; what was read before it may be old.
    locked_product(store_id=store_id, product_id=str(variant.product.public_id))
    return found.get(pk=variant.pk)


def _checked(
    sku: str | None, gtin: str | None, other_gtins: Sequence[str] | None, weight_g: int | None
) -> dict[str, str | int | list[str]]:
    wanted: dict[str, str | int | list[str]] = {}
    faults: dict[str, str] = {}
    if sku is not None:
        wanted["sku"] = sku.strip()
        faults |= text_faults(Variant, wanted)
        if not wanted["sku"]:
            faults["sku"] = "required"
    if gtin is not None:
        wanted["gtin"] = _gtin(gtin, faults)
    if other_gtins is not None:
        found = [normal_gtin(text) for text in other_gtins if text.strip()]
        wanted["other_gtins"] = [text for text in found if text]
        if None in found:
            faults["other_gtins"] = "gtin_invalid"
    if weight_g is not None:
        wanted["weight_g"] = weight_g
        _check_weight(weight_g, faults)
    if faults:
        raise InvalidInput(faults)
    return wanted


def _gtin(text: str, faults: dict[str, str]) -> str:
    if not text.strip():
        return ""
    found = normal_gtin(text)
    if found is None:
        faults["gtin"] = "gtin_invalid"
    return found or ""


def _check_weight(weight_g: int, faults: dict[str, str]) -> None:
    if weight_g < 0:
        faults["weight_g"] = "too_small"
    elif weight_g > _HEAVIEST_G:
        faults["weight_g"] = "too_large"


def _is_taken(store_id: int, sku: str) -> bool:
    return Variant.objects.for_store(store_id).filter(sku=sku).exists()
