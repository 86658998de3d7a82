"""What payments say about who paid. Amounts, states and references stay."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.payments.adapters.bank.models import BankRow
from tradewind.domains.payments.adapters.cash.models import CashPromise
from tradewind.domains.payments.models import Payment, PaymentInstructions
from tradewind.domains.payments.operations.cards import remove_cards

# Providers' messages are kept as they came; of those that name the person, only what they are about.
_EMPTY_MESSAGES = """
UPDATE payments_providermessage SET body = '{}'::jsonb
WHERE EXISTS (SELECT FROM unnest(%s::text[]) AS word WHERE strpos(lower(body::text), word) > 0)
   OR EXISTS (SELECT FROM unnest(%s::text[]) AS known WHERE strpos(body::text, known) > 0)
"""


def forget_person(*, whom: Forgotten, purposes: Collection[str]) -> dict[str, int]:
    """`purposes` are public ids of what the person's payments were for."""
    payments = Payment.objects.filter(purpose__in=purposes)
    known = list(payments.values_list("public_id", "provider_reference"))
    payment_ids = [public_id for public_id, _ in known]
    payments.update(redirect_url="", keeps_for="")
    told = PaymentInstructions.objects.filter(payment__public_id__in=payment_ids).delete()
    BankRow.objects.filter(transfer__payment_id__in=payment_ids).update(payer="", text="")
    CashPromise.objects.filter(payment_id__in=payment_ids).update(email_key="", phone_key="")
    with connection.cursor() as cursor:
        references = [reference for _, reference in known if len(reference) > 8]
        cursor.execute(_EMPTY_MESSAGES, [list(whom.emails), references])
        messages = int(cursor.rowcount)
    return {
        "kept cards": len(remove_cards(person_id=whom.person_id)),
        "payments": len(known),
        "ways to pay by hand": int(told[0]),
        "providers' messages": messages,
    }


def count_open_refunds(*, purposes: Collection[str]) -> int:
    """Refunds on their way for those purposes."""
    payments = Payment.objects.filter(purpose__in=purposes)
    return payments.filter(refunds__state="waiting").count()
