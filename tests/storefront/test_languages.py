"""Every page in every language the mall speaks, also where a seller's words aren't translated."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tradewind.platform.i18n.languages import direction, languages, own_name
from tradewind.platform.i18n.negotiation import localised_path
from tradewind.storefront.addresses import product_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", languages())
def test_a_page_says_its_language_and_leads_to_the_others(client: Client, language: str) -> None:
    answer = client.get(localised_path("/", language))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{direction(language)}"' in page
    versions = re.findall(r'hreflang="([^"]+)" href="http://testserver([^"]*)"', page)
    assert versions == [
        *((code, localised_path("/", code)) for code in languages()),
        ("x-default", "/"),
    ]
    assert all(own_name(code) in page for code in languages())


@pytest.mark.parametrize("language", languages()[1:])
def test_goods_nobody_translated_stand_in_their_sellers_words(
    client: Client, language: str
) -> None:
    variant = make_goods(price="10.00")
    product = variant.product
    answer = client.get(localised_path(product_url(product.store.slug, product.slug), language))

    assert answer.status_code == 200
    assert product.title in answer.content.decode()
