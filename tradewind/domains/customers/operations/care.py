"""What staff keep about a customer: notes, tasks, tags, and filters of the list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from tradewind.domains.customers.models import (
    Customer,
    CustomerNote,
    CustomerTag,
    CustomerTask,
    CustomerView,
)
from tradewind.domains.stores.queries import list_staff
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit

MOST_TAGS = 20
MOST_VIEWS = 20


def write_note(
    *,
    store_id: int,
    customer_id: str,
    text: str,
    author_id: int,
    mentions: Collection[str] = (),
) -> CustomerNote:
    """Write something down; `mentions` are public ids of staff. Raises `InvalidInput`, `NotFound`."""
    words = text.strip()
    staff = {member.person.public_id: member.person for member in list_staff(store_id=store_id)}
    wrong = {} if words else {"text": "required"}
    if len(words) > 2000:
        wrong["text"] = "too_long"
    if not set(mentions) <= staff.keys():
        wrong["mentions"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        note = CustomerNote.objects.create(
            store_id=store_id,
            customer=_customer(store_id, customer_id),
            author_id=author_id,
            text=words,
            written_at=clock.now(),
        )
        note.mentions.set([staff[person_id] for person_id in mentions])
    return note


def remove_note(*, store_id: int, customer_id: str, note_id: str, actor: str) -> None:
    """Take a note away; who did is kept. Raises `NotFound`."""
    with transaction.atomic():
        found = CustomerNote.objects.for_store(store_id).filter(
            public_id=note_id, customer__public_id=customer_id
        )
        if not found.delete()[0]:
            raise NotFound(id=note_id)
        audit.record(
            actor=actor,
            action="customers.remove_note",
            subject=customer_id,
            store_id=store_id,
        )


def add_task(
    *,
    store_id: int,
    customer_id: str,
    text: str,
    actor_id: int,
    assignee: str = "",
    due_on: date | None = None,
) -> CustomerTask:
    """Something to do; `assignee` is the public id of staff. Raises `InvalidInput`, `NotFound`."""
    words = " ".join(text.split())
    staff = {member.person.public_id: member.person for member in list_staff(store_id=store_id)}
    wrong = {} if words else {"task": "required"}
    if len(words) > 300:
        wrong["task"] = "too_long"
    if assignee and assignee not in staff:
        wrong["assignee"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        return CustomerTask.objects.create(
            store_id=store_id,
            customer=_customer(store_id, customer_id),
            text=words,
            assignee=staff.get(assignee),
            due_on=due_on,
            made_by_id=actor_id,
            made_at=clock.now(),
        )


def tick_task(
    *, store_id: int, customer_id: str, task_id: str, actor_id: int, is_done: bool
) -> None:
    """Note a task as done, or as open again. Repeating it changes nothing. Raises `NotFound`."""
    found = CustomerTask.objects.for_store(store_id).filter(
        public_id=task_id, customer__public_id=customer_id
    )
    if not found.exists():
        raise NotFound(id=task_id)
    if is_done:
        found.filter(done_at=None).update(done_at=clock.now(), done_by_id=actor_id)
    else:
        found.update(done_at=None, done_by=None)


def set_tags(*, store_id: int, customer_id: str, tags: Collection[str]) -> list[str]:
    """Exactly these words, lower case; returns them. Raises `InvalidInput`, `NotFound`."""
    words = sorted({" ".join(tag.split()).lower() for tag in tags} - {""})
    if len(words) > MOST_TAGS or any(len(word) > 40 for word in words):
        raise InvalidInput({"tags": "too_long"})
    with transaction.atomic():
        customer = _customer(store_id, customer_id)
        own = CustomerTag.objects.for_store(store_id).filter(customer=customer)
        own.exclude(text__in=words).delete()
        CustomerTag.objects.bulk_create(
            [CustomerTag(store_id=store_id, customer=customer, text=word) for word in words],
            ignore_conflicts=True,
        )
    return words


def keep_view(*, store_id: int, name: str, query: str) -> CustomerView:
    """Keep a filter under a name; the same name again replaces it. Raises `InvalidInput`."""
    words = " ".join(name.split())
    if not words or len(words) > 40 or len(query) > 300:
        raise InvalidInput({"name": "too_long" if words else "required"})
    kept = CustomerView.objects.for_store(store_id)
    if not kept.filter(name=words).exists() and kept.count() >= MOST_VIEWS:
        raise InvalidInput({"name": "too_many"})
    view, _ = CustomerView.objects.for_store(store_id).update_or_create(
        store_id=store_id, name=words, defaults={"query": query}
    )
    return view


def drop_view(*, store_id: int, view_id: str) -> None:
    """Let a kept filter go. Safe to repeat."""
    CustomerView.objects.for_store(store_id).filter(public_id=view_id).delete()


def _customer(store_id: int, customer_id: str) -> Customer:
    """Locked, so that nothing is written about one that is being forgotten."""
    rows = Customer.objects.for_store(store_id).select_for_update(of=("self",))
    found = rows.filter(public_id=customer_id).first()
    if found is None:
        raise NotFound(id=customer_id)
    return found
