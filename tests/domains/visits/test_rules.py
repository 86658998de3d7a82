"""From a first page to the channel it came by, for what people, programs and rascals send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.visits.models import Channel, Visit
from tradewind.domains.visits.rules import Arrival, arrival_of


def arrive(referrer: str = "", own_host: str = "mall.test", **query: str) -> Arrival | None:
    return arrival_of(query=query, referrer=referrer, own_host=own_host, landing="/p/lamp")


def came(referrer: str = "", **query: str) -> tuple[str, str]:
    arrival = arrive(referrer, **query)
    assert arrival is not None
    return arrival.channel, arrival.source


def test_nothing_said_is_direct() -> None:
    assert arrive() == Arrival(channel="direct", landing="/p/lamp")
    assert arrive().tells_nothing  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"utm_source": "instagram", "utm_medium": "social"}, ("organic_social", "instagram")),
        ({"utm_source": "Instagram"}, ("organic_social", "Instagram")),
        ({"utm_source": "ig"}, ("organic_social", "ig")),
        ({"utm_source": "maya", "utm_medium": "social"}, ("organic_social", "maya")),
        ({"utm_source": "google", "utm_medium": "cpc"}, ("paid", "google")),
        ({"utm_source": "facebook", "utm_medium": "paid_social"}, ("paid", "facebook")),
        ({"utm_source": "site.example", "utm_medium": "display"}, ("paid", "site.example")),
        ({"utm_source": "autumn", "utm_medium": "email"}, ("email", "autumn")),
        ({"utm_source": "newsletter"}, ("email", "newsletter")),
        ({"utm_source": "shop window", "utm_medium": "qr"}, ("qr", "shop window")),
        ({"utm_source": "google", "utm_medium": "organic"}, ("organic_search", "google")),
        ({"utm_source": "bing"}, ("organic_search", "bing")),
        ({"utm_source": "partner", "utm_medium": "affiliate"}, ("referral", "partner")),
        ({"utm_campaign": "autumn"}, ("direct", "")),
    ],
)
def test_tags_of_a_campaign(query: dict[str, str], expected: tuple[str, str]) -> None:
    assert came(**query) == expected


@pytest.mark.parametrize(
    ("referrer", "expected"),
    [
        ("https://www.google.com/", ("organic_search", "google")),
        ("https://google.co.uk/search?q=lamp", ("organic_search", "google")),
        ("https://www.google.com.au/", ("organic_search", "google")),
        ("https://fr.search.yahoo.com/", ("organic_search", "yahoo")),
        ("https://duckduckgo.com/", ("organic_search", "duckduckgo")),
        ("https://search.naver.com/", ("organic_search", "naver")),
        ("https://l.facebook.com/l.php?u=x", ("organic_social", "facebook")),
        ("https://m.facebook.com", ("organic_social", "facebook")),
        ("https://t.co/abc", ("organic_social", "x")),
        ("https://x.com/maya", ("organic_social", "x")),
        ("https://youtu.be/abc", ("organic_social", "youtube")),
        ("https://lnkd.in/abc", ("organic_social", "linkedin")),
        ("https://www.blog.example/best-lamps", ("referral", "blog.example")),
        ("https://mail.google.com/mail", ("referral", "mail.google.com")),
    ],
)
def test_other_sites(referrer: str, expected: tuple[str, str]) -> None:
    assert came(referrer) == expected


@pytest.mark.parametrize(
    "referrer",
    [
        "https://google.com.evil.example/",
        "https://notgoogle.com/",
        "https://x.com.evil.example/",
        "https://facebook.example/",
        "https://t.example/",
    ],
)
def test_a_site_that_only_sounds_like_one_is_any_other_site(referrer: str) -> None:
    assert came(referrer)[0] == "referral"


def test_tags_win_over_the_referrer() -> None:
    assert came("https://www.google.com/", utm_source="maya", utm_medium="social") == (
        "organic_social",
        "maya",
    )


@pytest.mark.parametrize("own_host", ["mall.test", "www.mall.test", "MALL.test"])
def test_the_mall_s_own_pages_are_no_arrival(own_host: str) -> None:
    assert arrive("https://mall.test/cart", own_host) is None
    assert arrive("https://www.mall.test/cart", own_host) is None


def test_but_a_tag_on_the_mall_s_own_link_is() -> None:
    found = arrive("https://mall.test/", via="MAYA")
    assert found is not None
    assert (found.code, found.tells_nothing) == ("MAYA", False)


def test_a_link_code_alone_says_no_channel() -> None:
    # Whoever invents a code must not become a creator.
    found = arrive(via="nobody-made-this")
    assert found is not None
    assert found.channel == "direct"


def test_what_another_site_s_address_holds_is_its_own_business() -> None:
    found = arrive("https://blog.example/page?session=secret#me")
    assert found is not None
    assert found.referrer == "https://blog.example/page"


@pytest.mark.parametrize(
    "referrer",
    [
        "http://[",
        "http://[::1",
        "javascript:alert(1)",
        "android-app://com.google.android.gm/",
        "//evil.example",
        "not an address",
        "https://",
        "https://host:port/",
        "\x00https://blog\x00.example",
    ],
)
def test_referrers_no_browser_sends(referrer: str) -> None:
    found = arrive(referrer)
    assert found is not None
    assert "\x00" not in found.referrer + found.source


@given(
    referrer=st.text(max_size=600) | st.text(max_size=40).map("https://{}/".format),
    query=st.dictionaries(
        st.sampled_from(
            ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "via"]
        ),
        st.text(max_size=300),
    ),
    landing=st.text(max_size=600),
)
def test_anything_at_all_fits_the_row(referrer: str, query: dict[str, str], landing: str) -> None:
    found = arrival_of(query=query, referrer=referrer, own_host="mall.test", landing=landing)
    if found is None:
        return
    assert found.channel in Channel.values
    assert "\x00" not in "".join(
        (found.source, found.medium, found.campaign, found.referrer, found.landing, found.code)
    )
    for field in ("source", "medium", "campaign", "content", "term", "referrer", "landing"):
        most = Visit._meta.get_field(field).max_length
        assert most is not None
        assert len(getattr(found, field)) <= most
    assert len(found.code) <= 32
