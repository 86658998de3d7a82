"""The list of products with texts that are missing in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tradewind.console.products.editor.saving import Outcome
from tradewind.console.products.editor.screen import Tongue, TongueField, tongue
from tradewind.domains.catalogue.queries import ProductTexts, count_untold, list_untold
from tradewind.domains.stores.models import Store
from tradewind.platform.i18n.languages import direction, language_name, languages
from tradewind.ui.shell import Link

_PAGE = 20


@dataclass(frozen=True, slots=True)
class UntoldProduct:
    """A product with the fields to show: those that are missing, and those just filled."""

    id: str
    url: str
    title: str
    tongue: Tongue
    fields: Sequence[TongueField]


@dataclass(frozen=True, slots=True)
class UntoldScreen:
    """The list in one `code`; `language` is the store's own. `more_url` is empty at its end."""

    code: str
    name: str
    language: str
    direction: str
    views: Sequence[Link]
    products: Sequence[UntoldProduct]
    more_url: str
    is_first: bool


def other_languages(store: Store) -> list[str]:
    """The mall's languages without the store's own."""
    return [code for code in languages() if code != store.language]


def untold_screen(store: Store, query: Mapping[str, str], *, language: str) -> UntoldScreen:
    """The list as the address asks: four statements. Raises `InvalidInput` for a bad cursor."""
    codes = other_languages(store)
    counts = count_untold(store_id=store.pk, languages=codes)
    wanted = query.get("language", "")
    if wanted not in codes:
        wanted = max(codes, key=lambda code: counts[code])
    url, cursor = reverse("console:products_untold", args=[store.slug]), query.get("cursor", "")
    page = list_untold(store_id=store.pk, language=wanted, cursor=cursor, limit=_PAGE)
    more = urlencode({"language": wanted, "cursor": page.next_cursor or ""})
    return UntoldScreen(
        code=wanted,
        name=language_name(wanted, language),
        language=store.language,
        direction=direction(store.language),
        views=[
            Link(
                label=language_name(code, language),
                url=f"{url}?{urlencode({'language': code})}",
                count=counts[code],
                is_current=code == wanted,
            )
            for code in codes
        ],
        products=[untold_product(store, texts, wanted, language) for texts in page.items],
        more_url=f"{url}?{more}" if page.next_cursor else "",
        is_first=not cursor,
    )


def untold_product(
    store: Store, texts: ProductTexts, code: str, language: str, outcome: Outcome | None = None
) -> UntoldProduct:
    """One product of the list; after saving, its fields just filled stay to be looked at."""
    told = tongue(texts, code, language, outcome or Outcome())
    return UntoldProduct(
        id=texts.public_id,
        url=reverse("console:product", args=[store.slug, texts.public_id]),
        title=texts.title,
        tongue=told,
        fields=[field for field in told.fields if field.is_missing],
    )
