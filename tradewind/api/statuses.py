"""Which HTTP status an error of the business has. The rest is 400; see `platform.http.problem`."""

from __future__ import annotations

from tradewind.domains.checkout.rules import (
    CheckoutClosed,
    QuoteHasProblems,
    TooMany,
    TotalChanged,
)
from tradewind.domains.inventory.rules import ReservationGone, StockPromised, StockShort
from tradewind.domains.orders.rules import IllegalMove, NothingToShip
from tradewind.domains.payments.operations.refunding import NothingLeftToRefund
from tradewind.domains.payments.ports import BadSignature, GatewayUnavailable, UnknownProvider
from tradewind.kernel.errors import TradewindError

STATUSES: dict[type[TradewindError], int] = {
    BadSignature: 401,
    CheckoutClosed: 409,
    IllegalMove: 409,
    NothingLeftToRefund: 409,
    QuoteHasProblems: 409,
    ReservationGone: 409,
    StockPromised: 409,
    StockShort: 409,
    TotalChanged: 409,
    NothingToShip: 422,
    TooMany: 422,
    UnknownProvider: 422,
    GatewayUnavailable: 503,
}
