"""Every write to promotions."""

from tradewind.domains.promotions.operations.coding import MOST_AT_ONCE, add_code, generate_codes
from tradewind.domains.promotions.operations.keeping import (
    Audience,
    claim,
    give,
    keep_code,
    let_go,
)
from tradewind.domains.promotions.operations.redeeming import (
    confirm,
    give_back,
    release,
    reserve,
)
from tradewind.domains.promotions.operations.selling import (
    record_sales,
    record_takebacks,
)
from tradewind.domains.promotions.operations.standing import (
    end_promotion,
    pause_promotion,
    publish_promotion,
)
from tradewind.domains.promotions.operations.writing import PromotionWords, change, create

__all__ = [
    "MOST_AT_ONCE",
    "Audience",
    "PromotionWords",
    "add_code",
    "change",
    "claim",
    "confirm",
    "create",
    "end_promotion",
    "generate_codes",
    "give",
    "give_back",
    "keep_code",
    "let_go",
    "pause_promotion",
    "publish_promotion",
    "record_sales",
    "record_takebacks",
    "release",
    "reserve",
]
