"""The coupon codes in a cart: what each of them did, or why it did nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.checkout.operations import MOST_CODES
from tradewind.domains.promotions.rules import Outcome
from tradewind.kernel.money import Money, total
from tradewind.platform.http.sentences import sentence


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code that was entered. `says` is what it brought, or the reason it was refused."""

    code: str
    says: str
    off: Money | None


@dataclass(frozen=True, slots=True)
class CouponBox:
    """The codes, what little is missing for a better price, and what was typed and refused."""

    rows: Sequence[CodeRow]
    near: Sequence[str]
    typed: str
    error: str
    has_room: bool


def coupon_box(
    codes: Sequence[str], deals: Outcome, *, typed: str = "", error: str = ""
) -> CouponBox:
    """`codes` as the cart holds them, explained by `deals`; `error` is a code of a field."""
    return CouponBox(
        rows=[_row(code, deals) for code in codes],
        near=[sentence(miss.why, miss.facts) for miss in deals.near],
        typed=typed,
        error=sentence(f"field.{error}") if error else "",
        has_room=len(codes) < MOST_CODES,
    )


def _row(code: str, deals: Outcome) -> CodeRow:
    used = [one for one in deals.applied if one.code == code]
    if used:
        says = " ".join(sentence(one.why, one.facts) for one in used)
        return CodeRow(code, says, -total((one.amount for one in used), deals.currency))
    no = next((no for no in deals.refused if no.code == code), None)
    return CodeRow(code, sentence(no.reason, no.facts) if no else sentence("coupon_no_gain"), None)
