"""What people read about a claim: why something is not possible, and what happens next."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.orders.claims import ClaimKind, ClaimState, Refusal

REFUSALS: Mapping[Refusal, Promise | str] = {
    Refusal.ALREADY_SENT: _("It has left already. Once it is with you, you can send it back."),
    Refusal.NOT_SENT_YET: _("It has not left yet, so you can still cancel it."),
    Refusal.NOT_DELIVERED_YET: _("It is still on its way. You can send it back once it is there."),
    Refusal.WINDOW_OVER: _("The time for it is over. Ask the seller, who may still help."),
    Refusal.NONE_LEFT: _("Nothing of it is left that is not settled or being dealt with already."),
    Refusal.IS_CANCELLED: _("It was cancelled."),
}

_NEXT: Mapping[ClaimState, Promise | str] = {
    ClaimState.REQUESTED: _("{seller} looks at your request now and answers here and by e-mail."),
    ClaimState.APPROVED: _("Send it back by {due}. Put the slip into the parcel."),
    ClaimState.REFUSED: _("{seller} said no. Write to them if you see it differently."),
    ClaimState.WITHDRAWN: _("You took this request back. Nothing changes."),
    ClaimState.SENT_BACK: _(
        "It is on its way to {seller}, who looks at it as soon as it is there."
    ),
    ClaimState.RECEIVED: _("{seller} has it and looks at it now."),
    ClaimState.REJECTED: _("{seller} could not accept it and sends it back to you."),
    ClaimState.REPLACING: _("{seller} prepares your replacement. We tell you when it leaves."),
    ClaimState.SETTLED: _("Settled: {refund} goes back the way you paid. Banks take some days."),
}
_NEXT_CANCELLED: Mapping[ClaimState, Promise | str] = {
    ClaimState.REQUESTED: _(
        "{seller} is packing already and says whether it can still be stopped."
    ),
    ClaimState.SETTLED: _("Cancelled: {refund} goes back the way you paid. Banks take some days."),
    ClaimState.REFUSED: _("It could not be stopped any more. Once it is there, you can return it."),
}
_NEXT_EXCHANGED: Mapping[ClaimState, Promise | str] = {
    ClaimState.SETTLED: _("Settled: your replacement is on its way."),
}


def next_sentence(kind: ClaimKind, state: ClaimState) -> str:
    """What happens now, with ``{seller}``, ``{due}`` and ``{refund}`` still to be filled in."""
    own = {ClaimKind.CANCEL: _NEXT_CANCELLED, ClaimKind.EXCHANGE: _NEXT_EXCHANGED}.get(kind, {})
    return str(own.get(state) or _NEXT[state])
