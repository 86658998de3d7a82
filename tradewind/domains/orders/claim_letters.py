"""What shopper and staff are told about a claim, in words. Rows hold ids; the rest is read when sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.orders.claim_words import next_sentence
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import KIND_NAMES, REASON_NAMES, Claim
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current

_HEADLINES: Mapping[ClaimState, Promise | str] = {
    ClaimState.REQUESTED: _("We have your request"),
    ClaimState.APPROVED: _("You can send it back"),
    ClaimState.REFUSED: _("Your request was refused"),
    ClaimState.WITHDRAWN: _("Your request is taken back"),
    ClaimState.SENT_BACK: _("Your parcel is on its way to the seller"),
    ClaimState.RECEIVED: _("Your parcel has arrived at the seller"),
    ClaimState.REJECTED: _("The seller did not accept what came back"),
    ClaimState.REPLACING: _("Your replacement is being prepared"),
    ClaimState.SETTLED: _("Your refund is on its way"),
}


def _shopper(facts: Facts) -> dict[str, Any]:
    claim = _claim(facts)
    kind, state = ClaimKind(claim.kind), ClaimState(facts["state"])
    page = reverse("storefront:claim", args=[claim.order.purchase.token, claim.public_id])
    due = formats.day(claim.due_at.date()) if claim.due_at else ""
    return {
        **_frame(claim),
        "headline": str(_HEADLINES[state]),
        "next": next_sentence(kind, state).format(
            seller=claim.store.name, due=due, refund=formats.money(claim.refund)
        ),
        "answer": _answer_at(claim, state),
        "link": absolute_url(page, language=current()),
    }


def _staff(facts: Facts) -> dict[str, Any]:
    claim = _claim(facts)
    page = reverse("console:claim", args=[claim.store.slug, claim.public_id])
    return {
        **_frame(claim),
        "reason": str(REASON_NAMES[Reason(claim.reason)]),
        "note": claim.note,
        "is_settled": claim.state == ClaimState.SETTLED,
        "link": absolute_url(page, language=current()),
    }


def _frame(claim: Claim) -> dict[str, Any]:
    return {
        "number": claim.number,
        "seller": claim.store.name,
        "kind_name": str(KIND_NAMES[ClaimKind(claim.kind)]),
        "pieces": [(row.quantity, row.line.title) for row in claim.lines.all()],
    }


def _answer_at(claim: Claim, state: ClaimState) -> str:
    """What the seller wrote with the step into `state`."""
    for step in claim.steps.all():
        if step.to_state == state and step.actor:
            return step.note
    return ""


def _claim(facts: Facts) -> Claim:
    rows = Claim.objects.across_stores("a letter is about a claim of its own reader")
    found = (
        rows.filter(public_id=facts["claim"])
        .select_related("order__purchase", "store")
        .prefetch_related("lines__line", "steps")
        .first()
    )
    if found is None:
        raise NotFound(id=facts["claim"])
    return found


CLAIM_LETTERS = (
    Letter(
        kind="orders.claim",
        purpose="orders",
        template="orders/mail/claim",
        subject=_("{headline}: {number}"),
        gather=_shopper,
    ),
    Letter(
        kind="orders.claim_new",
        purpose="store_work",
        template="orders/mail/claim-new",
        subject=_("{kind_name} {number}: a customer asks"),
        gather=_staff,
    ),
)
