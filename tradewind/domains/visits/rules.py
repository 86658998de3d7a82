"""From the first page of a visit to the channel it came by. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_LONGEST = {"source": 80, "medium": 80, "campaign": 120, "content": 120, "term": 120}
_LONGEST_CODE = 32
_LONGEST_PATH = 300

# Sites whose every domain ends in a country: google.ca, google.co.uk, yahoo.com.au.
_SEARCH_BRANDS = ("google", "yahoo", "yandex")
_SEARCH_SITES = {
    "bing.com": "bing",
    "duckduckgo.com": "duckduckgo",
    "ecosia.org": "ecosia",
    "baidu.com": "baidu",
    "naver.com": "naver",
    "qwant.com": "qwant",
    "search.brave.com": "brave",
    "startpage.com": "startpage",
}
_SOCIAL_SITES = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "instagram.com": "instagram",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "pinterest.com": "pinterest",
    "pinterest.ca": "pinterest",
    "pinterest.fr": "pinterest",
    "pin.it": "pinterest",
    "twitter.com": "x",
    "x.com": "x",
    "t.co": "x",
    "linkedin.com": "linkedin",
    "lnkd.in": "linkedin",
    "reddit.com": "reddit",
    "threads.net": "threads",
    "threads.com": "threads",
    "snapchat.com": "snapchat",
}
_SEARCH_SOURCES = frozenset({*_SEARCH_BRANDS, *_SEARCH_SITES.values()})
_SOCIAL_SOURCES = frozenset({*_SOCIAL_SITES.values(), "fb", "ig", "twitter"})
_SOCIAL_MEDIA = frozenset({"social", "social-network", "social-media", "sm", "social_network"})
_EMAIL = frozenset({"email", "e-mail", "e_mail", "newsletter"})
# GA4: ^(.*cp.*|ppc|retargeting|paid.*)$ and, for display, display|banner|expandable|interstitial|cpm.
_PAID = re.compile(r".*cp[acmv].*|ppc|retargeting|paid.*|display|banner|expandable|interstitial")
_BRAND = re.compile(
    rf"(?:^|\.)(?P<brand>{'|'.join(_SEARCH_BRANDS)})\.(?:com?\.[a-z]{{2}}|[a-z]{{2,3}})$"
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the first page told: its source in UTM's words, the link code, referrer and path.

    `channel` is what UTM and referrer say. A link code that is known has a channel of its own,
    which counts instead; that is found when the visit is written.
    """

    channel: str
    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""
    code: str = ""
    referrer: str = ""
    landing: str = ""

    @property
    def tells_nothing(self) -> bool:
        """Whether it would only hide a source that is known already."""
        return self.channel == "direct" and not self.code


def arrival_of(
    *, query: Mapping[str, str], referrer: str, own_host: str, landing: str
) -> Arrival | None:
    """Where a page view came from; None for one from within the mall.

    Words and order of GA4's default channel groups
    (https://support.google.com/analytics/answer/9756891): tagged campaigns before referrers.
    """
    utm = {name: _clean(query.get(f"utm_{name}", ""))[:most] for name, most in _LONGEST.items()}
    code = _clean(query.get("via", ""))[:_LONGEST_CODE]
    host = _host(referrer)
    if not (any(utm.values()) or code) and host and host == own_host.lower().removeprefix("www."):
        return None
    return Arrival(
        channel=_channel(utm, host),
        source=(utm["source"] or _social(host) or _search(host) or host)[: _LONGEST["source"]],
        medium=utm["medium"],
        campaign=utm["campaign"],
        content=utm["content"],
        term=utm["term"],
        code=code,
        referrer=_without_query(referrer)[:_LONGEST_PATH] if host else "",
        landing=_clean(landing)[:_LONGEST_PATH],
    )


def _channel(utm: Mapping[str, str], host: str) -> str:
    medium, source = utm["medium"].lower(), utm["source"].lower()
    if _PAID.fullmatch(medium):
        return "paid"
    if medium in _EMAIL or source in _EMAIL:
        return "email"
    if medium == "qr" or source == "qr":
        return "qr"
    if medium in _SOCIAL_MEDIA or source in _SOCIAL_SOURCES:
        return "organic_social"
    if medium == "organic" or source in _SEARCH_SOURCES:
        return "organic_search"
    if source or medium:
        return "referral"
    if _social(host):
        return "organic_social"
    if _search(host):
        return "organic_search"
    return "referral" if host else "direct"


def _host(referrer: str) -> str:
    """The host of a referrer, empty for one that is no web address. Anybody may send any text."""
    try:
        parts = urlsplit(_clean(referrer))
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _without_query(referrer: str) -> str:
    # Another site's query may hold what a person searched for, or who they are.
    return _clean(referrer).partition("#")[0].partition("?")[0]


def _social(host: str) -> str:
    return _site(host, _SOCIAL_SITES)


def _search(host: str) -> str:
    found = _BRAND.search(host)
    # Mail and documents of the same brands are no search.
    if found and not host.startswith(("mail.", "docs.", "drive.")):
        return found["brand"]
    return _site(host, _SEARCH_SITES)


def _site(host: str, sites: Mapping[str, str]) -> str:
    """The name of the site `host` is, or is a part of: ``l.facebook.com`` but not ``x.com.evil``."""
    parts = host.split(".")
    for start in range(len(parts) - 1):
        name = sites.get(".".join(parts[start:]))
        if name:
            return name
    return ""


def _clean(text: str) -> str:
    return "".join(char for char in text if char.isprintable()).strip()
