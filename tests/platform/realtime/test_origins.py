from __future__ import annotations

import pytest

from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.origins import is_allowed


def allows(origin: str, host: str = "mall.example:8001", **environment: str) -> bool:
    configuration = Configuration.from_environment({"SECRET_KEY": "k", **environment})
    return is_allowed(origin=origin, host=host, configuration=configuration)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://mall.example:8000", True),
        ("https://MALL.example", True),
        ("https://shop.mall.example", False),
        ("https://mall.example.evil.example", False),
        ("ftp://mall.example", False),
        ("null", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("hosts", ["", "*"])
def test_without_a_public_address_the_page_comes_from_the_hubs_host(
    origin: str, allowed: bool, hosts: str
) -> None:
    assert allows(origin, TRADEWIND_ALLOWED_HOSTS=hosts) is allowed


def test_the_public_address_alone_is_meant_to_the_letter() -> None:
    public = "https://mall.example/"
    assert allows("https://mall.example", host="10.0.0.7:8001", TRADEWIND_URL=public)
    assert not allows("http://mall.example", host="mall.example", TRADEWIND_URL=public)
    assert not allows("http://10.0.0.7:8000", host="10.0.0.7:8001", TRADEWIND_URL=public)


def test_allowed_hosts_are_written_as_django_writes_them() -> None:
    hosts = "shop.example, .mall.example"
    assert allows("https://shop.example", TRADEWIND_ALLOWED_HOSTS=hosts)
    assert allows("https://mall.example", TRADEWIND_ALLOWED_HOSTS=hosts)
    assert allows("https://a.mall.example", TRADEWIND_ALLOWED_HOSTS=hosts)
    assert not allows("https://notmall.example", TRADEWIND_ALLOWED_HOSTS=hosts)
    assert not allows("https://a.shop.example", TRADEWIND_ALLOWED_HOSTS=hosts)
