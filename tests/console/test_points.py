"""Points in the mall's office and in a store's, pressed as people press them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.console.staff import signed_in
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_points, make_wallet
from tests.domains.factories.stores import make_staff, make_store
from tradewind.domains.loyalty.models import (
    Adjustment,
    DepositTerms,
    EarnRule,
    GiftCard,
    MileageTerms,
)
from tradewind.domains.loyalty.operations import find_card
from tradewind.domains.loyalty.queries import balances_of
from tradewind.domains.loyalty.rules.goodwill import POINTS_A_DAY
from tradewind.kernel import clock
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db

OFFICE = "/console/mall/points"


@pytest.fixture
def operator() -> Client:
    return signed_in(make_person(is_operator=True))


def test_terms_and_rules_begin_now(operator: Client) -> None:
    terms = {
        **{"currency": "CAD", "points": "100", "worth": "1.00", "least_balance": "500"},
        **{"least_order": "20", "most_share": "50", "step": "10", "valid_days": "365"},
        "grace_days": "30",
    }
    operator.post(f"{OFFICE}/terms", terms)
    operator.post(f"{OFFICE}/rules", {"rate": "1.5", "store": "", "category": ""})
    operator.post(f"{OFFICE}/rules", {"rate": "2", "store": "", "category": ""})
    operator.post(
        f"{OFFICE}/deposit", {"currency": "CAD", "least": "10", "most": "200", "most_held": "500"}
    )

    row = MileageTerms.objects.get()
    assert (row.worth_minor, row.most_share_bp, row.least_order_minor) == (100, 5_000, 2_000)
    assert list(EarnRule.objects.filter(ends_at=None).values_list("rate_bp", flat=True)) == [200]
    assert DepositTerms.objects.get().most_held_minor == 50_000
    page = operator.get(OFFICE).content.decode()
    assert "Holds now" in page
    assert "2% of the goods" in re.sub(r"<[^>]+>", "", page)


def test_what_can_not_be_read_changes_nothing(operator: Client) -> None:
    page = operator.post(f"{OFFICE}/rules", {"rate": "a lot"}, follow=True).content.decode()
    assert "This does not look right." in page
    assert not EarnRule.objects.exists()


def test_a_gesture_needs_a_reason_and_has_a_limit(operator: Client) -> None:
    wallet = make_wallet()
    page = f"/console/mall/wallets/{wallet.public_id}"
    assert operator.get(page).status_code == 200
    operator.post(f"{page}/adjustments", {"points": "50", "reason": "", "key": "a"})
    assert not Adjustment.objects.exists()
    for _ in range(2):
        operator.post(f"{page}/adjustments", {"points": "50", "reason": "Late", "key": "b"})
    over = {"points": str(POINTS_A_DAY["mall"]), "reason": "Too much", "key": "c"}
    answer = operator.post(f"{page}/adjustments", over, follow=True)

    assert "You can give" in answer.content.decode()
    assert balances_of(wallet=wallet, currency="CAD", now=clock.now()).points.minor == 50
    (noted,) = list_by_subject(subject=wallet.public_id).items
    assert (noted.action, noted.changes) == ("loyalty.adjust", {"points": [0, 50]})


def test_somebody_is_found_by_a_whole_address_only(operator: Client) -> None:
    wallet = make_wallet()
    make_points(wallet=wallet, points=5)
    assert wallet.person is not None
    found = operator.get("/console/mall/wallets", {"q": wallet.person.email.upper()})
    assert found.status_code == 302
    part = operator.get("/console/mall/wallets", {"q": wallet.person.email[:9]})
    assert wallet.public_id not in part.content.decode()


def test_a_card_is_issued_with_its_code_told_once(operator: Client) -> None:
    sent = {"amount": "25", "currency": "CAD", "key": "one", "expires_on": "", "note": "Prize"}
    page = operator.post("/console/mall/gift-cards/new", sent).content.decode()
    code = re.search(r"\w{4}-\w{4}-\w{4}-\w{4}", page)
    assert code is not None
    row = find_card(code=code[0])
    again = operator.post("/console/mall/gift-cards/new", sent).content.decode()
    assert code[0] not in again + operator.get("/console/mall/gift-cards").content.decode()

    operator.post(f"/console/mall/gift-cards/{row.public_id}/block")
    assert GiftCard.objects.get().blocked_at is not None
    operator.post(f"/console/mall/gift-cards/{row.public_id}/unblock")
    assert GiftCard.objects.get().blocked_at is None


def test_a_store_pays_for_its_own_points_and_ends_its_own_rules() -> None:
    store, owner = make_store(), make_person()
    make_staff(store=store, person=owner)
    client = signed_in(owner)
    client.post(f"/console/{store.slug}/points/rules", {"rate": "3", "category": ""})
    rule = EarnRule.objects.get()
    assert (rule.store_id, rule.store_funds, rule.rate_bp) == (store.pk, True, 300)
    page = client.get(f"/console/{store.slug}/points").content.decode()
    assert "3% of the goods" in re.sub(r"<[^>]+>", "", page)

    other = make_store()
    make_staff(store=other, person=owner)
    end = f"points/rules/{rule.public_id}/end"
    assert client.post(f"/console/{other.slug}/{end}").status_code == 404
    assert client.post(f"/console/{store.slug}/{end}").status_code == 302
    rule.refresh_from_db()
    assert rule.ends_at is not None
