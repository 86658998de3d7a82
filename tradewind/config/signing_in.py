"""Passwords and allauth: how people sign in, link outside identities, and prove it is them."""

from __future__ import annotations

from tradewind.config.sign_in_with import PROVIDERS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # NIST SP 800-63B-4: length and a list of common ones, no rules about kinds of letters.
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds

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
