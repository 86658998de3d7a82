"""Signing in with an account elsewhere: how, and with what the environment gives.

Credentials that are not in the environment lie encrypted in rows.
"""

from __future__ import annotations

from tradewind.config.env import read

# allauth's setting of that name. Ours are its own providers with the differences written there.
PROVIDERS = {
    "google": {
        "provider_class": "tradewind.domains.identity.outside.providers.Google",
        "OAUTH_PKCE_ENABLED": True,
    },
    "apple": {"provider_class": "tradewind.domains.identity.outside.providers.Apple"},
    "facebook": {
        "provider_class": "tradewind.domains.identity.outside.providers.Facebook",
        "FIELDS": ["id", "email", "name"],
    },
}
_NAMES = {
    "google": {"client_id": "GOOGLE_CLIENT_ID", "secret": "GOOGLE_CLIENT_SECRET"},
    "apple": {
        "client_id": "APPLE_CLIENT_ID",
        "team_id": "APPLE_TEAM_ID",
        "key_id": "APPLE_KEY_ID",
        "private_key": "APPLE_PRIVATE_KEY",
    },
    "facebook": {"client_id": "FACEBOOK_CLIENT_ID", "secret": "FACEBOOK_CLIENT_SECRET"},
}


def given_credentials() -> dict[str, dict[str, str]]:
    """What each provider gave the mall, by provider; only those of which everything is set."""
    found = {
        provider: {what: read(variable) for what, variable in names.items()}
        for provider, names in _NAMES.items()
    }
    return {provider: given for provider, given in found.items() if all(given.values())}
