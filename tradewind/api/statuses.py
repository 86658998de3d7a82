"""Which HTTP status an error of the business has. The rest is 400; see `platform.http.problem`."""

from __future__ import annotations

from tradewind.domains.catalogue.operations.categories import CategoryInUse
from tradewind.domains.catalogue.operations.imports import ImportStopped
from tradewind.domains.catalogue.operations.status import NothingToSell, ProductPutAway
from tradewind.domains.checkout.rules import CheckoutClosed, QuoteHasProblems, TooMany, TotalChanged
from tradewind.domains.customers.errors import TooManyAddresses
from tradewind.domains.identity.operations import EmailTaken
from tradewind.domains.inventory.rules import ReservationGone, StockPromised, StockShort
from tradewind.domains.orders.rules import IllegalMove, NothingToShip
from tradewind.domains.payments.operations.refunding import NothingLeftToRefund
from tradewind.domains.payments.ports import (
    BadSignature,
    GatewayUnavailable,
    OtherAmount,
    UnknownProvider,
)
from tradewind.domains.stores.errors import (
    AlreadyStaff,
    InvitationForAnother,
    InvitationGone,
    LastLocation,
    LastOwner,
    NameTaken,
    SlugTaken,
)
from tradewind.domains.visits.operations import CodeTaken
from tradewind.kernel.errors import TradewindError

STATUSES: dict[type[TradewindError], int] = {
    BadSignature: 401,
    InvitationForAnother: 403,
    AlreadyStaff: 409,
    CategoryInUse: 409,
    ImportStopped: 409,
    NothingToSell: 409,
    ProductPutAway: 409,
    CheckoutClosed: 409,
    CodeTaken: 409,
    EmailTaken: 409,
    IllegalMove: 409,
    LastLocation: 409,
    LastOwner: 409,
    NameTaken: 409,
    NothingLeftToRefund: 409,
    OtherAmount: 409,
    QuoteHasProblems: 409,
    ReservationGone: 409,
    SlugTaken: 409,
    StockPromised: 409,
    StockShort: 409,
    TooManyAddresses: 409,
    TotalChanged: 409,
    InvitationGone: 410,
    NothingToShip: 422,
    TooMany: 422,
    UnknownProvider: 422,
    GatewayUnavailable: 503,
}
