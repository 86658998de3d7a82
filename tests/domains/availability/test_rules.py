"""Which places a restriction forbids; no database."""

from __future__ import annotations

import pytest

from tradewind.domains.availability.rules import Kind, Restriction, barred
from tradewind.kernel.place import Place

MONGOLIA, ONTARIO, QUEBEC = Place("MN"), Place("CA", "ON"), Place("CA", "QC")


@pytest.mark.parametrize(
    ("kind", "places", "place", "is_forbidden"),
    [
        (Kind.NEVER, ["MN"], MONGOLIA, True),
        (Kind.NEVER, ["MN"], ONTARIO, False),
        (Kind.NEVER, ["CA-QC"], QUEBEC, True),
        (Kind.NEVER, ["CA-QC"], ONTARIO, False),
        (Kind.NEVER, ["CA-QC"], Place("CA"), False),
        (Kind.NEVER, ["*"], MONGOLIA, True),
        (Kind.ONLY, ["CA"], ONTARIO, False),
        (Kind.ONLY, ["CA"], MONGOLIA, True),
        (Kind.ONLY, ["CA-ON", "US"], QUEBEC, True),
        (Kind.ONLY, ["*"], MONGOLIA, False),
    ],
)
def test_places(kind: Kind, places: list[str], place: Place, is_forbidden: bool) -> None:
    assert Restriction(kind=kind, places=places).forbids(place) is is_forbidden


def test_every_rule_has_to_allow_it() -> None:
    only, never = (
        Restriction(kind=Kind.ONLY, places=["CA"]),
        Restriction(kind=Kind.NEVER, places=["CA-QC"]),
    )
    assert barred([only, never], ONTARIO) is None
    assert barred([only, never], QUEBEC) is never
    assert barred([only, never], MONGOLIA) is only
    assert barred([], MONGOLIA) is None


def test_what_a_rule_is_about() -> None:
    of_variant = Restriction(kind=Kind.NEVER, places=["*"], product_id=1, variant_id=7)
    of_food = Restriction(kind=Kind.NEVER, places=["*"], category_id=4)
    assert of_variant.touches(product_id=1, variant_id=7, categories=())
    assert not of_variant.touches(product_id=1, variant_id=8, categories=())
    assert not of_variant.touches(product_id=1, variant_id=None, categories=())
    assert of_food.touches(product_id=9, variant_id=None, categories=[2, 4])
    assert not of_food.touches(product_id=9, variant_id=None, categories=[2])
