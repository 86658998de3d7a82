"""Every kind of payment provider there is, in the order shown until the mall chose another."""

from __future__ import annotations

# Those that need settings are offered once the mall has set them up.
PAYMENT_GATEWAYS = [
    "tradewind.domains.payments.adapters.sandbox.gateway.SandboxGateway",
    "tradewind.domains.payments.adapters.stripe.gateway.StripeGateway",
    "tradewind.domains.payments.adapters.vnpay.gateway.VnpayGateway",
    "tradewind.domains.payments.adapters.qpay.gateway.QpayGateway",
    "tradewind.domains.payments.adapters.storepay.gateway.StorepayGateway",
    "tradewind.domains.payments.adapters.bank.gateway.BankGateway",
    "tradewind.domains.payments.adapters.cash.gateway.CashGateway",
]
