"""Which HTTP status an error of the business has. The rest is 400; see `platform.http.problem`."""

from __future__ import annotations

from tradewind.domains.availability.rules import AlreadySoldHere, RestrictionTaken
from tradewind.domains.catalogue.operations.categories import CategoryInUse
from tradewind.domains.catalogue.operations.imports import ImportStopped
from tradewind.domains.catalogue.operations.inspecting import NothingToInspect, ProductNotApproved
from tradewind.domains.catalogue.operations.status import NothingToSell, ProductPutAway
from tradewind.domains.checkout.rules import (
    CheckoutClosed,
    LinkGone,
    QuoteHasProblems,
    TooMany,
    TotalChanged,
)
from tradewind.domains.customers.errors import (
    AddressOfMember,
    SameCustomer,
    TooManyAddresses,
    TwoMembers,
)
from tradewind.domains.discovery.operations.tastes import PersonalizationOff
from tradewind.domains.engagement.operations.keeping import TooManyFavourites
from tradewind.domains.engagement.operations.waiting import NotSoldOut
from tradewind.domains.engagement.rules.standing import IllegalStanding, NothingToAppeal
from tradewind.domains.engagement.rules.writing import (
    AlreadyReviewed,
    EditingOver,
    LinkNotAllowed,
    NotDelivered,
    OwnWords,
    SaidBefore,
)
from tradewind.domains.guides.rules import GuideTaken, GuideUnreadable
from tradewind.domains.identity.operations import EmailTaken
from tradewind.domains.identity.outside.operations import LastWayIn
from tradewind.domains.inventory.rules import (
    ReservationGone,
    StockPromised,
    StockShort,
    StocktakeClosed,
)
from tradewind.domains.ledger.paying_out import PayoutTakenBack, PayoutTooHigh
from tradewind.domains.loyalty.rules.errors import (
    CodeExpired,
    CodeNeeded,
    CodeTriedTooOften,
    CodeWrong,
    DepositFull,
    DepositLimit,
    DepositShort,
    GiftBlocked,
    GiftByGift,
    GiftCurrency,
    GiftExpired,
    GiftLimit,
    GiftNotReady,
    GiftNotReturnable,
    GiftNotSold,
    GiftShort,
    GiftShown,
    GiftSpent,
    GiftUnknown,
    GoodwillLimit,
    HoldGone,
    MileageMinimum,
    MileageOrderMinimum,
    MileageShare,
    MileageShort,
    MileageStep,
    RefundTooLarge,
    ReservedOtherwise,
    WithdrawalTooLarge,
)
from tradewind.domains.orders.claims import EstimateChanged, IllegalClaimMove, NotClaimable
from tradewind.domains.orders.rules import IllegalMove, NothingToShip
from tradewind.domains.payments.cards import CardExpired, CardNotKept, CardUnknown
from tradewind.domains.payments.operations.cash import CashNotExpected, NothingAtTheDoor
from tradewind.domains.payments.operations.refunding import NothingLeftToRefund
from tradewind.domains.payments.ports import (
    BadSignature,
    GatewayUnavailable,
    MethodNotOffered,
    OtherAmount,
    OtherMerchant,
    SetupRefused,
    UnknownProvider,
)
from tradewind.domains.pricing.rules import (
    LastPrice,
    PricesOverlap,
    StepNotCheaper,
    StepWithoutPrice,
)
from tradewind.domains.privacy.errors import ArchiveTooSoon, ErasureHindered, ErasureOver
from tradewind.domains.promotions.errors import (
    CodeTaken as PromotionCodeTaken,
)
from tradewind.domains.promotions.errors import (
    CouponUnknown,
    CouponUsedUp,
    CouponYoursUsed,
    PromotionIncomplete,
    PromotionOver,
)
from tradewind.domains.quotations.rules import (
    QuotationChanged,
    QuotationClosed,
    QuotationExpired,
    QuotationShort,
    QuotationTaken,
)
from tradewind.domains.shipping.rules import SlotClosed, SlotFull
from tradewind.domains.stores.errors import (
    AlreadyStaff,
    ApplicationDecided,
    ApplicationWaits,
    DocumentUnreadable,
    InvitationForAnother,
    InvitationGone,
    LastLocation,
    LastOwner,
    NameTaken,
    SlugTaken,
)
from tradewind.domains.visits.operations import CodeTaken
from tradewind.flows.change_products import ChangeGone, PlanOutdated
from tradewind.kernel.errors import TradewindError

STATUSES: dict[type[TradewindError], int] = {
    BadSignature: 401,
    CodeNeeded: 401,
    CodeWrong: 422,
    CodeExpired: 410,
    CodeTriedTooOften: 429,
    InvitationForAnother: 403,
    GoodwillLimit: 403,
    DepositFull: 409,
    DepositShort: 409,
    GiftBlocked: 409,
    GiftByGift: 422,
    GiftLimit: 422,
    GiftNotSold: 422,
    GiftNotReady: 409,
    GiftNotReturnable: 409,
    GiftShown: 410,
    GiftExpired: 409,
    GiftShort: 409,
    GiftSpent: 409,
    GuideTaken: 409,
    GuideUnreadable: 422,
    HoldGone: 409,
    MileageMinimum: 409,
    MileageOrderMinimum: 409,
    MileageShare: 409,
    MileageShort: 409,
    RefundTooLarge: 409,
    ReservedOtherwise: 409,
    WithdrawalTooLarge: 409,
    GiftUnknown: 404,
    CardUnknown: 404,
    CardExpired: 409,
    CardNotKept: 422,
    DepositLimit: 422,
    GiftCurrency: 422,
    MileageStep: 422,
    AlreadyReviewed: 409,
    SlotClosed: 409,
    SlotFull: 409,
    AlreadySoldHere: 409,
    RestrictionTaken: 409,
    AlreadyStaff: 409,
    EditingOver: 409,
    IllegalStanding: 409,
    LinkNotAllowed: 422,
    NotDelivered: 409,
    NothingToAppeal: 409,
    NotSoldOut: 409,
    OwnWords: 409,
    SaidBefore: 409,
    TooManyFavourites: 409,
    QuotationChanged: 409,
    QuotationClosed: 409,
    QuotationExpired: 410,
    QuotationShort: 409,
    QuotationTaken: 409,
    StepNotCheaper: 409,
    StepWithoutPrice: 409,
    CategoryInUse: 409,
    ChangeGone: 409,
    ImportStopped: 409,
    NothingToInspect: 409,
    NothingToSell: 409,
    PayoutTakenBack: 409,
    PayoutTooHigh: 409,
    ProductNotApproved: 409,
    ProductPutAway: 409,
    CheckoutClosed: 409,
    LinkGone: 410,
    CodeTaken: 409,
    EmailTaken: 409,
    IllegalMove: 409,
    IllegalClaimMove: 409,
    NotClaimable: 409,
    EstimateChanged: 409,
    LastLocation: 409,
    LastWayIn: 409,
    LastOwner: 409,
    LastPrice: 409,
    NameTaken: 409,
    NothingLeftToRefund: 409,
    CashNotExpected: 409,
    NothingAtTheDoor: 409,
    OtherAmount: 409,
    CouponUsedUp: 409,
    CouponYoursUsed: 409,
    PromotionCodeTaken: 409,
    PersonalizationOff: 409,
    PromotionIncomplete: 409,
    PromotionOver: 409,
    OtherMerchant: 409,
    PlanOutdated: 409,
    PricesOverlap: 409,
    QuoteHasProblems: 409,
    ReservationGone: 409,
    SlugTaken: 409,
    StockPromised: 409,
    StockShort: 409,
    StocktakeClosed: 409,
    AddressOfMember: 409,
    SameCustomer: 422,
    TooManyAddresses: 409,
    TwoMembers: 409,
    ApplicationDecided: 409,
    ApplicationWaits: 409,
    DocumentUnreadable: 422,
    ErasureHindered: 409,
    ErasureOver: 409,
    ArchiveTooSoon: 429,
    TotalChanged: 409,
    InvitationGone: 410,
    NothingToShip: 422,
    TooMany: 422,
    MethodNotOffered: 422,
    CouponUnknown: 422,
    UnknownProvider: 422,
    GatewayUnavailable: 503,
    SetupRefused: 503,
}
