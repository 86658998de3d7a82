"""What a store's stock looks like over REST, coming and going."""

from __future__ import annotations

from ninja import Field, Schema

from tradewind.domains.inventory.models import StockMovement
from tradewind.platform.http.paging import PageParams

_MOST = 1_000_000


class ShelfShape(Schema):
    """`available` is what can be sold; the shelf is low at or below `low_at` of these."""

    variant_id: str
    sku: str
    title: str
    location_id: str
    location: str
    on_hand: int
    reserved: int
    available: int
    low_at: int
    is_low: bool


class ShelfPage(Schema):
    items: list[ShelfShape]
    next_cursor: str | None


class PlaceShape(Schema):
    location_id: str
    location: str
    on_hand: int
    reserved: int
    available: int
    low_at: int | None


class GoodsShape(Schema):
    variant_id: str
    sku: str
    title: str
    choices: list[str]
    places: list[PlaceShape]


class StockMovementShape(Schema):
    id: int
    kind: str
    quantity: int
    on_hand_after: int
    variant_id: str
    sku: str
    location_id: str
    location: str
    reference: str
    note: str
    actor: str
    moved_at: str


class StockMovementPage(Schema):
    items: list[StockMovementShape]
    next_cursor: str | None


class ShelfParams(PageParams):
    location: str = Field("", max_length=40, description="A location's id")
    low: bool = Field(False, description="Only what runs low")
    text: str = Field("", max_length=100, description="In title, SKU, GTIN")


class MovementParams(PageParams):
    variant: str = Field("", max_length=40)
    location: str = Field("", max_length=40)
    kind: StockMovement.Kind | None = None


class ReceiptIn(Schema):
    location: str
    pieces: int = Field(ge=1, le=_MOST)
    reference: str = Field("", max_length=40)
    note: str = Field("", max_length=200)


class CountIn(Schema):
    location: str
    pieces: int = Field(ge=0, le=_MOST)
    note: str = Field("", max_length=200)


class StockAdjustmentIn(Schema):
    location: str
    change: int = Field(ge=-_MOST, le=_MOST, description="Signed, not 0")
    kind: StockMovement.Kind = Field(description="damaged or returned")
    note: str = Field("", max_length=200)


class TransferIn(Schema):
    location: str
    to: str
    pieces: int = Field(ge=1, le=_MOST)
    note: str = Field("", max_length=200)


class AlertIn(Schema):
    location: str
    low_at: int = Field(ge=0, le=_MOST)
