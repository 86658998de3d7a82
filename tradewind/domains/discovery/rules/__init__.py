"""What discovery decides without a database."""

from tradewind.domains.discovery.rules.cards import Exchange, ListingCard, card
from tradewind.domains.discovery.rules.choices import Choice, format_choice, parse_choice
from tradewind.domains.discovery.rules.sorting import ListingSort

__all__ = [
    "Choice",
    "Exchange",
    "ListingCard",
    "ListingSort",
    "card",
    "format_choice",
    "parse_choice",
]
