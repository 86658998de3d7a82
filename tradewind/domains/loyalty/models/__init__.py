"""Points, deposits and gift cards: whose they are, where they came from, what became of them."""

from tradewind.domains.loyalty.models.cards import GiftCard
from tradewind.domains.loyalty.models.codes import OneTimeCode
from tradewind.domains.loyalty.models.gifts import GiftPurchase, GiftTerms
from tradewind.domains.loyalty.models.holds import Hold, HoldRefund
from tradewind.domains.loyalty.models.lots import Accrual, Lot, Take
from tradewind.domains.loyalty.models.terms import DepositTerms, EarnRule, MileageTerms
from tradewind.domains.loyalty.models.top_ups import TopUp, Withdrawal
from tradewind.domains.loyalty.models.wallets import Adjustment, Contact, Debt, Wallet

__all__ = [
    "Accrual",
    "Adjustment",
    "Contact",
    "Debt",
    "DepositTerms",
    "EarnRule",
    "GiftCard",
    "GiftPurchase",
    "GiftTerms",
    "Hold",
    "HoldRefund",
    "Lot",
    "MileageTerms",
    "OneTimeCode",
    "Take",
    "TopUp",
    "Wallet",
    "Withdrawal",
]
