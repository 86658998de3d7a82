"""No cent is lost, however an order goes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.orders.claims import ClaimKind, Pieces, Reason
from tradewind.domains.orders.takeback import Delivery, Taken, takeback
from tradewind.domains.orders.worth import Worth, of_pieces, spread_commission, together
from tradewind.kernel.money import Money

CAD = "CAD"


def cad(minor: int) -> Money:
    return Money(minor, CAD)


@st.composite
def worths(draw: st.DrawFn) -> Worth:
    paid = draw(st.integers(0, 100_000))
    gst = draw(st.integers(0, paid))
    pst = draw(st.integers(0, paid - gst))
    return Worth(
        paid=cad(paid),
        tax_by_name={"GST": cad(gst), "PST": cad(pst)},
        commission=cad(draw(st.integers(0, paid - gst - pst))),
        funded=cad(draw(st.integers(0, 5_000))),
    )


@given(worths(), st.integers(1, 40), st.data())
def test_pieces_in_any_portions_sum_to_the_whole(
    whole: Worth, quantity: int, data: st.DataObject
) -> None:
    before, parts = 0, []
    while before < quantity:
        count = data.draw(st.integers(1, quantity - before))
        part = of_pieces(whole, quantity=quantity, before=before, count=count)
        assert part.paid.minor >= 0
        assert all(tax.minor >= 0 for tax in part.tax_by_name.values())
        parts.append(part)
        before += count
    again = together(parts, CAD)
    assert again.paid == whole.paid
    assert again.tax_by_name == whole.tax_by_name
    assert again.commission == whole.commission
    assert again.store == whole.store


@given(st.integers(0, 10_000), st.lists(st.integers(-5, 10_000), min_size=1, max_size=8))
def test_commission_is_spread_whole(commission: int, nets: list[int]) -> None:
    spread = spread_commission(cad(commission), [cad(net) for net in nets])
    assert sum(part.minor for part in spread) == commission


def _pieces(quantity: int, *, shipped: int = 0, cancelled: int = 0, returned: int = 0) -> Pieces:
    return Pieces(
        quantity=quantity, cancelled=cancelled, shipped=shipped, returned=returned, claimed=0
    )


def _worth(paid: int) -> Worth:
    return Worth(paid=cad(paid), tax_by_name={}, commission=cad(0), funded=cad(0))


def _delivery(*, fee: int = 0, generous: bool = False, is_returned: bool = False) -> Delivery:
    return Delivery(
        worth=_worth(900), is_returned=is_returned, generous=generous, label_fee=cad(fee)
    )


def _return(reason: Reason, delivery: Delivery, *, count: int = 2) -> tuple[int, int, int]:
    back = takeback(
        kind=ClaimKind.RETURN,
        reason=reason,
        taken=[Taken(1, _pieces(2, shipped=2), _worth(5_001), count)],
        others=[],
        delivery=delivery,
        currency=CAD,
    )
    assert back.refund == back.goods + back.shipping - back.label_fee
    return back.goods.minor, back.shipping.minor, back.label_fee.minor


def test_the_seller_pays_for_its_own_fault() -> None:
    assert _return(Reason.DAMAGED, _delivery(fee=700)) == (5_001, 900, 0)


def test_a_change_of_mind_pays_the_label_and_not_the_delivery() -> None:
    assert _return(Reason.CHANGED_MIND, _delivery(fee=700)) == (5_001, 0, 700)


def test_a_generous_policy_gives_the_delivery_fee_back() -> None:
    assert _return(Reason.CHANGED_MIND, _delivery(generous=True)) == (5_001, 900, 0)


def test_what_stays_keeps_the_delivery_fee() -> None:
    assert _return(Reason.DAMAGED, _delivery(), count=1) == (2_500, 0, 0)


def test_the_delivery_fee_goes_back_once() -> None:
    assert _return(Reason.DAMAGED, _delivery(is_returned=True)) == (5_001, 0, 0)


def test_the_label_never_costs_more_than_the_goods() -> None:
    goods, _, fee = _return(Reason.CHANGED_MIND, _delivery(fee=9_999), count=1)
    assert fee == goods == 2_500


def test_cancelling_all_that_was_never_sent_refunds_delivery() -> None:
    back = takeback(
        kind=ClaimKind.CANCEL,
        reason=Reason.CHANGED_MIND,
        taken=[Taken(1, _pieces(3, cancelled=1), _worth(1_000), 2)],
        others=[_pieces(1, cancelled=1)],
        delivery=_delivery(),
        currency=CAD,
    )
    assert (back.goods.minor, back.shipping.minor) == (667, 900)


def test_cancelling_the_rest_after_a_parcel_left_keeps_the_fee() -> None:
    back = takeback(
        kind=ClaimKind.CANCEL,
        reason=Reason.CHANGED_MIND,
        taken=[Taken(1, _pieces(1), _worth(1_000), 1)],
        others=[_pieces(1, shipped=1)],
        delivery=_delivery(),
        currency=CAD,
    )
    assert back.shipping.minor == 0
