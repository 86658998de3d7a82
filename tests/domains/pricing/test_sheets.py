"""Sheets of rates from outside: the real shape, and files that want to hurt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.console.staff import operator
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price, make_rates
from tradewind.domains.pricing.models import ExchangeRate, RateImport
from tradewind.domains.pricing.queries import prices_of, rate, rates_on
from tradewind.domains.pricing.rate_sheets import (
    fetch_sheet,
    import_sheet,
    rate_status,
    set_markup,
)
from tradewind.domains.pricing.sheets import MOST_BYTES, SheetUnreadable, read_sheets
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money, exponent

TODAY = date(2026, 11, 20)
_HEAD = (
    '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"'
    ' xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">'
    "<gesmes:subject>Reference rates</gesmes:subject>"
)


def sheet(*rates: tuple[str, str], day: str = "2026-11-20") -> bytes:
    cubes = "".join(f"<Cube currency='{unit}' rate='{rate}'/>" for unit, rate in rates)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{_HEAD}'
        f"<Cube><Cube time='{day}'>{cubes}</Cube></Cube></gesmes:Envelope>"
    ).encode()


GOOD = sheet(("USD", "1.0842"), ("CAD", "1.5190"), ("KRW", "1601.32"), ("JPY", "168.05"))


def test_the_shape_of_the_central_bank() -> None:
    (read,) = read_sheets(GOOD, today=TODAY)
    assert read.day == TODAY
    assert read.rates["KRW"] == Decimal("1601.32")
    assert len(read.rates) == 4


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_xml"),
        (b"{}", "not_xml"),
        (GOOD[:-20], "not_xml"),
        (b"\xff\xfe\x00", "not_xml"),
        (b"<a/>", "no_rates"),
        (sheet(), "no_rates"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"<a>" * 40 + b"</a>" * 40, "too_deep"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "doctype"),
        (
            b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><lolz>&b;</lolz>',
            "doctype",
        ),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "doctype"),
        (sheet(("USD", "0")), "bad_rate"),
        (sheet(("USD", "-1")), "bad_rate"),
        (sheet(("USD", "NaN")), "bad_rate"),
        (sheet(("USD", "Infinity")), "bad_rate"),
        (sheet(("USD", "1e300")), "bad_rate"),
        (sheet(("USD", "0.00000000001")), "bad_rate"),
        (sheet(("USD", "1,08")), "bad_rate"),
        (sheet(("USD", "")), "bad_rate"),
        (sheet(("USD", "1" * 500)), "bad_rate"),
        (sheet(("usd", "1")), "bad_currency"),
        (sheet(("EUR", "1")), "bad_currency"),
        (sheet(("USD", "1"), ("USD", "2")), "bad_currency"),
        (sheet(("USDT", "1")), "bad_currency"),
        (sheet(("USD", "1"), day="yesterday"), "bad_day"),
        (sheet(("USD", "1"), day="2999-01-01"), "future_day"),
    ],
)
def test_what_can_not_be_trusted_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(SheetUnreadable) as refused:
        read_sheets(content, today=TODAY)
    assert refused.value.details["reason"] == reason


@pytest.mark.django_db
def test_cross_rates_go_by_the_euro_and_a_sheet_again_replaces() -> None:
    today = clock.now().date()
    usual = sheet(("USD", "1.10"), ("CAD", "1.54"), ("KRW", "1600"), day=today.isoformat())
    import_sheet(content=usual, source="a", actor="")
    import_sheet(content=usual, source="a", actor="")
    assert ExchangeRate.objects.filter(on=today).count() == 3
    assert rate(base="CAD", quote="USD", on=today) == Decimal("0.7142857143")
    assert RateImport.objects.count() == 2


@pytest.mark.django_db
def test_a_bad_file_changes_nothing_and_stands_in_the_history() -> None:
    today = clock.now().date()
    import_sheet(content=sheet(("CAD", "1.5"), day=today.isoformat()), source="a", actor="")
    with pytest.raises(SheetUnreadable):
        import_sheet(
            content=sheet(("CAD", "9"), ("USD", "-1"), day=today.isoformat()), source="b", actor=""
        )
    assert rate(base="EUR", quote="CAD", on=today) == Decimal("1.5")
    assert RateImport.objects.values_list("failure", flat=True)[0] == "bad_rate"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("currency", "minor"),
    [("KRW", 10_710), ("USD", 736), ("EUR", 669)],
    ids=["no minor unit", "cents", "the euro itself"],
)
def test_a_price_is_asked_with_the_markup_and_rounded_to_its_unit(
    currency: str, minor: int
) -> None:
    today = clock.now().date()
    import_sheet(
        content=sheet(("USD", "1.10"), ("CAD", "1.54"), ("KRW", "1601.32"), day=today.isoformat()),
        source="a",
        actor="",
    )
    set_markup(markup_bp=300, actor="")
    variant = variants_of(make_product())[0]
    make_price(variant=variant, amount="10.00", currency="CAD")
    price = prices_of(variant_ids=[variant.pk], currency=currency, now=clock.now())[variant.pk]
    exact = Decimal("10.00") * rates_on(day=today).asked("CAD", currency)
    unit = Decimal(1).scaleb(-exponent(currency))
    assert price.amount.amount == exact.quantize(unit, "ROUND_HALF_UP")
    assert price.amount.minor in range(minor - 5, minor + 6)
    own = prices_of(variant_ids=[variant.pk], currency="CAD", now=clock.now())[variant.pk]
    assert own.amount == Money(1000, "CAD")


@pytest.mark.django_db
@pytest.mark.parametrize("markup", [-1, 1001])
def test_a_markup_has_limits(markup: int) -> None:
    with pytest.raises(InvalidInput):
        set_markup(markup_bp=markup, actor="")


@pytest.mark.django_db
def test_old_rates_are_said(settings: LazySettings, tmp_path: Path) -> None:
    assert fetch_sheet() is None
    file = tmp_path / "rates.xml"
    file.write_bytes(sheet(("CAD", "1.5"), day="2020-01-02"))
    settings.RATES_FROM = str(file)
    assert fetch_sheet() is not None
    status = rate_status()
    assert (status.newest, status.is_stale) == (date(2020, 1, 2), True)
    assert "MNT" in status.missing
    settings.RATES_FROM = str(tmp_path / "gone.xml")
    missed = fetch_sheet()
    assert missed is not None
    assert missed.failure == "unreachable"


@pytest.mark.django_db
def test_the_office_reads_a_file_and_sets_the_markup(tmp_path: Path) -> None:
    office: Client = operator()[1]
    file = tmp_path / "rates.xml"
    file.write_bytes(sheet(("CAD", "1.5"), day=clock.now().date().isoformat()))
    with file.open("rb") as given:
        assert office.post("/console/mall/rates", {"file": given}).status_code == 302
    assert b"rates.xml" in office.get("/console/mall/rates").content
    office.post("/console/mall/rates/markup", {"markup": "2.5"})
    assert rate_status().markup_bp == 250
    office.post("/console/mall/rates/markup", {"markup": "50"})
    assert rate_status().markup_bp == 250
    file.write_bytes(b"<!DOCTYPE a><a/>")
    with file.open("rb") as given:
        assert office.post("/console/mall/rates", {"file": given}).status_code == 422


@pytest.mark.django_db
def test_a_newer_sheet_goes_before_an_older_pair_but_not_before_one_it_does_not_have() -> None:
    today = clock.now().date()
    make_rates(base="CAD", on=date(2026, 1, 1), USD="9", MNT="2500")
    import_sheet(
        content=sheet(("USD", "1.10"), ("CAD", "1.54"), day=today.isoformat()), source="a", actor=""
    )
    assert rate(base="CAD", quote="USD", on=today) == Decimal("0.7142857143")
    assert rate(base="CAD", quote="MNT", on=today) == Decimal("2500")
