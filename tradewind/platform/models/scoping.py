"""Isolation of stores: rows a merchant owns can't be read without saying whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class UnscopedQuery(RuntimeError):
    """A query over merchants' rows named no store, no person and no reason. A bug, never input."""


class ScopedQuerySet(models.QuerySet[M]):
    """Refuses to run until `for_store`, `for_person` or `across_stores` was called.

    Rows reached through a parent (``order.lines.all()``) are scoped by that parent.
    """

    _scoped = False

    def for_store(self, store_id: int) -> Self:
        """Rows of one store."""
        return self._within(self.filter(store_id=store_id))

    def for_person(self, person_id: int) -> Self:
        """Rows that concern one person, over all stores; the model's `person_path` leads there."""
        path: str | None = getattr(self.model, "person_path", None)
        if path is None:
            raise UnscopedQuery(f"{self.model.__name__} has no person")
        return self._within(self.filter(**{path: person_id}))

    def across_stores(self, reason: str) -> Self:
        """Rows of every store. `reason` says why that is right, for the reader."""
        if not reason:
            raise UnscopedQuery("across_stores needs a reason")
        return self._within(self.all())

    def _within(self, queryset: Self) -> Self:
        queryset._scoped = True
        return queryset

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    def _check_scope(self) -> None:
        if not self._scoped and "instance" not in self._hints:  # type: ignore[attr-defined]
            raise UnscopedQuery(f"{self.model.__name__} read without for_store or across_stores")

    def _fetch_all(self) -> None:
        self._check_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[M]:
        self._check_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check_scope()
        return super().count()

    def exists(self) -> bool:
        self._check_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check_scope()
        return super().delete()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)
