"""Remembering who bought from which store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models.functions import Lower

from tradewind.domains.customers.models import Customer
from tradewind.kernel import ids
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Dealing:
    """A person spent this much at this store."""

    store_id: int
    spent: Money


def record_dealings(
    *,
    dealings: Sequence[Dealing],
    person_id: int | None,
    email: str,
    name: str,
    phone: str,
    language: str,
    country: str,
    visit_id: int | None,
    at: datetime,
) -> dict[int, int]:
    """Write or renew the customer row of each store, in one statement; returns row ids by store.

    `spent_minor` counts what was spent in the store's own currency; other currencies are left to
    the books, which know the rate of the day.
    """
    columns = list(
        zip(
            *sorted(
                (dealing.store_id, ids.new_uuid(), dealing.spent.minor, dealing.spent.currency)
                for dealing in dealings
            ),
            strict=True,
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO customers_customer AS known
                (store_id, public_id, person_id, email, name, phone, language, country,
                 first_visit_id, orders_count, spent_minor, last_order_at, created_at, updated_at)
            SELECT store.id, new.public_id, %(person)s, %(email)s, %(name)s, %(phone)s,
                   %(language)s, %(country)s, %(visit)s, 1,
                   CASE WHEN store.currency = new.currency THEN new.spent ELSE 0 END,
                   %(at)s, %(at)s, %(at)s
            FROM unnest(%(stores)s::bigint[], %(ids)s::uuid[], %(spent)s::bigint[],
                        %(currencies)s::text[]) AS new (store_id, public_id, spent, currency)
            JOIN stores_store AS store ON store.id = new.store_id
            ORDER BY store.id
            ON CONFLICT (store_id, lower(email)) DO UPDATE SET
                person_id = coalesce(excluded.person_id, known.person_id),
                name = coalesce(nullif(excluded.name, ''), known.name),
                phone = coalesce(nullif(excluded.phone, ''), known.phone),
                language = excluded.language,
                country = excluded.country,
                orders_count = known.orders_count + 1,
                spent_minor = known.spent_minor + excluded.spent_minor,
                last_order_at = excluded.last_order_at,
                updated_at = excluded.updated_at
            RETURNING store_id, id
            """,
            {
                "stores": list(columns[0]),
                "ids": list(columns[1]),
                "spent": list(columns[2]),
                "currencies": list(columns[3]),
                "person": person_id,
                "email": email,
                "name": name,
                "phone": phone,
                "language": language,
                "country": country,
                "visit": visit_id,
                "at": at,
            },
        )
        return dict(cursor.fetchall())


def claim_dealings(*, person_id: int, emails: Collection[str]) -> int:
    """Make what stores know of a guest known to be this person; `emails` are verified ones.

    Returns how many stores that was. Repeating it changes nothing.
    """
    known = {email.lower() for email in emails}
    return (
        Customer.objects.across_stores("a person is mall-wide")
        .annotate(known=Lower("email"))
        .filter(person=None, known__in=known)
        .update(person_id=person_id)
    )
