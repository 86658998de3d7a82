"""A guest shows an address or number to be theirs by a one-time code. What it proved lives in a cookie
for as long as it speaks, so that whoever looked at their points spends them without another code.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.models import Contact, Wallet
from tradewind.domains.loyalty.operations.codes import PROOF_LIFE, wallet_of_proof
from tradewind.domains.loyalty.rules.errors import CodeNeeded
from tradewind.platform.http.throttles import client_ip, count
from tradewind.platform.i18n.languages import current

PROOF_COOKIE = "tw_points"
_LONGEST = 500


def send_code(request: HttpRequest, *, contact: str, country: str) -> str:
    """Send a code to an address, or a number of `country`; its id. Raises `InvalidInput`,
    `TooManyRequests`."""
    count(name="otp.send", who=f"ip:{client_ip(request)}", limit=6, seconds=60)
    kind = Contact.Kind.EMAIL if "@" in contact else Contact.Kind.PHONE
    sent = loyalty.send_one_time_code(kind=kind, value=contact, country=country, language=current())
    return str(sent.public_id)


def check_digits(request: HttpRequest, *, code_id: str) -> str:
    """The proof for the `digits` that were posted. Raises what `codes.check_code` does."""
    count(name="otp.check", who=f"ip:{client_ip(request)}", limit=20, seconds=60)
    return loyalty.check_code(code_id=code_id, digits=request.POST.get("digits", "")[:20])


def kept_proof(request: HttpRequest) -> str:
    """What the guest proved a moment ago; empty once it speaks no longer."""
    proof = request.COOKIES.get(PROOF_COOKIE, "")[:_LONGEST]
    return proof if find_proven_wallet(proof) is not None else ""


def find_proven_wallet(proof: str) -> Wallet | None:
    """The wallet a proof opens, None for one that is false, too old, or of a member's wallet."""
    try:
        return wallet_of_proof(proof=proof) if proof else None
    except CodeNeeded:
        return None


def keep_proof(response: HttpResponseBase, proof: str) -> None:
    """Let the browser show it again while it speaks; an empty one ends that."""
    if not proof:
        response.delete_cookie(PROOF_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        PROOF_COOKIE,
        proof,
        max_age=int(PROOF_LIFE.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
