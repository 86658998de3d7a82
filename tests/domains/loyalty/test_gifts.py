"""Gift cards that shoppers buy: paid, delivered on their day, shown once, given back, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import hold, make_gift, make_gift_terms
from tests.domains.factories.numbers import fresh_number
from tests.domains.loyalty.stream import follow
from tests.mailbox import Mailbox, text_of
from tests.queued import do_queued
from tradewind.domains.identity.forgotten import forgotten
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import account_sums, balance, spendable, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.booking import card_account
from tradewind.domains.loyalty.models import GiftCard, GiftPurchase, Hold
from tradewind.domains.loyalty.operations.forgetting import forget_person, gifts_of
from tradewind.domains.loyalty.operations.gift_codes import secret_of
from tradewind.domains.loyalty.operations.holding import Tender
from tradewind.domains.loyalty.rules.errors import (
    GiftBlocked,
    GiftByGift,
    GiftLimit,
    GiftNotReady,
    GiftNotReturnable,
    GiftNotSold,
    GiftShown,
    GiftSpent,
)
from tradewind.domains.loyalty.rules.giving import CHANGE_OF_MIND, GiftState, GiftWords
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations import record, send_refund
from tradewind.domains.payments.ports import MethodNotOffered, ProviderState
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

pytestmark = pytest.mark.django_db

RECEIVABLE = AccountKey(Account.Kind.RECEIVABLE, "CAD")
WORDS = GiftWords("Lina", "lina@example.org", "Noor", "For you")


def card(code: str, amount: str) -> Tender:
    """So much of the card with that code."""
    return Tender(TenderKind.GIFT, Money.of(amount, "CAD"), code=code)


def in_ledger(*kinds: str) -> int:
    return sum(-row.minor for row in account_sums() if row.kind in kinds and row.unit == "CAD")


def check_gifts() -> None:
    """What is owed on cards is what is open on them, and what checkouts hold of them."""
    assert not any(trial_balance().values())
    left = sum(spendable(account=card_account(row)).minor for row in GiftCard.objects.all())
    held = sum(Hold.objects.filter(kind="gift", state="held").values_list("amount", flat=True))
    assert in_ledger("gift") == left
    assert in_ledger("held") == held


def left_on(gift: GiftPurchase) -> int:
    assert gift.card
    return spendable(account=card_account(gift.card)).minor


def told(gift: GiftPurchase, state: State) -> GiftPurchase:
    record(payment_id=gift.payment.public_id, found=ProviderState("", state))
    operations.settle_gift(gift_id=gift.public_id)
    return GiftPurchase.objects.select_related("card", "payment").get(pk=gift.pk)


def opened(amount: str, **more: object) -> GiftPurchase:
    asked: dict[str, object] = {
        "words": WORDS,
        "buyer_email": "noor@example.org",
        "place": Place("CA", "ON"),
        "language": "en",
        "provider": "sandbox",
        "key": ids.new_token(),
        **more,
    }
    return operations.open_gift(amount=Money.of(amount, "CAD"), **asked)  # type: ignore[arg-type]


def test_nothing_is_issued_before_it_is_paid() -> None:
    gift = make_gift(source="tok_pays_later")
    assert (gift.state, gift.card, gift.code) == (GiftState.STARTED, None, "")
    with pytest.raises(NotFound):
        operations.show_code(secret=secret_of(gift))

    paid = told(gift, State.CAPTURED)

    assert (paid.state, left_on(paid)) == (GiftState.PAID, 2_500)
    assert balance(account=RECEIVABLE).minor == 0
    assert paid.card
    assert paid.card.expires_at is None
    check_gifts()


def test_a_decline_sells_nothing_and_a_late_payment_still_does() -> None:
    gift = make_gift(source="tok_insufficient_funds")
    assert (gift.state, GiftCard.objects.count()) == (GiftState.FAILED, 0)

    assert told(gift, State.CAPTURED).state == GiftState.PAID
    check_gifts()


def test_news_of_the_payment_comes_by_the_stream_too() -> None:
    gift = make_gift(source="tok_pays_later")
    record(payment_id=gift.payment.public_id, found=ProviderState("", State.CAPTURED))
    follow("loyalty.deposits")
    gift.refresh_from_db()
    assert gift.state == GiftState.PAID
    for _ in range(2):
        operations.settle_gift(gift_id=gift.public_id)
    assert GiftCard.objects.count() == 1


def test_a_form_sent_twice_is_one_purchase() -> None:
    first = make_gift(key="per_1:form")
    again = make_gift(key="per_1:form")
    assert first.pk == again.pk
    assert (Payment.objects.count(), GiftCard.objects.count()) == (1, 1)


def test_it_goes_to_its_recipient_with_a_link_and_no_code(mailbox: Mailbox) -> None:
    gift = make_gift()
    do_queued("notices.send_notice")
    do_queued("notices.send_notices")

    assert sorted(mailbox.subjects()) == [
        "Noor has a gift card for you",
        "Your gift card of CA$25.00 is paid",
    ]
    code = operations.show_code(secret=secret_of(gift))
    for mail in mailbox.mails():
        assert code not in mail.as_string()
    (to_lina,) = [mail for mail in mailbox.mails() if "lina@" in str(mail["To"])]
    assert f"/gift-cards/open/{secret_of(gift)}" in text_of(to_lina)
    assert "For you" in text_of(to_lina)


def test_it_waits_for_its_day() -> None:
    later = clock.now() + timedelta(days=3)
    gift = make_gift(words=GiftWords("Lina", "lina@example.org", deliver_at=later))
    assert (gift.state, gift.delivered_at) == (GiftState.PAID, None)

    assert operations.deliver_due(now=later - timedelta(minutes=1)) == 0
    assert operations.deliver_due(now=later) == 1
    assert operations.deliver_due(now=later) == 0

    gift.refresh_from_db()
    assert gift.delivered_at == later


def test_what_was_given_back_is_not_delivered() -> None:
    later = clock.now() + timedelta(days=3)
    gift = make_gift(words=GiftWords("Lina", "lina@example.org", deliver_at=later))
    operations.return_gift(gift_id=gift.public_id)
    assert operations.deliver_due(now=later) == 0


def test_the_code_is_shown_once_and_spends() -> None:
    gift = make_gift()
    code = operations.show_code(secret=secret_of(gift))

    with pytest.raises(GiftShown):
        operations.show_code(secret=secret_of(gift))
    gift.refresh_from_db()
    assert gift.code == ""
    hold(card(code, "10.00"), holder="chk_a")
    assert left_on(gift) == 1_500
    check_gifts()


def test_the_code_lies_nowhere_in_the_open(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    gift = make_gift()
    with connection.cursor() as cursor:
        before = _texts(cursor)
    code = operations.show_code(secret=secret_of(gift))
    plain = code.replace("-", "")
    for text in (before, caplog.text, str(gift.payment.__dict__)):
        assert code not in text
        assert plain not in text


def _texts(cursor: object) -> str:
    tables = ("loyalty_giftpurchase", "loyalty_giftcard", "notices_notice", "payments_payment")
    found = []
    for table in tables:
        cursor.execute(f"SELECT t::text FROM {table} AS t")  # type: ignore[attr-defined]
        found += [row for (row,) in cursor.fetchall()]  # type: ignore[attr-defined]
    return "\n".join(found)


def test_a_forged_link_opens_nothing() -> None:
    secret = secret_of(make_gift())
    for wrong in (secret[:-1], secret.replace(":", ":x"), "gfp_1:2", ""):
        with pytest.raises(NotFound):
            operations.show_code(secret=wrong)


@pytest.mark.parametrize("amount", ["4.99", "500.01", "0.00", "-5.00"])
def test_amounts_outside_the_terms_are_refused(amount: str) -> None:
    make_gift_terms()
    with pytest.raises(GiftLimit):
        opened(amount)
    assert not Payment.objects.exists()


def test_no_terms_no_cards() -> None:
    with pytest.raises(GiftNotSold):
        opened("25.00")


@pytest.mark.parametrize("kind", list(TenderKind))
def test_nothing_kept_pays_for_a_gift_card(kind: TenderKind) -> None:
    make_gift_terms()
    with pytest.raises(GiftByGift):
        opened("25.00", kept=[kind])
    with pytest.raises(GiftByGift):
        opened("25.00", codes=["SPRING"])
    assert not GiftPurchase.objects.exists()


def test_what_is_no_way_to_pay_at_once_is_refused() -> None:
    make_gift_terms()
    for provider, method in (("cash", "cash"), ("sandbox", "transfer")):
        with pytest.raises(TradewindError) as refused:
            opened("25.00", provider=provider, method=method)
        assert refused.value.code in (MethodNotOffered.code, "payment_unknown_provider")


@pytest.mark.parametrize(
    ("words", "field", "code"),
    [
        (GiftWords("", "lina@example.org"), "recipient", "required"),
        (GiftWords("Lina", "lina"), "email", "invalid"),
        (GiftWords("Lina", ""), "email", "required"),
        (GiftWords("Lina", "l@example.org", message="x" * 301), "message", "too_long"),
        (GiftWords("L\x00", "l@example.org"), "recipient", "invalid"),
        (GiftWords("Lina", "l@example.org", design="gold"), "design", "unknown"),
    ],
)
def test_words_that_will_not_do(words: GiftWords, field: str, code: str) -> None:
    make_gift_terms()
    with pytest.raises(InvalidInput) as refused:
        opened("25.00", words=words)
    assert refused.value.fields[field] == code
    assert not Payment.objects.exists()


def test_a_day_too_far_is_refused() -> None:
    make_gift_terms()
    far = clock.now() + timedelta(days=400)
    with pytest.raises(InvalidInput):
        opened("25.00", words=GiftWords("Lina", "l@example.org", deliver_at=far))


def test_given_back_unused_it_is_whole_and_over() -> None:
    gift = make_gift()
    back = operations.return_gift(gift_id=gift.public_id)
    assert operations.return_gift(gift_id=gift.public_id) == Money(0, "CAD")

    refund = Refund.objects.get()
    send_refund(refund_id=refund.public_id)
    gift = GiftPurchase.objects.select_related("card").get(pk=gift.pk)
    assert (back.minor, refund.amount_minor, gift.state) == (2_500, 2_500, GiftState.CANCELLED)
    assert (left_on(gift), gift.code) == (0, "")
    assert balance(account=RECEIVABLE).minor == 0
    with pytest.raises(GiftNotReady):
        operations.show_code(secret=secret_of(gift))
    check_gifts()


def test_partly_spent_only_the_rest_goes_back() -> None:
    gift = make_gift()
    code = operations.show_code(secret=secret_of(gift))
    hold(card(code, "10.00"), holder="chk_a")
    operations.confirm(holder="chk_a")

    assert operations.return_gift(gift_id=gift.public_id, actor="per_1").minor == 1_500

    assert Refund.objects.get().amount_minor == 1_500
    with pytest.raises(GiftBlocked):
        hold(card(code, "1.00"), holder="chk_b")
    check_gifts()


def test_what_comes_back_onto_a_card_that_is_over_can_go_back_too() -> None:
    gift = make_gift()
    code = operations.show_code(secret=secret_of(gift))
    hold(card(code, "10.00"), holder="chk_a")
    operations.return_gift(gift_id=gift.public_id, actor="per_1")
    operations.release(holder="chk_a")
    assert left_on(gift) == 1_000

    assert operations.return_gift(gift_id=gift.public_id, actor="per_1").minor == 1_000
    assert operations.return_gift(gift_id=gift.public_id, actor="per_1").minor == 0

    assert sum(Refund.objects.values_list("amount_minor", flat=True)) == 2_500
    check_gifts()


def test_a_spent_card_has_nothing_to_give_back() -> None:
    gift = make_gift()
    code = operations.show_code(secret=secret_of(gift))
    hold(card(code, "25.00"), holder="chk_a")
    operations.confirm(holder="chk_a")
    with pytest.raises(GiftSpent):
        operations.return_gift(gift_id=gift.public_id, actor="per_1")
    assert not Refund.objects.exists()


def test_the_buyer_gives_back_only_what_nobody_opened_and_not_for_ever() -> None:
    shown, old = make_gift(), make_gift()
    operations.show_code(secret=secret_of(shown))
    with pytest.raises(GiftNotReturnable):
        operations.return_gift(gift_id=shown.public_id)
    with clock.frozen_at(clock.now() + CHANGE_OF_MIND), pytest.raises(GiftNotReturnable):
        operations.return_gift(gift_id=old.public_id)
    assert not Refund.objects.exists()


def test_a_bank_that_takes_back_takes_what_is_left_and_may_give_it_again() -> None:
    gift = make_gift()
    code = operations.show_code(secret=secret_of(gift))
    hold(card(code, "10.00"), holder="chk_a")
    operations.confirm(holder="chk_a")
    owed = balance(account=RECEIVABLE).minor

    gift = told(gift, State.REVERSED)
    assert (gift.state, left_on(gift)) == (GiftState.REVERSED, 0)
    assert balance(account=RECEIVABLE).minor == owed + 1_000
    with pytest.raises(GiftBlocked):
        hold(card(code, "1.00"), holder="chk_b")
    check_gifts()

    gift = told(gift, State.RECOVERED)
    assert (gift.state, left_on(gift)) == (GiftState.PAID, 1_500)
    assert balance(account=RECEIVABLE).minor == owed
    hold(card(code, "15.00"), holder="chk_c")
    check_gifts()


def test_who_left_is_nowhere_and_the_books_stay() -> None:
    person = make_person(email="noor@example.org")
    later = clock.now() + timedelta(days=3)
    delivered = make_gift(person=person)
    waiting = make_gift(
        person=person, words=GiftWords("Lina", "lina@example.org", "Noor", deliver_at=later)
    )
    whom = forgotten(person=person)
    assert set(gifts_of(whom=whom)) == {delivered.public_id, waiting.public_id}

    forget_person(whom=whom)

    delivered.refresh_from_db()
    waiting.refresh_from_db()
    assert (delivered.person_id, delivered.buyer_email, delivered.email) == (
        None,
        whom.alias,
        whom.alias,
    )
    # It is still to be delivered, to somebody who has not left.
    assert (waiting.email, waiting.buyer_email, waiting.sender) == (
        "lina@example.org",
        whom.alias,
        "",
    )
    check_gifts()


class Gifts(RuleBasedStateMachine):
    """Cards bought, spent in parts, let go, given back and taken back, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        forget_accounts()
        self.gifts: list[GiftPurchase] = []
        self.codes: dict[int, str] = {}
        self.holders: list[str] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)
        forget_accounts()

    @rule(minor=st.integers(500, 9_000))
    def buy(self, minor: int) -> None:
        gift = make_gift(amount=str(Money(minor, "CAD").amount))
        self.gifts.append(gift)
        self.codes[gift.pk] = operations.show_code(secret=secret_of(gift))

    @rule(at=st.integers(0, 9), minor=st.integers(1, 6_000), ends=st.booleans())
    def spend(self, at: int, minor: int, ends: bool) -> None:
        if not self.gifts:
            return
        gift, holder = self.gifts[at % len(self.gifts)], f"chk_{fresh_number()}"
        try:
            hold(card(self.codes[gift.pk], str(Money(minor, "CAD").amount)), holder=holder)
        except TradewindError:
            return
        if ends:
            operations.confirm(holder=holder)
        else:
            self.holders.append(holder)

    @rule()
    def let_go(self) -> None:
        if self.holders:
            operations.release(holder=self.holders.pop())

    @rule(at=st.integers(0, 9))
    def give_back(self, at: int) -> None:
        if self.gifts:
            gift = self.gifts[at % len(self.gifts)]
            try:
                operations.return_gift(gift_id=gift.public_id, actor="per_1")
            except (GiftSpent, GiftNotReturnable):
                return

    @rule(at=st.integers(0, 9), state=st.sampled_from([State.REVERSED, State.RECOVERED]))
    def bank(self, at: int, state: State) -> None:
        if self.gifts:
            told(self.gifts[at % len(self.gifts)], state)

    @invariant()
    def books_agree(self) -> None:
        check_gifts()
        for gift in GiftPurchase.objects.all():
            assert 0 <= gift.returned_minor <= gift.amount_minor
            refunded = Refund.objects.filter(payment=gift.payment)
            assert sum(refunded.values_list("amount_minor", flat=True)) == gift.returned_minor


def test_what_is_owed_is_what_is_open_whatever_happens() -> None:
    machine = Gifts.TestCase()
    machine.settings = settings(
        max_examples=10,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.runTest()
