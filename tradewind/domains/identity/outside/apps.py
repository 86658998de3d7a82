"""Which providers this mall is registered with, and the keys it got from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import structlog
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import InvalidToken
from django.conf import settings

from tradewind.domains.identity.models import ProviderAccess
from tradewind.platform.secrets import decrypt

_log = structlog.get_logger(__name__)

# What each is called; these are names and stay as they are in every language.
NAMES: Mapping[str, str] = {"google": "Google", "apple": "Apple", "facebook": "Facebook"}
# What has to be known of each. Apple's is no password but a key to sign with.
NEEDED: Mapping[str, Sequence[str]] = {
    "google": ("client_id", "secret"),
    "apple": ("client_id", "team_id", "key_id", "private_key"),
    "facebook": ("client_id", "secret"),
}


def list_apps() -> list[SocialApp]:
    """Those that are set up: by the environment, which wins, or by rows. One statement."""
    given: dict[str, Mapping[str, str]] = {}
    for access in ProviderAccess.objects.all():
        try:
            given[access.provider] = json.loads(decrypt(access.credentials))
        except InvalidToken:
            # Its key is gone from the list. The button goes, signing in by e-mail must not.
            _log.error("sign_in.credentials_unreadable", provider=access.provider)
    given.update(settings.SIGN_IN_WITH)
    return [_app(name, given[name]) for name in NAMES if name in given]


def _app(provider: str, credentials: Mapping[str, str]) -> SocialApp:
    app = SocialApp(provider=provider, name=NAMES[provider], client_id=credentials["client_id"])
    if provider == "apple":
        # allauth's words for what Apple calls key id, team id and private key.
        app.secret, app.key = credentials["key_id"], credentials["team_id"]
        app.settings = {"certificate_key": credentials["private_key"]}
    else:
        app.secret = credentials["secret"]
    return app
