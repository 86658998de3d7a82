"""What a person reads when a payment does not go through: why, and what to do now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "payment_provider_unavailable": _("The payment provider does not answer. Try again shortly."),
    "payment_bad_signature": _("This message is not from the payment provider."),
    "payment_other_amount": _("That payment is of {expected}, not {told}."),
    "payment_unknown_provider": _("We do not take payments that way."),
    "payment_refund_refused": _("The provider refused the refund ({reason})."),
    "payment_nothing_left_to_refund": _("Less than that is left to refund."),
    "decline.insufficient_funds": _(
        "There is not enough money on the card. Try another card or way to pay."
    ),
    "decline.card_expired": _("The card has expired. Use another one."),
    "decline.suspected_fraud": _("The bank stopped the payment. Call it, or use another card."),
    "decline.try_again_later": _("The bank does not answer. Try again in a minute."),
    "decline.declined_by_bank": _("The bank declined. Use another card or ask the bank."),
    "decline.unknown_source": _("That card is not known any more. Enter it again."),
    "decline.cancelled": _("You left the payment page. Nothing was charged; pay when you like."),
    "decline.reversed": _("The bank took the payment back. Use another card or ask the bank."),
    "decline.expired": _("Your time to pay ran out, so we let the goods go. Try once more."),
}
