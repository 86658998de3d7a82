"""For providers without idempotency keys: a call is noted before it is made, and made once."""

from __future__ import annotations

from tradewind.domains.payments.models import AskedOnce
from tradewind.kernel import clock


def begin_asking(*, provider: str, key: str) -> AskedOnce | None:
    """A row to note the answer on; None where the same was asked before."""
    row, is_new = AskedOnce.objects.get_or_create(
        provider=provider, key=key, defaults={"asked_at": clock.now()}
    )
    return row if is_new else None


def note_answer(row: AskedOnce, reference: str) -> None:
    """The provider answered, and calls it `reference`."""
    AskedOnce.objects.filter(pk=row.pk).update(reference=reference)


def forget_asking(row: AskedOnce) -> None:
    """The provider said no before it did anything: it may be asked again."""
    AskedOnce.objects.filter(pk=row.pk).delete()


def earlier_answer(*, provider: str, key: str) -> str:
    """What the provider called it then; empty where its answer was lost."""
    found = AskedOnce.objects.filter(provider=provider, key=key).values_list("reference", flat=True)
    return found.first() or ""
