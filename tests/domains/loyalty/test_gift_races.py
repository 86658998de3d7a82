"""Two tabs at one gift card: shown once, bought once, given back or spent and never both."""

from __future__ import annotations

from functools import partial

import pytest

from tests.domains.factories.loyalty import hold, make_gift, make_gift_terms
from tests.domains.loyalty.test_gifts import card, check_gifts, left_on
from tests.parallel import in_parallel
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import GiftCard, GiftPurchase
from tradewind.domains.loyalty.operations.gift_codes import secret_of
from tradewind.domains.loyalty.rules.errors import GiftShown
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations import record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State
from tradewind.kernel.errors import TradewindError

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_open_it_one_is_told_the_code() -> None:
    secret = secret_of(make_gift())

    def look() -> str:
        try:
            return operations.show_code(secret=secret)
        except TradewindError as error:
            return error.code

    answers = in_parallel([look] * 6)

    assert answers.count(GiftShown.code) == 5


def test_one_form_in_two_tabs_is_one_purchase() -> None:
    make_gift_terms()
    in_parallel([partial(_bought, "per_1:form")] * 4)
    assert (GiftPurchase.objects.count(), Payment.objects.count()) == (1, 1)
    assert GiftCard.objects.count() == 1
    check_gifts()


def _bought(key: str) -> str:
    try:
        return make_gift(key=key).public_id
    except TradewindError as error:
        return error.code


def test_news_from_everywhere_issues_one_card() -> None:
    gift = make_gift(source="tok_pays_later")
    record(payment_id=gift.payment.public_id, found=ProviderState("", State.CAPTURED))
    in_parallel([lambda: operations.settle_gift(gift_id=gift.public_id)] * 4)
    assert GiftCard.objects.count() == 1
    check_gifts()


@pytest.mark.parametrize("amount", ["25.00", "10.00"])
def test_spending_and_giving_back_at_once_never_pay_twice(amount: str) -> None:
    for number in range(4):
        gift = make_gift()
        code = operations.show_code(secret=secret_of(gift))
        holder = f"chk_race_{amount}_{number}"

        def spend(code: str = code, holder: str = holder) -> int:
            try:
                hold(card(code, amount), holder=holder)
            except TradewindError:
                return 0
            return sum(row.amount for row in operations.confirm(holder=holder))

        def give_back(gift_id: str = gift.public_id) -> int:
            try:
                return operations.return_gift(gift_id=gift_id, actor="per_1").minor
            except TradewindError:
                return 0

        spent, back, again = in_parallel([spend, give_back, give_back])

        assert spent + back + again == 2_500
        assert left_on(gift) == 0
        assert (
            sum(Refund.objects.filter(payment=gift.payment).values_list("amount_minor", flat=True))
            == back + again
        )
    check_gifts()


def test_deliveries_at_once_tell_once() -> None:
    gift = make_gift()
    GiftPurchase.objects.update(delivered_at=None)
    told = in_parallel([lambda: operations.deliver_due(now=gift.deliver_at)] * 4)
    assert sum(told) == 1
