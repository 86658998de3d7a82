"""What VNPay tells of a payment, by IPN or when asked."""

from __future__ import annotations

from collections.abc import Mapping

from tradewind.domains.payments.adapters.vnpay import signing
from tradewind.domains.payments.ports import (
    BadSignature,
    Incoming,
    OtherMerchant,
    ProviderNews,
    ProviderState,
)
from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money

_DONE = "00"
_UNFINISHED = "01"
_SUSPECTED = "07"
_SENT_BACK = frozenset({"05", "06", "09"})  # refund under way, asked of the bank, refused by it
# vnp_ResponseCode of a payment that failed, as far as a shopper can do something about it.
_DECLINES = {
    "11": "expired",
    "24": "cancelled",
    "51": "insufficient_funds",
    "65": "insufficient_funds",
    "12": "declined_by_bank",
    "75": "try_again_later",
}


def payment_of(txn_ref: str) -> str:
    """Our id of what VNPay calls so: it takes letters and digits only."""
    return f"pay_{txn_ref}"


def txn_ref_of(payment_id: str) -> str:
    """VNPay's name for a payment of ours."""
    return payment_id.removeprefix("pay_")


def amount_of(told: object) -> Money:
    """VNPay counts a hundred to the dong, which has no smaller unit. Raises `ValueError`."""
    hundredths = int(str(told))
    if hundredths <= 0 or hundredths % 100 or hundredths >= 2**63:
        raise ValueError("no amount in dong")
    return Money(hundredths // 100, "VND")


def read(incoming: Incoming, *, merchant: str, secret: str) -> ProviderNews:
    """Prove and read an IPN. Raises `BadSignature`, `OtherMerchant`."""
    told = {name: value for name, value in incoming.query.items() if name.startswith("vnp_")}
    if not signing.fits(told.get(signing.FIELD, ""), signing.sign_address(told, secret)):
        raise BadSignature
    if told.get("vnp_TmnCode") != merchant:
        raise OtherMerchant
    try:
        amount = amount_of(told["vnp_Amount"])
        reference, code = told["vnp_TxnRef"][:80], told["vnp_ResponseCode"]
        status = told["vnp_TransactionStatus"]
    except (KeyError, ValueError):
        raise BadSignature from None
    number = told.get("vnp_TransactionNo", "")
    return ProviderNews(
        message_id=f"{reference[:40]}:{number[:20]}:{code[:4]}:{status[:4]}",
        kind=f"ipn.{code}.{status}"[:40],
        payment_id=payment_of(reference),
        amount=amount,
        state=state_of(reference, code, status, amount),
        body={name: value for name, value in told.items() if name != signing.FIELD},
        alarm="suspected" if status == _SUSPECTED or code == _SUSPECTED else "",
    )


def state_of(reference: str, code: str, status: str, amount: Money) -> ProviderState:
    """Paid only where both the answer and the transaction say so."""
    if code == _DONE and status == _DONE:
        return ProviderState(reference, State.CAPTURED, received=amount)
    if status in _SENT_BACK or status == _UNFINISHED:
        return ProviderState(reference, State.PENDING)
    if _SUSPECTED in (code, status):
        # The money was taken and is held: neither a yes nor a no until a person has looked.
        return ProviderState(reference, State.PENDING)
    decline = _DECLINES.get(code, "declined_by_bank")
    ends = {"expired": State.EXPIRED, "cancelled": State.CANCELLED}
    return ProviderState(reference, ends.get(decline, State.DECLINED), decline_code=decline)


def proved(
    told: Mapping[str, object], order: list[str], secret: str, merchant: str
) -> Mapping[str, str]:
    """An answer of the merchant API, its checksum and merchant right. Raises `BadSignature`."""
    given = str(told.get(signing.FIELD) or "")
    if not signing.fits(given, signing.sign_values(told, order, secret)):
        raise BadSignature
    if told.get("vnp_TmnCode") != merchant:
        raise BadSignature
    return {name: "" if value is None else str(value) for name, value in told.items()}
