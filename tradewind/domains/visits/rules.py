"""From the first page of a visit to the channel it came by. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_SEARCH = frozenset({"google", "bing", "duckduckgo", "yahoo", "ecosia", "baidu", "yandex", "naver"})
_SOCIAL = {
    "facebook": "facebook",
    "fb": "facebook",
    "instagram": "instagram",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "pinterest": "pinterest",
    "twitter": "x",
    "x": "x",
    "t": "x",
    "linkedin": "linkedin",
    "reddit": "reddit",
    "threads": "threads",
}
_PAID_MEDIA = frozenset(
    {"cpc", "ppc", "paid", "paidsearch", "paid_social", "display", "retargeting"}
)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the first page told: its source in UTM's words, the link code, referrer and path."""

    channel: str
    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""
    code: str = ""
    referrer: str = ""
    landing: str = ""


def arrival_of(
    *, query: Mapping[str, str], referrer: str, own_host: str, landing: str
) -> Arrival | None:
    """Where a page view came from; None for one from within the mall.

    Words and order of GA4's default channel groups: tagged campaigns before referrers; `via`, our
    own link code, before both (its channel is the code's, found when the visit is written).
    """
    utm = {name: query.get(f"utm_{name}", "")[:_LONGEST] for name in _UTM}
    code = query.get("via", "")[:32]
    host = (urlsplit(referrer).hostname or "").removeprefix("www.") if referrer else ""
    if not (any(utm.values()) or code) and host == own_host:
        return None
    return Arrival(
        channel=_channel(utm, code, host),
        source=utm["source"] or _SOCIAL.get(_label(host), host)[:80],
        medium=utm["medium"],
        campaign=utm["campaign"],
        content=utm["content"],
        term=utm["term"],
        code=code,
        referrer=referrer[:300],
        landing=landing[:300],
    )


_UTM = ("source", "medium", "campaign", "content", "term")


def _channel(utm: Mapping[str, str], code: str, host: str) -> str:
    medium, source = utm["medium"].lower(), utm["source"].lower()
    if code:
        return "creator"
    if medium in _PAID_MEDIA:
        return "paid"
    if medium in ("email", "e-mail") or source in ("email", "newsletter"):
        return "email"
    if medium == "qr":
        return "qr"
    if medium == "social" or source in _SOCIAL or _label(host) in _SOCIAL:
        return "organic_social"
    if medium == "organic" or _label(host) in _SEARCH:
        return "organic_search"
    return "referral" if host or source else "direct"


def _label(host: str) -> str:
    """``m.facebook.com`` → facebook, ``google.co.uk`` → google, ``t.co`` → t."""
    parts = [part for part in host.split(".") if part not in ("m", "l", "lm", "web", "mobile")]
    return parts[0] if parts else ""
