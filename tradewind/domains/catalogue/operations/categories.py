"""The mall's own tree of categories."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from django.db import transaction

from tradewind.domains.catalogue.events import CategoryChanged
from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.catalogue.operations.columns import Translations, text_faults
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.catalogue.rules import slug_of
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.events import publish


class CategoryInUse(TradewindError):
    """Products or categories still hang on it: `products` and `categories` say how many."""

    code = "category_in_use"


class CategoryColumns(TypedDict, total=False):
    """What an operator may set of a category. `parent` is a public id, None at the top;
    `translations` is ``{"fr": {"title": …, "description": …}}``."""

    title: str
    slug: str
    parent: str | None
    description: str
    picture: str
    position: int
    translations: Translations


def create_category(**columns: Unpack[CategoryColumns]) -> Category:
    """Hang a category into the tree. Raises `InvalidInput` (also for a slug that is taken)."""
    if not columns.get("title", "").strip():
        raise InvalidInput({"title": "required"})
    columns.setdefault("slug", slug_of(columns["title"], longest=80))
    with transaction.atomic():
        category = Category()
        _write(category, columns)
    return category


def change_category(*, category_id: str, **columns: Unpack[CategoryColumns]) -> Category:
    """Change what is given. Raises `InvalidInput` (also for a parent below itself), `NotFound`."""
    with transaction.atomic():
        category = _locked(category_id)
        _write(category, columns)
    return category


def archive_category(*, category_id: str) -> None:
    """Take an empty category out of the tree. Safe to repeat. Raises `CategoryInUse`, `NotFound`."""
    with transaction.atomic():
        category = _locked(category_id)
        hanging = Product.objects.across_stores("a category is the mall's, whoever sells in it")
        products = hanging.filter(category=category, archived_at=None).count()
        categories = Category.objects.filter(parent=category, archived_at=None).count()
        if products or categories:
            raise CategoryInUse(products=products, categories=categories)
        if category.archived_at is None:
            category.archived_at = clock.now()
            category.save(update_fields=["archived_at"])
            _tell(category)


def _locked(category_id: str) -> Category:
    found = Category.objects.select_for_update(no_key=True).filter(public_id=category_id).first()
    if found is None:
        raise NotFound(id=category_id)
    return found


def _write(category: Category, columns: CategoryColumns) -> None:
    given: dict[str, Any] = dict(columns)
    faults = text_faults(
        Category, {name: value for name, value in given.items() if name != "parent"}
    )
    if "title" in given and not given["title"].strip():
        faults["title"] = "required"
    if "slug" in given:
        if slug_of(given["slug"], longest=80) != given["slug"]:
            faults["slug"] = "invalid"
        elif Category.objects.filter(slug=given["slug"]).exclude(pk=category.pk).exists():
            faults["slug"] = "taken"
    if faults:
        raise InvalidInput(faults)
    if "parent" in given:
        category.parent = _parent(category, given.pop("parent"))
    for name, value in given.items():
        setattr(category, name, value)
    category.save()
    _tell(category)


def _parent(category: Category, parent_id: str | None) -> Category | None:
    if parent_id is None:
        return None
    parent = Category.objects.filter(public_id=parent_id, archived_at=None).first()
    above = parent
    while above is not None:
        if above.pk == category.pk:
            raise InvalidInput({"parent": "invalid"})
        above = above.parent
    if parent is None:
        raise InvalidInput({"parent": "unknown"})
    return parent


def _tell(category: Category) -> None:
    publish(CategoryChanged(category_id=str(category.public_id)))
    forget_tree()
    transaction.on_commit(forget_tree)
