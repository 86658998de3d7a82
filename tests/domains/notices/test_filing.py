"""Every kind of notice is filed where its reader looks for it, and chooses about it."""

from __future__ import annotations

import pytest

from tradewind.domains.notices.purposes import purpose_of


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        ("orders.shipped", "orders"),
        ("orders.delayed", "orders"),
        ("orders.delivered", "orders"),
        ("orders.claim", "orders"),
        ("orders.claim_new", "store_work"),
        ("engagement.asked", "store_work"),
        ("engagement.answered", "answers"),
        ("engagement.replied", "answers"),
        ("engagement.judged", "answers"),
        ("engagement.cheaper", "watched"),
        ("engagement.back", "watched"),
        ("engagement.gone", "watched"),
        ("engagement.waited", "watched"),
        ("availability.sold_here", "watched"),
    ],
)
def test_a_notice_is_filed_under_what_it_is_about(kind: str, purpose: str) -> None:
    assert purpose_of(kind).key == purpose
