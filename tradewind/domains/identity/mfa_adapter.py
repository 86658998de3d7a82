"""Second factors: their secrets are encrypted at rest."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from tradewind.platform.secrets import decrypt, encrypt


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's own, with the mall's keys."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
