"""One-time codes: whoever has not signed in shows an address or number to be theirs."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from tradewind.domains.loyalty.code_delivery import send_code
from tradewind.domains.loyalty.models import Contact, OneTimeCode, Wallet
from tradewind.domains.loyalty.operations.joining import verify_contact
from tradewind.domains.loyalty.rules.errors import (
    CodeExpired,
    CodeNeeded,
    CodeTriedTooOften,
    CodeWrong,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http.throttles import count
from tradewind.platform.i18n.phones import check_phone
from tradewind.platform.secrets import encrypt

LIFE = timedelta(minutes=10)
TRIES = 5
PROOF_LIFE = timedelta(minutes=30)
"""How long a code once shown speaks for its owner: long enough to finish a checkout."""

_DIGITS = 6
_CODES_AN_HOUR = 5
_SALT = "loyalty.proof"


def send(*, kind: Contact.Kind, value: str, country: str, language: str) -> OneTimeCode:
    """Send a fresh code to an address or number; earlier ones to it stop working.

    Tells nobody whether there is a wallet. Raises `InvalidInput`, `TooManyRequests`.
    """
    contact = checked_contact(kind=kind, value=value, country=country)
    count(name="loyalty.code", who=f"{kind}:{contact}", limit=_CODES_AN_HOUR, seconds=3600)
    now = clock.now()
    digits = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    with transaction.atomic():
        OneTimeCode.objects.filter(kind=kind, value=contact, used_at=None).update(expires_at=now)
        row = OneTimeCode(kind=kind, value=contact, made_at=now, expires_at=now + LIFE)
        row.digest = _digest(row.public_id, digits)
        row.save()
        # A failed job keeps its arguments, and this one is a secret.
        send_code.defer(code_id=row.public_id, sealed=encrypt(digits), language=language)
    return row


def check_code(*, code_id: str, digits: str) -> str:
    """Whoever knows the code owns the contact. Returns a proof for `holding.Payer` that lasts for
    `PROOF_LIFE`; the contact counts as verified from now on.

    Raises `NotFound`, `CodeWrong` with how many tries are `left`, `CodeTriedTooOften`,
    `CodeExpired` for one that is old, replaced or used.
    """
    now = clock.now()
    # Counted before it is compared, by one statement: guesses made at once all count.
    guessed = OneTimeCode.objects.filter(
        public_id=code_id, attempts__lt=TRIES, used_at=None, expires_at__gt=now
    ).update(attempts=F("attempts") + 1)
    row = OneTimeCode.objects.filter(public_id=code_id).first()
    if row is None:
        raise NotFound(id=code_id)
    if not guessed:
        if row.attempts >= TRIES and row.used_at is None:
            raise CodeTriedTooOften
        raise CodeExpired
    typed = "".join(str(int(mark)) for mark in digits if mark.isdecimal())
    if not hmac.compare_digest(row.digest, _digest(row.public_id, typed)):
        raise CodeWrong(left=TRIES - row.attempts)
    with transaction.atomic():
        if not OneTimeCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
            raise CodeExpired
        wallet = verify_contact(kind=Contact.Kind(row.kind), value=row.value, at=now)
    return proof_for(wallet)


def proof_for(wallet: Wallet) -> str:
    """What speaks for a wallet whose owner was just recognised."""
    return signing.dumps([wallet.public_id, int(clock.now().timestamp())], salt=_SALT)


def wallet_of_proof(*, proof: str) -> Wallet:
    """The wallet a proof speaks for. Raises `CodeNeeded` for one that is false or too old."""
    try:
        public_id, made = signing.loads(proof, salt=_SALT)
    except signing.BadSignature:
        raise CodeNeeded from None
    if clock.now().timestamp() - made > PROOF_LIFE.total_seconds():
        raise CodeNeeded
    wallet = Wallet.objects.filter(public_id=public_id).first()
    # A member's wallet is opened by signing in, whatever was shown before they joined.
    if wallet is None or wallet.person_id is not None or wallet.merged_into_id is not None:
        raise CodeNeeded
    return wallet


def checked_contact(*, kind: Contact.Kind, value: str, country: str) -> str:
    """The contact as it is kept. Raises `InvalidInput`."""
    if kind == Contact.Kind.PHONE:
        return check_phone(value, country=country)
    address = value.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidInput({"email": "invalid" if address else "required"}) from None
    return address


def _digest(code_id: str, digits: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"otp:{code_id}:{digits}".encode(), hashlib.sha256).hexdigest()
