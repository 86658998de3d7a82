from __future__ import annotations

import pytest
from django.utils import translation

from tradewind.domains.tax.wording import tax_name


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("en", "HST", "HST"),
        ("fr", "GST", "TPS"),
        ("fr", "HST", "TVH"),
        ("fr", "QST", "TVQ"),
        ("fr", "PST", "TVP"),
        ("fr", "RST", "TVD"),
        ("fr", "TVA", "TVA"),
        ("fr", "Stamp duty", "Stamp duty"),
        ("ar", "HST", "HST"),
    ],
)
def test_canadas_taxes_have_their_french_names(language: str, name: str, told: str) -> None:
    with translation.override(language):
        assert tax_name(name) == told
