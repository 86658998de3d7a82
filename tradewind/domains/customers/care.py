"""Reading what a store keeps about its customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradewind.domains.customers.models import (
    Customer,
    CustomerNote,
    CustomerTag,
    CustomerTask,
    CustomerView,
)


@dataclass(frozen=True, slots=True)
class Care:
    """Everything staff wrote about one customer, the latest first."""

    notes: Sequence[CustomerNote]
    tasks: Sequence[CustomerTask]
    tags: Sequence[str]


def care_of(*, store_id: int, customer_row_id: int) -> Care:
    """Four statements: notes with whom they mention, tasks, tags."""
    notes = CustomerNote.objects.for_store(store_id).filter(customer_id=customer_row_id)
    tasks = CustomerTask.objects.for_store(store_id).filter(customer_id=customer_row_id)
    tags = CustomerTag.objects.for_store(store_id).filter(customer_id=customer_row_id)
    return Care(
        notes=list(notes.select_related("author").prefetch_related("mentions")[:100]),
        tasks=list(tasks.select_related("assignee", "done_by")[:100]),
        tags=list(tags.values_list("text", flat=True)),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """How many notes, tasks and tags staff keep about a customer."""

    notes: int
    tasks: int
    tags: int


def kept_of(*, store_id: int, customer_row_id: int) -> Kept:
    """Three statements."""
    return Kept(
        *(
            model.objects.for_store(store_id).filter(customer_id=customer_row_id).count()
            for model in (CustomerNote, CustomerTask, CustomerTag)
        )
    )


def tags_of_store(*, store_id: int) -> list[str]:
    """Every tag in use, by name."""
    rows = CustomerTag.objects.for_store(store_id).order_by("text")
    return list(rows.values_list("text", flat=True).distinct())


def views_of_store(*, store_id: int) -> list[CustomerView]:
    """Filters the store keeps, by name."""
    return list(CustomerView.objects.for_store(store_id))


def every_customer(*, store_id: int) -> Iterator[Customer]:
    """All customers of a store with their tags, first come first, a few hundred at a time."""
    rows = Customer.objects.for_store(store_id).select_related("store").prefetch_related("tags")
    yield from rows.order_by("pk").iterator(chunk_size=500)
