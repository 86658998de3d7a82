"""The vendors, one at a time, with a payment asked of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.domains.payments.contract.homemade import BankVendor, CashVendor, SandboxVendor
from tests.domains.payments.contract.mongolia import QpayVendor, StorepayVendor
from tests.domains.payments.contract.stripe_vendor import StripeVendor
from tests.domains.payments.contract.vendor import Vendor
from tests.domains.payments.contract.vnpay_vendor import VnpayVendor
from tradewind.domains.payments import gateways
from tradewind.domains.payments.models import Payment, ProviderAccount
from tradewind.domains.payments.operations import begin, open_payment
from tradewind.domains.payments.setups import forget_setups
from tradewind.kernel import clock, ids

KINDS: tuple[type[Vendor], ...] = (
    SandboxVendor,
    StripeVendor,
    VnpayVendor,
    QpayVendor,
    StorepayVendor,
    BankVendor,
    CashVendor,
)
Ask = Callable[[], Payment]


@pytest.fixture(params=KINDS, ids=lambda kind: kind().name)
def vendor(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, db: None
) -> Iterator[Vendor]:
    """Each vendor in turn, plugged in as the mall's provider of that name."""
    yield from plugged_in(request.param, monkeypatch)


def plugged_in(kind: type[Vendor], monkeypatch: pytest.MonkeyPatch) -> Iterator[Vendor]:
    one = kind()
    made = one.gateway()
    monkeypatch.setattr(gateways, "_made", lambda *_: made)
    ProviderAccount.objects.create(provider=one.name, is_enabled=True)
    forget_setups()
    yield one
    if one.server:
        one.server.close()
    forget_setups()


@pytest.fixture
def ask(vendor: Vendor) -> Ask:
    """Ask the vendor to be paid, for a checkout that never was."""
    return lambda: asked(vendor)


def opened(vendor: Vendor) -> Payment:
    return open_payment(
        purpose=ids.new_id("chk"),
        provider=vendor.name,
        method=vendor.method,
        amount=vendor.amount,
        expires_at=clock.now() + timedelta(minutes=15),
    )


def begun(vendor: Vendor, payment: Payment, source: str = "") -> Payment:
    return begin(
        payment=payment,
        source=source,
        return_url="/checkout/back/chk",
        description="chk_contract",
        email="noor@example.org",
        language="en",
        payer=vendor.payer,
    )


def asked(vendor: Vendor, source: str = "") -> Payment:
    return begun(vendor, opened(vendor), source)
