"""Settings of allauth: how people sign in, link outside identities, and prove it is them."""

from __future__ import annotations

from tradewind.config.sign_in_with import PROVIDERS

ACCOUNT_ADAPTER = "tradewind.storefront.signing_in.ShopperAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "tradewind.storefront.outside.adapter.ShopperOutsideAdapter"
SOCIALACCOUNT_PROVIDERS = PROVIDERS
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "tradewind.domains.identity.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tradewind"
MFA_TOTP_TOLERANCE = 1  # periods of 30 s, for phones whose clock is off
