"""What a person reads when a payment does not go through: why, and what to do now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "payment_provider_unavailable": _("The payment provider does not answer. Try again shortly."),
    "payment_bad_signature": _("This message is not from the payment provider."),
    "payment_other_amount": _("That payment is of {expected}, not {told}."),
    "payment_unknown_provider": _("We do not take payments that way."),
    "payment_other_merchant": _("This message is about another account."),
    "payment_method_not_offered": _("That way to pay is not offered here. Choose another one."),
    "payment_card_unknown": _("That card is not kept here any more. Choose another one."),
    "payment_card_expired": _(
        "The card ending in {last_four} has expired. Choose another one, or enter the new one."
    ),
    "payment_card_not_kept": _("A card can't be kept for you here. Pay without keeping it."),
    "payment_setup_refused": _("The provider does not accept these settings ({reason})."),
    "payment_cash_not_expected": _("Only {left} is still to come for this purchase."),
    "payment_nothing_at_the_door": _("Nothing of this order is to be paid at the door any more."),
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
    "decline.authentication_needed": _(
        "Your bank wants to see that it is you. Pay once more and confirm on its page."
    ),
    "decline.cancelled": _("You left the payment page. Nothing was charged; pay when you like."),
    "decline.reversed": _("The bank took the payment back. Use another card or ask the bank."),
    "decline.not_accepted": _("The provider does not take this payment. Choose another way."),
    "decline.bnpl_no_phone": _("Enter the mobile number that your account there has."),
    "decline.bnpl_limit": _("It is more than you can pay later right now. Choose another way."),
    "decline.bnpl_refused": _("Paying later was refused. Choose another way to pay."),
    "decline.cash_limit": _("So much can't be paid at the door. Choose another way to pay."),
    "decline.cash_first_limit": _(
        "For a first order at the door this is too much. Choose another way to pay."
    ),
    "decline.cash_refused_before": _(
        "Paying at the door is not open to you at the moment. Choose another way to pay."
    ),
    "decline.expired": _("Your time to pay ran out, so we let the goods go. Try once more."),
}

# What a shopper reads of each way to pay: its name, and what choosing it means.
METHODS = {
    ("sandbox", "card"): (
        _("Card, in the sandbox"),
        _("A test provider: no money moves. Its page lets you choose how the bank answers."),
    ),
    ("stripe", "card"): (
        _("Card"),
        _("You pay on Stripe's page and come back here. We never see your card."),
    ),
    ("vnpay", "vnpay"): (
        _("VNPay"),
        _("Vietnamese cards, bank apps and QR, on VNPay's page."),
    ),
    ("qpay", "qr"): (_("QPay"), _("Scan a QR code or open your bank's app.")),
    ("storepay", "bnpl"): (
        _("Storepay, in parts"),
        _("Take it now and pay in parts. You confirm in the Storepay app."),
    ),
    ("bank", "transfer"): (
        _("Bank transfer"),
        _("We keep the goods until the money is here, and show you where to send it."),
    ),
    ("cash", "cash"): (_("Cash at the door"), _("You pay the courier. Have the amount ready.")),
}
FIELDS = {
    "mobile": _("Mobile number"),
    "holder": _("Name"),
    "bank": _("Bank"),
    "account": pgettext_lazy("bank", "Account"),
    "routing": _("Routing number"),
}
PROVIDERS = {
    "sandbox": _("Sandbox"),
    "stripe": "Stripe",
    "vnpay": "VNPay",
    "qpay": "QPay",
    "storepay": "Storepay",
    "bank": _("Bank transfer"),
    "cash": _("Cash on delivery"),
}
SETTINGS = {
    "secret_key": _("Secret key"),
    "webhook_secret": _("Signing secret of the webhook"),
    "url": _("Address of the API"),
    "merchant": _("Merchant code"),
    "secret": _("Hash secret"),
    "page": _("Address of the payment page"),
    "username": _("User name"),
    "password": _("Password"),
    "invoice_code": _("Invoice code"),
    "receiver_code": _("Receiver code"),
    "app_username": _("App user name"),
    "app_password": _("App password"),
    "store_id": _("Store number"),
    "holder": _("Account holder"),
    "account": _("Account number or IBAN"),
    "bank": _("Bank"),
    "routing": _("Routing number or BIC"),
    "currency": _("Currency"),
    "days": _("Days the goods are kept"),
    "most": _("Most at the door, for example CAD 300, KRW 300000"),
    "first_most": _("Most for who never paid at the door before"),
}
FAILURES = {
    "not_authorised": _("The credentials are not accepted."),
    "payment_provider_unavailable": _("The provider does not answer at that address."),
    "no_account": _("Say which account the money goes to."),
    "limit_unreadable": _("Write limits as CAD 300, KRW 300000."),
}
# Brands as providers name them; a word that is not here is shown as it came.
BRANDS = {
    "visa": "Visa",
    "mastercard": "Mastercard",
    "amex": "American Express",
    "discover": "Discover",
    "diners": "Diners Club",
    "jcb": "JCB",
    "unionpay": "UnionPay",
}
