"""What others may ask about points, deposits and gift cards."""

from tradewind.domains.loyalty.queries.balances import (
    Balances,
    Deposit,
    Expiring,
    Pending,
    Usable,
    balances_of,
    find_wallet_of_person,
    usable,
)
from tradewind.domains.loyalty.queries.cards import CardRow, card_row, list_cards
from tradewind.domains.loyalty.queries.funding import Funding, Liability, funding_of, liabilities
from tradewind.domains.loyalty.queries.gifts import (
    GiftOffer,
    find_gift_offer,
    get_gift,
    get_purchase_of,
    list_gift_terms,
    list_gifts,
)
from tradewind.domains.loyalty.queries.people import (
    WalletRow,
    count_unclaimed_wallets,
    find_wallets,
    get_wallet_row,
)
from tradewind.domains.loyalty.queries.spending import Spent, spent_by, worth_of
from tradewind.domains.loyalty.queries.statements import StatementRow, statement_of
from tradewind.domains.loyalty.queries.terms import (
    list_deposit_terms,
    list_earn_rules,
    list_mileage_terms,
)

__all__ = [
    "Balances",
    "CardRow",
    "Deposit",
    "Expiring",
    "Funding",
    "GiftOffer",
    "Liability",
    "Pending",
    "Spent",
    "StatementRow",
    "Usable",
    "WalletRow",
    "balances_of",
    "card_row",
    "count_unclaimed_wallets",
    "find_gift_offer",
    "find_wallet_of_person",
    "find_wallets",
    "funding_of",
    "get_gift",
    "get_purchase_of",
    "get_wallet_row",
    "liabilities",
    "list_cards",
    "list_deposit_terms",
    "list_earn_rules",
    "list_gift_terms",
    "list_gifts",
    "list_mileage_terms",
    "spent_by",
    "statement_of",
    "usable",
    "worth_of",
]
