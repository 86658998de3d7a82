"""allauth's providers with three differences: one callback address, few facts kept, no crash.

Named in the settings, which is how allauth takes another class for a provider.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.apple.provider import AppleProvider
from allauth.socialaccount.providers.apple.views import AppleOAuth2Adapter
from allauth.socialaccount.providers.facebook.provider import FacebookProvider
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.google.provider import GoogleProvider
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tradewind.platform.i18n.negotiation import localised_path

# Of what a provider tells, the facts the mall has a use for. Apple's answer holds tokens as well.
_KEPT = ("email", "email_verified", "is_private_email", "name")


class _OurWay:
    """Mixed in before one of allauth's OAuth 2 adapters."""

    provider_id: str
    redirect_uri_protocol: str | None

    def get_callback_url(self, request: HttpRequest, app: object) -> str:
        """The same in every language, since a provider knows one address and no other."""
        path = localised_path(reverse(f"{self.provider_id}_callback"), settings.LANGUAGE_CODE)
        return str(build_absolute_uri(request, path, self.redirect_uri_protocol))

    def parse_token(self, data: Mapping[str, Any]) -> SocialToken:
        with _understood():
            return super().parse_token(data)  # type: ignore[misc]

    def complete_login(
        self, request: HttpRequest, app: object, token: SocialToken, **options: Any
    ) -> SocialLogin:
        with _understood():
            return super().complete_login(request, app, token, **options)  # type: ignore[misc]


@contextmanager
def _understood() -> Iterator[None]:
    """Take an answer that lacks what it must have for the failure it is; allauth would crash."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise OAuth2Error("the provider's answer makes no sense") from fault


class _FewFacts:
    """Mixed in before one of allauth's providers."""

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {fact: data[fact] for fact in _KEPT if fact in data}


class GoogleAdapter(_OurWay, GoogleOAuth2Adapter):  # type: ignore[misc]
    """Google, by authorisation code with PKCE."""


class AppleAdapter(_OurWay, AppleOAuth2Adapter):  # type: ignore[misc]
    """Apple, which posts its answer and says the name only the first time."""

    login_cancelled_error = "user_cancelled_authorize"


class FacebookAdapter(_OurWay, FacebookOAuth2Adapter):  # type: ignore[misc]
    """Facebook's Graph API, which vouches for no e-mail address."""


class Google(_FewFacts, GoogleProvider):  # type: ignore[misc]
    oauth2_adapter_class = GoogleAdapter


class Apple(_FewFacts, AppleProvider):  # type: ignore[misc]
    oauth2_adapter_class = AppleAdapter


class Facebook(_FewFacts, FacebookProvider):  # type: ignore[misc]
    oauth2_adapter_class = FacebookAdapter
