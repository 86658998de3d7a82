"""VNPay's checksums: HMAC-SHA512 with the merchant's secret, over two different spellings.

Version 2.1.0. https://sandbox.vnpayment.vn/apis/docs/thanh-toan-pay/pay.html and
https://sandbox.vnpayment.vn/apis/docs/truy-van-hoan-tien/querydr&refund.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import quote_plus

FIELD = "vnp_SecureHash"
_NOT_SIGNED = frozenset({FIELD, "vnp_SecureHashType"})

# The order in which the values of a query, a refund and their answers are joined by "|".
QUERY = [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
]
QUERY_ANSWER = [
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
]
REFUND = [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TransactionType",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_TransactionNo",
    "vnp_TransactionDate",
    "vnp_CreateBy",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
]
REFUND_ANSWER = [
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
]


def spelled(fields: Mapping[str, str]) -> str:
    """The fields of an address: sorted by name, form-encoded, what is empty left out."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value)}"
        for name, value in sorted(fields.items())
        if value and name not in _NOT_SIGNED
    )


def sign_address(fields: Mapping[str, str], secret: str) -> str:
    """The checksum of an address's fields."""
    return _mac(spelled(fields), secret)


def sign_values(fields: Mapping[str, object], order: Sequence[str], secret: str) -> str:
    """The checksum of a message to or from the merchant API."""
    return _mac("|".join(_text(fields.get(name)) for name in order), secret)


def fits(given: str, expected: str) -> bool:
    """Whether a checksum is the right one; VNPay writes either case."""
    return hmac.compare_digest(given.lower().encode(), expected.encode())


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _mac(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()
