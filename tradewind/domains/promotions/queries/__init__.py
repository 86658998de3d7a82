"""What others may ask about promotions."""

from tradewind.domains.promotions.queries.candidates import IS_PROMOTED, candidates, outcome
from tradewind.domains.promotions.queries.console import (
    Results,
    every_code,
    get_promotion,
    list_codes,
    list_promotions,
    results_of,
    uses_of,
)
from tradewind.domains.promotions.queries.figures import Figures, figures_of
from tradewind.domains.promotions.queries.goods import basket_line, forget_marks, lines_of
from tradewind.domains.promotions.queries.shown import KeptOffer, ShownOffer, shown_for, wallet_of

__all__ = [
    "IS_PROMOTED",
    "Figures",
    "KeptOffer",
    "Results",
    "ShownOffer",
    "basket_line",
    "candidates",
    "every_code",
    "figures_of",
    "forget_marks",
    "get_promotion",
    "lines_of",
    "list_codes",
    "list_promotions",
    "outcome",
    "results_of",
    "shown_for",
    "uses_of",
    "wallet_of",
]
